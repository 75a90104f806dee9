import * as z from 'zod/mini'
import { entityKinds, type Operation } from '../operation.ts'
import { id, instant } from './words.ts'

/** An operation as protocol 1 made it, without a chain. Read for ever: its bytes stay as they were made. */
export const operation1Schema = z.strictObject({
  id,
  device: id,
  lsn: z.int().check(z.positive()),
  kind: z.enum(['create', 'edit', 'seal']),
  entity: z.strictObject({ kind: z.enum(entityKinds), id }),
  stream: id,
  author: z.nullable(id),
  set: z.record(id, z.json()),
  base: z.record(id, z.nullable(id)),
  resolves: z.optional(z.array(id).check(z.maxLength(100))),
  wall: instant,
})

export const operationOf1 = (input: unknown): Operation | undefined => {
  const found = operation1Schema.safeParse(input)
  return found.success ? ({ ...found.data, offset: null, prev: '' } as unknown as Operation) : undefined
}
