import Dexie, { type EntityTable, liveQuery } from 'dexie'
import { describe, expect, it, vi } from 'vitest'
import { type Database, type StoredRow, versions } from '../../../src/client/storage/database.ts'
import type { OperationId } from '../../../src/core/domain/id.ts'
import { row } from '../../support/operations.ts'
import { type Chance, seeded } from '../../support/random.ts'
import { openPacked, openSealedPacked } from '../../support/small-packs.ts'

type Rows = EntityTable<StoredRow, 'key'>

let opened = 0

/** The same table without packs. */
const plainRows = (): Rows => {
  const plain = new Dexie(`plain-${opened++}`)
  plain.version(1).stores({ rows: 'key, [kind+scope], conflicts, stream' })
  return plain.table('rows') as unknown as Rows
}

const kinds = ['person', 'assessment'] as const
const scopes = ['', 'c-1']
const streams = ['site-1', 'site-2']
const keysOf = (chance: Chance): string[] =>
  Array.from({ length: 1 + chance.below(7) }, () => `${chance.pick(kinds)}:${chance.below(40)}-é’`)

const rowAt = (chance: Chance, key: string): StoredRow => {
  const [kind = '', id = ''] = key.split(':')
  const [scope, stream] = [kind === 'person' ? '' : chance.pick(scopes), chance.pick(streams)]
  const rev = 1 + chance.below(9)
  const told = row({
    kind: kind as 'person',
    id,
    rev,
    fields: { note: `dit « ${rev} » \\ "à" ${key}` },
    writers: { note: 'op-elsewhere' as OperationId },
  })
  const server = { epoch: 'e', rev, seq: rev, time: 't', stream }
  const kindOf = chance.below(15)
  if (kindOf === 0) return { key, kind, scope, stream, row: told, server: null }
  if (kindOf === 1) return { key, kind, scope, stream, row: told, under: told, server }
  if (kindOf === 2) return { key, kind, scope, stream, row: told, server, conflicts: 1 + chance.below(3) }
  return { key, kind, scope, stream, row: told, server }
}

/** As the server told of it, and nothing else. */
const asTold = (key: string, rev = 1): StoredRow => {
  const [kind = '', id = ''] = key.split(':')
  const server = { epoch: 'e', rev, seq: rev, time: 't', stream: 'site-1' }
  return { key, kind, scope: '', stream: 'site-1', row: row({ kind: kind as 'person', id, rev }), server }
}

type Ask = (rows: Rows) => Promise<unknown>

/** Every way in which the app, or Dexie for it, reads a table. */
const asks = (chance: Chance): { readonly [how: string]: Ask } => {
  const [some, kind, scope, stream] = [keysOf(chance), chance.pick(kinds), chance.pick(scopes), chance.pick(streams)]
  const [first = '', last = ''] = [...some].sort()
  const [limit, digit] = [1 + chance.below(5), String(chance.below(3))]
  const many = [...new Set([...some, ...keysOf(chance), ...keysOf(chance), ...keysOf(chance)])]
  return {
    'by key': (rows) => rows.get(first),
    'by keys': (rows) => rows.bulkGet(some),
    'by many keys': (rows) => rows.bulkGet(many),
    'all of them': (rows) => rows.toArray(),
    'all of them, back': (rows) => rows.reverse().toArray(),
    'all keys': (rows) => rows.toCollection().primaryKeys(),
    'the first ones': (rows) => rows.limit(limit).toArray(),
    'the first keys': (rows) => rows.limit(limit).primaryKeys(),
    'the last ones': (rows) => rows.reverse().limit(limit).toArray(),
    'some in the middle': (rows) => rows.offset(limit).limit(limit).toArray(),
    'the last of a kind': (rows) => rows.where('kind').equals(kind).last(),
    'how many': (rows) => rows.count(),
    'keys that begin so': (rows) => rows.where('key').startsWith(`${kind}:${digit}`).primaryKeys(),
    'how many keys begin so': (rows) => rows.where('key').startsWith(`${kind}:${digit}`).count(),
    'between two keys': (rows) => rows.where('key').between(first, last, true, true).toArray(),
    'between two keys, without them': (rows) => rows.where('key').between(first, `${last}z`, false, false).primaryKeys(),
    'below a key': (rows) => rows.where('key').below(last).count(),
    'above a key': (rows) => rows.where('key').above(first).toArray(),
    'any of some keys': (rows) => rows.where('key').anyOf(some).toArray(),
    'none of some keys': (rows) => rows.where('key').noneOf(some).primaryKeys(),
    'of a kind': (rows) => rows.where('kind').equals(kind).toArray(),
    'keys of a kind': (rows) => rows.where('kind').equals(kind).primaryKeys(),
    'the first keys of a kind': (rows) => rows.where('kind').equals(kind).limit(limit).primaryKeys(),
    'the last keys of a kind': (rows) => rows.where('kind').equals(kind).reverse().limit(limit).primaryKeys(),
    'how many of a kind': (rows) => rows.where('kind').equals(kind).count(),
    'the kinds': (rows) => rows.orderBy('kind').uniqueKeys(),
    'the kinds, back': (rows) => rows.orderBy('kind').reverse().uniqueKeys(),
    'the kinds with their scopes': (rows) => rows.orderBy('[kind+scope]').keys(),
    'in order of kind and scope': (rows) => rows.orderBy('[kind+scope]').toArray(),
    'of a kind and scope': (rows) => rows.where('[kind+scope]').equals([kind, scope]).toArray(),
    'keys of a kind and scope': (rows) => rows.where('[kind+scope]').equals([kind, scope]).primaryKeys(),
    'how many of a kind and scope': (rows) => rows.where('[kind+scope]').equals([kind, scope]).count(),
    'any of some kinds and scopes': (rows) =>
      rows
        .where('[kind+scope]')
        .anyOf([
          ['person', ''],
          [kind, scope],
        ])
        .toArray(),
    'of a stream': (rows) => rows.where('stream').equals(stream).toArray(),
    'of a stream, filtered': (rows) =>
      rows
        .where('stream')
        .equals(stream)
        .filter((one) => one.row.rev > 4)
        .toArray(),
    'how many of a stream': (rows) => rows.where('stream').equals(stream).count(),
    'the streams': (rows) => rows.orderBy('stream').uniqueKeys(),
    'one of each stream': (rows) => rows.orderBy('stream').distinct().primaryKeys(),
    'any of some streams, back': (rows) => rows.where('stream').anyOf(streams).reverse().primaryKeys(),
    'of one or the other': (rows) =>
      rows
        .where('stream')
        .equals(stream)
        .or('kind')
        .equals(kind)
        .primaryKeys()
        .then((keys) => [...keys].sort()),
    'with a conflict': (rows) => rows.where('conflicts').above(0).toArray(),
    'how many with a conflict': (rows) => rows.where('conflicts').above(0).count(),
    'one after another': async (rows) => {
      const seen: unknown[] = []
      await rows.each((one) => void seen.push(one))
      return seen
    },
    'until one is found': (rows) =>
      rows
        .toCollection()
        .until((one) => one.row.rev > 7, true)
        .toArray(),
    sorted: (rows) => rows.where('kind').equals(kind).sortBy('key'),
  }
}

