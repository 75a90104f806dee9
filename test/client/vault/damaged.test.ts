import { afterEach, describe, expect, it } from 'vitest'
import { type DamageWatch, watchDamage } from '../../../src/client/app/damaged.ts'
import type { Scratch } from '../../../src/client/app/scratch.ts'
import { useDamaged } from '../../../src/client/app/use-damaged.ts'
import { type Database, openDatabase } from '../../../src/client/storage/database.ts'
import { type Damaged, mend } from '../../../src/client/storage/mend.ts'
import { forgetBodies } from '../../../src/client/storage/packs/bodies.ts'
import { record } from '../../../src/client/storage/record.ts'
import { dexieReplica } from '../../../src/client/storage/replica.ts'
import { freshBytes } from '../../../src/client/vault/cipher.ts'
import type { OperationId } from '../../../src/core/domain/id.ts'
import { beginning } from '../../../src/core/protocol/cursor.ts'
import { memoryPlace } from '../../support/memory-journal.ts'
import { change, mark, operation, stream } from '../../support/operations.ts'
import { openSealed } from '../../support/sealed-database.ts'

let opened = 0

const notesIn = (kept = new Map<string, string>()): Scratch => ({
  getItem: (name) => kept.get(name) ?? null,
  setItem: (name, value) => void kept.set(name, value),
  removeItem: (name) => void kept.delete(name),
})

/** A tablet with a row of headquarters and one of its own, and the way to spoil what lies on its disk. */
const tablet = async (notes = notesIn(), downloaded = 2) => {
  const name = `damaged-${opened++}`
  const key = freshBytes(32)
  const watch = watchDamage(notes)
  const journal = await memoryPlace().open()
  const database = openSealed(name, { key, broken: watch.found })
  await database.meta.bulkPut([
    { key: 'device', value: 'tablet-1' },
    { key: 'cursors', value: { [stream]: { seq: 2, proof: 'p' }, 'site-2': { seq: 7, proof: 'p' } } },
  ])
  const replica = dexieReplica(database, { session: 's', newDevice: () => 'other' })
  const tell = () =>
    replica.take({
      epoch: 'e-1',
      time: '2026-11-22T09:00:00.000Z',
      whole: [],
      changes: Array.from({ length: downloaded }, (_, at) => change(at + 1, { id: `a-${at + 1}` })),
      marks: [mark(downloaded)],
    })
  await tell()
  const made = operation({ kind: 'create', entity: { kind: 'assessment', id: 'own-1' }, set: { summary: 'à moi' } })
  await record(database, [made], { journal })
  const raw = openDatabase(name)
  const spoil = async (table: string, at: string | number): Promise<void> => {
    const found = await raw.table(table).get(at)
    const sealed = found.sealed.slice()
    sealed[sealed.length - 1] ^= 1
    await raw.table(table).put({ ...found, sealed })
  }
  return { database, replica, watch, notes, journal, spoil, tell, made }
}

const told = async (watch: DamageWatch, database: Database): Promise<readonly string[]> => {
  await watch.look(database)
  await new Promise((resolve) => setTimeout(resolve, 5))
  return useDamaged.getState().items.map(({ table, key }: Damaged) => `${table} ${key}`)
}

const rowKeys = async ({ rows }: Database) => (await rows.toArray()).map(({ key }) => key)
const cursorsOf = async ({ meta }: Database) => (await meta.get('cursors'))?.value

const items = (): readonly Damaged[] => useDamaged.getState().items

afterEach(() => useDamaged.setState({ items: [] }))

describe('an item that does not open any more', () => {
  it('is told, and to whoever comes back tomorrow as well, until it opens again', async () => {
    const { database, watch, notes, spoil, tell } = await tablet()
    await spoil('rows', 'assessment:a-2')
    expect(await rowKeys(database)).toEqual(['assessment:a-1', 'assessment:own-1'])
    expect(await told(watch, database)).toEqual(['rows assessment:a-2'])
    watch.end()
    expect(items()).toEqual([])
    const tomorrow = watchDamage(notes)
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(items()).toHaveLength(1)
    await tell()
    expect(await told(tomorrow, database)).toEqual([])
    tomorrow.end()
  })

  it('is passed by by whoever goes along a list with a cursor, or by an index', async () => {
    const { database, spoil } = await tablet()
    await spoil('rows', 'assessment:a-1')
    const seen: string[] = []
    await database.rows.each(({ key }) => void seen.push(key))
    expect(seen).toEqual(['assessment:a-2', 'assessment:own-1'])
    const filtered = await database.rows
      .where('stream')
      .equals(stream)
      .filter(() => true)
      .toArray()
    expect(filtered.map(({ key }) => key)).toEqual(['assessment:a-2', 'assessment:own-1'])
  })

  it('keeps no work behind it from being sent, however many lie before it', async () => {
    const { database, replica, spoil } = await tablet()
    for (let at = 0; at < 20; at += 1) await record(database, [operation({ set: { [`rating:${at}`]: at } })])
    const orders = (await database.unsent.toCollection().primaryKeys()).slice(0, 20)
    for (const order of orders) await spoil('unsent', Number(order))
    expect(await replica.outbox(5, 10)).toHaveLength(1)
    expect(await replica.unsent()).toBe(21)
  })
})

