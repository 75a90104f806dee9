import type { Kysely, Transaction } from 'kysely'
import type { Tablet, Tablets } from '../../../core/protocol/access/tablets.ts'
import type { Tables } from '../schema.ts'

export type KeptTablet = Pick<Tables['tablet'], 'id' | 'administration' | 'state' | 'app'>

export const tabletOf = (db: Kysely<Tables>, token: string): Promise<KeptTablet | undefined> => tabletBy(db, 'token', token)
export const tabletOfId = (db: Kysely<Tables>, id: string): Promise<KeptTablet | undefined> => tabletBy(db, 'id', id)

const tabletBy = (db: Kysely<Tables>, column: 'token' | 'id', value: string): Promise<KeptTablet | undefined> =>
  db.selectFrom('tablet').select(['id', 'administration', 'state', 'app']).where(column, '=', value).executeTakeFirst()

export const enrolTablet = async (trx: Transaction<Tables>, tablet: Tables['tablet']): Promise<void> => {
  await trx.insertInto('tablet').values(tablet).execute()
}

/** Moves a tablet of an administration on to a state; false where there is none to move. */
export const markTablet = async (
  trx: Transaction<Tables>,
  id: string,
  administration: string | null,
  [from, to]: readonly ['active', 'revoked'] | readonly ['revoked', 'erased'],
): Promise<boolean> => {
  const change = trx.updateTable('tablet').set({ state: to }).where('id', '=', id).where('state', '=', from)
  const own =
    administration === null ? change.where('administration', 'is', null) : change.where('administration', '=', administration)
  return (await own.executeTakeFirst()).numUpdatedRows === 1n
}

/** Whether nobody's session is open on a tablet any more. */
export const isDeserted = async (trx: Transaction<Tables>, tablet: string): Promise<boolean> =>
  (await trx.selectFrom('session').select('token').where('tablet', '=', tablet).where('ended', 'is', null).limit(1).execute())
    .length === 0

/** The tablets of an administration, with each device's last contact. */
export const tabletsOf = async (db: Kysely<Tables>, administration: string | null, self: string): Promise<Tablets> => {
  const rows = await db
    .selectFrom('tablet')
    .select(['id', 'name', 'enrolled', 'state'])
    .where(({ eb, or }) => or([eb('administration', '=', administration), eb('id', '=', self)]))
    .orderBy('enrolled')
    .orderBy('id')
    .execute()
  const contacts =
    rows.length > 0
      ? await contactsOn(
          db,
          rows.map(({ id }) => id),
        )
      : []
  const on = (tablet: string) => contacts.filter((one) => one.tablet === tablet).map(({ tablet: _, ...contact }) => contact)
  return { tablets: rows.map(({ state, ...row }) => ({ ...row, state: state as Tablet['state'], contacts: on(row.id) })) }
}

/** Each device's newest session, the last heard of first. */
const contactsOn = async (db: Kysely<Tables>, tablets: readonly string[]) => {
  const found = await db
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account')
    .select(['session.tablet', 'account.name as account', 'session.device', 'session.last', 'session.app'])
    .select(['session.protocol', 'session.unsent', 'session.storage', 'session.clock as offset'])
    .where('session.tablet', 'in', tablets)
    .orderBy('session.last', 'desc')
    .orderBy('session.begun', 'desc')
    .execute()
  const seen = new Set<string>()
  return found.flatMap(({ storage, ...one }) => {
    if (seen.has(one.device)) return []
    seen.add(one.device)
    return [{ ...one, storage: storage as Tablet['contacts'][number]['storage'] }]
  })
}
