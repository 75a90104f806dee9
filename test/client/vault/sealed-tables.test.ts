import { describe, expect, it, vi } from 'vitest'
import { type Database, openDatabase, type StoredRow } from '../../../src/client/storage/database.ts'
import { record } from '../../../src/client/storage/record.ts'
import { dexieReplica } from '../../../src/client/storage/replica.ts'
import { storedRowOf } from '../../../src/client/storage/stored-row.ts'
import { freshBytes } from '../../../src/client/vault/cipher.ts'
import { beginning } from '../../../src/core/protocol/cursor.ts'
import type { Operation } from '../../../src/core/protocol/operation.ts'
import { change, mark, operation, row, stream } from '../../support/operations.ts'
import { openSealed } from '../../support/sealed-database.ts'
import { openPacked, openSealedPacked, smallPacks } from '../../support/small-packs.ts'

/** Of letters that occur nowhere else: no compression hides it, and nothing else is taken for it. */
const canary = 'Zqxjkvwy-Traoré'

let opened = 0
const nextName = (): string => `sealed-${opened++}`

/** What the browser itself has on the disk, past everything of ours. */
const lying = (name: string): Promise<ReadonlyMap<string, readonly object[]>> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(name)
    request.onerror = () => reject(request.error)
    request.onsuccess = async () => {
      const { result: database } = request
      const names = [...database.objectStoreNames]
      const all = await Promise.all(
        names.map(
          (store) =>
            new Promise<readonly object[]>((done) => {
              const asked = database.transaction(store).objectStore(store).getAll()
              asked.onsuccess = () => done(asked.result)
            }),
        ),
      )
      database.close()
      resolve(new Map(names.map((store, at) => [store, all[at] ?? []])))
    }
  })

const text = (items: readonly object[]): string =>
  JSON.stringify(items, (_, value) => (ArrayBuffer.isView(value) ? Buffer.from(value as Uint8Array).toString('latin1') : value))

const utf8AsLatin1 = Buffer.from(canary).toString('latin1')

/** An item of every table, the canary in each of its parts that is not an index. */
const fill = async (database: Database): Promise<void> => {
  const made = operation({ set: { summary: canary } })
  await database.meta.bulkPut([
    { key: 'device', value: 'tablet-1' },
    { key: 'identity', value: { administration: canary, person: canary } },
    { key: 'anything-new', value: { name: canary } },
  ])
  expect((await record(database, [made])).ok).toBe(true)
  const [waiting] = await database.unsent.toArray()
  if (!waiting) throw new Error('nothing waits')
  const held = { ...waiting, stream, seq: 4 }
  await database.held.put({ order: 1, ids: [waiting.id], epoch: 'e', stream, low: 4, entries: [held] })
  await database.refused.put({ ...waiting, problem: { problem: 'unreadable' }, time: canary })
  await database.receipts.put({ entity: waiting.entity, receipt: { time: canary }, proof: {} } as never)
  await database.answers.put({ at: 1, entities: [waiting.entity], answers: [{ receipt: { time: canary } }] } as never)
  await database.downloads.put({ stream, manifest: { time: canary } } as never)
  await database.segments.put({ hash: 'h', stream, place: 0, state: 'held', received: 3, note: canary } as never)
  await database.exports.put({ id: 'n', subject: 'sheet', way: 'print', at: canary, about: [canary] })
  await database.contents.put({ hash: 'h', bytes: new TextEncoder().encode(canary) })
  await database.rows.bulkPut(['b-1', 'b-2', 'b-3'].map((id) => downloaded({ id, fields: { summary: canary } })))
}

/** A row as the server told of it: many of them at once lie in a pack. */
const downloaded = (part: Parameters<typeof row>[0]): StoredRow =>
  storedRowOf(row(part), { epoch: 'e', rev: 1, seq: 1, time: 't', stream })

