import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { migration4 } from './access/migration-4.ts'
import { migration7 } from './access/migration-7.ts'
import { migration2 } from './migration-2.ts'
import { migration6 } from './personal/migration-6.ts'
import { migration5 } from './scope/migration-5.ts'
import { migration8 } from './scope/migration-8.ts'
import { migration3 } from './segments/migration-3.ts'

/** One entry a release, in order, never edited once released. A `bigint` is an `integer` to SQLite, which knows no smaller one. */
export const migrations: { readonly [name: string]: Migration } = {
  '0001-log': {
    up: async (db: Kysely<unknown>) => {
      const text = 'text' as const
      await db.schema
        .createTable('meta')
        .addColumn('key', text, (column) => column.primaryKey())
        .addColumn('value', text, (column) => column.notNull())
        .execute()
      await db.schema
        .createTable('stream')
        .addColumn('id', text, (column) => column.primaryKey())
        .addColumn('head', 'bigint', (column) => column.notNull())
        .execute()
      await db.schema
        .createTable('operation')
        .addColumn('id', text, (column) => column.primaryKey())
        .addColumn('stream', text, (column) => column.notNull().references('stream.id'))
        .addColumn('seq', 'bigint', (column) => column.notNull())
        .addColumn('device', text, (column) => column.notNull())
        .addColumn('lsn', 'bigint', (column) => column.notNull())
        .addColumn('entity_kind', text, (column) => column.notNull())
        .addColumn('entity_id', text, (column) => column.notNull())
        .addColumn('hash', text, (column) => column.notNull())
        .addColumn('body', text, (column) => column.notNull())
        .addColumn('receipt', text, (column) => column.notNull())
        .addUniqueConstraint('operation_place', ['stream', 'seq'])
        .execute()
      await db.schema
        .createTable('entity')
        .addColumn('kind', text, (column) => column.notNull())
        .addColumn('id', text, (column) => column.notNull())
        .addColumn('stream', text, (column) => column.notNull().references('stream.id'))
        .addColumn('seq', 'bigint', (column) => column.notNull())
        .addColumn('rev', 'bigint', (column) => column.notNull())
        .addColumn('row', text, (column) => column.notNull())
        .addPrimaryKeyConstraint('entity_key', ['kind', 'id'])
        .addUniqueConstraint('entity_place', ['stream', 'seq'])
        .execute()
      await db.schema
        .createTable('quarantine')
        .addColumn('id', text, (column) => column.primaryKey())
        .addColumn('claimed', text, (column) => column.notNull())
        .addColumn('hash', text, (column) => column.notNull())
        .addColumn('device', text, (column) => column.notNull())
        .addColumn('body', text, (column) => column.notNull())
        .addColumn('problem', text, (column) => column.notNull())
        .addColumn('receipt', text)
        .addColumn('time', text, (column) => column.notNull())
        .addUniqueConstraint('quarantine_content', ['hash', 'claimed'])
        .execute()
    },
  },
  '0002-chains': migration2,
  '0003-segments': migration3,
  '0004-access': migration4,
  '0005-scope': migration5,
  '0006-erased': migration6,
  '0007-export-notes': migration7,
  '0008-places': migration8,
}