/** Every way in which it writes one. */
const deeds: { readonly [how: string]: (chance: Chance) => (rows: Rows) => Promise<unknown> } = {
  'many come': (chance) => {
    const came = [...new Set([...keysOf(chance), ...keysOf(chance), ...keysOf(chance), ...keysOf(chance)])].map((key) =>
      rowAt(chance, key),
    )
    return (rows) => rows.bulkPut(came)
  },
  'some come twice': (chance) => {
    const came = [...keysOf(chance), ...keysOf(chance)].map((key) => rowAt(chance, key))
    return (rows) => rows.bulkPut(came)
  },
  'one comes': (chance) => {
    const came = rowAt(chance, chance.pick(keysOf(chance)))
    return (rows) => rows.put(came)
  },
  'one is added': (chance) => {
    const came = rowAt(chance, chance.pick(keysOf(chance)))
    return (rows) =>
      rows.add(came).then(
        () => 'added',
        (error: Error) => error.name,
      )
  },
  'some go': (chance) => {
    const keys = keysOf(chance)
    return (rows) => rows.bulkDelete(keys)
  },
  'a stream goes': (chance) => {
    const stream = chance.pick(streams)
    return (rows) => rows.where('stream').anyOf([stream]).delete()
  },
  'a part of the keys goes': (chance) => {
    const from = `${chance.pick(kinds)}:${chance.below(40)}`
    return (rows) => rows.where('key').between(from, `${from}￿`).delete()
  },
  'some are changed where they lie': (chance) => {
    const [stream, part] = [chance.pick(streams), chance.below(3)]
    return (rows) =>
      rows
        .where('stream')
        .equals(stream)
        .filter(({ row: { rev } }) => rev % 3 === part)
        .modify((one) => {
          Object.assign(one, { scope: 'c-2' })
        })
  },
  'all go': (chance) => {
    const isTime = chance.chance(0.2)
    return (rows) => (isTime ? rows.clear() : Promise.resolve())
  },
}

/** A row lies in one place, and no text of one that is nowhere stays behind. */
const expectSound = async (database: Database): Promise<void> => {
  const heads = (await database.table('packs').toArray()) as { id: string; keys: string[]; gone?: string[] }[]
  const bodies = (await database.table('packed').toArray()) as { id: string; keys: string[] }[]
  expect(bodies.map(({ id }) => id)).toEqual(heads.map(({ id }) => id))
  const packed = heads.flatMap(({ keys }) => keys)
  const all = await database.rows.toCollection().primaryKeys()
  expect(new Set(packed).size).toBe(packed.length)
  expect(all.length).toBe(new Set(all).size)
  for (const [at, { keys, gone = [] }] of heads.entries()) {
    expect(keys.length).toBeGreaterThan(0)
    expect([...keys, ...gone].sort()).toEqual([...(bodies[at]?.keys ?? [])].sort())
    for (const key of gone) expect(all).toContain(key)
  }
}