describe('a sealed database', () => {
  it('has no word of anybody on the disk, in any of its tables', async () => {
    const [name, plainName] = [nextName(), nextName()]
    const plain = openPacked(plainName)
    await fill(plain)
    await fill(openSealedPacked(name))
    for (const [table, items] of [...(await lying(plainName))].filter(([table]) => table !== 'packs'))
      expect([table, text(items).includes(canary) || text(items).includes(utf8AsLatin1)]).toEqual([table, true])
    const found = await lying(name)
    expect([...found.keys()].sort()).toEqual(plain.tables.map((table) => table.name).sort())
    for (const [table, items] of found) {
      expect(items.length).toBeGreaterThan(0)
      expect([table, text(items).includes(canary), text(items).includes(utf8AsLatin1)]).toEqual([table, false, false])
    }
  })

  it('leaves outside what items are found by, and nothing else', async () => {
    const name = nextName()
    await fill(openSealedPacked(name))
    const found = await lying(name)
    // The head of a pack is only what its rows are found by.
    expect(found.get('packs')?.map((head) => Object.keys(head))).toEqual([['id', 'keys', 'kind', 'scope', 'stream']])
    const outside = [...found].map(([table, items]) => [
      table,
      [...new Set(items.filter((item) => 'sealed' in item).flatMap((item) => Object.keys(item)))].sort(),
    ])
    expect(Object.fromEntries(outside)).toEqual({
      rows: ['key', 'kind', 'own', 'scope', 'sealed', 'stream'],
      unsent: ['entity', 'id', 'order', 'sealed'],
      held: ['epoch', 'ids', 'low', 'order', 'sealed', 'stream'],
      refused: ['entity', 'id', 'sealed'],
      receipts: ['entity', 'sealed'],
      answers: ['at', 'entities', 'sealed'],
      meta: ['key', 'sealed'],
      downloads: ['sealed', 'stream'],
      segments: ['hash', 'sealed', 'stream'],
      contents: ['hash', 'sealed'],
      exports: ['id', 'sealed'],
      packs: [],
      packed: ['id', 'sealed'],
    })
  })

  it('gives back what was put into it, by key, by list and by cursor', async () => {
    const [sealed, plain] = [openSealed(nextName()), openDatabase(nextName())]
    for (const database of [sealed, plain]) {
      await database.meta.put({ key: 'device', value: 'tablet-1' })
      await record(database, [operation({ id: 'op-1' as Operation['id'], set: { summary: canary } })])
      await database.receipts.put({ entity: 'assessment:a-1', receipt: { seq: 1 }, proof: {} } as never)
    }
    await sealed.contents.put({ hash: 'h', bytes: new Uint8Array([1, 2, 3]) })
    for (const table of plain.tables.filter(({ name }) => name !== 'contents')) {
      const expected = await table.toArray()
      expect(await sealed.table(table.name).toArray()).toEqual(expected)
      const seen: unknown[] = []
      await sealed.table(table.name).each((item) => void seen.push(item))
      expect(seen).toEqual(expected)
    }
    expect((await sealed.rows.get('assessment:a-1'))?.row.fields).toEqual({ summary: canary })
    expect(await sealed.rows.bulkGet(['assessment:a-1', 'none'])).toMatchObject([{ key: 'assessment:a-1' }, undefined])
    expect([...((await sealed.contents.get('h'))?.bytes ?? [])]).toEqual([1, 2, 3])
  })

  it('seals the same item twice under nonces of their own', async () => {
    const name = nextName()
    const database = openSealed(name)
    for (const key of ['a', 'b']) await database.meta.put({ key, value: canary })
    const sealed = (await lying(name)).get('meta')?.map((item) => text([item]).slice(-60))
    expect(new Set(sealed).size).toBe(2)
  })

  it('opens under no other key, and reads on without what it cannot open', async () => {
    const name = nextName()
    await fill(openSealedPacked(name))
    const broken: string[] = []
    const other = openSealed(name, { packs: smallPacks, key: freshBytes(32), broken: (table) => broken.push(table) })
    expect(await other.rows.toArray()).toEqual([])
    expect(await other.unsent.get(1)).toBeUndefined()
    expect(broken).toEqual(['rows', 'packed', 'unsent'])
    expect(await record(other, [operation()])).toMatchObject({ ok: false, problem: { problem: 'not-saved' } })
  })

  it('opens nothing that was moved to another place, or changed by one bit', async () => {
    const [name, key] = [nextName(), freshBytes(32)]
    const database = openSealed(name, { key })
    await database.meta.bulkPut(['a', 'b', 'c'].map((one) => ({ key: one, value: one })))
    const raw = openDatabase(name)
    const [a, b] = (await raw.meta.bulkGet(['a', 'b'])) as unknown as { key: string; sealed: Uint8Array }[]
    if (!a || !b) throw new Error('nothing lies there')
    await raw.meta.put({ ...a, key: 'b' } as never)
    const flipped = b.sealed.slice()
    flipped[20] = (flipped[20] ?? 0) ^ 1
    await raw.meta.put({ ...b, key: 'a', sealed: flipped } as never)
    expect(await database.meta.toArray()).toEqual([{ key: 'c', value: 'c' }])
  })

  it('refuses what could not come back as it was', async () => {
    const database = openSealed(nextName())
    await expect(database.meta.put({ key: 'signing', value: new Date() })).rejects.toThrow()
  })

  it('prepares a tap before its transaction, in which nothing is sealed or opened', async () => {
    const database = openSealed(nextName())
    await database.meta.put({ key: 'device', value: 'tablet-1' })
    await record(database, [operation()])
    const writes: object[] = []
    const { put } = IDBObjectStore.prototype
    const encrypt = vi.spyOn(crypto.subtle, 'encrypt')
    IDBObjectStore.prototype.put = function (...given) {
      writes.push(given[0])
      return put.apply(this, given)
    }
    const transactions = vi.spyOn(IDBDatabase.prototype, 'transaction')
    const done = await record(database, [operation({ set: { summary: canary } })])
    IDBObjectStore.prototype.put = put
    expect(done.ok).toBe(true)
    expect(encrypt).toHaveBeenCalledTimes(2)
    expect(transactions).toHaveBeenCalledTimes(1)
    expect(writes.filter((item) => 'sealed' in item)).toHaveLength(2)
    vi.restoreAllMocks()
  })

  it('prepares a tap anew where headquarters or another tab was faster', async () => {
    const [name, key] = [nextName(), freshBytes(32)]
    const [database, tab] = [openSealed(name, { key }), openSealed(name, { key })]
    await database.meta.put({ key: 'device', value: 'tablet-1' })
    await record(database, [operation({ set: { summary: 'un' } })])
    const there = await record(tab, [operation({ set: { summary: 'deux' } })])
    const done = await record(database, [operation({ set: { summary: 'trois' } })])
    expect(done.ok && there.ok && done.value[0]).toMatchObject({ lsn: 3, base: { summary: there.ok && there.value[0]?.id } })
    expect((await tab.rows.get('assessment:a-1'))?.row).toMatchObject({ rev: 3, fields: { summary: 'trois' } })
  })

  it('keeps every one of forty taps that two tabs make at once', async () => {
    const [name, key] = [nextName(), freshBytes(32)]
    const tabs = [openSealed(name, { key }), openSealed(name, { key })]
    await tabs[0]?.meta.put({ key: 'device', value: 'tablet-1' })
    const taps = Array.from({ length: 40 }, (_, at) => operation({ set: { [`rating:${at}`]: at } }))
    const done = await Promise.all(taps.map((tap, at) => record(tabs[at % 2] as Database, [tap])))
    const saved = done.filter(({ ok }) => ok).length
    const row = await tabs[0]?.rows.get('assessment:a-1')
    expect([row?.row.rev, await tabs[1]?.unsent.count(), saved]).toEqual([40, 40, 40])
  })
})

