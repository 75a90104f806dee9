import type { Kysely, Transaction } from 'kysely'
import type { Account, AccountRole } from '../../../core/protocol/access/account.ts'
import { canonical } from '../../../core/protocol/json.ts'
import type { Tables } from '../schema.ts'

/** An account with what is needed to sign in. */
export type KeptAccount = Account & { readonly passphrase: string; readonly expires: string | null }

export const accountNamed = (db: Kysely<Tables>, name: string): Promise<KeptAccount | undefined> => accountBy(db, 'name', name)
export const accountOfId = (db: Kysely<Tables>, id: string): Promise<KeptAccount | undefined> => accountBy(db, 'id', id)

const accountBy = async (db: Kysely<Tables>, column: 'name' | 'id', value: string): Promise<KeptAccount | undefined> => {
  const row = await db.selectFrom('account').selectAll().where(column, '=', value).executeTakeFirst()
  return row && keptIn(row)
}

const keptIn = (row: Tables['account']): KeptAccount => ({ ...accountIn(row), passphrase: row.passphrase, expires: row.expires })

export const accountIn = (row: Tables['account']): Account => ({
  id: row.id as Account['id'],
  administration: row.administration as Account['administration'],
  person: row.person as Account['person'],
  name: row.name,
  roles: JSON.parse(row.roles),
  units: JSON.parse(row.units),
  state: row.state as Account['state'],
  mustChange: row.must_change === 1,
})

/** The accounts of an administration, by name; those that have none yet are seen by nobody but themselves. */
export const accountsOf = async (
  db: Kysely<Tables>,
  administration: string | null,
  self: string,
): Promise<readonly Account[]> => {
  const rows = await db
    .selectFrom('account')
    .selectAll()
    .where(({ eb, or }) => or([eb('administration', '=', administration), eb('id', '=', self)]))
    .orderBy('name')
    .execute()
  return rows.map(accountIn)
}

/** Makes an account; false where the name is taken. */
export const makeAccount = async (trx: Transaction<Tables>, account: KeptAccount, made: string): Promise<boolean> => {
  const { id, administration, person, name, state, passphrase, expires } = account
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('account')
    .values({ id, administration, person, name, state, passphrase, expires, made, ...columnsOf(account) })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

const columnsOf = ({ roles, units, mustChange }: Pick<Account, 'roles' | 'units' | 'mustChange'>) => ({
  roles: canonical([...roles]),
  units: canonical([...units]),
  must_change: mustChange ? 1 : 0,
})

export const keepAccount = async (trx: Transaction<Tables>, account: Account): Promise<void> => {
  const { id, person, state } = account
  await trx
    .updateTable('account')
    .set({ person, state, ...columnsOf(account) })
    .where('id', '=', id)
    .execute()
}

export type NewPassphrase = { readonly passphrase: string; readonly mustChange: boolean; readonly expires: string | null }

export const keepPassphrase = async (trx: Transaction<Tables>, id: string, next: NewPassphrase): Promise<void> => {
  const { passphrase, mustChange, expires } = next
  await trx
    .updateTable('account')
    .set({ passphrase, must_change: mustChange ? 1 : 0, expires })
    .where('id', '=', id)
    .execute()
}

/** How many can still make accounts in an administration. */
export const administratorsOf = async (db: Kysely<Tables>, administration: string | null): Promise<number> => {
  const all = db.selectFrom('account').select('roles').where('state', '=', 'active')
  const own = administration === null ? all.where('administration', 'is', null) : all.where('administration', '=', administration)
  return (await own.execute()).filter(({ roles }) => isAdministrator(roles)).length
}

/** Whether anybody at all can let others in. */
export const hasAdministrator = async (db: Kysely<Tables>): Promise<boolean> => {
  const rows = await db.selectFrom('account').select('roles').where('state', '=', 'active').execute()
  return rows.some(({ roles }) => isAdministrator(roles))
}

const isAdministrator = (roles: string): boolean => (JSON.parse(roles) as readonly AccountRole[]).includes('administrator')
