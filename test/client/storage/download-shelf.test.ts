import type { StreamId } from '../../../src/core/domain/id.ts'
import type { Cursor } from '../../../src/core/protocol/cursor.ts'
import type { Change } from '../../../src/core/protocol/reply.ts'
import { downloadShelfContract } from '../../contract/download-shelf.ts'
import { dexieShelfUnderTest } from '../../support/dexie-shelf.ts'
import { memoryShelf } from '../../support/memory-shelf.ts'
import { openSealed } from '../../support/sealed-database.ts'

downloadShelfContract('the database', () => dexieShelfUnderTest())
downloadShelfContract('a sealed database', () => dexieShelfUnderTest(undefined, openSealed))

downloadShelfContract('memory', async () => {
  const rows: string[] = []
  const cursors: Record<string, Cursor> = {}
  const shelf = memoryShelf(async (stream: StreamId, changes: readonly Change[], _manifest, cursor) => {
    for (const change of changes) if (change.line === 'put') rows.push(change.row.id)
    if (cursor) cursors[stream] = cursor
  })
  return { shelf, rows: async () => rows, cursors: async () => cursors }
})
