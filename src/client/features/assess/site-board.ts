import type { Campaign } from '../../../core/domain/campaign.ts'
import type { CampaignId } from '../../../core/domain/id.ts'
import type { Day } from '../../../core/domain/time.ts'
import type { App } from '../../app/app.ts'
import { type Board, type BoardEntry, boardOf } from '../../app/board.ts'
import { today } from '../../app/clock.ts'
import { ownCampaigns, ownUnits } from '../../app/own.ts'
import { matches } from '../../ui/forgiving-match.ts'
import type { Place } from './place.ts'

export type SiteBoard = {
  /** Published campaigns, newest first. */
  readonly campaigns: readonly Campaign[]
  /** Of the chosen campaign; null when there is none here. */
  readonly board: Board | null
  readonly site: string
}

/** Everything the board shows, in one read. Without a choice: the person's own campaign that is open today, else the newest. */
export const siteBoardOf = async (app: App, wanted: string | null): Promise<SiteBoard> => {
  const [all, units] = await Promise.all([ownCampaigns(app), ownUnits(app)])
  const campaigns = all.filter(({ published }) => published !== null)
  const chosen = campaigns.find(({ id }) => id === wanted) ?? presentOne(campaigns, app.identity.person, today())
  const board = chosen ? await boardOf(app, chosen.id as CampaignId) : null
  return { campaigns, board, site: units.find(({ id }) => id === chosen?.site)?.name ?? '' }
}

const presentOne = (campaigns: readonly Campaign[], person: string | null, day: Day): Campaign | undefined => {
  const open = campaigns.filter(({ opens, closes }) => opens <= day && day <= closes)
  const own = (campaign: Campaign): boolean => campaign.assessors.some((assessor) => assessor === person)
  return open.find(own) ?? open[0] ?? campaigns.find(own) ?? campaigns[0]
}

/** Name, post, unit or registration number, in any order and without accents. */
export const fits = ({ assignment }: BoardEntry, asked: string): boolean => {
  if (asked.trim() === '') return true
  const { familyName, givenName, postTitle, postCode, unitName, registration } = assignment.snapshot
  return matches(asked, `${familyName} ${givenName} ${postTitle} ${postCode} ${unitName} ${registration}`)
}

/** What to go on with: the work touched last on this device, else any under way, else the next to begin, else to sign. */
export const continueWith = (
  entries: readonly BoardEntry[],
  placeOf: (assignment: BoardEntry['assignment']['id']) => Place | undefined,
): BoardEntry | undefined => {
  const touched = (entry: BoardEntry): string => placeOf(entry.assignment.id)?.touched ?? ''
  const underWay = entries.filter(({ stage }) => stage === 'under-way')
  const latest = underWay.reduce<BoardEntry | undefined>(
    (best, entry) => (best === undefined || touched(entry) > touched(best) ? entry : best),
    undefined,
  )
  return latest ?? entries.find(({ stage }) => stage === 'to-do') ?? entries.find(({ stage }) => stage === 'to-sign')
}
