import type { Transaction } from 'kysely'
import { err, ok, type Result } from '../../core/domain/result.ts'
import type { Access, Account } from '../../core/protocol/access/account.ts'
import type { Demonstration, DemonstrationReply, NewAccountReply } from '../../core/protocol/access/accounts.ts'
import { accountNamed, type KeptAccount, keepAccount, keepPassphrase, makeAccount } from '../store/access/accounts.ts'
import { administrationOf } from '../store/access/administration.ts'
import { audit, doer } from '../store/access/audit.ts'
import { endSessionsOf } from '../store/access/sessions.ts'
import type { Tables } from '../store/schema.ts'
import { inTransaction } from '../store/transaction.ts'
import { newAccount } from './accounts.ts'
import type { Answer, Parts, Refusal } from './parts.ts'
import { oneTimePassphrase } from './secrets.ts'

/**
 * Ready accounts for people of a demonstration, with passphrases to be shown on the screen; asked again, new ones. They need not
 * be changed: nobody real is behind them. An administration that is no demonstration gets none.
 */
export const demonstrationAccounts = async (
  parts: Parts,
  access: Access,
  { accounts }: Demonstration,
): Answer<DemonstrationReply> => {
  const { db, now, hasher } = parts
  const { administration } = access
  if (administration === null) return err({ problem: 'no-administration' })
  if ((await administrationOf(db, administration))?.demonstration !== true) return err({ problem: 'not-demonstration' })
  const wanted = accounts.map((asked) => ({ asked, passphrase: oneTimePassphrase() }))
  const hashes = await Promise.all(wanted.map(({ passphrase }) => hasher.hash(passphrase)))
  const time = now()
  return inTransaction<Result<DemonstrationReply, Refusal>>(db, async (trx) => {
    const known = await Promise.all(accounts.map(({ name }) => accountNamed(trx, name)))
    const isForeign = (one: Account): boolean => one.administration !== administration || one.roles.includes('administrator')
    if (known.some((one) => one && isForeign(one))) return err({ problem: 'name-taken' })
    const made: NewAccountReply[] = []
    for (const [at, { asked, passphrase }] of wanted.entries()) {
      const account = { ...newAccount(asked), administration, mustChange: false, ...(known[at] && { id: known[at].id }) }
      await keepReady(
        trx,
        { ...account, passphrase: hashes[at] ?? '', expires: null },
        { isKnown: known[at] !== undefined, time },
      )
      made.push({ account, passphrase })
    }
    await audit(trx, { ...doer(access), action: 'account-made', objects: made.map(({ account }) => account.id), time })
    return ok({ accounts: made })
  })
}

type Keeping = { readonly isKnown: boolean; readonly time: string }

const keepReady = async (trx: Transaction<Tables>, account: KeptAccount, { isKnown, time }: Keeping): Promise<void> => {
  if (!isKnown) {
    await makeAccount(trx, account, time)
    return
  }
  await keepAccount(trx, account)
  await keepPassphrase(trx, account.id, account)
  await endSessionsOf(trx, account.id, time)
}
