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
import type { AssessmentId, AssignmentId, CompetencyCode, StreamId } from '../../core/domain/id.ts'
import type { Pack } from '../../core/domain/pack.ts'
import { err, type Result } from '../../core/domain/result.ts'
import { assessmentIdOf, commentField, ratingField, rowToAcknowledgement } from '../../core/protocol/entities.ts'
import type { Json } from '../../core/protocol/json.ts'
import type { Operation } from '../../core/protocol/operation.ts'
import type { RecordProblem } from '../storage/record.ts'
import type { App, Deed } from './app.ts'
import { newId, now } from './clock.ts'
import { assessmentFor, assignmentAt, campaignAt, packAt } from './read.ts'

/** Everything the scoring screen stands on. */
export type Grid = {
  readonly campaign: Campaign
  readonly assignment: Assignment
  readonly assessment: Assessment
  readonly pack: Pack
  /** What the officer did with the signed assessment, if anything yet. */
  readonly acknowledgement: Acknowledgement | undefined
}

/** The grid of an assignment; null when this device has no such assignment, or not the whole of it. */
export const gridOf = async (app: App, id: AssignmentId): Promise<Grid | null> => {
  const { database } = app
  const assignment = await assignmentAt(database, id)
  const campaign = assignment && (await campaignAt(database, assignment.campaign))
  const pack = campaign && (await packAt(database, campaign.pack))
  if (!assignment || !campaign || !pack) return null
  const assessment = (await assessmentFor(database, id)) ?? blank(id)
  const acknowledged = await database.rows.get(`acknowledgement:${acknowledgementIdOf(assessment.id)}`)
  const acknowledgement = acknowledged && rowToAcknowledgement(acknowledged.row)
  return { campaign, assignment, assessment, pack, acknowledgement }
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

export type Done = Result<readonly Operation[], RecordProblem>

/** Gives, changes or takes back (null) the rating of one requirement. Nothing is written when it may not be given. */
export const rate = async (
  app: App,
  { assessment, assignment, pack, campaign }: Grid,
  competency: CompetencyCode,
  rating: Rating | null,
): Promise<Result<readonly Operation[], RecordProblem | RatingProblem>> => {
  if (rating) {
    const checked = checkRating(assessment, assignment.jobDescription.requirements, pack.framework.scale, competency, rating)
    if (!checked.ok) return err(checked.problem)
  } else if (assessment.state === 'signed') return err({ problem: 'already-signed' })
  return app.perform([edit(campaign, assignment, assessment, { [ratingField(competency)]: rating })])
}

/** Writes the comment on one requirement; an empty one takes it away. */
export const comment = (
  app: App,
  { assessment, assignment, campaign }: Grid,
  competency: CompetencyCode,
  words: string,
): Promise<Done> =>
  app.perform([edit(campaign, assignment, assessment, { [commentField(competency)]: words.trim() === '' ? null : words })])

/** Writes the assessor's words on the whole. */
export const summarize = (app: App, { assessment, assignment, campaign }: Grid, words: string): Promise<Done> =>
  app.perform([edit(campaign, assignment, assessment, { summary: words })])

/** Signs: from here on the assessment never changes. */
export const sign = async (app: App, grid: Grid): Promise<Result<readonly Operation[], RecordProblem | SignProblem>> => {
  const { assessment, assignment, campaign } = grid
  const checked = checkSign(assessment, assignment.jobDescription.requirements, campaign.settings.commentFrom)
  if (!checked.ok) return err(checked.problem)
  const signed = edit(campaign, assignment, assessment, { signedAt: now(), signedBy: app.identity.person ?? '' })
  return app.perform([{ ...signed, kind: 'seal' }])
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
const edit = (
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

export const newAssignmentId = (): AssignmentId => newId<'assignment'>()
