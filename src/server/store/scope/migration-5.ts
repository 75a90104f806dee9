import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { rowIn } from '../../../core/protocol/row-text.ts'
import type { Tables } from '../schema.ts'
import { scopeColumns } from './columns.ts'

const text = 'text' as const

/** What of a row decides who sees it, and of what was refused, who may admit it. */
export const migration5: Migration = {
  up: async (db: Kysely<unknown>) => {
    for (const column of ['campaign', 'assignment', 'person', 'unit', 'assessors', 'outline'])
      await db.schema.alterTable('entity').addColumn(column, text).execute()
    await db.schema
      .alterTable('entity')
      .addColumn('shown', 'integer', (column) => column.notNull().defaultTo(0))
      .execute()
    for (const column of ['signature', 'administration', 'account', 'admitted', 'sum'])
      await db.schema.alterTable('quarantine').addColumn(column, text).execute()
    await filled(db as Kysely<Tables>)
    // Of rows that are written seldom: what a tap writes has none of them.
    await sql`create index entity_person on entity (person) where person is not null`.execute(db)
    await sql`create index entity_unit on entity (unit) where unit is not null`.execute(db)
    await sql`create index entity_assignments on entity (campaign) where kind = 'assignment'`.execute(db)
    await sql`create index quarantine_administration on quarantine (administration) where administration is not null`.execute(db)
  },
}

const batch = 500
const kinds = ['unit', 'post', 'campaign', 'assignment', 'assessment', 'acknowledgement']

/** Rows that are there get theirs, a batch at a time. */
const filled = async (db: Kysely<Tables>): Promise<void> => {
  for (const kind of kinds)
    for (let after = ''; ; ) {
      const rows = db.selectFrom('entity').select(['id', 'row']).where('kind', '=', kind)
      const found = await rows.where('id', '>', after).orderBy('id').limit(batch).execute()
      for (const { id, row } of found) {
        const columns = scopeColumns(rowIn(row))
        await db.updateTable('entity').set(columns).where('kind', '=', kind).where('id', '=', id).execute()
      }
      if (found.length < batch) break
      after = found.at(-1)?.id ?? ''
    }
}
