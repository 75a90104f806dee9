import Dexie from 'dexie'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, it, type MockInstance, vi } from 'vitest'
import { openDatabase } from '../../../src/client/storage/database.ts'
import { beginNewLog } from '../../../src/client/storage/new-log.ts'
import { openDeviceStore } from '../../../src/client/vault/device-store.ts'

let factory: IDBFactory
let deleted: MockInstance<IDBFactory['deleteDatabase']>
const usual = Dexie.dependencies.indexedDB

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  factory = new IDBFactory()
  deleted = vi.spyOn(factory, 'deleteDatabase')
  Dexie.dependencies.indexedDB = factory
})

afterEach(() => {
  vi.useRealTimers()
  Dexie.dependencies.indexedDB = usual
})

/** How often a new log was begun in a place, a while later. */
const begun = async (spied: typeof deleted, times: number): Promise<void> => {
  vi.advanceTimersByTime(2_000)
  await vi.waitFor(() => expect(spied.mock.calls.map(([name]) => name)).toEqual(Array(times).fill('palier-new-log')))
}

it('is begun once where several databases of one place are opened together, and again at the next opening', async () => {
  const [device, work] = [openDeviceStore(), openDatabase()]
  await Promise.all([device.open(), work.open()])
  expect(deleted).not.toHaveBeenCalled()
  await begun(deleted, 1)
  work.close({ disableAutoOpen: false })
  await work.meta.put({ key: 'schema', value: 7 })
  await begun(deleted, 2)
  expect((await work.meta.toArray()).length).toBe(1)
  for (const database of [device, work]) database.close()
})

it('is begun where a database lies that was moved beside the others', async () => {
  const other = new IDBFactory()
  const there = vi.spyOn(other, 'deleteDatabase')
  const database = openDatabase('palier-p-1', { place: other })
  await database.open()
  await begun(there, 1)
  await begun(deleted, 0)
  database.close()
})

it.each(['open', 'deleteDatabase'] as const)('is given up without a word where the disk is full at %s', async (deed) => {
  vi.spyOn(factory, deed).mockImplementation(() => {
    const request = {} as IDBOpenDBRequest
    queueMicrotask(() => request.onerror?.(new Event('error')))
    return request
  })
  expect(await beginNewLog(factory)).toBeUndefined()
})
