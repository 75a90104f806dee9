import { setTimeout as wait } from 'node:timers/promises'
import type { Kysely, Transaction } from 'kysely'
import type { Tables } from './schema.ts'

type Work<Result> = (trx: Transaction<Tables>) => Promise<Result>

/**
 * Runs `work` as one transaction, and the whole of it again where the database gave it up for no fault of its own. What may
 * have been committed is never run again.
 */
export const inTransaction = <Result>(db: Kysely<Tables>, work: Work<Result>): Promise<Result> =>
  again(() => db.transaction().setIsolationLevel('read committed').execute(work))

/** Reads as of one moment: what several statements find fits together. */
export const inSnapshot = <Result>(db: Kysely<Tables>, work: Work<Result>): Promise<Result> =>
  again(() => db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work))

/** What was decided rests on what another transaction changed meanwhile: decide again. */
export class Overtaken extends Error {
  readonly code = 'OVERTAKEN'
}

const attempts = 8

const again = async <Result>(run: () => Promise<Result>): Promise<Result> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run()
    } catch (problem) {
      if (attempt === attempts || !isPassing(problem)) throw problem
      // Jitter, or those who met once would meet again.
      await wait(Math.random() * 10 * 2 ** attempt)
    }
  }
}

/** Serialization failure, deadlock, one key written by two at once; a database that stops, starts or is out of reach. */
const passing = /^(OVERTAKEN|40001|40P01|23505|57P0[123]|08\w{3}|ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT)$/

const isPassing = (problem: unknown): boolean => {
  const { code, message } = problem as { readonly code?: unknown; readonly message?: unknown }
  return typeof code === 'string' ? passing.test(code) : /^Connection terminated|is not queryable$/.test(String(message))
}
