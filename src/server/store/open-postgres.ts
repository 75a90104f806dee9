import { Kysely, PostgresDialect, sql } from 'kysely'
import { migrate } from './migrate.ts'
import { type PoolOptions, postgresPool } from './postgres-pool.ts'
import type { Tables } from './schema.ts'

const usual: PoolOptions = { connections: 10, statementTimeout: 30_000 }

/** Opens a PostgreSQL database by its address and brings its tables to the newest release. */
export const openPostgres = async (
  url: string,
  { connections = usual.connections, statementTimeout = usual.statementTimeout }: Partial<PoolOptions> = {},
): Promise<Kysely<Tables>> => {
  const open = (pool: PoolOptions) => new Kysely<Tables>({ dialect: new PostgresDialect({ pool: postgresPool(url, pool) }) })
  // A migration takes its time, and so does waiting for the endpoint that migrates.
  const patient = open({ connections: 1, statementTimeout: 0 })
  await migrate(patient).finally(() => patient.destroy())
  return open({ connections, statementTimeout })
}

/** Settings of the database server with which a power cut may take what was acknowledged. Only its administrator can change them. */
export const unsafeSettings = async (db: Kysely<Tables>): Promise<readonly string[]> => {
  const { rows } = await sql<{ readonly name: string }>`
    select name from pg_settings where name in ('fsync', 'full_page_writes') and setting <> 'on' order by name`.execute(db)
  return rows.map(({ name }) => name)
}
