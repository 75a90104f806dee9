import { err, ok } from '../../core/domain/result.ts'
import type { Access } from '../../core/protocol/access/account.ts'
import type { AuditFound, AuditPage, AuditWanted } from '../../core/protocol/access/audit.ts'
import type { Me } from '../../core/protocol/access/sign-in.ts'
import { accountOfId } from '../store/access/accounts.ts'
import { auditAfter } from '../store/access/audit.ts'
import { auditNewest } from '../store/access/audit-newest.ts'
import type { Answer, Parts } from './parts.ts'

export const me = async ({ db, offlineDays }: Parts, access: Access): Answer<Me> => {
  const found = await accountOfId(db, access.account)
  if (!found) return err({ problem: 'sign-in' })
  const { passphrase: _, expires: __, ...account } = found
  return ok({ account, offlineDays })
}

/** Entries at a time. */
const page = 200

export const auditPage = async ({ db }: Parts, { administration, account }: Access, after: number): Answer<AuditPage> =>
  ok(await auditAfter(db, { after, administration, account, limit: page }))

/** Entries that stand on one screen. */
const screenful = 100

export const auditFound = async ({ db }: Parts, access: Access, wanted: AuditWanted): Answer<AuditFound> =>
  ok(await auditNewest(db, access, wanted, screenful))
