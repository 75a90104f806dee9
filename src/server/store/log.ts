import { randomUUID } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'
import type { ServerLog } from '../../core/protocol/ports.ts'
import { rowIn } from '../../core/protocol/row-text.ts'
import { append } from './append.ts'
import { administrationsOf } from './directory.ts'
import { readBatch } from './intake.ts'
import { type Keys, makeKeys, signerOf } from './keys.ts'
import { beginEpoch, meet } from './meet.ts'
import { openDatabase } from './open-database.ts'
import { openPacks } from './packs.ts'
import { page } from './page.ts'
import { defaultPage, type PageLimits } from './page-cut.ts'
import type { Tables } from './schema.ts'
import { inSnapshot, inTransaction } from './transaction.ts'

export type LogOptions = {
  /** Set once after the database was brought back from a backup: begins a new epoch, so that devices send again what it lacks. */
  readonly restored?: boolean | undefined
  readonly page?: PageLimits | undefined
}

/** The server's log in an open database, of whatever make. */
export const openLog = async (
  db: Kysely<Tables>,
  { restored = false, page: limit = defaultPage }: LogOptions = {},
): Promise<ServerLog> => {
  const keys = await inTransaction(db, (trx) => keysOf(trx))
  if (restored) await inTransaction(db, beginEpoch)
  const { secret } = keys
  const packs = openPacks()
  return {
    signer: signerOf(keys),
    meet: (visit) => inTransaction(db, (trx) => meet(trx, visit, secret)),
    append: async (lines, occasion) => {
      if (lines.length === 0) return []
      // Before the transaction: what only the lines themselves can say need keep nobody waiting.
      const batch = await readBatch(lines)
      return inTransaction(db, (trx) => append(trx, batch, { ...occasion, packs }))
    },
    page: (cursors, access) =>
      inSnapshot(db, async (trx) => page(trx, cursors, { limit, secret, epoch: await metaOf(trx, 'epoch', randomUUID), access })),
    directory: async (access) => {
      const all = db.selectFrom('entity').select('row').where('kind', '=', 'administration').orderBy('id')
      const found = await (access ? all.where('id', '=', access.administration) : all).execute()
      return administrationsOf(found.map(({ row }) => rowIn(row)))
    },
    close: () => db.destroy(),
  }
}

/** The server's log in the database at a place: a file, or the address of a PostgreSQL. */
export const openLogAt = async (place: string, options: LogOptions = {}): Promise<ServerLog> =>
  openLog(await openDatabase(place), options)

/** The keys and the epoch in the database; made when it is new. Of two endpoints that make them at once, one wins for both. */
const keysOf = async (trx: Transaction<Tables>): Promise<Keys> => {
  await metaOf(trx, 'epoch', randomUUID)
  return JSON.parse(await metaOf(trx, 'keys', () => JSON.stringify(makeKeys())))
}

const metaOf = async (trx: Transaction<Tables>, key: string, make: () => string): Promise<string> => {
  const found = trx.selectFrom('meta').select('value').where('key', '=', key)
  const known = await found.executeTakeFirst()
  if (known) return known.value
  await trx
    .insertInto('meta')
    .values({ key, value: make() })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
  return (await found.executeTakeFirstOrThrow()).value
}
