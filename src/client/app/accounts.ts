import { ok, type Result } from '../../core/domain/result.ts'
import type { Account, AccountRole } from '../../core/protocol/access/account.ts'
import type { AccountChange, NewAccount } from '../../core/protocol/access/accounts.ts'
import type { Tablet } from '../../core/protocol/access/tablets.ts'
import * as calls from '../access/administration.ts'
import type { AskProblem } from '../access/ask.ts'
import { headquarters } from './entry.ts'
import { useSession } from './session.ts'

export { type Account, type AccountRole, accountRoles } from '../../core/protocol/access/account.ts'
export type { Tablet } from '../../core/protocol/access/tablets.ts'

type Answer<Value> = Promise<Result<Value, AskProblem>>

/** What an administrator does, in the own session. None of it waits in an outbox: it happens at headquarters, or not at all. */
const bearer = (): string => useSession.getState().session?.token() ?? ''

export const allAccounts = (): Answer<readonly Account[]> => calls.accounts(headquarters, bearer())
export const makeAccount = (account: NewAccount): Answer<calls.Made> => calls.makeAccount(headquarters, bearer(), account)
export const changeAccount = (id: string, change: AccountChange): Answer<Account> =>
  calls.changeAccount(headquarters, bearer(), id, change)
export const resetPassphrase = (id: string): Answer<string> => calls.resetPassphrase(headquarters, bearer(), id)

/** A code with which one tablet may join, and until when, in milliseconds since 1970 by this device’s own clock. */
export const makeEnrolment = async (name: string): Answer<{ readonly code: string; readonly until: number }> => {
  const made = await calls.makeEnrolment(headquarters, bearer(), name.trim() || undefined)
  return made.ok ? ok({ code: made.value.code, until: Date.parse(made.value.expires) }) : made
}

export const allTablets = (): Answer<readonly Tablet[]> => calls.tablets(headquarters, bearer())
export const revokeTablet = (id: string): Answer<{ readonly done: true }> => calls.revokeTablet(headquarters, bearer(), id)

/** Ready accounts for people of the demonstration; each passphrase is told once. */
export const readyAccounts = async (
  people: readonly { readonly name: string; readonly person: string; readonly roles: readonly AccountRole[] }[],
): Answer<readonly { readonly name: string; readonly person: string | null; readonly passphrase: string }[]> => {
  const made = await calls.demonstrationAccounts(headquarters, bearer(), {
    accounts: people.map(({ name, person, roles }) => ({ name, person, roles: [...roles], units: [] })),
  })
  return made.ok
    ? ok(made.value.accounts.map(({ account, passphrase }) => ({ name: account.name, person: account.person, passphrase })))
    : made
}
