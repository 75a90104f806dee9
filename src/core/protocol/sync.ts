import * as z from 'zod/mini'
import type { OperationId, StreamId } from '../domain/id.ts'
import type { Instant } from '../domain/time.ts'
import type { Row } from './merge.ts'
import { entityKinds, type Operation, operationSchema } from './operation.ts'
import { problemSchema, type SyncProblem } from './problem.ts'

/** Raised whenever a message changes its shape. The server answers another version with `upgrade-required`. */
export const protocolVersion = 1

export const limits = {
  /** Operations in one request. */
  operations: 500,
  /** Streams that one request asks for. */
  streams: 1000,
  /** Bytes of one request body, uncompressed. */
  bytes: 4 * 1024 * 1024,
  /** Nesting of JSON in one request. */
  depth: 24,
  /** Changes in one reply page, and roughly its bytes. */
  page: 1000,
  pageBytes: 2 * 1024 * 1024,
} as const

export type SyncRequest = {
  readonly protocol: number
  readonly app: string
  readonly device: string
  /** Random; the reply must echo it, so that a portal's or a cache's answer never counts. */
  readonly nonce: string
  /** The streams wanted, each with the last `seq` the device has. */
  readonly cursors: { readonly [stream: string]: number }
  readonly operations: readonly Operation[]
}

export type ReceiptStatus = 'applied' | 'merged' | 'conflict' | 'refused'

/** What became of one operation. Only this takes it off the outbox. */
export type Receipt = {
  readonly operation: OperationId
  readonly status: ReceiptStatus
  readonly stream: StreamId
  /** Place in the stream's log; 0 when refused. */
  readonly seq: number
  readonly rev: number
  readonly time: Instant
  readonly problem?: SyncProblem | undefined
}

export type Change = { readonly stream: StreamId; readonly seq: number; readonly row: Row }

export type SyncReply = {
  readonly protocol: number
  readonly nonce: string
  /** One life of the server's database. */
  readonly epoch: string
  readonly time: Instant
  readonly receipts: readonly Receipt[]
  /** In `seq` order within each stream. */
  readonly changes: readonly Change[]
  readonly cursors: { readonly [stream: string]: number }
  readonly more: boolean
}

const id = z.string().check(z.regex(/^[A-Za-z0-9._:-]{1,120}$/))
const seq = z.int().check(z.nonnegative())

/** Operations are decoded one by one, so that a bad one never blocks the others. */
export const syncRequestSchema = z.strictObject({
  protocol: z.int(),
  app: z.string().check(z.maxLength(40)),
  device: id,
  nonce: z.string().check(z.regex(/^[A-Za-z0-9_-]{8,80}$/)),
  cursors: z.record(id, seq).check(z.refine((cursors) => Object.keys(cursors).length <= limits.streams)),
  operations: z.array(z.unknown()).check(z.maxLength(limits.operations)),
})

const rowSchema = z.strictObject({
  kind: z.enum(entityKinds),
  id,
  stream: id,
  rev: seq,
  fields: z.record(z.string(), z.json()),
  writers: z.record(z.string(), id),
  conflicts: z.array(
    z.strictObject({
      field: z.string(),
      value: z.json(),
      operation: id,
      author: z.nullable(id),
      wall: z.string(),
      standing: z.nullable(z.strictObject({ author: z.nullable(id), wall: z.string() })),
    }),
  ),
  versions: z.array(
    z.strictObject({ operation: id, author: z.nullable(id), wall: z.string(), content: z.record(z.string(), z.json()) }),
  ),
})

const receiptSchema = z.strictObject({
  operation: id,
  status: z.enum(['applied', 'merged', 'conflict', 'refused']),
  stream: id,
  seq,
  rev: seq,
  time: z.string(),
  problem: z.optional(problemSchema),
})

export const syncReplySchema = z.strictObject({
  protocol: z.int(),
  nonce: z.string(),
  epoch: id,
  time: z.string(),
  receipts: z.array(receiptSchema),
  changes: z.array(z.strictObject({ stream: id, seq, row: rowSchema })),
  cursors: z.record(id, seq),
  more: z.boolean(),
})

export const decodeOperation = (input: unknown): Operation | undefined => {
  const found = operationSchema.safeParse(input)
  return found.success ? (found.data as unknown as Operation) : undefined
}

export const decodeSyncRequest = (
  input: unknown,
): (Omit<SyncRequest, 'operations'> & { readonly operations: readonly unknown[] }) | undefined => {
  const found = syncRequestSchema.safeParse(input)
  return found.success ? found.data : undefined
}

/** A reply counts only if it is ours: this shape, this protocol and the nonce of the request. */
export const decodeSyncReply = (input: unknown, nonce: string): SyncReply | undefined => {
  const found = syncReplySchema.safeParse(input)
  if (!found.success || found.data.nonce !== nonce || found.data.protocol !== protocolVersion) return undefined
  return found.data as unknown as SyncReply
}
