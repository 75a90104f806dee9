import * as z from 'zod/mini'
import { problemSchema } from '../problem.ts'
import { cursor, id, instant, seq, signature } from './words.ts'

export const receiptSchema = z.strictObject({
  operation: id,
  hash: z.string().check(z.maxLength(64)),
  status: z.enum(['superseded', 'merged', 'applied', 'conflict', 'refused']),
  stream: id,
  seq,
  rev: seq,
  time: instant,
  problem: z.optional(problemSchema),
})

/** What became of the operations of the request. One signature, over the root of the hash tree of all of them. */
export const receiptsSchema = z.strictObject({
  line: z.literal('receipts'),
  receipts: z.array(receiptSchema),
  /** For each stream, the place of the last of them, which the device shows again until its cursor has passed it. */
  places: z.record(id, cursor),
  signature,
})
