import type { Rating, Ratings } from './assessment.ts'
import type { CompetencyCode } from './id.ts'
import type { Requirement } from './job.ts'
import type { Level } from './scale.ts'

/** Where a person stands against one requirement. A negative gap is unmet: g = A − R. */
export type GapStatus = 'shortfall' | 'meets' | 'surplus' | 'not-observed' | 'not-applicable' | 'unrated'

export type Gap = {
  readonly requirement: Requirement
  readonly rating: Rating | undefined
  readonly status: GapStatus
  /** A; undefined unless a level was given. */
  readonly assessed: Level | undefined
  /** A − R in levels; undefined unless a level was given. Unrated is not zero. */
  readonly gap: number | undefined
  /** max(0, R − A); undefined unless a level was given. */
  readonly shortfall: number | undefined
  /** max(0, A − R); undefined unless a level was given. */
  readonly surplus: number | undefined
}

/** Every requirement with what was said of it, in the order of the job description. Nothing is left out. */
export const gaps = (requirements: readonly Requirement[], ratings: Ratings): readonly Gap[] =>
  requirements.map((requirement) => gapOf(requirement, ratings.get(requirement.competency)))

const gapOf = (requirement: Requirement, rating: Rating | undefined): Gap => {
  if (rating?.kind !== 'level') {
    const status = rating ? rating.kind : 'unrated'
    return { requirement, rating, status, assessed: undefined, gap: undefined, shortfall: undefined, surplus: undefined }
  }
  const gap = rating.level - requirement.level
  const status = gap < 0 ? 'shortfall' : gap > 0 ? 'surplus' : 'meets'
  return { requirement, rating, status, assessed: rating.level, gap, shortfall: Math.max(0, -gap), surplus: Math.max(0, gap) }
}

/**
 * The sums from which every figure of a person, a unit or a site is made. Sums add up: a unit's figure is taken from the
 * summed tally of its posts and is never a mean of means.
 */
export type Tally = {
  readonly required: number
  /** Requirements with a level. */
  readonly rated: number
  readonly met: number
  readonly notObserved: number
  readonly notApplicable: number
  readonly unrated: number
  readonly essentialShortfalls: number
  /** Essential requirements due (not declared inapplicable) without a level. */
  readonly essentialOpen: number
  /** Σ w over rated requirements. */
  readonly weight: number
  /** Σ w·R over rated requirements. */
  readonly weightedRequired: number
  /** Σ w·min(A, R) over rated requirements. */
  readonly weightedHeld: number
  /** Σ w·s over rated requirements. */
  readonly weightedShortfall: number
}

const emptyTally: Tally = {
  required: 0,
  rated: 0,
  met: 0,
  notObserved: 0,
  notApplicable: 0,
  unrated: 0,
  essentialShortfalls: 0,
  essentialOpen: 0,
  weight: 0,
  weightedRequired: 0,
  weightedHeld: 0,
  weightedShortfall: 0,
}

export const tally = (lines: readonly Gap[]): Tally => addTallies(lines.map(tallyOf))

const tallyOf = ({ requirement, status, assessed, shortfall }: Gap): Tally => {
  const { weight, level, essential } = requirement
  const counted = { ...emptyTally, required: 1 }
  if (assessed === undefined || shortfall === undefined)
    return {
      ...counted,
      notObserved: status === 'not-observed' ? 1 : 0,
      notApplicable: status === 'not-applicable' ? 1 : 0,
      unrated: status === 'unrated' ? 1 : 0,
      essentialOpen: essential && status !== 'not-applicable' ? 1 : 0,
    }
  return {
    ...counted,
    rated: 1,
    met: shortfall === 0 ? 1 : 0,
    essentialShortfalls: essential && shortfall >= 1 ? 1 : 0,
    weight,
    weightedRequired: weight * level,
    weightedHeld: weight * Math.min(assessed, level),
    weightedShortfall: weight * shortfall,
  }
}

