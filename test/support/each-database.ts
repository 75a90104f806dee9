import { join } from 'node:path'
import type { Kysely } from 'kysely'
import { afterAll, beforeAll, describe } from 'vitest'
import { openSqlite } from '../../src/server/store/open-sqlite.ts'
import type { Tables } from '../../src/server/store/schema.ts'
import { startPglite } from './pglite.ts'
import { scratchFolder } from './server-process.ts'

/** The same tests on an SQLite file and on a PostgreSQL within this process. `fresh` gives an empty database each time. */
export const onEachDatabase = (what: string, tests: (fresh: () => Promise<Kysely<Tables>>) => void): void => {
  describe(`${what}, on SQLite`, () => {
    const folder = scratchFolder()
    const open: Kysely<Tables>[] = []
    afterAll(async () => {
      for (const db of open) await db.destroy()
      folder.remove()
    })
    tests(async () => {
      const db = await openSqlite(join(folder.path, `${open.length}.db`))
      open.push(db)
      return db
    })
  })
  describe(`${what}, on PostgreSQL`, () => {
    let pglite: Awaited<ReturnType<typeof startPglite>>
    beforeAll(async () => {
      pglite = await startPglite()
    }, 60_000)
    afterAll(() => pglite.remove())
    tests(() => pglite.database())
  })
}
