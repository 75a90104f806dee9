import Dexie from 'dexie'
import { describe, expect, it } from 'vitest'
import { type Database, openDatabase, schemaEpoch, versions } from '../../../src/client/storage/database.ts'
import type { Journal } from '../../../src/client/storage/journal/journal.ts'
import { receiptFor } from '../../../src/client/storage/receipts.ts'
import { record } from '../../../src/client/storage/record.ts'
import { guarded, storageProblemOf } from '../../../src/client/storage/watchdog.ts'
import { ok } from '../../../src/core/domain/result.ts'
import { envelopeOf } from '../../../src/core/protocol/envelope.ts'
import { hashOf } from '../../../src/core/protocol/hash.ts'
import type { Operation } from '../../../src/core/protocol/operation.ts'
import { operationIn } from '../../../src/core/protocol/read-operation.ts'
import { madeBy1, operation, receipt } from '../../support/operations.ts'
import { seeded } from '../../support/random.ts'
import { openSealed } from '../../support/sealed-database.ts'

let opened = 0
const nextName = (): string => {
  opened += 1
  return `record-${opened}`
}
const fresh = (): Database => openDatabase(nextName())

const key = new Uint8Array(32).fill(7)

describe.each([
  ['a tap', (name: string) => openDatabase(name)],
  ['a tap on a sealed database', (name: string) => openSealed(name, { key })],
])('%s', (_, open) => {
  const fresh = (): Database => open(nextName())

  it('writes the row, the operation and its place on the outbox together', async () => {
    const database = fresh()
    const done = await record(database, [operation({ set: { 'rating:valuation': { kind: 'level', level: 2 } } })])
    expect(done.ok).toBe(true)
    expect((await database.rows.get('assessment:a-1'))?.row.fields).toEqual({ 'rating:valuation': { kind: 'level', level: 2 } })
    expect((await database.unsent.toArray()).map(({ order, entity }) => [order, entity])).toEqual([[1, 'assessment:a-1']])
  })

  it('is numbered by the device, one after the other, through every restart', async () => {
    const name = nextName()
    const first = open(name)
    await record(first, [operation(), operation()])
    first.close()
    const again = open(name)
    const done = await record(again, [operation()])
    expect(done.ok && done.value.map(({ lsn }) => lsn)).toEqual([3])
  })

  it('names the operation whose value its author saw', async () => {
    const database = fresh()
    const first = operation({ set: { summary: 'un' } })
    await record(database, [first])
    const done = await record(database, [operation({ set: { summary: 'deux' } })])
    expect(done.ok && done.value[0]?.base).toEqual({ summary: first.id })
  })

  it('[D12] names what its author had before him where something else stands by now, and his own last word there', async () => {
    const database = fresh()
    const [shown, come] = [operation({ set: { summary: 'un' } }), operation({ set: { summary: 'deux' } })]
    await record(database, [shown, come])
    const next = async (...seen: readonly Operation['id'][]) => {
      const done = await record(database, [{ ...operation({ set: { summary: 'trois' } }), seen: { summary: seen } }])
      return done.ok ? done.value[0] : undefined
    }
    const blind = await next(shown.id)
    expect(blind).toMatchObject({ base: { summary: shown.id } })
    expect(blind).not.toHaveProperty('seen')
    const { row } = (await database.rows.get('assessment:a-1')) ?? {}
    expect([row?.fields['summary'], row?.conflicts.map(({ operation }) => operation)]).toEqual(['deux', [blind?.id]])
    await database.unsent.clear()
    expect(await next(shown.id, blind?.id ?? shown.id)).toMatchObject({ base: { summary: blind?.id } })
    await database.unsent.clear()
    expect(await next(come.id, shown.id)).toMatchObject({ base: { summary: come.id } })
  })

  it('is made anew where another tab went on meanwhile, and the journal gets it once', async () => {
    const name = nextName()
    const [here, there] = [open(name), open(name)]
    await record(here, [operation({ set: { summary: 'un' } })])
    await record(here, [operation({ set: { summary: 'deux' } })])
    const other = operation({ set: { summary: 'ailleurs' } })
    await record(there, [other])
    const journaled: string[] = []
    const journal = {
      append: async (records: readonly { readonly id: string }[]) => {
        journaled.push(...records.map(({ id }) => id))
        return ok(undefined)
      },
    } as unknown as Journal
    const last = operation({ set: { summary: 'trois' } })
    const done = await record(here, [last], { journal })
    expect(done).toMatchObject({ ok: true, value: [{ lsn: 4, base: { summary: other.id } }] })
    expect(journaled).toEqual([last.id])
    expect((await here.unsent.toArray()).map(({ text }) => JSON.parse(text).lsn)).toEqual([1, 2, 3, 4])
    expect((await there.rows.get('assessment:a-1'))?.row).toMatchObject({ rev: 4, fields: { summary: 'trois' } })
  })

  it('stands on the row as it lies there, and on the clock as the last contact found it', async () => {
    const database = fresh()
    const first = operation({ set: { summary: 'un' } })
    await record(database, [first])
    const before = await database.rows.get('assessment:a-1')
    await record(database, [operation({ set: { summary: 'refusé' } })])
    if (before) await database.rows.put(before)
    await database.meta.put({ key: 'contact', value: { offset: -90_000 } })
    const done = await record(database, [operation({ set: { summary: 'trois' } })])
    expect(done).toMatchObject({ ok: true, value: [{ lsn: 3, offset: -90_000, base: { summary: first.id } }] })
  })

  it.each([1, 2, 3, 4, 5])(
    'keeps the order in which it came, however fast, also while another tab is at work (%i)',
    async (seed) => {
      const name = nextName()
      const [here, there] = [open(name), open(name)]
      const chance = seeded(seed)
      const all: Promise<{ readonly ok: boolean }>[] = []
      const pause = () => new Promise((resolve) => setTimeout(resolve, chance.below(4)))
      for (let at = 1; at <= 40; at += 1) {
        all.push(record(here, [operation({ set: { summary: String(at) } })]))
        if (chance.chance(0.2)) all.push(record(there, [operation({ entity: { kind: 'assessment', id: 'a-2' } })]))
        if (chance.chance(0.5)) await pause()
      }
      expect((await Promise.all(all)).every(({ ok }) => ok)).toBe(true)
      const unsent = (await here.unsent.toArray()).map(({ text }) => JSON.parse(text))
      expect(unsent.map(({ lsn }) => lsn)).toEqual(all.map((_, at) => at + 1))
      const mine = unsent.filter(({ entity }) => entity.id === 'a-1')
      expect(mine.map(({ set }) => set.summary)).toEqual(Array.from({ length: 40 }, (_, at) => String(at + 1)))
      expect((await here.rows.get('assessment:a-1'))?.row.fields).toEqual({ summary: '40' })
    },
  )

  it('is not written at all when one part of it is refused', async () => {
    const database = fresh()
    await record(database, [operation({ kind: 'seal' })])
    const done = await record(database, [operation({ entity: { kind: 'assessment', id: 'a-9' } }), operation()])
    expect(done).toMatchObject({ ok: false, problem: { problem: 'sealed' } })
    expect(await database.rows.get('assessment:a-9')).toBeUndefined()
    expect(await database.unsent.count()).toBe(1)
  })

  it('is refused in a tab that runs older code than the database', async () => {
    const database = fresh()
    await database.meta.put({ key: 'schema', value: schemaEpoch + 1 })
    const done = await record(database, [operation()])
    expect(done).toMatchObject({ ok: false, problem: { problem: 'not-saved', cause: 'stale-tab' } })
    expect(await database.unsent.count()).toBe(0)
  })

  it('is told as not saved when the database was closed underneath', async () => {
    const database = fresh()
    await database.open()
    database.close({ disableAutoOpen: true })
    expect(await record(database, [operation()])).toMatchObject({
      ok: false,
      problem: { problem: 'not-saved', cause: 'closed' },
    })
  })
})

