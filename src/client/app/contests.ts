import type { Assessment, Rating, RatingProblem } from '../../core/domain/assessment.ts'
import { checkRating } from '../../core/domain/assessment.ts'
import {
  type Contest,
  type ContestAnswer,
  type ContestMotive,
  type ContestOutcome,
  type ContestProblem,
  checkAnswer,
  checkContest,
} from '../../core/domain/contest.ts'
import type { CompetencyCode, OperationId } from '../../core/domain/id.ts'
import { err, ok, type Result } from '../../core/domain/result.ts'
import { ratingField, rowToContest, rowToContestAnswer, signedVersion } from '../../core/protocol/entities.ts'
import type { Operation } from '../../core/protocol/operation.ts'
import type { RecordProblem } from '../storage/record.ts'
import type { App, Deed } from './app.ts'
import { newId, now } from './clock.ts'
import { namesOf } from './conflicts.ts'
import { rowAt, storedWithin } from './read.ts'
import { type Grid, streamOf } from './work.ts'

/** A contest with who spoke, and what was answered. */
export type ContestView = Contest & {
  readonly name: string | null
  readonly answer: (ContestAnswer & { readonly name: string | null }) | undefined
}

type Done<Problem> = Result<readonly Operation[], RecordProblem | Problem>

/** What the officer said against a signed assessment, oldest first. */
export const contestsOf = async (app: App, { assessment, campaign }: Pick<Grid, 'assessment' | 'campaign'>) =>
  (await contestsIn(app, campaign.id)).filter((one) => one.assessment === assessment.id)

/** Every contest of a campaign, those that wait for an answer first. */
export const contestsIn = async ({ database }: App, campaign: string): Promise<readonly ContestView[]> => {
  const rows = (await storedWithin(database, 'acknowledgement', campaign)).map(({ row }) => row)
  const answers = rows.flatMap((row) => rowToContestAnswer(row) ?? [])
  const contests = rows.flatMap((row) => rowToContest(row) ?? []).sort((a, b) => (a.at < b.at ? -1 : 1))
  const names = await namesOf(
    database,
    [...contests, ...answers].flatMap(({ by }) => by ?? []),
  )
  const views = contests.map((contest): ContestView => {
    const answer = answers.find((one) => one.contest === contest.id)
    const name = (by: string | null): string | null => (by && names.get(by)) || null
    return { ...contest, name: name(contest.by), answer: answer && { ...answer, name: name(answer.by) } }
  })
  return [...views.filter(({ answer }) => !answer), ...views.filter(({ answer }) => answer)]
}

/** The officer contests what was signed. Nothing of that changes: the contest is appended, under a signature of its own. */
export const contest = async (
  app: App,
  { assessment, assignment, campaign }: Grid,
  { motive, text }: { readonly motive: ContestMotive; readonly text: string },
): Promise<Done<ContestProblem>> => {
  const checked = checkContest(assessment.state === 'signed', text)
  if (!checked.ok) return err(checked.problem)
  if (assessment.state !== 'signed') return err({ problem: 'nothing-signed' })
  const said = { version: assessment.version, motive, text: checked.value, by: assignment.officer, at: now() }
  return app.perform([
    {
      kind: 'seal',
      entity: { kind: 'acknowledgement', id: `${assessment.id}.contest.${newId()}` },
      stream: streamOf(campaign),
      // Said on whatever tablet is at hand: it is the officer's own word.
      author: assignment.officer,
      set: { campaign: campaign.id, assessment: assessment.id, contest: said },
    },
  ])
}

export type Answering = {
  readonly contest: ContestView
  readonly outcome: ContestOutcome
  readonly reason: string
  /** With *corrected*: the levels that the amendment changes. */
  readonly levels?: ReadonlyMap<CompetencyCode, Rating>
}

/** Answers a contest. *Corrected* signs an amendment in the same breath: both are recorded, or neither. */
export const answerContest = async (
  app: App,
  grid: Grid,
  answering: Answering,
): Promise<Done<ContestProblem | RatingProblem>> => {
  const { assessment, campaign } = grid
  const { contest: asked, outcome, reason } = answering
  const amended = outcome === 'corrected' ? await amendmentOf(app, grid, answering) : ok(undefined)
  if (!amended.ok) return err(amended.problem)
  const amendment = amended.value ? (newId<'operation'>() as OperationId) : null
  const answers = asked.answer ? [asked.answer] : []
  const checked = checkAnswer(answers, { contest: asked.id, outcome, reason, amendment })
  if (!checked.ok) return err(checked.problem)
  const said = { contest: asked.id, outcome, reason: checked.value, amendment, by: app.identity.person, at: now() }
  const answer: Deed = {
    kind: 'seal',
    entity: { kind: 'acknowledgement', id: `${assessment.id}.answer.${newId()}` },
    stream: streamOf(campaign),
    set: { campaign: campaign.id, assessment: assessment.id, answer: said },
  }
  return app.perform(amended.value && amendment ? [{ ...amended.value, id: amendment }, answer] : [answer])
}

/** A new version that says all that is signed, with other levels, and follows what stands. Undefined where nothing would change. */
const amendmentOf = async (
  app: App,
  { assessment, assignment, campaign, pack }: Grid,
  { levels = new Map(), reason }: Answering,
): Promise<Result<Deed | undefined, ContestProblem | RatingProblem>> => {
  const row = await rowAt(app.database, 'assessment', assessment.id)
  const standing = row && signedVersion(row)
  if (!standing) return err({ problem: 'nothing-signed' })
  const changed = [...levels].filter(([code, rating]) => !isSame(assessment, code, rating))
  if (changed.length === 0 || reason.trim() === '') return ok(undefined)
  for (const [code, rating] of changed) {
    const { requirements } = assignment.jobDescription
    const checked = checkRating({ state: 'draft' }, requirements, pack.framework.scale, code, rating)
    if (!checked.ok) return err(checked.problem)
  }
  return ok({
    kind: 'amend',
    entity: { kind: 'assessment', id: assessment.id },
    stream: streamOf(campaign),
    follows: [standing.operation],
    set: {
      ...standing.content,
      ...Object.fromEntries(changed.map(([code, rating]) => [ratingField(code), rating])),
      signedAt: now(),
      ...(app.identity.person ? { signedBy: app.identity.person } : {}),
    },
  })
}

const isSame = ({ ratings }: Assessment, code: CompetencyCode, rating: Rating): boolean => {
  const known = ratings.get(code)
  return known?.kind === rating.kind && (known.kind !== 'level' || (rating.kind === 'level' && rating.level === known.level))
}
