import { type Kysely, PostgresAdapter, sql } from 'kysely'
import type { Tables } from '../schema.ts'

/**
 * Takes what was let go out of the file itself: a database leaves the bytes where they were until something else needs the room.
 * SQLite writes the whole file anew and empties its log. PostgreSQL makes the room free to be written over; what its own log and
 * its backups hold is for their keeping time (`docs/personal-data.md`).
 */
export const sweep = async (db: Kysely<Tables>): Promise<void> => {
  if (db.getExecutor().adapter instanceof PostgresAdapter) {
    for (const table of ['operation', 'entity', 'quarantine', 'segment', 'snapshot'] as const)
      await sql`vacuum ${sql.table(table)}`.execute(db)
    return
  }
  await sql`pragma secure_delete = on`.execute(db)
  await sql`vacuum`.execute(db)
  await sql`pragma wal_checkpoint(truncate)`.execute(db)
  await sql`pragma secure_delete = off`.execute(db)
}
