import type { Kysely, Transaction } from 'kysely'
import type { Instant } from '../../../core/domain/time.ts'
import type { Access } from '../../../core/protocol/access/account.ts'
import type { AuditAction, AuditEntry, AuditHead, AuditPage } from '../../../core/protocol/access/audit.ts'
import { noteIn } from '../../../core/protocol/access/audit-objects.ts'
import { canonical } from '../../../core/protocol/json.ts'
import { linkOf } from '../../hash.ts'
import type { Tables } from '../schema.ts'

/** What somebody did. Ids alone, never a name or a value. */
export type Deed = {
  readonly administration: string | null
  /** Null where nobody had signed in. */
  readonly account: string | null
  readonly tablet: string | null
  readonly action: AuditAction
  readonly objects?: readonly string[]
  readonly time: Instant
}

/** Who did it, of what a request may do; nobody where the server has no accounts. */
export const doer = (access: Access | undefined): Pick<Deed, 'administration' | 'account' | 'tablet'> => ({
  administration: access?.administration ?? null,
  account: access?.account ?? null,
  tablet: access?.tablet ?? null,
})

/** As many objects as one entry names; of more it says how many there were. */
const mostObjects = 50

/**
 * Writes down what somebody did, in the transaction that does it: both are there, or neither. From here to the commit nobody else
 * can write, so what locks more comes before where it can.
 */
export const audit = async (trx: Transaction<Tables>, ...deeds: readonly Deed[]): Promise<void> => {
  if (deeds.length === 0) return
  let head = await lockedHead(trx)
  for (const { objects = [], ...deed } of deeds) {
    const named = objects.length > mostObjects ? [...objects.slice(0, mostObjects), `+${objects.length - mostObjects}`] : objects
    const entry = { ...deed, seq: head.seq + 1, objects: named }
    head = { seq: entry.seq, hash: auditLink(head.hash, entry) }
    await trx
      .insertInto('audit')
      .values({ ...entry, objects: JSON.stringify(named), hash: head.hash, note: noteIn(named) })
      .execute()
  }
  await trx
    .updateTable('meta')
    .set({ value: JSON.stringify(head) })
    .where('key', '=', headKey)
    .execute()
}

type Unsealed = Omit<AuditEntry, 'hash' | 'objects'> & { readonly objects: readonly string[] }

/** The hash of an entry: over all of it, and over the one before. */
export const auditLink = (before: string, entry: Unsealed): string => {
  const { seq, time, administration, account, tablet, action, objects } = entry
  return linkOf(before, canonical({ seq, time, administration, account, tablet, action, objects: [...objects] }))
}

/** Where the log ends. Told to every device, so that somebody knows if its end is ever cut off. */
export const auditHead = async (db: Kysely<Tables>): Promise<AuditHead> => {
  const found = await db.selectFrom('meta').select('value').where('key', '=', headKey).executeTakeFirst()
  return found ? JSON.parse(found.value) : nothing
}

export const headKey = 'audit'
const nothing: AuditHead = { seq: 0, hash: '' }

/** The row of the head is the lock that makes one chain of what several endpoints write. */
export const lockedHead = async (trx: Transaction<Tables>): Promise<AuditHead> => {
  const { value } = await trx
    .insertInto('meta')
    .values({ key: headKey, value: JSON.stringify(nothing) })
    .onConflict((conflict) => conflict.column('key').doUpdateSet((eb) => ({ value: eb.ref('meta.value') })))
    .returning('value')
    .executeTakeFirstOrThrow()
  return JSON.parse(value)
}

export type AuditQuery = {
  readonly after: number
  readonly administration: string | null
  readonly account: string
  readonly limit: number
}

/** What was done in an administration, and by this account before it had one, in order. */
export const auditAfter = async (
  db: Kysely<Tables>,
  { after, administration, account, limit }: AuditQuery,
): Promise<AuditPage> => {
  const found = await db
    .selectFrom('audit')
    .selectAll()
    .where('seq', '>', after)
    .where(({ eb, or }) => or([eb('administration', '=', administration), eb('account', '=', account)]))
    .orderBy('seq')
    .limit(limit + 1)
    .execute()
  return { entries: found.slice(0, limit).map(entryOf), more: found.length > limit }
}

export const entryOf = ({ objects, action, note: _, ...row }: Tables['audit']): AuditEntry => ({
  ...row,
  action: action as AuditAction,
  objects: JSON.parse(objects),
})
