import { type Kysely, sql } from 'kysely'
import * as z from 'zod/mini'
import type { Tables } from './schema.ts'

/** Where every stream stood at one moment of one life of the database. */
export type Heads = { readonly epoch: string; readonly streams: { readonly [stream: string]: number } }

const schema = z.strictObject({ epoch: z.string(), streams: z.record(z.string(), z.int().check(z.nonnegative())) })

export const headsIn = (text: string): Heads | undefined => {
  try {
    const found = schema.safeParse(JSON.parse(text))
    return found.success ? found.data : undefined
  } catch {
    return undefined
  }
}

export const headsOf = async (db: Kysely<Tables>): Promise<Heads> => {
  const streams = await db.selectFrom('stream').select(['id', 'head']).execute()
  const { value } = await db.selectFrom('meta').select('value').where('key', '=', 'epoch').executeTakeFirstOrThrow()
  return { epoch: value, streams: Object.fromEntries(streams.map(({ id, head }) => [id, head])) }
}

/**
 * Says that everything up to these heads is safe beyond this database: from the next contact on, devices let go of it. Never
 * moves a mark back, nor beyond the log. Undefined where the heads are of another life of the database, else how many moved.
 */
export const markDurable = async (db: Kysely<Tables>, { epoch, streams }: Heads): Promise<number | undefined> =>
  db.transaction().execute(async (trx) => {
    const { value } = await trx.selectFrom('meta').select('value').where('key', '=', 'epoch').executeTakeFirstOrThrow()
    if (value !== epoch) return undefined
    let moved = 0
    for (const [id, head] of Object.entries(streams).sort(([a], [b]) => (a < b ? -1 : 1))) {
      const marks = trx.updateTable('stream').set({ durable: head }).where('id', '=', id).where('durable', '<', head)
      const { numUpdatedRows } = await marks.where('head', '>=', head).executeTakeFirst()
      moved += Number(numUpdatedRows)
    }
    return moved
  })

/** The streams of which more was said to be safe than these heads hold, each with the mark. */
export const marksBeyond = async (
  db: Kysely<Tables>,
  { streams }: Heads,
): Promise<readonly { readonly id: string; readonly durable: number }[]> => {
  const marks = await db.selectFrom('stream').select(['id', 'durable']).where('durable', '>', 0).execute()
  return marks.filter(({ id, durable }) => durable > (streams[id] ?? 0))
}

/** Whether a commit on this PostgreSQL waits for another machine. */
export const isReplicated = async (db: Kysely<Tables>): Promise<boolean> => {
  const { rows } = await sql<{ readonly count: unknown }>`
    select count(*) as count from pg_stat_replication where sync_state in ('sync', 'quorum')
      and current_setting('synchronous_standby_names') <> ''`.execute(db)
  return Number(rows[0]?.count) > 0
}
