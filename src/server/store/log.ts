import { randomUUID } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'
import type { ServerLog } from '../../core/protocol/ports.ts'
import type { Receipt } from '../../core/protocol/receipt.ts'
import { rowIn } from '../../core/protocol/row-text.ts'
import { isPostgres } from './among.ts'
import { append, appendUnproven, Forged, type Occasion } from './append.ts'
import { administrationsOf } from './directory.ts'
import { inCompany } from './in-company.ts'
import { type Batch, readBatch } from './intake.ts'
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
  const take = takerOf(db)
  return {
    signer: signerOf(keys),
    meet: (visit) => inTransaction(db, (trx) => meet(trx, visit, secret)),
    append: async (lines, occasion) => {
      if (lines.length === 0) return []
      // Before the transaction: what only the lines themselves can say need keep nobody waiting.
      return take({ batch: readBatch(lines), occasion })
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

type Work = { readonly batch: Batch; readonly occasion: Occasion }

const takerOf = (db: Kysely<Tables>): ((work: Work) => Promise<readonly Receipt[]>) => {
  let packs = openPacks()
  const takeIn = (trx: Transaction<Tables>, { batch, occasion }: Work) => appendUnproven(trx, batch, { ...occasion, packs })
  const alone = async (work: Work): Promise<readonly Receipt[]> => {
    try {
      return await inTransaction(db, (trx) => takeIn(trx, work))
    } catch (problem) {
      if (!(problem instanceof Forged)) throw problem
      return inTransaction(db, (trx) => append(trx, problem.batch, { ...work.occasion, packs }))
    }
  }
  // PostgreSQL has a connection for each, and its own way to make many commits safe at once.
  if (isPostgres(db)) return alone
  const inOne = async (trx: Transaction<Tables>, works: readonly Work[]): Promise<readonly (readonly Receipt[])[]> => {
    const receipts: (readonly Receipt[])[] = []
    for (const work of works) receipts.push(await takeIn(trx, work))
    return receipts
  }
  const together = (works: readonly Work[]) =>
    inTransaction(db, (trx) => inOne(trx, works)).catch((problem) => {
      // One of them may have read a pack that another brought and that is not there after all.
      packs = openPacks()
      throw problem
    })
  return inCompany({ together, alone })
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
