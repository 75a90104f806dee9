import type { StreamId } from '../../core/domain/id.ts'
import type { Instant } from '../../core/domain/time.ts'
import { type MergeStatus, merge, type Row, type Written } from '../../core/protocol/merge.ts'
import type { EntityKind, Operation } from '../../core/protocol/operation.ts'
import type { SyncProblem } from '../../core/protocol/problem.ts'
import type { Receipt } from '../../core/protocol/sync.ts'
import { type Lookup, validate } from '../../core/protocol/validate.ts'
import type { Sent } from './intake.ts'

/** What a log already holds, as far as a batch needs to know. */
export type Past = {
  readonly accepted: (operation: string) => { readonly hash: string; readonly receipt: Receipt } | undefined
  readonly refused: (sent: Sent) => { readonly receipt: Receipt | undefined } | undefined
  readonly row: Lookup
  readonly written: Written
}

/** An operation that was accepted and waits for its place in the stream. */
export type Taken = { readonly sent: Sent; readonly operation: Operation; readonly status: MergeStatus; readonly rev: number }
export type Refused = { readonly sent: Sent; readonly problem: SyncProblem; readonly receipt: Receipt | undefined }
type Answer = Taken | { readonly receipt: Receipt | undefined }

/** What a batch does to a log, decided without touching it: both adapters decide the same. */
export type Decision = {
  /** One for each input, in their order. */
  readonly answers: readonly Answer[]
  readonly taken: readonly Taken[]
  readonly refused: readonly Refused[]
  /** The rows as the batch leaves them, by `rowKey`. */
  readonly rows: ReadonlyMap<string, Row>
}

export const rowKey = (kind: EntityKind, id: string): string => `${kind}/${id}`
export const refusalKey = ({ claimed, hash }: Sent): string => `${claimed.operation ?? ''}/${hash}`

/**
 * Takes a batch one by one. What was accepted or refused before gets the same receipt again; an accepted id names its
 * content for ever. A refused operation changes nothing, so its id stays free for other content.
 */
export const decide = (batch: readonly Sent[], past: Past, time: Instant): Decision => {
  const rows = new Map<string, Row>()
  const taken = new Map<string, Taken>()
  const refused = new Map<string, Refused>()
  const lookup: Lookup = (kind, id) => rows.get(rowKey(kind, id)) ?? past.row(kind, id)
  const written: Written = (id) => taken.get(id)?.operation ?? past.written(id)

  const refuse = (sent: Sent, problem: SyncProblem): Refused => {
    const refusal = { sent, problem, receipt: refusalReceipt(sent, problem, time) }
    refused.set(refusalKey(sent), refusal)
    return refusal
  }

  const answer = (sent: Sent): Answer => {
    const refusedBefore = refused.get(refusalKey(sent)) ?? past.refused(sent)
    if (refusedBefore) return refusedBefore
    if (!sent.readable) return refuse(sent, sent.problem)
    const { operation } = sent
    const takenNow = taken.get(operation.id)
    const takenBefore = past.accepted(operation.id)
    const hash = takenNow?.sent.hash ?? takenBefore?.hash
    if (hash !== undefined && hash !== sent.hash) return refuse(sent, { problem: 'id-reused' })
    if (takenNow) return takenNow
    if (takenBefore) return takenBefore
    const problem = validate(operation, lookup)
    if (problem) return refuse(sent, problem)
    const merged = merge(lookup(operation.entity.kind, operation.entity.id), operation, written)
    if (!merged.ok) return refuse(sent, { problem: merged.problem.problem })
    const { row, status } = merged
    rows.set(rowKey(row.kind, row.id), row)
    const acceptance = { sent, operation, status, rev: row.rev }
    taken.set(operation.id, acceptance)
    return acceptance
  }

  const answers = batch.map(answer)
  return { answers, taken: [...taken.values()], refused: [...refused.values()], rows }
}

const refusalReceipt = ({ claimed }: Sent, problem: SyncProblem, time: Instant): Receipt | undefined =>
  claimed.operation && { operation: claimed.operation, status: 'refused', stream: claimed.stream, seq: 0, rev: 0, time, problem }

export type Numbered = {
  readonly receipts: readonly Receipt[]
  readonly operations: readonly { readonly taken: Taken; readonly receipt: Receipt }[]
  /** Each changed row with the `seq` of the last operation on it. */
  readonly rows: readonly { readonly row: Row; readonly seq: number }[]
}

/** How many places a batch needs in each stream. */
export const placesOf = ({ taken }: Decision): ReadonlyMap<StreamId, number> => {
  const places = new Map<StreamId, number>()
  for (const { operation } of taken) places.set(operation.stream, (places.get(operation.stream) ?? 0) + 1)
  return places
}

/** Gives each accepted operation its `seq`, counting on from the head that each stream had before the batch. */
export const numbered = (decision: Decision, heads: ReadonlyMap<StreamId, number>, time: Instant): Numbered => {
  const next = new Map(heads)
  const receipts = new Map<Answer, Receipt>()
  const seqByRow = new Map<string, number>()
  for (const taken of decision.taken) {
    const { stream, entity, id } = taken.operation
    const seq = (next.get(stream) ?? 0) + 1
    next.set(stream, seq)
    seqByRow.set(rowKey(entity.kind, entity.id), seq)
    receipts.set(taken, { operation: id, status: taken.status, stream, seq, rev: taken.rev, time })
  }
  return {
    receipts: decision.answers.flatMap((answer) => {
      const receipt = 'receipt' in answer ? answer.receipt : receipts.get(answer)
      return receipt ? [receipt] : []
    }),
    operations: decision.taken.map((taken) => ({ taken, receipt: receipts.get(taken) as Receipt })),
    rows: [...decision.rows].map(([key, row]) => ({ row, seq: seqByRow.get(key) ?? 0 })),
  }
}