describe('a sealed pack', () => {
  const packed = async (parts: Parameters<typeof openSealed>[1] = {}) => {
    const name = nextName()
    const database = openSealed(name, { packs: smallPacks, key: freshBytes(32), ...parts })
    await database.meta.put({ key: 'device', value: 'tablet-1' })
    await database.rows.bulkPut([1, 2, 3, 4, 5, 6].map((at) => downloaded({ id: `a-${at}` })))
    return { name, database, ids: (await database.table('packs').toArray()).map(({ id }) => id as string) }
  }

  it('that is damaged, or stands in the place of another, is told, and takes no other with it', async () => {
    const [key, broken]: [Uint8Array, string[]] = [freshBytes(32), []]
    const { name, ids } = await packed({ key })
    const raw = openDatabase(name).table('packed')
    const [first, second] = await raw.bulkGet(ids)
    await raw.put({ ...second, id: ids[0] })
    const tell = (table: string, stored: object) => void broken.push(`${table} ${(stored as { readonly id?: string }).id}`)
    const database = openSealed(name, { packs: smallPacks, key, broken: tell })
    expect(await database.rows.toArray()).toHaveLength(3)
    expect(broken).toEqual([`packed ${ids[0]}`])
    const flipped = first.sealed.slice()
    flipped[50] ^= 1
    await raw.put({ ...first, sealed: flipped })
    const lost = (await database.table('packs').get(ids[0] ?? '')).keys as string[]
    expect(await database.rows.bulkGet(lost)).toEqual([undefined, undefined, undefined])
    expect(await record(database, [operation({ entity: { kind: 'assessment', id: (lost[0] ?? '').slice(11) } })])).toMatchObject({
      ok: false,
      problem: { problem: 'not-saved' },
    })
    // Headquarters tells of one of them again: it is here again, and the others are not lost by it.
    await database.rows.put(downloaded({ id: (lost[0] ?? '').slice(11), rev: 2 }))
    expect((await database.rows.toArray()).map(({ key: one }) => one)).toContain(lost[0])
    await raw.put(first)
    expect(await openSealed(name, { packs: smallPacks, key }).rows.count()).toBe(6)
    expect(await openSealed(name, { packs: smallPacks, key }).rows.toArray()).toHaveLength(6)
  })

  it('is opened once for many rows that are read one by one', async () => {
    const { database, ids } = await packed()
    const asked: unknown[] = []
    const { get } = IDBObjectStore.prototype
    IDBObjectStore.prototype.get = function (...given) {
      if (this.name === 'packed') asked.push(given[0])
      return get.apply(this, given)
    }
    for (const at of [1, 2, 3, 4, 5, 6]) expect((await database.rows.get(`assessment:a-${at}`))?.row.id).toBe(`a-${at}`)
    IDBObjectStore.prototype.get = get
    expect([...new Set(asked)].sort()).toEqual([...ids].sort())
    expect(asked).toHaveLength(ids.length)
  })

  it('lets a row go that is tapped, in the tap’s own transaction, and keeps the others', async () => {
    const { database } = await packed()
    const done = await record(database, [operation({ entity: { kind: 'assessment', id: 'a-2' }, set: { summary: 'mon avis' } })])
    expect(done.ok).toBe(true)
    expect((await database.rows.toArray()).map(({ row: { id, rev } }) => `${id} ${rev}`)).toEqual([
      'a-1 1',
      'a-2 2',
      'a-3 1',
      'a-4 1',
      'a-5 1',
      'a-6 1',
    ])
    const heads = await database.table('packs').toArray()
    expect(heads.flatMap(({ keys }) => keys)).toHaveLength(5)
    expect(heads.flatMap(({ gone = [] }) => gone)).toEqual(['assessment:a-2'])
  })

  it('is hidden like any downloaded row', async () => {
    let isLate = false
    const { database } = await packed({ hides: () => isLate })
    expect(await database.rows.toArray()).toHaveLength(6)
    isLate = true
    expect(await database.rows.toArray()).toEqual([])
    expect(await database.rows.bulkGet(['assessment:a-1', 'assessment:a-2'])).toEqual([undefined, undefined])
  })
})

