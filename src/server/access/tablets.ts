import { err, ok } from '../../core/domain/result.ts'
import type { Access } from '../../core/protocol/access/account.ts'
import type { Tablets } from '../../core/protocol/access/tablets.ts'
import { audit, doer } from '../store/access/audit.ts'
import { endSession } from '../store/access/sessions.ts'
import { isDeserted, type KeptTablet, markTablet, tabletOfId, tabletsOf } from '../store/access/tablets.ts'
import { inTransaction } from '../store/transaction.ts'
import type { Caller } from './callers.ts'
import type { Answer, Parts } from './parts.ts'
import type { Done } from './passphrase.ts'

export const listTablets = ({ db }: Parts, { administration, tablet }: Access): Promise<Tablets> =>
  tabletsOf(db, administration, tablet)

/** Takes a tablet's credential away. Its sessions are still heard, so that its unsent work comes in before it erases itself. */
export const revokeTablet = async ({ db, now }: Parts, access: Access, id: string): Answer<Done> => {
  const isDone = await inTransaction(db, async (trx) => {
    const isMoved = await markTablet(trx, id, access.administration, ['active', 'revoked'])
    if (isMoved) await audit(trx, { ...doer(access), action: 'revoked', objects: [id], time: now() })
    return isMoved
  })
  return isDone ? ok({ done: true }) : err({ problem: 'not-found' })
}

/** A device on a revoked tablet says that it has sent everything and erased itself; with its last one the tablet is erased. */
export const erasedDevice = async ({ db, now }: Parts, access: Access, session: string): Answer<Done> => {
  if (!access.revoked) return err({ problem: 'not-allowed' })
  const time = now()
  await inTransaction(db, async (trx) => {
    await endSession(trx, session, time)
    if (await isDeserted(trx, access.tablet)) await markTablet(trx, access.tablet, access.administration, ['revoked', 'erased'])
    await audit(trx, { ...doer(access), action: 'erased', objects: [access.device], time })
  })
  return ok({ done: true })
}

/** The tablet of whoever asks, whether or not somebody has signed in on it. */
export const tabletBehind = async ({ db }: Parts, caller: Caller): Promise<KeptTablet | undefined> =>
  caller.kind === 'tablet' ? caller.tablet : tabletOfId(db, caller.access.tablet)

export const signOut = async ({ db, now }: Parts, access: Access, session: string): Answer<Done> => {
  const time = now()
  await inTransaction(db, async (trx) => {
    await endSession(trx, session, time)
    await audit(trx, { ...doer(access), action: 'signed-out', objects: [access.device], time })
  })
  return ok({ done: true })
}
