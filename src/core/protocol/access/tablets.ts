import * as z from 'zod/mini'
import { id, instant } from '../message/words.ts'
import { accountName, app, tabletName } from './words.ts'

export const storageStates = ['persisted', 'best-effort', 'unknown'] as const

/** One person's profile on a tablet, as it was when it was last heard of. */
const contactSchema = z.strictObject({
  account: accountName,
  device: id,
  last: instant,
  app,
  /** The version of the sync protocol that it spoke; null until it did. */
  protocol: z.nullable(z.int()),
  /** What it still had to send; null where it has not said. */
  unsent: z.nullable(z.int().check(z.nonnegative())),
  storage: z.enum(storageStates),
  /** How far its clock was ahead of the server's, in milliseconds; null where it has not said. */
  offset: z.nullable(z.int()),
})

const tabletSchema = z.strictObject({
  id,
  name: tabletName,
  enrolled: instant,
  /** `erased`: it was told to erase itself, and said that it did. */
  state: z.enum(['active', 'revoked', 'erased']),
  contacts: z.array(contactSchema),
})
export type Tablet = z.infer<typeof tabletSchema>

/** `GET /v1/tablets` */
export const tabletsSchema = z.strictObject({ tablets: z.array(tabletSchema) })
export type Tablets = z.infer<typeof tabletsSchema>
