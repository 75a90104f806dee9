import type { StreamId } from '../../core/domain/id.ts'
import type { Instant } from '../../core/domain/time.ts'
import { merge } from '../../core/protocol/merge.ts'
import type { EntityKind, Operation } from '../../core/protocol/operation.ts'
import type { SyncProblem } from '../../core/protocol/problem.ts'
import type { Receipt } from '../../core/protocol/receipt.ts'
import type { MergeStatus, Row, Written } from '../../core/protocol/row.ts'
import { type Lookup, validate } from '../../core/protocol/validate.ts'
import { type ByName, byName } from './by-name.ts'
import type { Sent } from './intake.ts'
import type { Forbids } from './scope/may-write.ts'

/** What a log already holds, as far as a batch needs to know. */
export type Past = {
  readonly accepted: (operation: string) => { readonly hash: string; readonly receipt: Receipt } | undefined
  readonly refused: (sent: Sent) => { readonly receipt: Receipt | undefined } | undefined
  readonly row: Lookup
  /** Why something that an operation speaks of was erased; undefined where nothing was. */
  readonly erased: (operation: Operation) => string | undefined
  readonly written: Written
}

/** An operation that was accepted and waits for its place in the stream. */
export type Taken = {
  readonly sent: Sent
  readonly operation: Operation
  readonly status: MergeStatus
  readonly rev: number
  /** The stream that tells of it: where the entity lived when it came. */
  readonly stream: StreamId
  /** The stream to which it moved the entity. */
  readonly movedTo: StreamId | undefined
}
export type Refused = { readonly sent: Sent; readonly problem: SyncProblem; readonly receipt: Receipt | undefined }
type Answer = Taken | { readonly receipt: Receipt | undefined }

/** What a batch does to a log, decided without touching it: every adapter decides the same. */
export type Decision = {
  /** One for each line, in their order. */
  readonly answers: readonly Answer[]
  readonly taken: readonly Taken[]
  readonly refused: readonly Refused[]
  /** The rows as the batch leaves them. */
  readonly rows: ByName<Row>
}

export const rowKey = (kind: EntityKind, id: string): string => `${kind}/${id}`
export const refusalKey = ({ claimed, hash }: Pick<Sent, 'claimed' | 'hash'>): string => `${claimed.operation ?? ''}/${hash}`

/**
 * Takes a batch one by one. [S2] What was accepted or refused before gets the same receipt again; an accepted id names its
 * content for ever. [S6] A refused operation changes nothing, so its id stays free for other content.
 */
export const decide = (batch: readonly Sent[], past: Past, time: Instant, forbids: Forbids = () => undefined): Decision => {
  const rows = byName<Row>()
  const taken = new Map<string, Taken>()
  const refused = new Map<string, Refused>()
  const lookup: Lookup = (kind, id) => rows.get(kind, id) ?? past.row(kind, id)
  const written: Written = (id) => taken.get(id)?.operation ?? past.written(id)

  const refuse = (sent: Sent, problem: SyncProblem): Refused => {
    const refusal = { sent, problem, receipt: refusalReceipt(sent, problem, time) }
    refused.set(refusalKey(sent), refusal)
    return refusal
  }

  const accept = (sent: Sent, operation: Operation): Answer => {
    const cause = past.erased(operation)
    if (cause !== undefined) return refuse(sent, { problem: 'erased', params: { cause } })
    const problem = forbids(operation, lookup) ?? validate(operation, lookup)
    if (problem) return refuse(sent, problem)
    const { kind, id } = operation.entity
    const own = rows.get(kind, id)
    const before = own ?? past.row(kind, id)
    const merged = merge(before, operation, written, { isOwn: own !== undefined })
    if (!merged.ok) return refuse(sent, { problem: merged.problem.problem })
    const { row, status } = merged
    rows.set(kind, id, row)
    const stream = before?.stream ?? operation.stream
    const movedTo = row.stream === stream ? undefined : row.stream
    const acceptance = { sent, operation, status, rev: row.rev, stream, movedTo }
    taken.set(operation.id, acceptance)
    return acceptance
  }

  const answer = (sent: Sent): Answer => {
    const refusedBefore = (refused.size > 0 ? refused.get(refusalKey(sent)) : undefined) ?? past.refused(sent)
    if (refusedBefore) return refusedBefore
    if (!sent.readable) return refuse(sent, sent.problem)
    const { operation } = sent
    const takenNow = taken.get(operation.id)
    const takenBefore = past.accepted(operation.id)
    const hash = takenNow?.sent.hash ?? takenBefore?.hash
    if (hash !== undefined && hash !== sent.hash) return refuse(sent, { problem: 'id-reused' })
    return takenNow ?? takenBefore ?? accept(sent, operation)
  }

  const answers = batch.map(answer)
  return { answers, taken: [...taken.values()], refused: [...refused.values()], rows }
}

export const refusalReceipt = (
  { claimed, hash }: Pick<Sent, 'claimed' | 'hash'>,
  problem: SyncProblem,
  time: Instant,
): Receipt | undefined => {
  const { operation } = claimed
  // Of work on what was erased nothing is kept but that it came.
  const stream = problem.problem === 'erased' ? ('-' as StreamId) : claimed.stream
  return operation && { operation, hash, status: 'refused', stream, seq: 0, rev: 0, time, problem }
}