describe.each([
  ['rows in packs', openPacked],
  ['rows in sealed packs', openSealedPacked],
])('%s', (_, open) => {
  it.each([1, 2, 3, 4])('are read and written like rows that lie one by one, whatever is done to them (%i)', async (seed) => {
    const [chance, database, model] = [seeded(seed), open(`packed-${opened++}`), plainRows()]
    let packs = 0
    for (let step = 0; step < 60; step += 1) {
      const [how, make] = chance.pick(Object.entries(deeds))
      const deed = make(chance)
      const done = [await deed(model), await deed(database.rows)]
      if (how === 'one is added') expect([step, how, done[1]]).toEqual([step, how, done[0]])
      for (const [what, ask] of Object.entries(asks(chance)))
        expect([step, how, what, await ask(database.rows)]).toEqual([step, how, what, await ask(model)])
      await expectSound(database)
      packs = Math.max(packs, await database.table('packs').count())
    }
    expect(packs).toBeGreaterThan(5)
  })

  it('are written in the order in which it was asked for, though nobody waits for one write before the next', async () => {
    const [chance, database, model] = [seeded(9), open(`packed-${opened++}`), plainRows()]
    const came = Array.from({ length: 12 }, (_, at) => ({ ...rowAt(chance, `person:${at}`), scope: '', stream: 'site-1' }))
    const later = came.slice(3, 7).map((one) => ({ ...one, row: { ...one.row, rev: 20 } }))
    const deed = (rows: Rows) =>
      rows.db.transaction('rw', [rows], () =>
        Promise.all([
          rows.bulkPut(came),
          rows.bulkDelete(['person:1', 'person:2']),
          rows.bulkPut(later),
          rows.get('person:4'),
          rows.delete('person:5'),
          rows.where('stream').equals('site-1').primaryKeys(),
          rows.bulkPut(came.slice(8)),
        ]),
      )
    const [wanted, found] = [await deed(model), await deed(database.rows)]
    expect(found[3]).toEqual(wanted[3])
    expect(found[5]).toEqual(wanted[5])
    expect(await database.rows.toArray()).toEqual(await model.toArray())
    await expectSound(database)
  })

  it.each<[string, Ask]>([
    ['a row by its key', (rows: Rows) => rows.get('person:3').then((one) => one?.row.rev)],
    ['a list', (rows: Rows) => rows.where('kind').equals('person').count()],
    ['keys of a stream', (rows: Rows) => rows.where('stream').equals('site-1').primaryKeys()],
  ])('are told of to whoever watches %s, in this tab and in others, when they come and when they go', async (_, look) => {
    const [database, other] = [open(`packed-${opened++}`), new BroadcastChannel('x-storagemutated-1')]
    const told: string[] = []
    other.onmessage = ({ data }) => void told.push(...Object.keys(data))
    const seen: unknown[] = []
    const watching = liveQuery(() => look(database.rows)).subscribe((found) => void seen.push(found))
    await vi.waitFor(() => expect(seen).toHaveLength(1))
    const came = Array.from({ length: 9 }, (_, at) => asTold(`person:${at}`))
    await database.rows.bulkPut(came)
    await vi.waitFor(() => expect(seen).toHaveLength(2))
    expect(await database.table('packs').count()).toBe(3)
    await vi.waitFor(() => expect(told).toContain(`idb://${database.name}/rows/`))
    await database.rows.bulkDelete(came.map(({ key }) => key))
    await vi.waitFor(() => expect(seen).toHaveLength(3))
    expect(seen[2]).toEqual(seen[0])
    expect(await database.table('packs').count()).toBe(0)
    watching.unsubscribe()
    other.close()
  })
})

describe('a database from before there were packs', () => {
  it('keeps its rows where they lie, and puts new ones beside them into packs', async () => {
    const name = `packed-${opened++}`
    const old = new Dexie(name)
    for (const [at, { stores }] of versions.slice(0, 4).entries()) old.version(at + 1).stores(stores)
    await old.table('rows').bulkPut([1, 2, 3].map((at) => asTold(`person:${at}`)))
    old.close()
    const now = openPacked(name)
    await now.rows.bulkPut([2, 3, 4, 5, 6].map((at) => asTold(`person:${at}`, 2)))
    expect((await now.rows.toArray()).map(({ key, row: { rev } }) => `${key} ${rev}`)).toEqual([
      'person:1 1',
      'person:2 2',
      'person:3 2',
      'person:4 2',
      'person:5 2',
      'person:6 2',
    ])
    const packs = await now.table('packs').toArray()
    expect(packs.flatMap(({ keys }) => keys)).toEqual(['person:4', 'person:5', 'person:6'])
  })
})
