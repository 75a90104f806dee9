import { type Generated, type Kysely, sql } from 'kysely'
import type { StreamId } from '../../src/core/domain/id.ts'
import type { Row } from '../../src/core/protocol/row.ts'
import type { Occasion } from '../../src/server/store/append.ts'
import { decide } from '../../src/server/store/decide.ts'
import { readSent } from '../../src/server/store/intake.ts'
import { openPast } from '../../src/server/store/past.ts'
import type { Tables } from '../../src/server/store/schema.ts'
import { scopeColumns } from '../../src/server/store/scope/columns.ts'
import { inTransaction } from '../../src/server/store/transaction.ts'

/** Lets the database number operations by itself, as most applications do. */
export const unsafeTables = async (db: Kysely<Tables>, streams: readonly StreamId[]): Promise<void> => {
  await sql`create sequence place`.execute(db)
  await sql`alter table operation alter column seq set default nextval('place')`.execute(db)
  await db
    .insertInto('stream')
    .values(streams.map((id) => ({ id, head: 0, chain: '', durable: 0 })))
    .execute()
}

/** The same reads, decisions and rows as the log's own, without the lock that makes commit order and `seq` order one. */
export const unsafeAppend = (db: Kysely<Tables>, lines: readonly string[], { time }: Occasion): Promise<void> =>
  inTransaction(db, async (trx) => {
    const batch = lines.map(readSent)
    const past = await openPast(trx, batch)
    let decision: ReturnType<typeof decide>
    do decision = decide(batch, past, time)
    while (await past.fetchMissing())
    for (const { operation, sent, status, rev } of decision.taken) {
      const { id, stream, device, lsn, entity } = operation
      const receipt = JSON.stringify({ operation: id, hash: sent.hash, status, stream, seq: 100_000, rev, time })
      const { seq } = await trx
        .withTables<{ operation: Numbered }>()
        .insertInto('operation')
        .values({
          id,
          stream,
          device,
          lsn,
          entity_kind: entity.kind,
          entity_id: entity.id,
          hash: sent.hash,
          chain: sent.hash,
          body: sent.body,
          signature: null,
          receipt,
        })
        .returning('seq')
        .executeTakeFirstOrThrow()
      const row = decision.rows.get(entity.kind, entity.id) as Row
      const kept = { ...scopeColumns(row), kind: entity.kind, id: entity.id, stream, seq, rev, row: JSON.stringify(row) }
      await trx
        .insertInto('entity')
        .values(kept)
        .onConflict((conflict) => conflict.columns(['kind', 'id']).doUpdateSet(kept))
        .execute()
    }
  })

type Numbered = Omit<Tables['operation'], 'seq'> & { readonly seq: Generated<number> }
