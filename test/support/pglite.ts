import { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect } from 'kysely'
import { migrate } from '../../src/server/store/migrate.ts'
import type { Tables } from '../../src/server/store/schema.ts'

/** PostgreSQL within this process, with one connection: the same SQL, none of the concurrency. */
export const startPglite = async () => {
  const pglite = await PGlite.create()
  return {
    /** An empty database with its tables; what an earlier one held is gone. */
    database: async (): Promise<Kysely<Tables>> => {
      await pglite.exec('drop schema public cascade; create schema public')
      const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite: outlivingItsLog(pglite) }) })
      await migrate(db)
      return db
    },
    remove: () => pglite.close(),
  }
}

/** Starting one takes seconds, so a log that closes leaves it running for the next. */
const outlivingItsLog = (pglite: PGlite): PGlite =>
  new Proxy(pglite, {
    get: (target, name) => {
      if (name === 'close') return async () => undefined
      const value = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
