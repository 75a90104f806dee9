import { liveQuery } from 'dexie'
import { describe, expect, it, vi } from 'vitest'
import { keyOf, type StoredRow } from '../../../src/client/storage/database.ts'
import { storedRowOf } from '../../../src/client/storage/stored-row.ts'
import { freshBytes, openCipher } from '../../../src/client/vault/cipher.ts'
import { openBulkWorker } from '../../../src/client/vault/open-bulk.ts'
import { row } from '../../support/operations.ts'
import { openSealed } from '../../support/sealed-database.ts'

const rowsOf = (count: number): StoredRow[] =>
  Array.from({ length: count }, (_, at) => storedRowOf(row({ id: `a-${String(at).padStart(4, '0')}` }), null))

describe('a long sealed list in a real Chromium', () => {
  it('is opened in a worker, whole and in order, by a query and by whoever watches one', async () => {
    const key = freshBytes(32)
    const worker = openBulkWorker(openCipher(key))
    const open = vi.fn(worker.open)
    const database = openSealed(`bulk-${Math.random()}`, { key, bulk: { ...worker, open } })
    const rows = rowsOf(400)
    await database.rows.bulkPut(rows)
    const found = await database.rows.where('kind').equals('assessment').toArray()
    expect(found.map((one) => one.key)).toEqual(rows.map(({ row: { kind, id } }) => keyOf(kind, id)))
    expect(open).toHaveBeenCalledTimes(1)
    const seen: number[] = []
    const watching = liveQuery(() => database.rows.toArray()).subscribe((all) => void seen.push(all.length))
    await expect.poll(() => seen).toEqual([400])
    await database.rows.delete(rows[0]?.key ?? '')
    await expect.poll(() => seen).toEqual([400, 399])
    watching.unsubscribe()
    worker.end()
    await database.delete()
  })

  it('is opened by the page itself where the worker does not answer, or a transaction is waiting', async () => {
    const key = freshBytes(32)
    const worker = openBulkWorker(openCipher(key))
    const open = vi.fn(() => Promise.reject(new Error('no worker')))
    const database = openSealed(`bulk-${Math.random()}`, { key, bulk: { ...worker, open } })
    await database.rows.bulkPut(rowsOf(300))
    expect(await database.rows.toArray()).toHaveLength(300)
    const within = await database.transaction('r', database.rows, database.meta, async () => {
      const all = await database.rows.toArray()
      await database.meta.get('device')
      return all.length
    })
    expect([within, open.mock.calls.length]).toEqual([300, 1])
    await database.delete()
  })
})
