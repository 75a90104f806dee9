import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { textOf1 } from '../../core/protocol/message/text-1.ts'
import type { Receipt } from '../../core/protocol/receipt.ts'
import type { Row } from '../../core/protocol/row.ts'
import { hashOf, linkOf } from '../hash.ts'
import type { Tables } from './schema.ts'

/** Protocol 2: streams are chained, entities can move, devices have sessions. */
export const migration2: Migration = {
  up: async (db: Kysely<unknown>) => {
    const text = 'text' as const
    await db.schema
      .alterTable('stream')
      .addColumn('chain', text, (column) => column.notNull().defaultTo(''))
      .execute()
    await db.schema
      .alterTable('stream')
      .addColumn('durable', 'bigint', (column) => column.notNull().defaultTo(0))
      .execute()
    await db.schema
      .alterTable('operation')
      .addColumn('chain', text, (column) => column.notNull().defaultTo(''))
      .execute()
    await db.schema.alterTable('operation').addColumn('signature', text).execute()
    await db.schema.createIndex('operation_entity').on('operation').columns(['entity_id', 'entity_kind']).execute()
    await db.schema
      .createTable('move')
      .addColumn('operation', text, (column) => column.primaryKey())
      .addColumn('stream', text, (column) => column.notNull())
      .addColumn('seq', 'bigint', (column) => column.notNull())
      .addColumn('home', text, (column) => column.notNull())
      .addColumn('home_seq', 'bigint', (column) => column.notNull())
      .addColumn('home_chain', text, (column) => column.notNull())
      .addColumn('kind', text, (column) => column.notNull())
      .addColumn('id', text, (column) => column.notNull())
      .addColumn('rev', 'bigint', (column) => column.notNull())
      .addUniqueConstraint('move_place', ['stream', 'seq'])
      .addUniqueConstraint('move_arrival', ['home', 'home_seq'])
      .execute()
    await db.schema
      .createTable('device')
      .addColumn('id', text, (column) => column.primaryKey())
      .addColumn('incarnation', text, (column) => column.notNull())
      .execute()
    await chained(db as Kysely<Tables>)
    await rowsAfter(db as Kysely<Tables>)
  },
}

const batch = 500

/** Gives each operation of protocol 1 its canonical text, the hash of it, and its link; a batch at a time. */
const chained = async (db: Kysely<Tables>): Promise<void> => {
  for (const { id: stream } of await db.selectFrom('stream').select('id').execute()) {
    let chain = ''
    let after = 0
    for (;;) {
      const found = await db
        .selectFrom('operation')
        .select(['id', 'seq', 'body', 'receipt'])
        .where('stream', '=', stream)
        .where('seq', '>', after)
        .orderBy('seq')
        .limit(batch)
        .execute()
      for (const { id, seq, body, receipt } of found) {
        const text = textOf1(JSON.parse(body))
        const hash = hashOf(text)
        chain = linkOf(chain, hash)
        const renewed = JSON.stringify({ ...(JSON.parse(receipt) as Receipt), hash })
        await db.updateTable('operation').set({ body: text, hash, chain, receipt: renewed }).where('id', '=', id).execute()
        after = seq
      }
      if (found.length < batch) break
    }
    await db.updateTable('stream').set({ chain }).where('id', '=', stream).execute()
  }
}

/** Conflicts learn what their authors had seen; versions follow none. */
const rowsAfter = async (db: Kysely<Tables>): Promise<void> => {
  for (const { kind, id } of await db.selectFrom('entity').select(['kind', 'id']).execute()) {
    const entity = db.selectFrom('entity').select('row').where('kind', '=', kind).where('id', '=', id)
    const row = JSON.parse((await entity.executeTakeFirstOrThrow()).row) as Row
    if (row.conflicts.length === 0 && row.versions.length === 0) continue
    const conflicts = await Promise.all(
      row.conflicts.map(async (conflict) => {
        const found = await db.selectFrom('operation').select('body').where('id', '=', conflict.operation).executeTakeFirst()
        const { base = {} } = JSON.parse(found?.body ?? '{}')
        return { ...conflict, base: base[conflict.field] ?? null }
      }),
    )
    const versions = row.versions.map((version) => ({ ...version, follows: [] }))
    const renewed = JSON.stringify({ ...row, conflicts, versions })
    await db.updateTable('entity').set({ row: renewed }).where('kind', '=', kind).where('id', '=', id).execute()
  }
}
