import type { AssessmentId, OperationId, PersonId } from './id.ts'
import { err, ok, type Result } from './result.ts'
import type { Instant } from './time.ts'

export const contestMotives = ['facts', 'level', 'comment', 'procedure', 'other'] as const
export type ContestMotive = (typeof contestMotives)[number]

/** What an officer says against an assessment that was signed. It stands beside it for good: nothing that was signed changes. */
export type Contest = {
  readonly id: string
  readonly assessment: AssessmentId
  /** The signed version that the officer had in view. */
  readonly version: OperationId
  readonly motive: ContestMotive
  readonly text: string
  readonly by: PersonId | null
  readonly at: Instant
}

export const contestOutcomes = ['corrected', 'upheld', 'dismissed'] as const
/**
 * `corrected`: an amendment follows what was signed. `upheld`: the assessment stands, and the contest stays in the file beside it
 * as the officer's word. `dismissed`: not received, for the reason given.
 */
export type ContestOutcome = (typeof contestOutcomes)[number]

export type ContestAnswer = {
  readonly id: string
  readonly assessment: AssessmentId
  readonly contest: string
  readonly outcome: ContestOutcome
  readonly reason: string
  /** The amendment that corrects, where one does. */
  readonly amendment: OperationId | null
  readonly by: PersonId | null
  readonly at: Instant
}

export type ContestProblem =
  | { readonly problem: 'nothing-signed' }
  | { readonly problem: 'text-missing' }
  | { readonly problem: 'reason-missing' }
  | { readonly problem: 'not-amended' }
  | { readonly problem: 'answered' }

/** The words of a contest are never empty: the answer must have something to answer to. */
export const checkContest = (isSigned: boolean, text: string): Result<string, ContestProblem> => {
  if (!isSigned) return err({ problem: 'nothing-signed' })
  return text.trim() === '' ? err({ problem: 'text-missing' }) : ok(text.trim())
}

/** Every answer says why; *corrected* may only be said once the correction is there. */
export const checkAnswer = (
  answers: readonly ContestAnswer[],
  { contest, outcome, reason, amendment }: Pick<ContestAnswer, 'contest' | 'outcome' | 'reason' | 'amendment'>,
): Result<string, ContestProblem> => {
  if (answers.some((known) => known.contest === contest)) return err({ problem: 'answered' })
  if (reason.trim() === '') return err({ problem: 'reason-missing' })
  if (outcome === 'corrected' && !amendment) return err({ problem: 'not-amended' })
  return ok(reason.trim())
}
