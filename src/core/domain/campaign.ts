import type { AssignmentId, CampaignId, PackId, PersonId, PostId, UnitId } from './id.ts'
import type { Job, JobDescription, Requirement } from './job.ts'
import type { Pack } from './pack.ts'
import type { Person, Post, Unit } from './person.ts'
import { err, ok, type Result } from './result.ts'
import { isOnScale } from './scale.ts'
import { type Day, daysBetween, type Instant, isDay } from './time.ts'

export type CampaignSettings = {
  /** Distance |A − R| in levels from which a comment is demanded; null demands none. */
  readonly commentFrom: number | null
  /** Readiness from which a person without an essential shortfall counts as ready, 0 < x ≤ 1. */
  readonly readyFrom: number
  /** Days the officer has for observations after the assessment was communicated. */
  readonly observationDays: number
}

export const defaultSettings: CampaignSettings = { commentFrom: 2, readyFrom: 0.85, observationDays: 8 }

/** An assessment round at one site. Once published it is never edited. */
export type Campaign = {
  readonly id: CampaignId
  readonly name: string
  readonly site: UnitId
  readonly opens: Day
  readonly closes: Day
  readonly pack: PackId
  readonly officers: readonly PersonId[]
  readonly assessors: readonly PersonId[]
  readonly settings: CampaignSettings
  readonly published: { readonly at: Instant; readonly by: PersonId; readonly assignments: number } | null
}

/** One officer to assess in a campaign, with everything the grid and the sheet need, frozen at publication. */
export type Assignment = {
  readonly id: AssignmentId
  readonly campaign: CampaignId
  readonly officer: PersonId
  readonly post: PostId
  readonly unit: UnitId
  readonly assessors: readonly PersonId[]
  readonly jobDescription: JobDescription
  readonly snapshot: {
    readonly registration: string
    readonly familyName: string
    readonly givenName: string
    readonly grade: string
    readonly language: string
    readonly postCode: string
    readonly postTitle: string
    readonly unitName: string
  }
}

export type CampaignProblem =
  | { readonly problem: 'campaign-without-name' }
  | { readonly problem: 'campaign-without-site' }
  | { readonly problem: 'campaign-dates'; readonly opens: string; readonly closes: string }
  | { readonly problem: 'campaign-without-officers' }
  | { readonly problem: 'campaign-without-assessors' }
  | { readonly problem: 'campaign-published' }
  | { readonly problem: 'officer-unknown'; readonly officer: string }
  | { readonly problem: 'officer-without-post'; readonly officer: string }
  | { readonly problem: 'officer-assesses-self'; readonly officer: string }
  | { readonly problem: 'job-unknown'; readonly officer: string; readonly job: string }
  | { readonly problem: 'requirement-unknown-competency'; readonly job: string; readonly competency: string }
  | { readonly problem: 'requirement-level-off-scale'; readonly job: string; readonly competency: string; readonly level: number }

/** A job's requirements with the post's adjustments in place of those of the same competency, new ones at the end. */
export const requirementsOf = (job: Pick<Job, 'requirements'>, post: Pick<Post, 'adjustments'>): readonly Requirement[] => {
  const adjusted = new Map(post.adjustments.map((requirement) => [requirement.competency, requirement]))
  const own = new Set(job.requirements.map((requirement) => requirement.competency))
  return [
    ...job.requirements.map((requirement) => adjusted.get(requirement.competency) ?? requirement),
    ...[...adjusted.values()].filter((requirement) => !own.has(requirement.competency)),
  ]
}

export type Staff = {
  readonly people: readonly Person[]
  readonly posts: readonly Post[]
  readonly units: readonly Unit[]
}

/** What publishing a campaign will assess, before ids are made. */
export type PlannedAssignment = Omit<Assignment, 'id' | 'campaign'>

/**
 * Everything that keeps a campaign from being published, or the assignments it makes: one an officer, each with the
 * job description of the officer's post as it stands now. Several assessors share the officers unit by unit, evenly.
 */
