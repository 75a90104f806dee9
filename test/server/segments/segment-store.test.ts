import { join } from 'node:path'
import { openPostgres } from '../../../src/server/store/open-postgres.ts'
import { openSqlite } from '../../../src/server/store/open-sqlite.ts'
import { keptSegments } from '../../../src/server/store/segments/kept-segments.ts'
import { segmentStoreContract } from '../../contract/segment-store.ts'
import { memorySegmentStore } from '../../support/memory-segment-store.ts'
import { startPglite } from '../../support/pglite.ts'
import { startPostgres } from '../../support/postgres.ts'
import { scratchFolder } from '../../support/server-process.ts'

segmentStoreContract('memory', async () => ({ store: memorySegmentStore(), close: async () => undefined }))

segmentStoreContract('SQLite', async () => {
  const folder = scratchFolder()
  const db = await openSqlite(join(folder.path, 'palier.db'))
  return {
    store: keptSegments(db),
    close: async () => {
      await db.destroy()
      folder.remove()
    },
  }
})

segmentStoreContract('PostgreSQL in this process', async () => {
  const pglite = await startPglite()
  return { store: keptSegments(await pglite.database()), close: pglite.remove }
})

segmentStoreContract('PostgreSQL', async () => {
  const cluster = await startPostgres()
  const db = await openPostgres(await cluster.database())
  return {
    store: keptSegments(db),
    close: async () => {
      await db.destroy()
      await cluster.remove()
    },
  }
})
