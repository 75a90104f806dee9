import * as z from 'zod/mini'
import { id, publicKey } from '../message/words.ts'
import { accountSchema } from './account.ts'
import { accountName, passphrase, token } from './words.ts'

/** `POST /v1/sign-in`, with the tablet's credential. A wrong name and a wrong passphrase are one answer. */
export const signInSchema = z.strictObject({
  name: accountName,
  passphrase,
  /** This profile's device, and the point with which it signs. */
  device: id,
  key: publicKey,
})
export type SignIn = z.infer<typeof signInSchema>

/** How long downloaded data may be shown without a contact. Unsent work stays for as long as it takes. */
const offlineDays = z.int().check(z.minimum(1), z.maximum(3650))

export const signInReplySchema = z.strictObject({ token, account: accountSchema, offlineDays })
export type SignInReply = z.infer<typeof signInReplySchema>

/** `GET /v1/me` */
export const meSchema = z.strictObject({ account: accountSchema, offlineDays })
export type Me = z.infer<typeof meSchema>

/** `POST /v1/passphrase`. The account's other sessions end. */
export const newPassphraseSchema = z.strictObject({ old: passphrase, next: passphrase })
export type NewPassphrase = z.infer<typeof newPassphraseSchema>

/** What has nothing to tell but that it is done. */
export const doneSchema = z.strictObject({ done: z.literal(true) })
