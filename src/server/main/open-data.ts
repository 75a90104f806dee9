import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import type { ServerLog } from '../../core/protocol/ports.ts'
import { openLog } from '../store/log.ts'
import { openDatabase } from '../store/open-database.ts'
import { unsafeSettings } from '../store/open-postgres.ts'
import type { Tables } from '../store/schema.ts'
import type { Settings } from './settings.ts'
import { unsafeDatabase } from './words.ts'

/** Opens the database that was named, otherwise a file in the data folder, and the log in it. */
export const openData = async (settings: Settings): Promise<{ readonly db: Kysely<Tables>; readonly log: ServerLog }> => {
  const { database, dataFolder, restored } = settings
  // Whoever else has an account on this machine is kept from the files.
  process.umask(0o077)
  if (!database) mkdirSync(dataFolder, { recursive: true })
  const place = database ? database.url : join(dataFolder, 'palier.db')
  const db = await openDatabase(place, database)
  const log = await openLog(db, { restored })
  const unsafe = database ? await unsafeSettings(db) : []
  if (database && unsafe.length > 0) console.warn(unsafeDatabase(database.url, unsafe))
  return { db, log }
}
