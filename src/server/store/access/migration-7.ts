import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Which note of a device an entry of the log of who did what was made of: no note makes two. */
export const migration7: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema.alterTable('audit').addColumn('note', 'text').execute()
    await db.schema.createIndex('audit_note').on('audit').column('note').unique().execute()
  },
}