describe('a database that was not at headquarters for too long', () => {
  const downloaded = async (hides: (key: string) => boolean) => {
    const database = openSealed(nextName(), { hides })
    await database.meta.bulkPut([
      { key: 'device', value: 'tablet-1' },
      { key: 'cursors', value: { [stream]: beginning } },
    ])
    const replica = dexieReplica(database, { session: 's', newDevice: () => 'other' })
    const page = { epoch: 'e-1', time: '2026-11-22T09:00:00.000Z', whole: [] }
    await replica.take({ ...page, changes: [change(1, { id: 'a-1' }), change(2, { id: 'a-2' })], marks: [mark(2)] })
    await record(database, [operation({ set: { summary: 'mon avis' } })])
    return { database, replica }
  }
  const keys = async (database: Database) => (await database.rows.toArray()).map(({ key }: StoredRow) => key)

  it('hides what was downloaded, and shows and sends what was done here', async () => {
    let isLate = false
    const { database, replica } = await downloaded(() => isLate)
    expect(await keys(database)).toEqual(['assessment:a-1', 'assessment:a-2'])
    isLate = true
    expect(await keys(database)).toEqual(['assessment:a-1'])
    expect(await database.rows.get('assessment:a-2')).toBeUndefined()
    expect((await record(database, [operation({ set: { summary: 'encore' } })])).ok).toBe(true)
    expect(await replica.outbox(10, 1e6)).toHaveLength(2)
    isLate = false
    expect(await keys(database)).toEqual(['assessment:a-1', 'assessment:a-2'])
  })

  it('spares the rows that own work stands on', async () => {
    const { database } = await downloaded((key) => key !== 'assessment:a-2')
    expect(await keys(database)).toEqual(['assessment:a-1', 'assessment:a-2'])
  })
})
