import {
  type Acknowledgement,
  type Assessment,
  checkRating,
  checkSign,
  type Rating,
  type RatingProblem,
  type SignProblem,
} from '../../core/domain/assessment.ts'
import type { Assignment, Campaign } from '../../core/domain/campaign.ts'
import type { AssessmentId, AssignmentId, CompetencyCode, OperationId, StreamId } from '../../core/domain/id.ts'
import type { Pack } from '../../core/domain/pack.ts'
import { err, type Result } from '../../core/domain/result.ts'
import { assessmentIdOf, commentField, ratingField, rowToAcknowledgement, rowToAssessment } from '../../core/protocol/entities.ts'
import type { Json } from '../../core/protocol/json.ts'
import type { Operation } from '../../core/protocol/operation.ts'
import type { Row } from '../../core/protocol/row.ts'
import { keyOf } from '../storage/database.ts'
import type { RecordProblem } from '../storage/record.ts'
import type { App, Deed } from './app.ts'
import { newId, now } from './clock.ts'
import { conflictsOf, settlementsOf, type WorkConflict, type WorkSettlement } from './conflicts.ts'
import { type Dispute, disputeIn } from './disputes.ts'
import { assignmentAt, campaignAt, packAt, rowAt } from './read.ts'
import { type Signature, signaturesOf } from './signatures.ts'

/** Everything the scoring screen stands on. */
export type Grid = {
  readonly campaign: Campaign
  readonly assignment: Assignment
  readonly assessment: Assessment
  readonly pack: Pack
  /** For each field of the assessment the operation whose value is shown. */
  readonly writers: Row['writers']
  /** What the officer did with the signed assessment, if anything yet. */
  readonly acknowledgement: Acknowledgement | undefined
  /** Answers given without sight of one another, which a person has to settle before anybody signs. */
  readonly conflicts: readonly WorkConflict[]
  /** What was settled so far, oldest first. */
  readonly settlements: readonly WorkSettlement[]
  /** Every signature that was given, oldest first. */
  readonly signatures: readonly Signature[]
  /** Where a signed assessment has something beside it that waits for a person. */
  readonly dispute: Dispute | undefined
}

/** The grid of an assignment; null when this device has no such assignment, or not the whole of it. */
export const gridOf = async (app: App, id: AssignmentId): Promise<Grid | null> => {
  const { database } = app
  const assignment = await assignmentAt(database, id)
  const campaign = assignment && (await campaignAt(database, assignment.campaign))
  const pack = campaign && (await packAt(database, campaign.pack))
  if (!assignment || !campaign || !pack) return null
  const row = await rowAt(database, 'assessment', assessmentIdOf(id, 'expert'))
  const assessment = row ? rowToAssessment(row) : blank(id)
  const acknowledged = await database.rows.get(`acknowledgement:${acknowledgementIdOf(assessment.id)}`)
  const acknowledgement = acknowledged && rowToAcknowledgement(acknowledged.row)
  const conflicts = row && assessment.state === 'draft' ? await conflictsOf(database, row) : []
  const settlements = row ? await settlementsOf(database, row) : []
  const signatures = row ? await signaturesOf(database, row) : []
  const dispute = assessment.state === 'signed' ? disputeIn(row) : undefined
  const writers = row?.writers ?? {}
  return { campaign, assignment, assessment, pack, writers, acknowledgement, conflicts, settlements, signatures, dispute }
}

const blank = (assignment: AssignmentId): Assessment => ({
  id: assessmentIdOf(assignment, 'expert'),
  assignment,
  role: 'expert',
  state: 'draft',
  ratings: new Map(),
  comments: new Map(),
  summary: '',
})

/** The officer's answer to one signed assessment: the first one stands. */
export const acknowledgementIdOf = (assessment: AssessmentId): string => `${assessment}.ack`

/** The id under which it is done, and what the author had before him, where the caller knows. */
export type Told = Pick<Deed, 'id' | 'seen'>

export type Done = Result<readonly Operation[], RecordProblem>

