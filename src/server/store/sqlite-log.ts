import type { ServerLog } from '../../core/protocol/ports.ts'
import { append } from './append.ts'
import { administrationsOf } from './directory.ts'
import { epochOf, openDatabase } from './open-database.ts'
import { page } from './page.ts'
import { defaultPage, type PageLimits } from './page-cut.ts'

export type SqliteLogOptions = {
  readonly path: string
  /** Set once after the file was brought back from a backup: begins a new epoch, so that devices send again what it lacks. */
  readonly restored?: boolean | undefined
  readonly page?: PageLimits | undefined
}

/** The server's log in one SQLite file. */
export const openSqliteLog = async ({
  path,
  restored = false,
  page: limit = defaultPage,
}: SqliteLogOptions): Promise<ServerLog> => {
  const db = await openDatabase(path)
  return {
    epoch: await epochOf(db, restored),
    append: async (inputs, device, time) =>
      inputs.length === 0 ? { receipts: [] } : db.transaction().execute((trx) => append(trx, inputs, { device, time })),
    page: (cursors) => db.transaction().execute((trx) => page(trx, cursors, limit)),
    directory: async () => {
      const found = await db.selectFrom('entity').select('row').where('kind', '=', 'administration').orderBy('id').execute()
      return administrationsOf(found.map(({ row }) => JSON.parse(row)))
    },
    close: () => db.destroy(),
  }
}
