import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import { openDatabase } from '../../../src/server/store/open-database.ts'
import type { Tables } from '../../../src/server/store/schema.ts'
import { verifyHere } from '../loopback.ts'
import { databaseHeadquarters } from './database-headquarters.ts'
import { dexieStore, sealedStore } from './dexie-store.ts'
import type { Board } from './play.ts'

/** Devices whose storage is the one that they have in the browser. */
export const dexieBoard: Board = { store: dexieStore }

/** The same on shared tablets, where all of it lies sealed. */
export const sealedBoard: Board = { store: sealedStore }

/** A server whose log lies in a file of SQLite, a new one for each game. */
export const sqliteBoard = (folder: string): Board => databaseBoard(() => openDatabase(join(folder, `${randomUUID()}.db`)))

/** A server whose log lies in a real database, and signs in earnest. */
export const databaseBoard = (open: () => Promise<Kysely<Tables>>): Board => ({
  headquarters: (page) => databaseHeadquarters(open, page),
  verify: verifyHere,
})
