import type { Transaction } from 'kysely'
import { err, ok, type Result } from '../../core/domain/result.ts'
import type { Access, Account } from '../../core/protocol/access/account.ts'
import type { AccountChange, Accounts, NewAccount, NewAccountReply } from '../../core/protocol/access/accounts.ts'
import {
  accountOfId,
  accountsOf,
  administratorsOf,
  type KeptAccount,
  keepAccount,
  keepPassphrase,
  makeAccount,
} from '../store/access/accounts.ts'
import { audit, doer } from '../store/access/audit.ts'
import { endSessionsOf } from '../store/access/sessions.ts'
import type { Tables } from '../store/schema.ts'
import { inTransaction } from '../store/transaction.ts'
import { type Answer, later, type Parts, type Refusal } from './parts.ts'
import { newId, oneTimePassphrase } from './secrets.ts'

/** How long a passphrase that somebody else made opens anything. In milliseconds. */
const handOver = 14 * 86_400_000

export const listAccounts = async ({ db }: Parts, { administration, account }: Access): Promise<Accounts> => ({
  accounts: await accountsOf(db, administration, account),
})

/** Makes an account with a passphrase for one use, to be handed over. */
export const addAccount = async (parts: Parts, access: Access, asked: NewAccount): Answer<NewAccountReply> => {
  const { db, now, hasher } = parts
  const { administration } = access
  if (administration === null) return err({ problem: 'no-administration' })
  const passphrase = oneTimePassphrase()
  const time = now()
  const account = { ...newAccount(asked), administration, mustChange: true }
  const kept = { ...account, passphrase: await hasher.hash(passphrase), expires: later(time, handOver) }
  const isMade = await inTransaction(db, async (trx) => {
    const isNew = await makeAccount(trx, kept, time)
    if (isNew) await audit(trx, { ...doer(access), action: 'account-made', objects: [account.id], time })
    return isNew
  })
  return isMade ? ok({ account, passphrase }) : err({ problem: 'name-taken' })
}

export const newAccount = ({ name, person, roles, units }: NewAccount): Omit<Account, 'administration' | 'mustChange'> => ({
  id: newId() as Account['id'],
  name,
  person: person as Account['person'],
  roles,
  units: units as unknown as Account['units'],
  state: 'active',
})

type Changed = Result<{ readonly account: Account }, Refusal>

/** Changes what an account may do. One that is closed has no sessions any more; nobody closes the last way in. */
export const changeAccount = async (parts: Parts, access: Access, id: string, asked: AccountChange): Promise<Changed> => {
  const { db, now } = parts
  const time = now()
  return inTransaction<Changed>(db, async (trx) => {
    const found = await ownAccount(trx, access, id)
    if (!found) return err({ problem: 'not-found' })
    const { passphrase: _, expires: __, ...before } = found
    const account = changed(before, asked)
    await audit(trx, { ...doer(access), action: 'account-changed', objects: [id], time })
    await keepAccount(trx, account)
    if (account.state === 'disabled') await endSessionsOf(trx, id, time)
    if ((await administratorsOf(trx, access.administration)) === 0) throw new LastAdministrator()
    return ok({ account })
  }).catch(lastAdministrator)
}

const changed = (before: Account, { person = before.person, roles, units, state }: AccountChange): Account => ({
  ...before,
  person: person as Account['person'],
  roles: roles ?? before.roles,
  units: (units ?? before.units) as unknown as Account['units'],
  state: state ?? before.state,
})

/** Undoes the whole. The log of who did what was written first: its lock lets two who close each other come one after the other. */
class LastAdministrator extends Error {}

const lastAdministrator = (problem: unknown): Changed => {
  if (problem instanceof LastAdministrator) return err({ problem: 'last-administrator' })
  throw problem
}

/** Gives an account a new passphrase for one use. Its sessions are over; what its tablets have not sent stays there. */
export const resetAccount = async (parts: Parts, access: Access, id: string): Answer<{ passphrase: string }> => {
  const { db, now, hasher } = parts
  const passphrase = oneTimePassphrase()
  const hash = await hasher.hash(passphrase)
  const time = now()
  const isDone = await inTransaction(db, async (trx) => {
    if (!(await ownAccount(trx, access, id))) return false
    await keepPassphrase(trx, id, { passphrase: hash, mustChange: true, expires: later(time, handOver) })
    await endSessionsOf(trx, id, time)
    await audit(trx, { ...doer(access), action: 'passphrase-reset', objects: [id], time })
    return true
  })
  return isDone ? ok({ passphrase }) : err({ problem: 'not-found' })
}

/** An account of the asker's own administration; any other is as good as none. */
const ownAccount = async (trx: Transaction<Tables>, access: Access, id: string): Promise<KeptAccount | undefined> => {
  const found = await accountOfId(trx, id)
  if (!found) return undefined
  const isOwn = found.id === access.account || (access.administration !== null && found.administration === access.administration)
  return isOwn ? found : undefined
}
