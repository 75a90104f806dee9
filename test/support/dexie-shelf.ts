import { type Database, openDatabase } from '../../src/client/storage/database.ts'
import { dexieShelf } from '../../src/client/storage/download-shelf.ts'
import { dexieReplica } from '../../src/client/storage/replica.ts'
import type { Replica } from '../../src/core/protocol/ports.ts'
import type { ShelfUnderTest } from '../contract/download-shelf.ts'

export type DexieShelf = ShelfUnderTest & { readonly database: Database; readonly replica: Replica }

/** The device's own storage, opened under a name of its own. */
export const dexieShelfUnderTest = async (name = `shelf-${Math.random()}`, open = openDatabase): Promise<DexieShelf> => {
  const database = open(name)
  const replica = dexieReplica(database, { session: 'session-1', newDevice: () => 'tablet-2' })
  return {
    database,
    replica,
    shelf: dexieShelf(database, replica),
    rows: async () => (await database.rows.toArray()).map(({ row }) => row.id),
    cursors: replica.cursors,
  }
}
