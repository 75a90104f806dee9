import type { Kysely } from 'kysely'
import { type Keys, signerOf } from '../keys.ts'
import type { Tables } from '../schema.ts'

/** The public half of the server's own key; undefined where there is none to be read. */
export const ownKey = async (trx: Kysely<Tables>): Promise<string | undefined> => {
  const found = await trx.selectFrom('meta').select('value').where('key', '=', 'keys').executeTakeFirst()
  try {
    return signerOf(JSON.parse(found?.value ?? '') as Keys).key
  } catch {
    return undefined
  }
}
