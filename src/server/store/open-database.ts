import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { openPostgres } from './open-postgres.ts'
import { openSqlite } from './open-sqlite.ts'
import type { PoolOptions } from './postgres-pool.ts'
import type { Tables } from './schema.ts'

/** Opens the place where the log lies: a PostgreSQL database by its address, an SQLite file by its path. */
export const openDatabase = (place: string, options: Partial<PoolOptions> = {}): Promise<Kysely<Tables>> =>
  isAddress(place) ? openPostgres(place, options) : openSqlite(place)

export const isAddress = (place: string): boolean => /^postgres(ql)?:\/\//.test(place)

/** The epoch in the file; a new one for a new file, and for one that was restored from a backup. */
export const epochOf = async (db: Kysely<Tables>, restored: boolean): Promise<string> => {
  const made = { key: 'epoch', value: randomUUID() }
  await db
    .insertInto('meta')
    .values(made)
    .onConflict((conflict) => (restored ? conflict.column('key').doUpdateSet(made) : conflict.column('key').doNothing()))
    .execute()
  const { value } = await db.selectFrom('meta').select('value').where('key', '=', 'epoch').executeTakeFirstOrThrow()
  return value
}
