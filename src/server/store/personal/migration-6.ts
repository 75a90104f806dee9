import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What was erased, by the operation in the log that says so. */
export const migration6: Migration = {
  up: async (db: Kysely<unknown>) => {
    const text = 'text' as const
    await db.schema
      .createTable('erased')
      .addColumn('kind', text, (column) => column.notNull())
      .addColumn('id', text, (column) => column.notNull())
      .addColumn('operation', text, (column) => column.notNull().unique())
      .addColumn('cause', text, (column) => column.notNull())
      .addColumn('time', text, (column) => column.notNull())
      .addPrimaryKeyConstraint('erased_key', ['kind', 'id'])
      .execute()
  },
}
