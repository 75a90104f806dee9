import type { AssessmentId, CampaignId, JobCode } from '../../core/domain/id.ts'
import type { Pack } from '../../core/domain/pack.ts'
import { type CampaignReport, campaignReport } from '../../core/domain/report.ts'
import { textIn } from '../../core/domain/text.ts'
import type { Instant } from '../../core/domain/time.ts'
import { rowToUnit } from '../../core/protocol/entities.ts'
import type { App } from './app.ts'
import { type Arrival, arrivalOf } from './arrival.ts'
import { campaignRows } from './campaign-rows.ts'
import type { LastContact } from './contact.ts'
import { disputedIn } from './disputes.ts'
import { campaignAt, packAt, rowAt } from './read.ts'

/** A campaign's report as this device can make it, and when the device last heard of headquarters. */
export type LiveReport = {
  readonly report: CampaignReport
  readonly pack: Pack
  /** The name of the campaign's site; empty when the unit is not on this device. */
  readonly site: string
  readonly contact: LastContact | null
  readonly arrival: Arrival
  /** Signed assessments with another signature or later answers beside them: each counts as it was first signed. */
  readonly disputed: ReadonlySet<AssessmentId>
  /** Set while rows are still coming: the figures are from columns, as of this moment at headquarters, and texts come on demand. */
  readonly onDemand: { readonly asOf: Instant } | null
}

/** Null when the campaign, or the pack it was published with, is not on this device. */
export const reportOf = async ({ database }: App, id: CampaignId): Promise<LiveReport | null> => {
  const campaign = await campaignAt(database, id)
  const pack = campaign && (await packAt(database, campaign.pack))
  if (!campaign || !pack) return null
  const [site, contact, { assignments, assessments, asOf }, disputed] = await Promise.all([
    rowAt(database, 'unit', campaign.site),
    database.meta.get('contact'),
    campaignRows(database, id, (job) => titleIn(pack, job)),
    disputedIn(database, id),
  ])
  return {
    report: campaignReport(campaign, assignments, assessments),
    pack,
    site: site ? rowToUnit(site).name : '',
    contact: (contact?.value as LastContact | undefined) ?? null,
    arrival: await arrivalOf(database, campaign, assignments.length),
    disputed,
    onDemand: asOf ? { asOf } : null,
  }
}

const titleIn = (pack: Pack, job: JobCode): string => {
  const found = pack.jobs.find(({ code }) => code === job)
  return found ? textIn(found.name, pack.languages[0] ?? 'fr') : job
}
