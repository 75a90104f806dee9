import type { Kysely, Transaction } from 'kysely'
import type { Access } from '../../../core/protocol/access/account.ts'
import { type Administration, rowToAdministration } from '../../../core/protocol/entities.ts'
import { rowIn } from '../../../core/protocol/row-text.ts'
import type { Decision } from '../decide.ts'
import type { Tables } from '../schema.ts'

const administrations = (db: Kysely<Tables>) => db.selectFrom('entity').select('row').where('kind', '=', 'administration')

export const administrationOf = async (db: Kysely<Tables>, id: string): Promise<Administration | undefined> => {
  const found = await administrations(db).where('id', '=', id).executeTakeFirst()
  return found && rowToAdministration(rowIn(found.row))
}

/** As a tablet is told of the administration that it now belongs to. */
export const administrationNamed = async (db: Kysely<Tables>, id: string): Promise<{ stream: string; name: string } | null> => {
  const found = await administrationOf(db, id)
  return found ? { stream: id, name: found.name } : null
}

export const allAdministrations = async (db: Kysely<Tables>): Promise<readonly Administration[]> =>
  (await administrations(db).orderBy('id').execute()).map(({ row }) => rowToAdministration(rowIn(row)))

/**
 * An administrator who has no administration yet gets the first one that his work makes, in the transaction that takes it; and
 * so does the tablet that he works on.
 */
export const adopt = async (
  trx: Transaction<Tables>,
  { taken }: Pick<Decision, 'taken'>,
  access: Access | undefined,
): Promise<void> => {
  if (access?.administration !== null || !access.roles.includes('administrator')) return
  const made = taken.find(
    ({ operation, rev }) => operation.entity.kind === 'administration' && operation.kind === 'create' && rev === 1,
  )
  if (!made) return
  const administration = made.operation.entity.id
  const { account, tablet } = access
  await trx.updateTable('account').set({ administration }).where('id', '=', account).where('administration', 'is', null).execute()
  await trx.updateTable('tablet').set({ administration }).where('id', '=', tablet).where('administration', 'is', null).execute()
}
