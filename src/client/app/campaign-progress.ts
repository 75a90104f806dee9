import type { Assessment } from '../../core/domain/assessment.ts'
import { stageOf } from '../../core/domain/assessment.ts'
import type { Assignment, Campaign } from '../../core/domain/campaign.ts'
import { columnFigures } from '../../core/domain/column-figures.ts'
import type { AssignmentId } from '../../core/domain/id.ts'
import type { App } from './app.ts'
import { officersDue } from './arrival.ts'
import { campaignRows, columnsOfCampaign } from './campaign-rows.ts'
import { ownCampaigns, ownUnits } from './own.ts'

/** How far a published campaign has come, in officers. */
export type CampaignProgress = {
  readonly total: number
  /** Assessments with something rated and no signature yet. */
  readonly begun: number
  readonly signed: number
}

export type CampaignSummary = {
  readonly campaign: Campaign
  readonly siteName: string
  readonly progress: CampaignProgress
}

/** The administration's campaigns, drafts first. */
export const campaignSummaries = async (app: App): Promise<readonly CampaignSummary[]> => {
  const [campaigns, units] = await Promise.all([ownCampaigns(app), ownUnits(app)])
  const nameBySite = new Map(units.map((unit) => [unit.id, unit.name]))
  return Promise.all(
    campaigns.map(async (campaign) => ({
      campaign,
      siteName: nameBySite.get(campaign.site) ?? '',
      progress: (await progressFromColumns(app, campaign)) ?? (await campaignWork(app, campaign)).progress,
    })),
  )
}

/** Told without looking at a single officer; undefined where the rows are here, and tell it themselves. */
const progressFromColumns = async ({ database }: App, campaign: Campaign): Promise<CampaignProgress | undefined> => {
  const found = await columnsOfCampaign(database, campaign.id)
  if (!found) return undefined
  const { assigned, underWay, signed } = columnFigures(found.columns).completeness
  return { total: campaign.published?.assignments ?? assigned, begun: underWay, signed }
}

export type CampaignWork = {
  readonly assignments: readonly Assignment[]
  readonly assessments: ReadonlyMap<AssignmentId, Assessment>
  readonly progress: CampaignProgress
}

/** What a campaign assesses, and what was assessed as far as this device knows. */
export const campaignWork = async ({ database }: App, campaign: Campaign): Promise<CampaignWork> => {
  const { assignments, assessments } = await campaignRows(database, campaign.id)
  const total = await officersDue(database, campaign, assignments.length)
  return { assignments, assessments, progress: progressOf(total, assignments, assessments) }
}

const progressOf = (
  total: number,
  assignments: readonly Assignment[],
  assessments: ReadonlyMap<AssignmentId, Assessment>,
): CampaignProgress => {
  const stages = assignments.map(({ id, jobDescription }) => stageOf(assessments.get(id), jobDescription.requirements))
  return {
    total,
    begun: stages.filter((stage) => stage === 'under-way' || stage === 'to-sign').length,
    signed: stages.filter((stage) => stage === 'done').length,
  }
}
