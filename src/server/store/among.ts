import { type Expression, type Kysely, PostgresAdapter, type SqlBool, sql } from 'kysely'
import type { Tables } from './schema.ts'

export const isPostgres = (db: Kysely<Tables>): boolean => db.getExecutor().adapter instanceof PostgresAdapter

/**
 * Whether a column holds one of these. One parameter, however many they are: one statement serves every batch, and the database
 * reads it once.
 */
export const among = (db: Kysely<Tables>, column: string, values: readonly string[]): Expression<SqlBool> =>
  isPostgres(db)
    ? sql<SqlBool>`${sql.ref(column)} = any(${[...values]}::text[])`
    : sql<SqlBool>`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`

/**
 * A condition that most rows meet. SQLite counts nothing by itself, and would go through all of them rather than look up the few that
 * another condition names.
 */
export const usual = (db: Kysely<Tables>, condition: Expression<SqlBool>): Expression<SqlBool> =>
  isPostgres(db) ? condition : sql<SqlBool>`likelihood(${condition}, 0.9)`
