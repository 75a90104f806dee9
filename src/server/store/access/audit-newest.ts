import { type Kysely, sql } from 'kysely'
import type { Access } from '../../../core/protocol/access/account.ts'
import type { AuditFound, AuditWanted } from '../../../core/protocol/access/audit.ts'
import type { Tables } from '../schema.ts'
import { auditHead, entryOf } from './audit.ts'

/** The newest entries that somebody may see and wants to, so many at a time. What may be seen is the same as in order. */
export const auditNewest = async (
  db: Kysely<Tables>,
  { administration, account }: Pick<Access, 'administration' | 'account'>,
  { before, action, account: wanted, from, until }: AuditWanted,
  limit: number,
): Promise<AuditFound> => {
  const head = await auditHead(db)
  let query = db
    .selectFrom('audit')
    .selectAll()
    .where(({ eb, or }) => or([eb('administration', '=', administration), eb('account', '=', account)]))
  if (before !== undefined) query = query.where('seq', '<', before)
  if (action !== undefined) query = query.where('action', '=', action)
  if (from !== undefined) query = query.where('time', '>=', from)
  if (until !== undefined) query = query.where('time', '<', until)
  if (wanted !== undefined) {
    const person = await personOf(db, wanted, administration)
    const named = [`%"${wanted}"%`, ...(person ? [`%"person/${person}"%`] : [])].map((one) => one.replaceAll(/[!_]/g, '!$&'))
    query = query.where(({ eb, or }) =>
      or([eb('account', '=', wanted), ...named.map((one) => sql<boolean>`objects like ${one} escape '!'`)]),
    )
  }
  const found = await query
    .orderBy('seq', 'desc')
    .limit(limit + 1)
    .execute()
  return { entries: found.slice(0, limit).map(entryOf), more: found.length > limit, head }
}

/** Of an account of the own administration alone. */
const personOf = async (db: Kysely<Tables>, id: string, administration: string | null): Promise<string | null> => {
  const found = await db
    .selectFrom('account')
    .select('person')
    .where('id', '=', id)
    .where('administration', '=', administration)
    .executeTakeFirst()
  return found?.person ?? null
}
