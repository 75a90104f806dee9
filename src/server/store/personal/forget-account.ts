import type { Transaction } from 'kysely'
import type { Tables } from '../schema.ts'

/** Takes away the accounts of a person who is erased, with their sessions: a sign-in name is often a name. */
export const forgetAccounts = async (trx: Transaction<Tables>, person: string): Promise<void> => {
  const own = trx.selectFrom('account').select('id').where('person', '=', person)
  await trx.deleteFrom('session').where('account', 'in', own).execute()
  await trx.deleteFrom('account').where('person', '=', person).execute()
}
