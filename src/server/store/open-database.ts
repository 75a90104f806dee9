import type { Kysely } from 'kysely'
import { openPostgres } from './open-postgres.ts'
import { openSqlite } from './open-sqlite.ts'
import type { PoolOptions } from './postgres-pool.ts'
import type { Tables } from './schema.ts'

/** Opens the place where the log lies: a PostgreSQL database by its address, an SQLite file by its path. */
export const openDatabase = (place: string, options: Partial<PoolOptions> = {}): Promise<Kysely<Tables>> =>
  isAddress(place) ? openPostgres(place, options) : openSqlite(place)

export const isAddress = (place: string): boolean => /^postgres(ql)?:\/\//.test(place)
