import { type Compilable, PostgresAdapter, type QueryCreator, sql, type Transaction } from 'kysely'
import type { Tables } from './schema.ts'

/** What a write returns for each row that it wrote. */
export const wrote = sql<number>`1`.as('wrote')
type Wrote = { readonly wrote: number }

/** A write that returns `wrote`. */
export type Write = (db: QueryCreator<Tables>) => Compilable<Wrote> & { readonly execute: () => Promise<readonly Wrote[]> }

/**
 * Makes writes of which none reads what another wrote, and tells how many rows they wrote. PostgreSQL takes them in one
 * statement: they are made while a stream is locked, and every trip to the database keeps the others waiting.
 */
export const together = async (trx: Transaction<Tables>, writes: readonly Write[]): Promise<number> => {
  if (trx.getExecutor().adapter instanceof PostgresAdapter) return inOneStatement(trx, writes)
  let count = 0
  for (const write of writes) count += (await write(trx).execute()).length
  return count
}

const inOneStatement = async (trx: Transaction<Tables>, writes: readonly Write[]): Promise<number> => {
  const named = writes.map((write, at) => ({ name: `write_${at}`, write: write as (db: QueryCreator<Tables>) => never }))
  const all = named.reduce<QueryCreator<Tables>>((db, { name, write }) => db.with(name, write), trx)
  const counts = named.map(({ name }) => sql`(select count(*) from ${sql.table(name)})`)
  const { count } = await all.selectNoFrom(sql<number>`${sql.join(counts, sql` + `)}`.as('count')).executeTakeFirstOrThrow()
  return count
}
