import type { CampaignId } from '../../core/domain/id.ts'
import type { Pack } from '../../core/domain/pack.ts'
import { type CampaignReport, campaignReport } from '../../core/domain/report.ts'
import { rowToUnit } from '../../core/protocol/entities.ts'
import type { App } from './app.ts'
import type { LastContact } from './contact.ts'
import { assessmentsOf, assignmentsOf, campaignAt, packAt, rowAt } from './read.ts'

/** A campaign's report as this device can make it, and when the device last heard of headquarters. */
export type LiveReport = {
  readonly report: CampaignReport
  readonly pack: Pack
  /** The name of the campaign's site; empty when the unit is not on this device. */
  readonly site: string
  readonly contact: LastContact | null
}

/** Null when the campaign, or the pack it was published with, is not on this device. */
export const reportOf = async ({ database }: App, id: CampaignId): Promise<LiveReport | null> => {
  const campaign = await campaignAt(database, id)
  const pack = campaign && (await packAt(database, campaign.pack))
  if (!campaign || !pack) return null
  const [assignments, assessments, site, contact] = await Promise.all([
    assignmentsOf(database, id),
    assessmentsOf(database, id),
    rowAt(database, 'unit', campaign.site),
    database.meta.get('contact'),
  ])
  return {
    report: campaignReport(campaign, assignments, assessments),
    pack,
    site: site ? rowToUnit(site).name : '',
    contact: (contact?.value as LastContact | undefined) ?? null,
  }
}
