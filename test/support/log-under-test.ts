import type { Kysely } from 'kysely'
import { openLog } from '../../src/server/store/log.ts'
import type { PageLimits } from '../../src/server/store/page-cut.ts'
import type { Tables } from '../../src/server/store/schema.ts'
import type { LogUnderTest } from '../contract/server-log.ts'

const tables = ['meta', 'stream', 'operation', 'move', 'entity', 'quarantine', 'device'] as const

/** The log in a database of whatever make. A backup is every row of every table, brought back into an empty one. */
export const logUnderTest = async (
  open: () => Promise<Kysely<Tables>>,
  page?: PageLimits,
  before: (db: Kysely<Tables>) => Promise<void> = async () => undefined,
): Promise<LogUnderTest> => {
  const db = await open()
  await before(db)
  return {
    log: await openLog(db, { page }),
    quarantined: async () => (await db.selectFrom('quarantine').select('id').execute()).length,
    copy: async () => {
      const backup = await Promise.all(
        tables.map(async (table) => [table, await db.selectFrom(table).selectAll().execute()] as const),
      )
      return () =>
        logUnderTest(open, page, async (empty) => {
          for (const [table, rows] of backup) {
            await empty.deleteFrom(table).execute()
            if (rows.length > 0)
              await empty
                .insertInto(table)
                .values(rows as never)
                .execute()
          }
        })
    },
  }
}
