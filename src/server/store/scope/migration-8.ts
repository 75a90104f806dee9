import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** The units and the campaigns of a stream, which every exchange asks for: they lie among a hundred times as many people and posts. */
export const migration8: Migration = {
  up: async (db: Kysely<unknown>) => {
    // Of rows that are written seldom: what a tap writes has none of them.
    await sql`create index entity_places on entity (stream, kind) where kind = 'unit' or kind = 'campaign'`.execute(db)
  },
}
