import * as z from 'zod/mini'
import { id } from '../message/words.ts'
import { accountName, newTablet, passphrase, token } from './words.ts'

/** `POST /v1/first`: the one-time link makes an administrator, and enrols the tablet that it was opened on. */
export const firstSchema = z.strictObject({ token, name: accountName, passphrase, tablet: newTablet })
export type First = z.infer<typeof firstSchema>

export const firstReplySchema = z.strictObject({ tablet: z.strictObject({ id, token }) })
export type FirstReply = z.infer<typeof firstReplySchema>
