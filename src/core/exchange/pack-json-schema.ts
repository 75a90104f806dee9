import * as z from 'zod/mini'
import { packSchema } from './pack-schema.ts'

/** The shape of a pack as JSON Schema, for editors and other programs. It cannot say the rules of consistency. */
export const packJsonSchema = (): string => {
  const { $schema, ...rest } = z.toJSONSchema(packSchema)
  const head = { $schema, $id: 'pack.schema.json', title: 'Palier pack, format version 1' }
  return `${JSON.stringify({ ...head, ...rest }, null, 1)}\n`
}
