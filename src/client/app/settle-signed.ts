import { checkRating, commentsDue, type Rating, type RatingProblem } from '../../core/domain/assessment.ts'
import type { CompetencyCode, OperationId } from '../../core/domain/id.ts'
import { err, type Result } from '../../core/domain/result.ts'
import { commentField, partOf, type Settlement, settlementField } from '../../core/protocol/entities.ts'
import { canonical, type Json } from '../../core/protocol/json.ts'
import type { Operation } from '../../core/protocol/operation.ts'
import type { RecordProblem } from '../storage/record.ts'
import type { App, Deed } from './app.ts'
import { newId, now } from './clock.ts'
import type { SignedDispute } from './signed-dispute.ts'
import { streamOf } from './work.ts'

/** What a person decided of a signed assessment with something beside it. */
export type SignedChoice = {
  /** For each disputed field the value that stays. */
  readonly chosen: ReadonlyMap<string, Json>
  /** Comments that the campaign's rule demands of levels that were not signed before. */
  readonly comments?: ReadonlyMap<CompetencyCode, string> | undefined
  readonly reason: string
}

export type SettleSignedProblem =
  | RecordProblem
  | RatingProblem
  /** Nobody is known to hold the device, and a new version is a signature. */
  | { readonly problem: 'nobody' }
  | { readonly problem: 'choice-missing' }
  | { readonly problem: 'comments-due'; readonly competencies: readonly CompetencyCode[] }

/** What a message carries at most in one operation. */
const namedAtOnce = 100

/** What is signed stays as it is: late work is put aside with a reason, and nothing is signed anew. */
export const keepsSigned = ({ standing, fields }: SignedDispute, { chosen }: Pick<SignedChoice, 'chosen'>): boolean =>
  standing.length === 1 && fields.every(({ field, standing: { value } }) => isSame(chosen.get(field) ?? null, value))

const isSame = (one: Json, other: Json): boolean => canonical(one) === canonical(other)

/**
 * Settles what stands beside a signed assessment. Keeping what is signed tells only why. Anything else is a new version, which
 * follows every signature that stands, says all that is signed with it, and is signed by the person who decides.
 */
export const settleSigned = async (
  app: App,
  dispute: SignedDispute,
  choice: SignedChoice,
): Promise<Result<readonly Operation[], SettleSignedProblem>> => {
  const { fields, grid, late } = dispute
  if (choice.reason.trim() === '') return err({ problem: 'reason-missing' })
  if (fields.some(({ field }) => choice.chosen.get(field) === undefined)) return err({ problem: 'choice-missing' })
  const entity = { kind: 'assessment', id: grid.assessment.id } as const
  const stream = streamOf(grid.campaign)
  const why = settlementsFor(app, dispute, choice.reason)
  const [first, ...more] = inParts([...late.keys()])
  const named = first ? { resolves: first } : {}
  // What an operation does not speak of, it does not settle: each part says why of what is in it, in the same words.
  const rest = more.map((resolves): Deed => {
    const set = Object.entries(why).filter(([, { field }]) => resolves.some((operation) => late.get(operation)?.has(field)))
    return { kind: 'resolve', entity, stream, set: Object.fromEntries(set), resolves }
  })
  if (keepsSigned(dispute, choice)) return app.perform([{ kind: 'resolve', entity, stream, set: why, ...named }, ...rest])
  const { person } = app.identity
  if (!person) return err({ problem: 'nobody' })
  const content = amendedContent(dispute, choice)
  const wrong = problemIn(dispute, content)
  if (wrong) return err(wrong)
  const set = { ...content, ...why, signedAt: now(), signedBy: person }
  const follows = dispute.standing.map(({ operation }) => operation)
  return app.perform([{ kind: 'amend', entity, stream, set, follows, ...named }, ...rest])
}

const inParts = (all: readonly OperationId[]): readonly (readonly OperationId[])[] =>
  Array.from({ length: Math.ceil(all.length / namedAtOnce) }, (_, at) => all.slice(at * namedAtOnce, (at + 1) * namedAtOnce))

/** One for each part that was settled, under names of their own; one for the whole where the signatures say the same. */
const settlementsFor = (
  { identity }: App,
  { fields }: SignedDispute,
  reason: string,
): { readonly [name: string]: Settlement } => {
  const at = now()
  const settled = fields.length > 0 ? fields.map(({ field }) => field) : ['signedBy']
  return Object.fromEntries(
    settled.map((field) => [settlementField(newId()), { field, reason: reason.trim(), by: identity.person, at }]),
  )
}

/** What the new version would say: all that is signed, with what was chosen in the places of the disputed parts. */
export const amendedContent = ({ content }: SignedDispute, { chosen, comments }: Omit<SignedChoice, 'reason'>): Deed['set'] => ({
  ...content,
  ...Object.fromEntries(chosen),
  ...Object.fromEntries([...(comments ?? [])].flatMap(([code, words]) => (words.trim() ? [[commentField(code), words]] : []))),
})

/** The competencies whose comment the campaign still demands before a version with this content can be signed. */
export const commentsDueIn = ({ grid }: SignedDispute, content: Deed['set']): readonly CompetencyCode[] => {
  const ratings = new Map<CompetencyCode, Rating>()
  const comments = new Map<CompetencyCode, string>()
  for (const [field, value] of Object.entries(content)) {
    const part = partOf(field)
    if (!part || part.part === 'summary' || value === null) continue
    if (part.part === 'rating') ratings.set(part.competency, value as unknown as Rating)
    else comments.set(part.competency, String(value))
  }
  return commentsDue(grid.assignment.jobDescription.requirements, ratings, comments, grid.campaign.settings.commentFrom)
}

const problemIn = (dispute: SignedDispute, content: Deed['set']): SettleSignedProblem | undefined => {
  const { assignment, pack } = dispute.grid
  for (const { field, part } of dispute.fields) {
    const rating = content[field] as unknown as Rating | null
    if (part.part !== 'rating' || rating === null) continue
    const { requirements } = assignment.jobDescription
    const checked = checkRating({ state: 'draft' }, requirements, pack.framework.scale, part.competency, rating)
    if (!checked.ok) return checked.problem
  }
  const due = commentsDueIn(dispute, content)
  return due.length > 0 ? { problem: 'comments-due', competencies: due } : undefined
}
