import type { Kysely } from 'kysely'
import type { ServerLog } from '../../../src/core/protocol/ports.ts'
import { operationIn } from '../../../src/core/protocol/read-operation.ts'
import { rowIn } from '../../../src/core/protocol/row-text.ts'
import { openLog } from '../../../src/server/store/log.ts'
import { beginEpoch } from '../../../src/server/store/meet.ts'
import type { PageLimits } from '../../../src/server/store/page-cut.ts'
import type { Tables } from '../../../src/server/store/schema.ts'
import { inTransaction } from '../../../src/server/store/transaction.ts'
import type { Headquarters, Ledger } from './headquarters.ts'

const tables = ['meta', 'stream', 'operation', 'move', 'entity', 'quarantine', 'device'] as const
type Backup = readonly (readonly [(typeof tables)[number], readonly unknown[]])[]

/** The server of the field in a real database. A backup is every row of every table, put back in one transaction. */
export const databaseHeadquarters = async (open: () => Promise<Kysely<Tables>>, page: PageLimits): Promise<Headquarters> => {
  const db = await open()
  let log: ServerLog = await openLog(db, { page })
  let backup: Backup = await copyOf(db)
  return {
    log: () => log,
    ledger: () => ledgerOf(db),
    backUp: async () => {
      backup = await copyOf(db)
      await db
        .updateTable('stream')
        .set((eb) => ({ durable: eb.ref('head') }))
        .execute()
    },
    restore: async (isTold) => {
      await putBack(db, backup)
      if (isTold) await inTransaction(db, (trx) => beginEpoch(trx))
      log = await openLog(db, { page })
    },
    close: () => db.destroy(),
  }
}

const copyOf = (db: Kysely<Tables>): Promise<Backup> =>
  Promise.all(tables.map(async (table) => [table, await db.selectFrom(table).selectAll().execute()] as const))

const putBack = (db: Kysely<Tables>, backup: Backup): Promise<void> =>
  inTransaction(db, async (trx) => {
    for (const [table] of [...backup].reverse()) await trx.deleteFrom(table).execute()
    for (const [table, rows] of backup) {
      for (let at = 0; at < rows.length; at += 100)
        await trx
          .insertInto(table)
          .values(rows.slice(at, at + 100) as never)
          .execute()
    }
  })

const ledgerOf = async (db: Kysely<Tables>): Promise<Ledger> => {
  const epoch = await db.selectFrom('meta').select('value').where('key', '=', 'epoch').executeTakeFirstOrThrow()
  const operations = await db.selectFrom('operation').select(['id', 'hash', 'stream', 'seq', 'body']).execute()
  const entities = await db.selectFrom('entity').select(['kind', 'id', 'seq', 'row']).execute()
  const moves = await db.selectFrom('move').select(['home', 'home_seq']).execute()
  const streams = await db.selectFrom('stream').select(['id', 'head']).execute()
  return {
    epoch: epoch.value,
    operations: new Map(
      operations.flatMap(({ id, hash, stream, seq, body }) => {
        const operation = operationIn(body)
        return operation ? [[id, { hash, stream, seq, operation }] as const] : []
      }),
    ),
    rows: new Map(entities.map(({ kind, id, seq, row }) => [`${kind}/${id}`, { row: rowIn(row), seq }])),
    arrivals: moves.map(({ home, home_seq: seq }) => ({ stream: home, seq })),
    heads: new Map(streams.map(({ id, head }) => [id, head])),
  }
}