describe('a signature', () => {
  const draft = (set: Operation['set']) => operation({ set })
  const seal = (set: Operation['set']) => operation({ kind: 'seal', set })

  it('is made again where the work changed while it was being made', async () => {
    const name = nextName()
    const [database, otherTab] = [openDatabase(name), openDatabase(name)]
    await record(database, [draft({ summary: 'un' })])
    const signed: string[] = []
    const sign = async (hash: string) => {
      if (signed.length === 0) await record(otherTab, [operation({ entity: { kind: 'assessment', id: 'a-2' } })])
      signed.push(hash)
      return `signature of ${hash}`
    }
    const done = await record(database, [seal({ summary: 'un' })], { signer: { key: 'k', sign } })
    expect(done).toMatchObject({ ok: true })
    const sealed = (await database.unsent.toArray()).find(({ text }) => text.includes('"seal"'))
    expect(signed).toHaveLength(2)
    expect(sealed).toMatchObject({ hash: signed[1], signature: `signature of ${signed[1]}` })
    expect(JSON.parse(sealed?.text ?? '{}').lsn).toBe(3)
  })

  it('is never left out: work that changes every time is told as not saved', async () => {
    const name = nextName()
    const [database, otherTab] = [openDatabase(name), openDatabase(name)]
    const sign = async () => {
      await record(otherTab, [operation({ entity: { kind: 'assessment', id: 'a-2' } })])
      return 'late'
    }
    const done = await record(database, [seal({ summary: 'un' })], { signer: { key: 'k', sign } })
    expect(done).toMatchObject({ ok: false, problem: { problem: 'not-saved', cause: 'failed' } })
    expect((await database.unsent.toArray()).filter(({ text }) => text.includes('"seal"'))).toEqual([])
  })

  it('holds only for the row as headquarters last told it', async () => {
    const database = fresh()
    await record(database, [draft({ summary: 'un' })])
    let times = 0
    const sign = async () => {
      times += 1
      const stored = await database.rows.get('assessment:a-1')
      if (times === 1 && stored)
        await database.rows.put({ ...stored, server: { epoch: 'e', rev: stored.row.rev, seq: 7, time: 't' } })
      return 'signature'
    }
    expect(await record(database, [seal({ summary: 'un' })], { signer: { key: 'k', sign } })).toMatchObject({ ok: true })
    expect(times).toBe(2)
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
      await old.table('rows').put({
        key: 'assessment:a-1',
        kind: 'assessment',
        scope: '',
        stream: 's',
        row: { fields: {}, conflicts: [], versions: [] },
        server: null,
      })
      const { text, hash } = envelopeOf(made)
      const entry = { id: made.id, entity: 'assessment:a-1', state: 'waiting' }
      if (release < 2) await old.table('outbox').put({ ...entry, lsn: 1, operation: madeBy1(made) })
      else {
        await old.table('unsent').put({ ...entry, text, hash })
        const proof = { epoch: 'e', signature: 's', path: [] }
        await old.table('receipts').put({ entity: 'assessment:a-2', receipt: receipt(made, { seq: 7 }), proof })
      }
      old.close()
      const now = openDatabase(name)
      const [waiting] = await now.unsent.toArray()
      expect(operationIn(waiting?.text ?? '')).toMatchObject({ id: made.id, set: made.set })
      expect(waiting?.hash).toBe(hashOf(waiting?.text ?? ''))
      expect(await now.rows.count()).toBe(1)
      // Receipts of protocol 1 were not signed.
      expect((await receiptFor(now, 'assessment:a-2'))?.receipt.seq).toBe(release < 2 ? undefined : 7)
    }
  })
})
