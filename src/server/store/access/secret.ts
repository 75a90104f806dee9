import { createHmac } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Keys } from '../keys.ts'
import type { Tables } from '../schema.ts'

/** Hashes what is too short to be kept as a plain hash, by a secret of this server: a code, a name, an address. */
export type Digest = (kind: string, text: string) => string

export const digestOf = async (db: Kysely<Tables>): Promise<Digest> => {
  const { value } = await db.selectFrom('meta').select('value').where('key', '=', 'keys').executeTakeFirstOrThrow()
  const { secret } = JSON.parse(value) as Keys
  return (kind, text) => createHmac('sha256', secret).update(`palier-access\n${kind}\n${text}`).digest('base64url')
}
