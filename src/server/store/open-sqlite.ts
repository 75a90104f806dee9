import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { migrate } from './migrate.ts'
import type { Tables } from './schema.ts'
import { nodeSqliteDialect } from './sqlite-dialect.ts'

/** Opens the file, or makes it, durable first: a database that would lose acknowledged work is not opened. */
export const openSqlite = async (path: string): Promise<Kysely<Tables>> => {
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
  try {
    await migrate(db)
    return db
  } catch (problem) {
    await db.destroy()
    throw problem
  }
}

/** SQLite keeps silent about a pragma that it did not take, so each is read back. */
const demand = (database: DatabaseSync, pragma: string, wanted: string | number): void => {
  const found = database.prepare(`PRAGMA ${pragma}`).get()?.[pragma]
  if (found !== wanted)
    throw new Error(`SQLite did not take ${pragma}=${wanted} (it says ${found}): saved work would not be safe`)
}
