import * as z from 'zod/mini'
import { id, instant } from '../message/words.ts'
import { tabletName } from './words.ts'

const ownSessionSchema = z.strictObject({
  device: id,
  tablet: tabletName,
  state: z.enum(['active', 'revoked', 'erased']),
  begun: instant,
  /** When headquarters last heard of it. */
  last: instant,
  /** The one that asks. */
  own: z.boolean(),
})
export type OwnSession = z.infer<typeof ownSessionSchema>

/** `GET /v1/sessions`: where the account is signed in, the last heard of first. */
export const ownSessionsSchema = z.strictObject({ sessions: z.array(ownSessionSchema) })
export type OwnSessions = z.infer<typeof ownSessionsSchema>
