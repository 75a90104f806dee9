import { type Compilable, type QueryCreator, sql, type Transaction } from 'kysely'
import { last } from './postgres-client.ts'
import type { Tables } from './schema.ts'
import { Overtaken } from './transaction.ts'

/** What a write returns for each row that it wrote. */
export const wrote = sql<number>`1`.as('wrote')
type Wrote = { readonly wrote: number }

/** A write that returns `wrote`. */
export type Write = (db: QueryCreator<Tables>) => Compilable<Wrote>

/**
 * Makes writes of which none reads what another wrote, the last of their transaction; throws where they wrote fewer rows than
 * they should. PostgreSQL takes them in one statement: a stream is locked meanwhile, and every trip keeps others waiting.
 */
export const together = async (trx: Transaction<Tables>, writes: readonly Write[], rows: number): Promise<void> => {
  const named = writes.map((write, at) => ({ name: `write_${at}`, write: write as (db: QueryCreator<Tables>) => never }))
  const all = named.reduce<QueryCreator<Tables>>((db, { name, write }) => db.with(name, write), trx)
  const counts = named.map(({ name }) => sql`(select count(*) from ${sql.table(name)})`)
  const isAll = sql`case when ${sql.join(counts, sql` + `)} = ${rows} then 1 else 0 end`
  try {
    // A division by nought is how plain SQL fails by itself.
    await all.selectNoFrom(sql`1 / ${isAll}`.as('done')).modifyEnd(sql.raw(last)).execute()
  } catch (problem) {
    throw (problem as { readonly code?: string }).code === divisionByZero ? new Overtaken('a row was changed meanwhile') : problem
  }
}

const divisionByZero = '22012'
