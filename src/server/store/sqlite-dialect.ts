import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { type Dialect, SqliteAdapter, type SqliteDatabase, SqliteDriver, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'

/** Kysely on the SQLite that Node brings. One connection; Kysely lets one transaction at a time have it. */
export const nodeSqliteDialect = (database: DatabaseSync): Dialect => ({
  createDriver: () => new SqliteDriver({ database: asKyselyWants(database) }),
  createQueryCompiler: () => new SqliteQueryCompiler(),
  createAdapter: () => new TransactionalAdapter(),
  createIntrospector: (db) => new SqliteIntrospector(db),
})

/** SQLite rolls a schema change back like any other: a migration cut short leaves no half schema. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

/** A statement that ends in this is run once for each of its parameters: they are the values of one row each. */
export const eachRow = '/* each row */'

type Prepared = { readonly statement: StatementSync; readonly reader: boolean }

/** A statement of thousands of values takes longer to prepare than to run, and the same few come again and again. */
const kept = 200

const asKyselyWants = (database: DatabaseSync): SqliteDatabase => {
  const statements = new Map<string, Prepared>()
  const prepared = (sql: string): Prepared => {
    const known = statements.get(sql)
    if (known) {
      statements.delete(sql)
      statements.set(sql, known)
      return known
    }
    // A transaction that turns from reading to writing fails at once when another process wrote in between; so it locks first.
    const statement = database.prepare(sql === 'begin' ? 'begin immediate' : sql)
    const made = { statement, reader: statement.columns().length > 0 }
    statements.set(sql, made)
    const [oldest] = statements.keys()
    if (statements.size > kept && oldest !== undefined) statements.delete(oldest)
    return made
  }
  return {
    close: () => {
      statements.clear()
      database.close()
    },
    prepare: (sql) => {
      const { statement, reader } = prepared(sql)
      const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[]
      return {
        reader,
        all: (parameters) => statement.all(...values(parameters)),
        run: (parameters) =>
          sql.endsWith(eachRow)
            ? runEach(statement, parameters as readonly SQLInputValue[][])
            : statement.run(...values(parameters)),
        iterate: (parameters) => statement.iterate(...values(parameters)),
      }
    },
  }
}

const runEach = (statement: StatementSync, rows: readonly SQLInputValue[][]) => {
  let changes = 0
  for (const row of rows) changes += Number(statement.run(...row).changes)
  return { changes, lastInsertRowid: 0 }
}