export const addTallies = (tallies: readonly Tally[]): Tally =>
  tallies.reduce(
    (sum, one) => ({
      required: sum.required + one.required,
      rated: sum.rated + one.rated,
      met: sum.met + one.met,
      notObserved: sum.notObserved + one.notObserved,
      notApplicable: sum.notApplicable + one.notApplicable,
      unrated: sum.unrated + one.unrated,
      essentialShortfalls: sum.essentialShortfalls + one.essentialShortfalls,
      essentialOpen: sum.essentialOpen + one.essentialOpen,
      weight: sum.weight + one.weight,
      weightedRequired: sum.weightedRequired + one.weightedRequired,
      weightedHeld: sum.weightedHeld + one.weightedHeld,
      weightedShortfall: sum.weightedShortfall + one.weightedShortfall,
    }),
    emptyTally,
  )

/** Requirements that could be rated: all but those declared not applicable. The "of how many" beside every figure. */
export const due = (sums: Tally): number => sums.required - sums.notApplicable

/** Share of rated requirements that are met, #(A ≥ R) / #rated, 0–1. Partial counts 0; undefined when nothing is rated. */
export const coverage = (sums: Tally): number | undefined => (sums.rated === 0 ? undefined : sums.met / sums.rated)

/** Σ w·min(A, R) / Σ w·R, 0–1: a surplus never compensates. Undefined when nothing is rated, or all that is asks level 0. */
export const readiness = (sums: Tally): number | undefined =>
  sums.weightedRequired === 0 ? undefined : sums.weightedHeld / sums.weightedRequired

/** Σ w·s / Σ w, in levels, ≥ 0. Undefined when nothing is rated. */
export const weightedGap = (sums: Tally): number | undefined =>
  sums.weight === 0 ? undefined : sums.weightedShortfall / sums.weight

export type Verdict = 'ready' | 'not-yet' | 'vetoed' | 'undetermined'

/**
 * What one person's figures allow to say. An essential shortfall vetoes "ready" whatever the mean; nothing rated, or an
 * essential requirement still open, leaves it undetermined. `readyFrom` is the campaign's readiness threshold, 0–1.
 */
export const verdict = (sums: Tally, readyFrom: number): Verdict => {
  if (sums.essentialShortfalls > 0) return 'vetoed'
  const share = readiness(sums)
  if (share === undefined || sums.essentialOpen > 0) return 'undetermined'
  return share >= readyFrom ? 'ready' : 'not-yet'
}

/**
 * Worst first: essential shortfalls, then the others, each by weighted shortfall w·s and, where that is equal, by the
 * wider one; then what is met, surpluses last; what has no level at the end. Equals keep the order of the job description.
 */
export const byUrgency = (lines: readonly Gap[]): readonly Gap[] => [...lines].sort((a, b) => urgency(b) - urgency(a))

/** Ranks in one number: a weighted shortfall is at most 5 · 8, a shortfall at most 8. */
const urgency = ({ requirement, shortfall, gap }: Gap): number => {
  if (shortfall === undefined || gap === undefined) return -1000
  if (shortfall === 0) return -gap - 1
  return (requirement.essential ? 1000 : 0) + requirement.weight * shortfall * 10 + shortfall
}

export type GroupedGaps<Group extends string> = {
  readonly group: Group
  readonly lines: readonly Gap[]
  readonly sums: Tally
  /** Means over the group's rated requirements, for a radar: required and assessed on the same scale. */
  readonly meanRequired: number | undefined
  readonly meanAssessed: number | undefined
}

/** Gaps by competency group, in the order given; groups that the job does not touch are left out. */
export const gapsByGroup = <Group extends string>(
  lines: readonly Gap[],
  groupOf: (competency: CompetencyCode) => Group | undefined,
  order: readonly Group[],
): readonly GroupedGaps<Group>[] =>
  order.flatMap((group) => {
    const own = lines.filter((line) => groupOf(line.requirement.competency) === group)
    if (own.length === 0) return []
    const rated = own.filter((line) => line.assessed !== undefined)
    return [
      {
        group,
        lines: own,
        sums: tally(own),
        meanRequired: mean(rated.map((line) => line.requirement.level)),
        meanAssessed: mean(rated.map((line) => line.assessed ?? 0)),
      },
    ]
  })

const mean = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length
