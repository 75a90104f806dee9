import * as z from 'zod/mini'
import { accountName, tabletName } from './access/words.ts'
import { receiptSchema } from './message/receipts.ts'
import { id, instant } from './message/words.ts'
import { entityKinds, operationKinds } from './operation.ts'

/** Why work lies apart that somebody may admit. `unknown-key`: no device ever signed in with the key of the file that it came in. */
export const admissible = ['out-of-scope', 'revoked', 'unknown-key'] as const

/** Work that lies apart: who sent it and what it is about. What it says is read once it is admitted. */
const quarantinedSchema = z.strictObject({
  id,
  problem: z.enum(admissible),
  device: id,
  account: z.nullable(id),
  /** Whose account it is. Null where there is none of that id any more. */
  sender: z.nullable(z.strictObject({ name: accountName, person: z.nullable(id) })),
  /** On which tablet the device lived when it was last signed in. Null where none is known. */
  tablet: z.nullable(z.strictObject({ name: tabletName, state: z.enum(['active', 'revoked', 'erased']) })),
  time: instant,
  /** Of work of an unknown key: its fingerprint, to be read out and compared. */
  key: z.optional(z.string().check(z.regex(/^[0-9a-f]{4}( [0-9a-f]{4}){15}$/))),
  work: z.strictObject({
    entity: z.strictObject({ kind: z.enum(entityKinds), id }),
    stream: id,
    author: z.nullable(id),
    wall: instant,
    kind: z.enum(operationKinds),
  }),
})
export type Quarantined = z.infer<typeof quarantinedSchema>

/** `GET /v1/quarantine?after=`: the oldest, so many at a time; then those after the last one seen. */
export const quarantineSchema = z.strictObject({ waiting: z.array(quarantinedSchema), more: z.boolean() })

/** `POST /v1/quarantine/:id/admit`: what became of it, now as ever after. */
export const admittedSchema = z.strictObject({ receipt: receiptSchema })
