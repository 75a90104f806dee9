import type { Campaign } from '../../core/domain/campaign.ts'
import type { Cursors } from '../../core/protocol/cursor.ts'
import { behindIn, behindKey } from '../storage/behind.ts'
import type { Database } from '../storage/database.ts'

/** How much of a campaign is on this device, measured against what headquarters had at the last contact. */
export type Arrival =
  /** More of it is to come. */
  | 'coming'
  /** All of it is here. */
  | 'whole'
  /** Nothing more is to come, and yet not every officer is here: some are out of this account's sight, or were erased, or let go of. */
  | 'part'

/**
 * Asked of the campaign's stream: rows come in the order of their last change, so that all officers can be here and a signature not
 * yet. Of a stream that headquarters never told anything of, only the officers themselves say whether something is missing.
 */
export const arrivalOf = async ({ meta }: Database, campaign: Campaign, officers: number): Promise<Arrival> => {
  const stream: string = campaign.site
  if (behindIn(await meta.get(behindKey)).includes(stream)) return 'coming'
  if (officers >= (campaign.published?.assignments ?? 0)) return 'whole'
  const cursors = ((await meta.get('cursors'))?.value ?? {}) as Cursors
  return (cursors[stream]?.seq ?? 0) > 0 ? 'part' : 'coming'
}

/** How many officers a campaign has for this device: as many as it was published with, unless only some of them can ever be here. */
export const officersDue = async (database: Database, campaign: Campaign, officers: number): Promise<number> => {
  const published = campaign.published?.assignments ?? officers
  if (officers >= published) return published
  return (await arrivalOf(database, campaign, officers)) === 'part' ? officers : published
}
