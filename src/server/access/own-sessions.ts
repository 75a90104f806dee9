import { err, ok } from '../../core/domain/result.ts'
import type { Access } from '../../core/protocol/access/account.ts'
import type { OwnSessions } from '../../core/protocol/access/sessions.ts'
import { audit, doer } from '../store/access/audit.ts'
import { endOwnSession, openSessionsOf } from '../store/access/sessions.ts'
import { inTransaction } from '../store/transaction.ts'
import { sessionLife } from './callers.ts'
import type { Answer, Parts } from './parts.ts'
import type { Done } from './passphrase.ts'

/** Where somebody is signed in. What is over by age is not told of: nothing opens with it. */
export const listSessions = async ({ db, now }: Parts, { account, device }: Access): Promise<OwnSessions> => {
  const since = new Date(Date.parse(now()) - sessionLife).toISOString()
  const found = await openSessionsOf(db, account, since)
  return { sessions: found.map((one) => ({ ...one, own: one.device === device })) }
}

/** Ends one of the own sessions elsewhere. The one that asks ends by signing out. */
export const endSessionOn = async ({ db, now }: Parts, access: Access, device: string): Answer<Done> => {
  if (device === access.device) return err({ problem: 'not-found' })
  const time = now()
  const isEnded = await inTransaction(db, async (trx) => {
    const ended = await endOwnSession(trx, { account: access.account, device, time })
    if (ended) await audit(trx, { ...doer(access), action: 'signed-out', objects: [device], time })
    return ended
  })
  return isEnded ? ok({ done: true }) : err({ problem: 'not-found' })
}