/** Gives, changes or takes back (null) the rating of one requirement. Nothing is written when it may not be given. */
export const rate = async (
  app: App,
  { assessment, assignment, pack, campaign }: Grid,
  competency: CompetencyCode,
  rating: Rating | null,
  told?: Told,
): Promise<Result<readonly Operation[], RecordProblem | RatingProblem>> => {
  if (rating) {
    const checked = checkRating(assessment, assignment.jobDescription.requirements, pack.framework.scale, competency, rating)
    if (!checked.ok) return err(checked.problem)
  } else if (assessment.state === 'signed') return err({ problem: 'already-signed' })
  return app.perform([{ ...edit(campaign, assignment, assessment, { [ratingField(competency)]: rating }), ...told }])
}

/** Writes the comment on one requirement; an empty one takes it away. */
export const comment = (
  app: App,
  { assessment, assignment, campaign }: Grid,
  competency: CompetencyCode,
  words: string,
  told?: Told,
): Promise<Done> =>
  app.perform([
    { ...edit(campaign, assignment, assessment, { [commentField(competency)]: words.trim() === '' ? null : words }), ...told },
  ])

/** Writes the assessor's words on the whole. */
export const summarize = (app: App, { assessment, assignment, campaign }: Grid, words: string, told?: Told): Promise<Done> =>
  app.perform([{ ...edit(campaign, assignment, assessment, { summary: words }), ...told }])

/** Signs: from here on the assessment never changes. Signing again is the answer to a signature that headquarters refused. */
export const sign = async (app: App, grid: Grid): Promise<Result<readonly Operation[], RecordProblem | SignProblem>> => {
  const { assessment, assignment, campaign, conflicts } = grid
  const { requirements } = assignment.jobDescription
  const checked = checkSign(assessment, requirements, campaign.settings.commentFrom, conflicts.length)
  if (!checked.ok) return err(checked.problem)
  const signed = edit(campaign, assignment, assessment, { signedAt: now(), signedBy: app.identity.person ?? '' })
  const done = await app.perform([{ ...signed, kind: 'seal' }])
  const refused = app.database.refused.where('entity').equals(keyOf('assessment', assessment.id))
  if (done.ok) await refused.filter(({ text }) => (JSON.parse(text) as Operation).kind === 'seal').delete()
  return done
}

/** Records what the officer did with the signed assessment: attested having read it, or refused with a motive. */
export const acknowledge = (app: App, { assessment, campaign }: Grid, answer: Omit<Acknowledgement, 'at'>): Promise<Done> =>
  app.perform([
    {
      kind: 'seal',
      entity: { kind: 'acknowledgement', id: acknowledgementIdOf(assessment.id) },
      stream: streamOf(campaign),
      set: { campaign: campaign.id, assessment: assessment.id, ...answer, at: now() },
    },
  ])

/** A site's campaigns and all that is assessed in them travel in the site's own stream. */
export const streamOf = (campaign: Pick<Campaign, 'site'>): StreamId => campaign.site as string as StreamId

/** Every edit names what it belongs to, so that the assessment exists from its first tap on. */
export const edit = (
  campaign: Campaign,
  assignment: Assignment,
  assessment: Assessment,
  set: { readonly [field: string]: Json },
): Deed => {
  const fresh = assessment.ratings.size === 0 && assessment.comments.size === 0 && assessment.summary === ''
  const head = fresh ? { campaign: campaign.id, assignment: assignment.id, role: assessment.role } : {}
  return {
    kind: fresh ? 'create' : 'edit',
    entity: { kind: 'assessment', id: assessment.id },
    stream: streamOf(campaign),
    set: { ...head, ...set },
  }
}

/** Whether this device did it, and still keeps it: to send it, or to send it again. */
export const isOwn = async ({ database }: App, { id }: Pick<Assessment, 'id'>, operation: OperationId): Promise<boolean> =>
  (await database.held.where('ids').equals(operation).count()) > 0 ||
  (await database.unsent
    .where('[entity+id]')
    .equals([keyOf('assessment', id), operation])
    .count()) > 0

export const newAssignmentId = (): AssignmentId => newId<'assignment'>()
