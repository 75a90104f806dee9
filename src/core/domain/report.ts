import type { Assessment } from './assessment.ts'
import type { Assignment, Campaign } from './campaign.ts'
import { addTallies, type Gap, gaps, type Tally, tally, type Verdict, verdict } from './gap.ts'
import type { AssignmentId, CompetencyCode, JobCode, UnitId } from './id.ts'
import type { Instant } from './time.ts'

/** One officer's line of a report. An assessment that is not signed is provisional: shown, and counted nowhere else. */
export type OfficerReport = {
  readonly assignment: Assignment
  readonly assessment: Assessment | undefined
  readonly lines: readonly Gap[]
  readonly sums: Tally
  readonly verdict: Verdict
}

/** How complete a report is: its figures rest on `signed` of `assigned` assessments, the latest signed at `latest`. */
export type Completeness = {
  readonly assigned: number
  readonly signed: number
  readonly underWay: number
  readonly toDo: number
  readonly earliest: Instant | undefined
  readonly latest: Instant | undefined
}

export type UnitReport = {
  readonly unit: UnitId
  readonly name: string
  readonly officers: readonly OfficerReport[]
  readonly completeness: Completeness
  /** Sums over the signed assessments of the unit's posts; figures of the unit are made from these, never averaged. */
  readonly sums: Tally
}

export type CampaignReport = {
  readonly campaign: Campaign
  readonly officers: readonly OfficerReport[]
  readonly units: readonly UnitReport[]
  readonly completeness: Completeness
  readonly sums: Tally
}

export const officerReport = (assignment: Assignment, assessment: Assessment | undefined, readyFrom: number): OfficerReport => {
  const lines = gaps(assignment.jobDescription.requirements, assessment?.ratings ?? new Map())
  const sums = tally(lines)
  return { assignment, assessment, lines, sums, verdict: verdict(sums, readyFrom) }
}

/** The report of a campaign: every assignment stands in it, only signed assessments are counted. */
export const campaignReport = (
  campaign: Campaign,
  assignments: readonly Assignment[],
  assessmentOf: ReadonlyMap<AssignmentId, Assessment>,
): CampaignReport =>
  assemble(
    campaign,
    [...assignments]
      .sort(byName)
      .map((assignment) => officerReport(assignment, assessmentOf.get(assignment.id), campaign.settings.readyFrom)),
  )

export type ReportFilter = {
  readonly unit?: UnitId | undefined
  readonly job?: JobCode | undefined
  readonly keeps?: ((competency: CompetencyCode) => boolean) | undefined
}

/**
 * The part of a report that a reader chose: some officers, some competencies, every sum made anew. A verdict stays the one
 * of the whole job: nobody is "ready" by one group of competencies.
 */
export const narrowReport = ({ campaign, officers }: CampaignReport, { unit, job, keeps }: ReportFilter): CampaignReport =>
  assemble(
    campaign,
    officers
      .filter(({ assignment }) => unit === undefined || assignment.unit === unit)
      .filter(({ assignment }) => job === undefined || assignment.jobDescription.job === job)
      .map((officer) => {
        if (!keeps) return officer
        const lines = officer.lines.filter(({ requirement }) => keeps(requirement.competency))
        return { ...officer, lines, sums: tally(lines) }
      }),
  )

const assemble = (campaign: Campaign, officers: readonly OfficerReport[]): CampaignReport => {
  const units = new Map<UnitId, OfficerReport[]>()
  for (const officer of officers) {
    const known = units.get(officer.assignment.unit)
    if (known) known.push(officer)
    else units.set(officer.assignment.unit, [officer])
  }
  return {
    campaign,
    officers,
    units: [...units]
      .map(([unit, own]) => ({ unit, name: own[0]?.assignment.snapshot.unitName ?? '', officers: own, ...figures(own) }))
      .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
    ...figures(officers),
  }
}

const figures = (officers: readonly OfficerReport[]): { readonly completeness: Completeness; readonly sums: Tally } => ({
  completeness: completenessOf(officers),
  sums: addTallies(signedOf(officers).map((officer) => officer.sums)),
})

/** The officers whose assessment is signed: those that a report counts. */
export const signedOf = (officers: readonly OfficerReport[]): readonly OfficerReport[] =>
  officers.filter(({ assessment }) => assessment?.state === 'signed' && !assessment.outlined)

const completenessOf = (officers: readonly OfficerReport[]): Completeness => {
  const times = officers.flatMap(({ assessment }) => (assessment?.state === 'signed' ? [assessment.signedAt] : [])).sort()
  const underWay = officers.filter(
    ({ assessment }) => assessment?.state === 'draft' && (assessment.outlined || assessment.ratings.size > 0),
  ).length
  return {
    assigned: officers.length,
    signed: times.length,
    underWay,
    toDo: officers.length - times.length - underWay,
    earliest: times[0],
    latest: times.at(-1),
  }
}

const byName = (a: Assignment, b: Assignment): number => {
  const [left, right] = [a, b].map(({ snapshot }) => `${snapshot.familyName} ${snapshot.givenName}`.toLowerCase())
  return (left ?? '') < (right ?? '') ? -1 : (left ?? '') > (right ?? '') ? 1 : a.id < b.id ? -1 : 1
}
