import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Snapshots for first downloads. All of it can be made again from the log. */
export const migration3: Migration = {
  up: async (db: Kysely<unknown>) => {
    const text = 'text' as const
    await db.schema
      .createTable('snapshot')
      .addColumn('stream', text, (column) => column.notNull())
      .addColumn('epoch', text, (column) => column.notNull())
      .addColumn('seq', 'integer', (column) => column.notNull())
      .addColumn('manifest', text, (column) => column.notNull())
      .addPrimaryKeyConstraint('snapshot_key', ['stream', 'epoch', 'seq'])
      .execute()
    await db.schema
      .createTable('segment')
      .addColumn('hash', text, (column) => column.primaryKey())
      .addColumn('stream', text, (column) => column.notNull())
      // Base64: the one form of bytes that every database here takes in the same way.
      .addColumn('content', text, (column) => column.notNull())
      .execute()
    await db.schema.createIndex('segment_stream').on('segment').column('stream').execute()
  },
}
