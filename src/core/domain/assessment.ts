import type { AssessmentId, AssignmentId, CompetencyCode, OperationId, PersonId } from './id.ts'
import type { Requirement } from './job.ts'
import { err, ok, type Result } from './result.ts'
import { isOnScale, type Level, type Scale } from './scale.ts'
import type { Instant } from './time.ts'

/**
 * What an assessor said of one requirement. A requirement without a rating is *unrated*. The four (a level, not
 * observed, not applicable, unrated) are distinct everywhere: none is zero, none is dropped from a report.
 */
export type Rating =
  | { readonly kind: 'level'; readonly level: Level }
  | { readonly kind: 'not-observed' }
  | { readonly kind: 'not-applicable'; readonly reason: string }

export type Ratings = ReadonlyMap<CompetencyCode, Rating>
export type Comments = ReadonlyMap<CompetencyCode, string>

/** In what capacity the work was assessed. One assessment an assignment and role. */
export type AssessorRole = 'self' | 'supervisor' | 'expert' | 'panel'

type Work = {
  readonly id: AssessmentId
  readonly assignment: AssignmentId
  readonly role: AssessorRole
  readonly ratings: Ratings
  readonly comments: Comments
  /** The assessor's words on the whole. */
  readonly summary: string
  /** What was judged and said in it is not shown to whoever reads here: only that it is there, and whether it is signed. */
  readonly outlined?: true
}

/** Once signed, an assessment never changes: a later view of the same work is an amendment that follows it. */
export type Assessment =
  | (Work & { readonly state: 'draft' })
  | (Work & {
      readonly state: 'signed'
      readonly signedAt: Instant
      readonly signedBy: PersonId
      /** The operation that sealed it: names this version for ever. */
      readonly version: OperationId
    })

/** What the officer did with the signed assessment: signing attests having read it, not agreeing with it. */
export type Acknowledgement = {
  readonly outcome: 'attested' | 'refused'
  /** Why the officer refused to sign, in words; empty when attested. */
  readonly motive: string
  readonly observations: string
  readonly at: Instant
}

export type RatingProblem =
  | { readonly problem: 'level-off-scale'; readonly level: number; readonly lowest: Level; readonly highest: Level }
  | { readonly problem: 'not-required'; readonly competency: CompetencyCode }
  | { readonly problem: 'reason-missing' }
  | { readonly problem: 'already-signed' }

/** Whether a rating may be given on this grid; the rating itself when it may. */
export const checkRating = (
  assessment: Pick<Assessment, 'state'>,
  requirements: readonly Requirement[],
  scale: Scale,
  competency: CompetencyCode,
  rating: Rating,
): Result<Rating, RatingProblem> => {
  if (assessment.state === 'signed') return err({ problem: 'already-signed' })
  if (!requirements.some((requirement) => requirement.competency === competency))
    return err({ problem: 'not-required', competency })
  if (rating.kind === 'level' && !isOnScale(scale, rating.level)) {
    const ranks = scale.levels.map((step) => step.level)
    return err({ problem: 'level-off-scale', level: rating.level, lowest: Math.min(...ranks), highest: Math.max(...ranks) })
  }
  if (rating.kind === 'not-applicable' && rating.reason.trim() === '') return err({ problem: 'reason-missing' })
  return ok(rating)
}

/** Comments that the campaign's rule demands and that are still empty: the level lies `from` or more from the required one. */
export const commentsDue = (
  requirements: readonly Requirement[],
  ratings: Ratings,
  comments: Comments,
  from: number | null,
): readonly CompetencyCode[] =>
  from === null
    ? []
    : requirements.flatMap(({ competency, level }) => {
        const rating = ratings.get(competency)
        const far = rating?.kind === 'level' && Math.abs(rating.level - level) >= from
        return far && !comments.get(competency)?.trim() ? [competency] : []
      })

export type SignProblem =
  | { readonly problem: 'already-signed' }
  | { readonly problem: 'nothing-rated' }
  /** Two people answered differently, and nobody has settled which answer stands. */
  | { readonly problem: 'conflicts-open'; readonly count: number }
  | { readonly problem: 'comments-due'; readonly competencies: readonly CompetencyCode[] }

/** Whether an assessment can be signed. Unrated requirements do not forbid it: they stay unrated, in every report. */
export const checkSign = (
  assessment: Assessment,
  requirements: readonly Requirement[],
  commentFrom: number | null,
  conflicts = 0,
): Result<Assessment, SignProblem> => {
  if (assessment.state === 'signed') return err({ problem: 'already-signed' })
  if (!requirements.some(({ competency }) => assessment.ratings.has(competency))) return err({ problem: 'nothing-rated' })
  if (conflicts > 0) return err({ problem: 'conflicts-open', count: conflicts })
  const due = commentsDue(requirements, assessment.ratings, assessment.comments, commentFrom)
  return due.length > 0 ? err({ problem: 'comments-due', competencies: due }) : ok(assessment)
}

export type Progress = {
  /** Requirements with any rating: a level, not observed or not applicable. */
  readonly answered: number
  readonly total: number
}

export const progressOf = (requirements: readonly Requirement[], ratings: Ratings): Progress => ({
  answered: requirements.filter(({ competency }) => ratings.has(competency)).length,
  total: requirements.length,
})

export type Stage = 'to-do' | 'under-way' | 'to-sign' | 'done'

/** Where an assignment stands on the site board. */
export const stageOf = (assessment: Assessment | undefined, requirements: readonly Requirement[]): Stage => {
  if (!assessment) return 'to-do'
  if (assessment.state === 'signed') return 'done'
  if (assessment.outlined) return 'under-way'
  const { answered, total } = progressOf(requirements, assessment.ratings)
  if (answered === 0) return 'to-do'
  return answered === total ? 'to-sign' : 'under-way'
}
