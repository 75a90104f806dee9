import { err, ok } from '../../core/domain/result.ts'
import type { Access } from '../../core/protocol/access/account.ts'
import { passphraseProblem } from '../../core/protocol/access/passphrase-rules.ts'
import type { NewPassphrase } from '../../core/protocol/access/sign-in.ts'
import { accountOfId, keepPassphrase } from '../store/access/accounts.ts'
import { audit, doer } from '../store/access/audit.ts'
import { endSessionsOf } from '../store/access/sessions.ts'
import { giveBack, reserveTry } from '../store/access/tries.ts'
import { inTransaction } from '../store/transaction.ts'
import { ofAccount } from './measures.ts'
import type { Answer, Parts } from './parts.ts'

export type Done = { readonly done: true }

/** Changes one's own passphrase. Every other session of the account is over. */
export const changePassphrase = async (parts: Parts, access: Access, { old, next }: NewPassphrase): Answer<Done> => {
  const { db, now, hasher, digest } = parts
  const account = await accountOfId(db, access.account)
  if (!account) return err({ problem: 'sign-in' })
  const weak = passphraseProblem(next, account.name) ?? (next === old ? 'passphrase-common' : undefined)
  if (weak) return err({ problem: weak })
  const measure = ofAccount(digest, account.name)
  const wait = await inTransaction(db, (trx) => reserveTry(trx, [measure], now()))
  if (wait !== undefined) return err({ problem: 'too-many-tries', retryAfter: wait })
  const { right } = await hasher.verify(old, account.passphrase)
  if (!right) return err({ problem: 'wrong-credentials' })
  const passphrase = await hasher.hash(next)
  const time = now()
  const isStill = await inTransaction(db, async (trx) => {
    const present = await accountOfId(trx, account.id)
    if (present?.passphrase !== account.passphrase) return false
    await giveBack(trx, { cleared: [measure.key], returned: [] }, time)
    await keepPassphrase(trx, account.id, { passphrase, mustChange: false, expires: null })
    await endSessionsOf(trx, account.id, time, access.device)
    await audit(trx, { ...doer(access), action: 'passphrase-changed', objects: [account.id], time })
    return true
  })
  return isStill ? ok({ done: true }) : err({ problem: 'wrong-credentials' })
}
