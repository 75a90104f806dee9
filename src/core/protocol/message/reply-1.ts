import * as z from 'zod/mini'
import { entityKinds } from '../operation.ts'
import { problemSchema, type SyncProblem } from '../problem.ts'
import type { Receipt } from '../receipt.ts'
import type { Row } from '../row.ts'
import { id, instant, seq } from './words.ts'

const row1Schema = z.strictObject({
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
      wall: instant,
      standing: z.nullable(z.strictObject({ author: z.nullable(id), wall: instant })),
    }),
  ),
  versions: z.array(
    z.strictObject({ operation: id, author: z.nullable(id), wall: instant, content: z.record(z.string(), z.json()) }),
  ),
})

/** A reply of protocol 1: one JSON document. Its receipts are not signed, its cursors carry no proof. */
export const reply1Schema = z.strictObject({
  protocol: z.literal(1),
  nonce: z.string(),
  epoch: id,
  time: instant,
  receipts: z.array(
    z.strictObject({
      operation: id,
      status: z.enum(['applied', 'merged', 'conflict', 'refused']),
      stream: id,
      seq,
      rev: seq,
      time: instant,
      problem: z.optional(problemSchema),
    }),
  ),
  changes: z.array(z.strictObject({ stream: id, seq, row: row1Schema })),
  cursors: z.record(id, seq),
  more: z.boolean(),
})

/** A row in the words of protocol 1, which knew neither moves nor versions that follow one another. */
export const rowAs1 = ({ kind, id, stream, rev, fields, writers, conflicts, versions }: Row) => ({
  kind,
  id,
  stream,
  rev,
  fields,
  writers,
  conflicts: conflicts.map(({ base: _, ...conflict }) => conflict),
  versions: versions.map(({ follows: _, ...version }) => version),
})

/** A receipt in the words of protocol 1: what later work superseded had been merged, as far as its author is concerned. */
export const receiptAs1 = ({ hash: _, problem, status, ...receipt }: Receipt) => ({
  ...receipt,
  status: status === 'superseded' ? 'merged' : status,
  ...(problem ? { problem: problemAs1(problem) } : {}),
})

/** A device of protocol 1 takes no reply with a problem that it does not know, and would send the same work for ever. */
const problemAs1 = (problem: SyncProblem): SyncProblem =>
  younger.includes(problem.problem) ? { problem: 'unreadable' } : problem
const younger: readonly SyncProblem['problem'][] = ['broken-chain', 'bad-signature', 'out-of-scope', 'erased', 'revoked']