describe('the way back', () => {
  const mended = async ({ database, watch, journal }: Awaited<ReturnType<typeof tablet>>) => {
    const read = await journal.read()
    const done = await mend(database, items(), read.ok ? read.value.records : [])
    return { done: done.ok && done.value, left: await told(watch, database) }
  }

  it('brings own work from the journal, to the letter and in its place, with the row that it makes', async () => {
    const here = await tablet()
    const { database, watch, spoil, made } = here
    const before = await database.unsent.toArray()
    await spoil('unsent', before[0]?.order ?? 0)
    await spoil('rows', 'assessment:own-1')
    expect(await database.unsent.toArray()).toEqual([])
    await rowKeys(database)
    await told(watch, database)
    expect(await mended(here)).toEqual({ done: { restored: 2, asked: 0, missing: 0 }, left: [] })
    expect(await database.unsent.toArray()).toEqual(before)
    expect((await database.rows.get('assessment:own-1'))?.row).toMatchObject({ fields: made.set, writers: { summary: made.id } })
    expect(await cursorsOf(database)).toMatchObject({ [stream]: mark(2).cursor })
  })

  it('begins the stream of a row of headquarters anew, and no other; the next contact brings it', async () => {
    const here = await tablet()
    const { database, watch, spoil, tell } = here
    for (const [hash, of] of [
      ['h1', stream],
      ['h2', 'site-2'],
    ] as const)
      await database.segments.put({ hash, stream: of, place: 0, state: 'taken', received: 3 } as never)
    await spoil('rows', 'assessment:a-2')
    await rowKeys(database)
    await told(watch, database)
    expect(await mended(here)).toEqual({ done: { restored: 0, asked: 1, missing: 0 }, left: ['rows assessment:a-2'] })
    expect(await cursorsOf(database)).toEqual({ [stream]: beginning, 'site-2': { seq: 7, proof: 'p' } })
    expect(await database.segments.toCollection().primaryKeys()).toEqual(['h2'])
    expect((await record(database, [operation({ entity: { kind: 'assessment', id: 'a-2' } })])).ok).toBe(false)
    await tell()
    expect(await told(watch, database)).toEqual([])
    expect(await rowKeys(database)).toEqual(['assessment:a-1', 'assessment:a-2', 'assessment:own-1'])
  })

  it('asks anew for all that lay together in a pack, which is gone once all of it has come', async () => {
    const here = await tablet(notesIn(), 20)
    const { database, watch, spoil, tell } = here
    const [pack] = await database.table('packs').toArray()
    expect(pack.keys).toHaveLength(20)
    forgetBodies(database)
    await spoil('packed', pack.id)
    expect(await rowKeys(database)).toEqual(['assessment:own-1'])
    expect(await told(watch, database)).toEqual([`packed ${pack.id}`])
    expect(await mended(here)).toEqual({ done: { restored: 0, asked: 20, missing: 0 }, left: [`packed ${pack.id}`] })
    expect(await cursorsOf(database)).toEqual({ [stream]: beginning, 'site-2': { seq: 7, proof: 'p' } })
    await tell()
    expect(await told(watch, database)).toEqual([])
    expect(await rowKeys(database)).toHaveLength(21)
    expect(await database.table('packed').get(pack.id)).toBeUndefined()
  })

  it('asks for everything where nothing tells any more what it was a part of', async () => {
    const here = await tablet()
    const { database, watch, spoil } = here
    await database.meta.put({ key: 'parts', value: { [stream]: { digest: 'd', count: 1 } } })
    await spoil('meta', 'parts')
    await database.meta.get('parts')
    await told(watch, database)
    expect((await mended(here)).left).toEqual([])
    expect(await cursorsOf(database)).toEqual({ [stream]: beginning, 'site-2': beginning })
  })

  it('leaves work that is in no copy where it is, and says so', async () => {
    const here = await tablet()
    const { database, watch, spoil, journal } = here
    const [waiting] = await database.unsent.toArray()
    await journal.settle([waiting?.id as OperationId])
    await spoil('unsent', waiting?.order ?? 0)
    await database.unsent.toArray()
    await told(watch, database)
    expect(await mended(here)).toMatchObject({ done: { missing: 1 }, left: [`unsent ${waiting?.order}`] })
    expect(await database.unsent.count()).toBe(1)
    watch.putAway()
    expect(items().map(({ read }) => read)).toEqual([true])
  })
})
