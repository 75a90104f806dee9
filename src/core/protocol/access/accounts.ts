import * as z from 'zod/mini'
import { id } from '../message/words.ts'
import { type Account, accountSchema, accountState, roles, units } from './account.ts'
import { accountName, passphrase } from './words.ts'

/** `GET /v1/accounts` */
export const accountsSchema = z.strictObject({ accounts: z.array(accountSchema) })
export type Accounts = { readonly accounts: readonly Account[] }

/** `POST /v1/accounts` */
export const newAccountSchema = z.strictObject({ name: accountName, person: z.nullable(id), roles, units })
export type NewAccount = z.infer<typeof newAccountSchema>

/** The passphrase is told once, to be handed over, and must be changed at the first sign-in. */
export const newAccountReplySchema = z.strictObject({ account: accountSchema, passphrase })
export type NewAccountReply = z.infer<typeof newAccountReplySchema>

/** `POST /v1/accounts/:id`: what is absent stays. An account that is disabled has no sessions any more. */
export const accountChangeSchema = z.strictObject({
  person: z.optional(z.nullable(id)),
  roles: z.optional(roles),
  units: z.optional(units),
  state: z.optional(accountState),
})
export type AccountChange = z.infer<typeof accountChangeSchema>

export const accountReplySchema = z.strictObject({ account: accountSchema })

/** `POST /v1/accounts/:id/reset` */
export const resetReplySchema = z.strictObject({ passphrase })

/** `POST /v1/demonstration-accounts`: an account for each of these persons, or a new passphrase for the one that there is. */
export const demonstrationSchema = z.strictObject({
  accounts: z.array(z.strictObject({ name: accountName, person: id, roles, units })).check(z.minLength(1), z.maxLength(50)),
})
export type Demonstration = z.infer<typeof demonstrationSchema>

export const demonstrationReplySchema = z.strictObject({ accounts: z.array(newAccountReplySchema) })
export type DemonstrationReply = { readonly accounts: readonly NewAccountReply[] }