export const planAssignments = (
  campaign: Campaign,
  pack: Pack,
  staff: Staff,
): Result<readonly PlannedAssignment[], readonly CampaignProblem[]> => {
  const problems: CampaignProblem[] = [...checkHead(campaign)]
  const planned: PlannedAssignment[] = []
  const people = new Map(staff.people.map((person) => [person.id, person]))
  const postByHolder = new Map(staff.posts.flatMap((post) => (post.holder ? [[post.holder, post] as const] : [])))
  const units = new Map(staff.units.map((unit) => [unit.id, unit]))
  const jobs = new Map(pack.jobs.map((job) => [job.code, job]))

  for (const officerId of new Set(campaign.officers)) {
    const officer = people.get(officerId)
    const post = postByHolder.get(officerId)
    if (!officer) {
      problems.push({ problem: 'officer-unknown', officer: officerId })
      continue
    }
    if (!post) {
      problems.push({ problem: 'officer-without-post', officer: officer.registration })
      continue
    }
    const job = jobs.get(post.job)
    if (!job) {
      problems.push({ problem: 'job-unknown', officer: officer.registration, job: post.job })
      continue
    }
    const requirements = requirementsOf(job, post)
    problems.push(...checkRequirements(requirements, job, pack))
    planned.push({
      officer: officerId,
      post: post.id,
      unit: post.unit,
      assessors: [],
      jobDescription: { job: job.code, version: post.descriptionVersion, requirements },
      snapshot: {
        registration: officer.registration,
        familyName: officer.familyName,
        givenName: officer.givenName,
        grade: officer.grade,
        language: officer.language,
        postCode: post.code,
        postTitle: post.title,
        unitName: units.get(post.unit)?.name ?? '',
      },
    })
  }
  const shared = shareOut(planned, campaign.assessors)
  for (const assignment of shared)
    if (assignment.assessors.includes(assignment.officer))
      problems.push({ problem: 'officer-assesses-self', officer: assignment.snapshot.registration })
  return problems.length > 0 ? err(problems) : ok(shared)
}

const checkHead = (campaign: Campaign): readonly CampaignProblem[] => {
  const problems: CampaignProblem[] = []
  if (campaign.published) problems.push({ problem: 'campaign-published' })
  if (campaign.name.trim() === '') problems.push({ problem: 'campaign-without-name' })
  if (campaign.site === '') problems.push({ problem: 'campaign-without-site' })
  const { opens, closes } = campaign
  if (!isDay(opens) || !isDay(closes) || daysBetween(opens, closes) < 0)
    problems.push({ problem: 'campaign-dates', opens, closes })
  if (campaign.officers.length === 0) problems.push({ problem: 'campaign-without-officers' })
  if (campaign.assessors.length === 0) problems.push({ problem: 'campaign-without-assessors' })
  return problems
}

const checkRequirements = (requirements: readonly Requirement[], job: Job, pack: Pack): readonly CampaignProblem[] => {
  const known = new Set(pack.framework.competencies.map((competency) => competency.code))
  return requirements.flatMap(({ competency, level }): CampaignProblem[] => {
    if (!known.has(competency)) return [{ problem: 'requirement-unknown-competency', job: job.code, competency }]
    if (!isOnScale(pack.framework.scale, level))
      return [{ problem: 'requirement-level-off-scale', job: job.code, competency, level }]
    return []
  })
}

/** Contiguous shares in unit order, so that an assessor stays with a unit; nobody is given themself where another can. */
const shareOut = (planned: readonly PlannedAssignment[], assessors: readonly PersonId[]): readonly PlannedAssignment[] => {
  if (assessors.length === 0) return planned
  const ordered = planned.map((assignment, index) => ({ assignment, index }))
  ordered.sort((a, b) =>
    a.assignment.unit < b.assignment.unit ? -1 : a.assignment.unit > b.assignment.unit ? 1 : a.index - b.index,
  )
  const result = [...planned]
  ordered.forEach(({ assignment, index }, place) => {
    const turn = Math.floor((place * assessors.length) / ordered.length)
    const candidates = [...assessors.slice(turn), ...assessors.slice(0, turn)]
    const chosen = candidates.find((candidate) => candidate !== assignment.officer) ?? candidates[0]
    if (chosen) result[index] = { ...assignment, assessors: [chosen] }
  })
  return result
}

/** Days of the campaign that are left on a day, that day and the last one included; 0 once it is over. */
export const daysLeft = (campaign: Pick<Campaign, 'closes'>, today: Day): number =>
  Math.max(0, daysBetween(today, campaign.closes) + 1)
