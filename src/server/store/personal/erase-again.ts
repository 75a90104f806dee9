import { existsSync } from 'node:fs'
import type { Kysely } from 'kysely'
import type { EntityKind } from '../../../core/protocol/operation.ts'
import { type Keys, signerOf } from '../keys.ts'
import type { Tables } from '../schema.ts'
import { openFile } from '../sqlite-file.ts'
import { inTransaction } from '../transaction.ts'
import { type Cause, erase } from './erase.ts'
import { sweep } from './sweep.ts'

/** What a database had erased, to be erased again in an older copy of it. */
export type Again = readonly Pick<Tables['erased'], 'kind' | 'id' | 'cause' | 'time'>[]

/** Nothing where there is no database, or it is too damaged to ask or too old to know. */
export const erasedIn = async (path: string): Promise<Again> => {
  if (!existsSync(path)) return []
  try {
    const db = openFile(path)
    return await db
      .selectFrom('erased')
      .select(['kind', 'id', 'cause', 'time'])
      .execute()
      .finally(() => db.destroy())
  } catch {
    return []
  }
}

/** A copy from before an erasure must not bring back what was erased since. */
export const eraseAgain = async (db: Kysely<Tables>, again: Again): Promise<void> => {
  if (again.length === 0) return
  const { value } = await db.selectFrom('meta').select('value').where('key', '=', 'keys').executeTakeFirstOrThrow()
  const signer = signerOf(JSON.parse(value) as Keys)
  let count = 0
  for (const { kind, id, cause, time } of again) {
    const names = [{ kind: kind as EntityKind, id }]
    const done = await inTransaction(db, (trx) => erase(trx, names, { cause: cause as Cause, time, signer }))
    count += done.entities.length
  }
  if (count > 0) await sweep(db)
}
