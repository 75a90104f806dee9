import type * as z from 'zod/mini'
import { ok } from '../../core/domain/result.ts'
import type { Account } from '../../core/protocol/access/account.ts'
import {
  type AccountChange,
  accountReplySchema,
  accountsSchema,
  type Demonstration,
  demonstrationReplySchema,
  type NewAccount,
  newAccountReplySchema,
  resetReplySchema,
} from '../../core/protocol/access/accounts.ts'
import { type AuditFound, type AuditWanted, auditFoundSchema } from '../../core/protocol/access/audit.ts'
import { type EnrolmentReply, enrolmentReplySchema } from '../../core/protocol/access/enrol.ts'
import { doneSchema } from '../../core/protocol/access/sign-in.ts'
import { type Tablet, tabletsSchema } from '../../core/protocol/access/tablets.ts'
import type { Ask, Asked } from './ask.ts'

/* What an administrator asks, each with the own session. */

export const accounts = async (ask: Ask, bearer: string): Asked<readonly Account[]> => {
  const found = await ask({ path: '/accounts', bearer, answer: accountsSchema })
  return found.ok ? ok(found.value.accounts) : found
}

/** An account with the passphrase that is told once. */
export type Made = { readonly account: Account; readonly passphrase: string }

export const makeAccount = async (ask: Ask, bearer: string, body: NewAccount): Asked<Made> => {
  const made = await ask({ path: '/accounts', body, bearer, answer: newAccountReplySchema })
  return made
}

export const changeAccount = async (ask: Ask, bearer: string, id: string, body: AccountChange): Asked<Account> => {
  const changed = await ask({ path: `/accounts/${encodeURIComponent(id)}`, body, bearer, answer: accountReplySchema })
  return changed.ok ? ok(changed.value.account) : changed
}

/** The new passphrase is told once; sessions of the account end. */
export const resetPassphrase = async (ask: Ask, bearer: string, id: string): Asked<string> => {
  const reset = await ask({ path: `/accounts/${encodeURIComponent(id)}/reset`, body: {}, bearer, answer: resetReplySchema })
  return reset.ok ? ok(reset.value.passphrase) : reset
}

export const demonstrationAccounts = (
  ask: Ask,
  bearer: string,
  body: Demonstration,
): Asked<z.output<typeof demonstrationReplySchema>> =>
  ask({ path: '/demonstration-accounts', body, bearer, answer: demonstrationReplySchema })

/** A code with which one tablet may join. */
export const makeEnrolment = (ask: Ask, bearer: string, name?: string): Asked<EnrolmentReply> =>
  ask({ path: '/enrolments', body: name ? { name } : {}, bearer, answer: enrolmentReplySchema })

export const tablets = async (ask: Ask, bearer: string): Asked<readonly Tablet[]> => {
  const found = await ask({ path: '/tablets', bearer, answer: tabletsSchema })
  return found.ok ? ok(found.value.tablets) : found
}

export const revokeTablet = (ask: Ask, bearer: string, id: string): Asked<{ readonly done: true }> =>
  ask({ path: `/tablets/${encodeURIComponent(id)}/revoke`, body: {}, bearer, answer: doneSchema })

/** Who did what, newest first. */
export const auditNewest = (ask: Ask, bearer: string, body: AuditWanted): Asked<AuditFound> =>
  ask({ path: '/audit', body, bearer, answer: auditFoundSchema })
