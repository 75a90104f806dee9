import Dexie, { type EntityTable } from 'dexie'
import type { Assessed } from '../../support/assessed.ts'
import { offer, rated, timed } from './peer.ts'

/* Dexie alone, strict: what Palier's storage stands on. It sends nothing. */

type Database = Dexie & { documents: EntityTable<Assessed, 'id'> }
let database: Database

const silent = async (): Promise<never> => {
  throw new Error('Dexie alone sends nothing')
}

offer({
  open: async () => {
    database = new Dexie('bench-dexie', { chromeTransactionDurability: 'strict', cache: 'disabled' }) as Database
    database.version(1).stores({ documents: 'id' })
    await database.open()
  },
  autosave: async (document, times) => {
    await database.documents.put(document)
    return timed(times, (turn) => database.documents.put(rated(document, turn)))
  },
  keep: async (documents) => void (await database.documents.bulkPut(documents)),
  push: silent,
  pull: silent,
})
