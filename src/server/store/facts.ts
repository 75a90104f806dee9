import type { Kysely } from 'kysely'
import type { Tables } from './schema.ts'

/** Sums over the log, for those who watch it. */
export const logFacts = async (db: Kysely<Tables>) => {
  const heads = await db
    .selectFrom('stream')
    .select(({ fn }) => [fn.countAll().as('streams'), fn.sum('head').as('operations'), fn.sum('durable').as('covered')])
    .executeTakeFirstOrThrow()
  const refused = await db
    .selectFrom('quarantine')
    .select(({ fn }) => fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  const operations = Number(heads.operations ?? 0)
  return {
    streams: Number(heads.streams),
    operations,
    uncovered: operations - Number(heads.covered ?? 0),
    quarantined: Number(refused.count),
  }
}
