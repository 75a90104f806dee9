import * as z from 'zod/mini'
import { entityKinds, type Operation, operationKinds } from '../operation.ts'
import { id, instant, publicKey } from './words.ts'

/** An operation of protocol 2: chained to the device's one before. Its text is its canonical JSON, made once, where it was done. */
export const operation2Schema = z.strictObject({
  v: z.literal(2),
  id,
  device: id,
  lsn: z.int().check(z.positive()),
  kind: z.enum(operationKinds),
  entity: z.strictObject({ kind: z.enum(entityKinds), id }),
  stream: id,
  author: z.nullable(id),
  set: z.record(id, z.json()),
  base: z.record(id, z.nullable(id)),
  resolves: z.optional(z.array(id).check(z.maxLength(100))),
  follows: z.optional(z.array(id).check(z.maxLength(20))),
  wall: instant,
  offset: z.nullable(z.int()),
  prev: z.string().check(z.regex(/^([A-Za-z0-9_-]{43})?$/)),
  key: z.optional(publicKey),
})

export const operationOf2 = (input: unknown): Operation | undefined => {
  const found = operation2Schema.safeParse(input)
  if (!found.success) return undefined
  const { v: _, ...operation } = found.data
  return operation as unknown as Operation
}
