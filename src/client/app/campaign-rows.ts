import { type CampaignRows, workFrom } from '../../core/domain/column-work.ts'
import type { CampaignId, JobCode } from '../../core/domain/id.ts'
import type { Instant } from '../../core/domain/time.ts'
import { columnsHeld } from '../storage/columns-held.ts'
import type { Database } from '../storage/database.ts'
import type { CampaignColumns } from './columns.ts'
import { assessmentsOf, assignmentsOf } from './read.ts'

/** All columns of a campaign whose rows are still coming; undefined otherwise, and where one is missing or not readable here. */
export const columnsOfCampaign = async (database: Database, id: CampaignId): Promise<CampaignColumns | undefined> => {
  const held = await columnsHeld(database, id)
  if (held.length === 0) return undefined
  // A chapter of its own, for most devices never need it; wrapped, so that a live query goes on following its tables.
  return Promise.resolve(import('./columns.ts').then(({ readColumns }) => readColumns(held)))
}

/** A campaign's rows that are here, with its columns in place of those that are still to come, and the moment they tell of. */
export const campaignRows = async (
  database: Database,
  id: CampaignId,
  titleOf: (job: JobCode) => string = (job) => job,
): Promise<CampaignRows & { readonly asOf: Instant | null }> => {
  const [assignments, assessments] = await Promise.all([assignmentsOf(database, id), assessmentsOf(database, id)])
  const found = await columnsOfCampaign(database, id)
  if (!found) return { assignments, assessments, asOf: null }
  return { ...workFrom(found.columns, { assignments, assessments }, titleOf), asOf: found.time }
}
