import { randomUUID } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { migrations } from './migrations.ts'
import type { Tables } from './schema.ts'
import { nodeSqliteDialect } from './sqlite-dialect.ts'

/** Opens the file, or makes it, durable first: a database that would lose acknowledged work is not opened. */
export const openDatabase = async (path: string): Promise<Kysely<Tables>> => {
  const database = new DatabaseSync(path, { timeout: 5000, enableForeignKeyConstraints: true })
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON')
    demand(database, 'journal_mode', 'wal')
    demand(database, 'synchronous', 2)
    demand(database, 'foreign_keys', 1)
  } catch (problem) {
    database.close()
    throw problem
  }
  const db = new Kysely<Tables>({ dialect: nodeSqliteDialect(database) })
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } }).migrateToLatest()
  if (error) {
    await db.destroy()
    throw error
  }
  return db
}

/** SQLite keeps silent about a pragma that it did not take, so each is read back. */
const demand = (database: DatabaseSync, pragma: string, wanted: string | number): void => {
  const found = database.prepare(`PRAGMA ${pragma}`).get()?.[pragma]
  if (found !== wanted)
    throw new Error(`SQLite did not take ${pragma}=${wanted} (it says ${found}): saved work would not be safe`)
}

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
