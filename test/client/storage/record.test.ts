import Dexie from 'dexie'
import { describe, expect, it } from 'vitest'
import { type Database, openDatabase, schemaEpoch, versions } from '../../../src/client/storage/database.ts'
import { record } from '../../../src/client/storage/record.ts'
import { guarded, storageProblemOf } from '../../../src/client/storage/watchdog.ts'
import type { DeviceId } from '../../../src/core/domain/id.ts'
import { operation } from '../../support/operations.ts'

const device = 'tablet-1' as DeviceId
let opened = 0
const nextName = (): string => {
  opened += 1
  return `record-${opened}`
}
const fresh = (): Database => openDatabase(nextName())

describe('a tap', () => {
  it('writes the row, the operation and its place on the outbox together', async () => {
    const database = fresh()
    const done = await record(database, device, [operation({ set: { 'rating:valuation': { kind: 'level', level: 2 } } })])
    expect(done.ok).toBe(true)
    expect((await database.rows.get('assessment:a-1'))?.row.fields).toEqual({ 'rating:valuation': { kind: 'level', level: 2 } })
    expect((await database.outbox.toArray()).map(({ state, lsn }) => [state, lsn])).toEqual([['waiting', 1]])
  })

  it('is numbered by the device, one after the other, through every restart', async () => {
    const name = nextName()
    const first = openDatabase(name)
    await record(first, device, [operation(), operation()])
    first.close()
    const again = openDatabase(name)
    const done = await record(again, device, [operation()])
    expect(done.ok && done.value.map(({ lsn }) => lsn)).toEqual([3])
  })

  it('names the operation whose value its author saw', async () => {
    const database = fresh()
    const first = operation({ set: { summary: 'un' } })
    await record(database, device, [first])
    const done = await record(database, device, [operation({ set: { summary: 'deux' } })])
    expect(done.ok && done.value[0]?.base).toEqual({ summary: first.id })
  })

  it('is not written at all when one part of it is refused', async () => {
    const database = fresh()
    await record(database, device, [operation({ kind: 'seal' })])
    const done = await record(database, device, [operation({ entity: { kind: 'assessment', id: 'a-9' } }), operation()])
    expect(done).toMatchObject({ ok: false, problem: { problem: 'sealed' } })
    expect(await database.rows.get('assessment:a-9')).toBeUndefined()
    expect(await database.outbox.count()).toBe(1)
  })

  it('is refused in a tab that runs older code than the database', async () => {
    const database = fresh()
    await database.meta.put({ key: 'schema', value: schemaEpoch + 1 })
    const done = await record(database, device, [operation()])
    expect(done).toMatchObject({ ok: false, problem: { problem: 'not-saved', cause: 'stale-tab' } })
    expect(await database.outbox.count()).toBe(0)
  })

  it('is told as not saved when the database was closed underneath', async () => {
    const database = fresh()
    await database.open()
    database.close({ disableAutoOpen: true })
    expect(await record(database, device, [operation()])).toMatchObject({
      ok: false,
      problem: { problem: 'not-saved', cause: 'closed' },
    })
  })
})

describe('the watchdog', () => {
  it('gives up a write that never settles, and tries to undo it', async () => {
    let undone = false
    const done = await guarded(
      () => new Promise(() => undefined),
      () => (undone = true),
      20,
    )
    expect(done).toMatchObject({ ok: false, problem: { cause: 'timeout' } })
    expect(undone).toBe(true)
  })

  it.each([
    ['QuotaExceededError', 'full'],
    ['InvalidStateError', 'closed'],
    ['SecurityError', 'refused'],
    ['AbortError', 'failed'],
    ['UnknownError', 'failed'],
  ])('says what a %s means', (name, cause) => {
    const inner = Object.assign(new Error('why'), { name })
    expect(storageProblemOf(inner).cause).toBe(cause)
    expect(storageProblemOf(Object.assign(new Error('wrapped'), { name: 'AbortError', inner })).cause).toBe(
      cause === 'failed' ? 'failed' : cause,
    )
  })
})

describe('the list of releases', () => {
  it('opens a device of every earlier release, and keeps its rows and its unsent work', async () => {
    for (let release = 1; release <= versions.length; release += 1) {
      const name = `release-${release}`
      const old = new Dexie(name)
      for (const [index, { stores }] of versions.slice(0, release).entries()) old.version(index + 1).stores(stores)
      const made = operation()
      await old
        .table('rows')
        .put({ key: 'assessment:a-1', kind: 'assessment', scope: '', stream: 's', row: { fields: {} }, server: null })
      await old.table('outbox').put({ lsn: 1, id: made.id, entity: 'assessment:a-1', state: 'waiting', operation: made })
      old.close()
      const now = openDatabase(name)
      expect((await now.outbox.toArray()).map(({ id }) => id)).toEqual([made.id])
      expect(await now.rows.count()).toBe(1)
    }
  })
})
