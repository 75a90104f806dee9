import type { OperationId, StreamId } from '../../core/domain/id.ts'
import { canonical, depthOf, type Json } from '../../core/protocol/json.ts'
import type { Operation } from '../../core/protocol/operation.ts'
import type { SyncProblem } from '../../core/protocol/problem.ts'
import { decodeOperation, limits } from '../../core/protocol/sync.ts'
import { bodyText } from './body-text.ts'

/** One input of a batch, as far as it could be read. `hash` names its content, whatever order its keys came in. */
export type Sent = {
  readonly hash: string
  readonly body: string
  /** What the input says it is; an input that names no operation gets no receipt. */
  readonly claimed: { readonly operation: OperationId | undefined; readonly stream: StreamId }
} & ({ readonly readable: true; readonly operation: Operation } | { readonly readable: false; readonly problem: SyncProblem })

/** An operation lies two levels deep in its request. */
const depthCap = limits.depth - 2

export const readSent = (input: unknown, hashOf: (text: string) => string): Sent => {
  const body = bodyText(input)
  const claimed = claimedBy(input)
  if (depthOf(input, depthCap) > depthCap)
    return { readable: false, claimed, body, hash: hashOf(body), problem: { problem: 'too-deep', params: { limit: depthCap } } }
  const operation = decodeOperation(input)
  if (!operation) return { readable: false, claimed, body, hash: hashOf(body), problem: { problem: 'unreadable' } }
  return { readable: true, operation, claimed, body, hash: hashOf(canonical(operation as unknown as Json)) }
}

const claimedBy = (input: unknown): Sent['claimed'] => {
  const fields: { readonly id?: unknown; readonly stream?: unknown } = typeof input === 'object' && input ? input : {}
  return {
    operation: isId(fields.id) ? (fields.id as OperationId) : undefined,
    stream: (isId(fields.stream) ? fields.stream : '-') as StreamId,
  }
}

const isId = (value: unknown): boolean => typeof value === 'string' && /^[A-Za-z0-9._:-]{1,120}$/.test(value)
