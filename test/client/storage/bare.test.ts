import { liveQuery } from 'dexie'
import { describe, expect, it, vi } from 'vitest'
import { type Database, openDatabase } from '../../../src/client/storage/database.ts'
import { record } from '../../../src/client/storage/record.ts'
import { operation } from '../../support/operations.ts'
import { openSealed } from '../../support/sealed-database.ts'

let opened = 0

const ask: { readonly [what: string]: (database: Database) => Promise<unknown> } = {
  'a row by its key': (database) => database.rows.get('assessment:a-1').then((found) => found?.row.rev ?? 0),
  'rows by their kind': (database) => database.rows.where('kind').equals('assessment').count(),
  'unsent work as a whole': (database) => database.unsent.count(),
  'unsent work on one entity': (database) => database.unsent.where('entity').equals('assessment:a-1').count(),
  'the entities of unsent work': (database) =>
    database.unsent
      .orderBy('entity')
      .uniqueKeys()
      .then((keys) => keys.length),
}

describe.each([
  ['a tap, though it goes past Dexie', openDatabase],
  ['a sealed tap, though it goes past Dexie', openSealed],
])('%s', (_, open) => {
  const fresh = (): Database => open(`bare-${opened++}`)

  it.each(Object.entries(ask))('is seen by whoever watches %s', async (__, look) => {
    const database = fresh()
    const seen: unknown[] = []
    const watching = liveQuery(() => look(database)).subscribe((found) => void seen.push(found))
    await vi.waitFor(() => expect(seen).toEqual([0]))
    await record(database, [operation()])
    await vi.waitFor(() => expect(seen).toEqual([0, 1]))
    watching.unsubscribe()
  })

  it('is told to other tabs in the words in which Dexie tells them', async () => {
    const [database, other] = [fresh(), new BroadcastChannel('x-storagemutated-1')]
    const told: object[] = []
    other.onmessage = ({ data }) => void told.push(data)
    await record(database, [operation()])
    await vi.waitFor(() =>
      expect(told.flatMap((parts) => Object.keys(parts))).toEqual(
        expect.arrayContaining(['rows/', 'unsent/', 'meta/'].map((part) => `idb://${database.name}/${part}`)),
      ),
    )
    other.close()
  })

  it('leaves nothing behind where the disk takes a part of it only', async () => {
    const database = fresh()
    await record(database, [operation()])
    const { put } = IDBObjectStore.prototype
    IDBObjectStore.prototype.put = function (...given) {
      if (this.name === 'unsent') throw new DOMException('no space left', 'QuotaExceededError')
      return put.apply(this, given)
    }
    const done = await record(database, [operation({ set: { summary: 'neuf' } })])
    IDBObjectStore.prototype.put = put
    expect(done).toMatchObject({ ok: false, problem: { cause: 'full' } })
    expect((await database.rows.get('assessment:a-1'))?.row.rev).toBe(1)
    expect(await database.unsent.count()).toBe(1)
    expect((await record(database, [operation()])).ok).toBe(true)
  })

  it('opens the database anew where the browser closed it', async () => {
    const database = fresh()
    await record(database, [operation()])
    database.backendDB().close()
    expect((await record(database, [operation()])).ok).toBe(true)
    expect(await database.unsent.count()).toBe(2)
  })
})
