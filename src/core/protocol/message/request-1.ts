import * as z from 'zod/mini'
import { limits } from '../limits.ts'
import { id, nonce, seq } from './words.ts'

/** A request of protocol 1: one JSON document, without an end, a chain or an epoch. */
export const request1Schema = z.strictObject({
  protocol: z.literal(1),
  app: z.string().check(z.maxLength(40)),
  device: id,
  nonce,
  cursors: z.record(id, seq).check(z.refine((cursors) => Object.keys(cursors).length <= limits.streams)),
  operations: z.array(z.unknown()).check(z.maxLength(limits.operations)),
})

export type Request1 = z.infer<typeof request1Schema>
