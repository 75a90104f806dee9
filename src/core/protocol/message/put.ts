import * as z from 'zod/mini'
import { entityKinds } from '../operation.ts'
import { id, instant, seq } from './words.ts'

export const rowSchema = z.strictObject({
  kind: z.enum(entityKinds),
  id,
  stream: id,
  homes: z.optional(z.array(id)),
  shell: z.optional(z.literal(true)),
  rev: seq,
  fields: z.record(z.string(), z.json()),
  /** Each operation with the fields that it wrote; `*` for all of them. */
  writers: z.record(id, z.union([z.literal('*'), z.array(z.string())])),
  conflicts: z.array(
    z.strictObject({
      field: z.string(),
      value: z.json(),
      operation: id,
      author: z.nullable(id),
      wall: instant,
      base: z.nullable(id),
      standing: z.nullable(z.strictObject({ author: z.nullable(id), wall: instant })),
    }),
  ),
  versions: z.array(
    z.strictObject({
      operation: id,
      author: z.nullable(id),
      wall: instant,
      follows: z.array(id),
      /** Absent where it is the fields as they are. */
      content: z.optional(z.record(z.string(), z.json())),
    }),
  ),
  compact: z.literal(true),
})

/** An entity as the log makes it, at the `seq` of its last change. */
export const putSchema = z.strictObject({ line: z.literal('put'), stream: id, seq, row: rowSchema })
