import { Kysely, PostgresDialect } from 'kysely'
import { postgresPool } from '../postgres-pool.ts'
import { isCurrent } from '../probe.ts'
import type { Tables } from '../schema.ts'
import { inSnapshot } from '../transaction.ts'
import { type Verified, verify } from './verify.ts'

/** Opens a PostgreSQL database as it is: no release is installed. One statement may take as long as it needs. */
export const openAddress = (url: string): Kysely<Tables> =>
  new Kysely<Tables>({ dialect: new PostgresDialect({ pool: postgresPool(url, { connections: 1, statementTimeout: 0 }) }) })

/** What is told in a PostgreSQL database; its pages are its own to check (`pg_amcheck`). Undefined where its tables are of another version. */
export const verifyPostgres = async (url: string): Promise<Verified | undefined> => {
  const db = openAddress(url)
  try {
    return (await isCurrent(db)) ? await inSnapshot(db, verify) : undefined
  } finally {
    await db.destroy()
  }
}
