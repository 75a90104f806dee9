import Dexie from 'dexie'
import { describe, expect, it } from 'vitest'
import type { App } from '../../../src/client/app/app.ts'
import { unsentWork } from '../../../src/client/app/export-work.ts'
import { rememberSessions } from '../../../src/client/app/identity.ts'
import { recoveryOf } from '../../../src/client/app/recovery.ts'
import { watchJournal } from '../../../src/client/app/watch-journal.ts'
import { type Database, versions } from '../../../src/client/storage/database.ts'
import { hold } from '../../../src/client/storage/held.ts'
import type { JournalRecord } from '../../../src/client/storage/journal/journal.ts'
import { contentsOfJournal } from '../../contract/journal.ts'
import { operation } from '../../support/operations.ts'
import { dgd, kone, openTablet, workOn } from './device.ts'

const unsent = async (database: Database): Promise<readonly JournalRecord[]> =>
  (await database.unsent.orderBy('order').toArray()).map(({ id, hash, text }) => ({ id, hash, text }))

const journalOf = ({ journal }: App) => {
  if (!journal) throw new Error('no journal')
  return journal
}

const restore = async (app: App) => {
  const done = await recoveryOf({ loss: 'gone', journal: journalOf(app), database: app.database }).restore()
  if (!done.ok) throw new Error(done.problem.problem)
  return done.value
}

describe('a device whose database was emptied', () => {
  it('gets its work back exactly as it was made, goes on under its name and after its last piece, in the same hands', async () => {
    const tablet = openTablet()
    const before = await tablet.start()
    await workOn(before)
    const known = await tablet.start()
    await watchJournal(known, journalOf(known))
    const work = await unsent(tablet.database())
    const chain = await tablet.database().meta.get('chain')
    expect(work).toHaveLength(5)
    await tablet.loseDatabase()

    const app = await tablet.start()
    expect(app.lost).toBe(true)
    expect(await unsent(app.database)).toEqual([])
    expect(await restore(app)).toEqual({ operations: 5, left: 0 })
    expect(await unsent(app.database)).toEqual(work)
    expect(await app.database.meta.get('chain')).toEqual(chain)

    const after = await tablet.start()
    expect(after.lost).toBe(false)
    expect(after.identity).toEqual({ device: before.identity.device, administration: dgd, person: kone })
    expect((await after.database.rows.get('assessment:a-1.expert'))?.row.fields).toMatchObject({
      'rating:valuation': { kind: 'level', level: 2 },
      'rating:origin': { kind: 'level', level: 3 },
    })
    const next = await after.perform([
      { kind: 'edit', entity: { kind: 'person', id: 'kone' }, stream: dgd as never, set: { grade: 'Inspecteur' } },
    ])
    expect(next.ok && [next.value[0]?.lsn, next.value[0]?.prev]).toEqual([6, work.at(-1)?.hash])
  })

  it('is no copy of itself: headquarters knows it by the session that it last took note of, where its chain goes on', async () => {
    const tablet = openTablet()
    const before = await tablet.start()
    await workOn(before)
    const known = async () => {
      await tablet.loseDatabase()
      const { database } = await tablet.start()
      return (await database.meta.bulkGet(['incarnation', 'announced'])).map((entry) => entry?.value)
    }
    for (const [last, named] of [
      ['s-1', 's-1'],
      ['s-1', 's-2'],
      [undefined, 's-3'],
    ] as const) {
      rememberSessions(tablet.storage, [last ?? null, named])
      expect(await known()).toEqual([last, named])
    }
    tablet.storage.setItem('palier.session', 'as-an-older-release-wrote-it')
    expect(await known()).toEqual(['as-an-older-release-wrote-it', undefined])
    await tablet.loseDatabase()
    const { database: bare } = await tablet.start({ journal: undefined as never })
    expect(await bare.meta.get('incarnation')).toBeUndefined()
    const full = {
      setItem: () => {
        throw new DOMException('no room', 'QuotaExceededError')
      },
    }
    expect(() => rememberSessions(full, [null, 'another'])).not.toThrow()
  })

  it('says so at every start until its work is back, and never begins afresh in silence', async () => {
    const tablet = openTablet()
    await workOn(await tablet.start())
    await tablet.loseDatabase()
    expect((await tablet.start()).lost).toBe(true)
    expect((await tablet.start()).lost).toBe(true)
    await restore(await tablet.start())
    expect((await tablet.start()).lost).toBe(false)
  })

  it('is noticed by its journal alone, where the browser forgot the mark beside the database too', async () => {
    const tablet = openTablet()
    await workOn(await tablet.start())
    await tablet.loseDatabase()
    expect((await tablet.start({ storage: openTablet().storage })).lost).toBe(true)
  })

  it('tells what was found, by the names that the journal keeps', async () => {
    const tablet = openTablet()
    await workOn(await tablet.start())
    const snapshot = { familyName: 'Dembélé', givenName: 'Daouda' }
    const stream = 'senou' as never
    await (await tablet.start()).perform([
      { kind: 'create', entity: { kind: 'assignment', id: 'a-1' }, stream, set: { snapshot } as never },
    ])
    const app = await tablet.start()
    await watchJournal(app, journalOf(app))
    await tablet.loseDatabase()
    const lost = await tablet.start()
    const found = await recoveryOf({ loss: 'gone', journal: journalOf(lost), database: lost.database }).find()
    expect(found).toMatchObject({ holder: 'KONÉ Karim · Douanes', operations: 6, damaged: 0, journal: 'read' })
    expect(found.work).toMatchObject([{ officer: 'DEMBÉLÉ Daouda', operations: 3 }])
    expect(found.others.map(({ kind, count }) => `${count} ${kind}`).sort()).toEqual([
      '1 administration',
      '1 assignment',
      '1 person',
    ])
  })

  it('puts back what was not damaged, and tells how much could not be', async () => {
    const tablet = openTablet()
    await workOn(await tablet.start())
    await tablet.loseDatabase()
    const [file] = await tablet.place.files()
    if (!file) throw new Error('no journal')
    tablet.place.cutPower()
    file.bytes[40] = 0
    await tablet.place.put(file.name, file.bytes)
    const app = await tablet.start()
    expect(await watchJournal(app, journalOf(app)), 'more is told already').toBe(false)
    expect((await contentsOfJournal(journalOf(app))).corrupt).toHaveLength(1)
    expect(await restore(app)).toEqual({ operations: 4, left: 1 })
    expect((await contentsOfJournal(journalOf(app))).corrupt).toEqual([])
  })

  it('goes on after its last piece even where headquarters has all of it', async () => {
    const tablet = openTablet()
    const before = await tablet.start()
    await workOn(before)
    const work = await unsent(before.database)
    await journalOf(before).settle(work.map(({ id }) => id))
    await watchJournal(await tablet.start(), journalOf(before))
    await tablet.loseDatabase()
    const app = await tablet.start()
    expect(app.lost).toBe(true)
    expect((await app.database.meta.get('chain'))?.value).toEqual({ lsn: 5, hash: work.at(-1)?.hash })
  })

  it('does the same when it is asked twice', async () => {
    const tablet = openTablet()
    await workOn(await tablet.start())
    const work = await unsent(tablet.database())
    await tablet.loseDatabase()
    const app = await tablet.start()
    await restore(app)
    expect(await restore(app)).toEqual({ operations: 0, left: 0 })
    expect(await unsent(app.database)).toEqual(work)
  })
})

describe('a device whose database lacks what its journal holds', () => {
  const lackOne = async () => {
    const tablet = openTablet()
    await workOn(await tablet.start())
    await tablet
      .database()
      .unsent.orderBy('order')
      .last()
      .then((last) => tablet.database().unsent.delete(last?.order ?? 0))
    return tablet
  }

  it('finds it', async () => {
    const app = await (await lackOne()).start()
    expect(await watchJournal(app, journalOf(app))).toBe(true)
    expect(await unsentWork(app)).toMatchObject({ ok: true, value: { count: 5, type: 'application/json' } })
    await restore(app)
    expect(await watchJournal(app, journalOf(app))).toBe(false)
  })

  it('goes on after it: what the database did not take was made after what it holds', async () => {
    const tablet = await lackOne()
    const [, fourth] = (await unsent(tablet.database())).slice(-2)
    await tablet.database().meta.put({ key: 'chain', value: { lsn: 4, hash: fourth?.hash } })
    const app = await tablet.start()
    await restore(app)
    const last = (await unsent(app.database)).at(-1)
    expect((await app.database.meta.get('chain'))?.value).toEqual({ lsn: 5, hash: last?.hash })
  })

  it('says nothing of work that headquarters has, or refused, though the mark of it did not reach the journal', async () => {
    const tablet = await lackOne()
    const app = await tablet.start()
    const { records } = await contentsOfJournal(journalOf(app))
    const last = records.at(-1)
    if (!last) throw new Error('nothing')
    const entry = { ...last, order: 5, entity: 'assessment:a-1.expert', stream: 'senou', seq: 9 }
    await hold(app.database, 'e', [entry as never])
    expect(await recoveryOf({ loss: 'behind', journal: journalOf(app), database: app.database }).find()).toMatchObject({
      operations: 0,
    })
    expect(await watchJournal(app, journalOf(app))).toBe(false)
    expect((await contentsOfJournal(journalOf(app))).records).toHaveLength(4)
  })

  it('takes nothing for lost that is on its way to the database', async () => {
    const tablet = openTablet()
    await workOn(await tablet.start())
    const app = await tablet.start()
    const edit = (grade: string) =>
      app.perform([{ kind: 'edit', entity: { kind: 'person', id: 'kone' }, stream: dgd as never, set: { grade } }])
    for (let round = 0; round < 20; round += 1) {
      const [, behind] = await Promise.all([edit(`${round}`), watchJournal(app, journalOf(app))])
      expect(behind).toBe(false)
    }
  })

  it('makes the second copy of work that has none: it was done before there was a journal', async () => {
    const tablet = openTablet()
    await workOn(await tablet.start())
    const [file] = await tablet.place.files()
    tablet.place.cutPower()
    await tablet.place.put(file?.name ?? '', new Uint8Array())
    const app = await tablet.start()
    expect(await watchJournal(app, journalOf(app))).toBe(false)
    expect((await contentsOfJournal(journalOf(app))).records).toEqual(await unsent(app.database))
  })
})

describe('unsent work stays', () => {
  it('when another person takes the device, and when it leaves the administration', async () => {
    const tablet = openTablet()
    await workOn(await tablet.start())
    const work = await unsent(tablet.database())
    for (const [administration, person] of [
      [dgd, 'traore'],
      [dgd, null],
      [null, null],
      ['elsewhere', 'x'],
    ] as const) {
      await (await tablet.start()).become(administration as never, person as never)
      const app = await tablet.start()
      await watchJournal(app, journalOf(app))
      expect(await unsent(app.database)).toEqual(work)
      expect((await contentsOfJournal(journalOf(app))).records).toEqual(work)
    }
  })

  it('when the database of the first release becomes that of this one', async () => {
    const [first] = versions
    if (!first) throw new Error('no first release')
    const tablet = openTablet()
    const old = new Dexie(tablet.database().name)
    old.version(1).stores(first.stores as { [table: string]: string })
    // The first release knew neither the chain nor the clock's offset.
    const made = [1, 2].map((lsn) => {
      const { offset: _, prev: __, ...one } = operation({ lsn })
      return one
    })
    await old.table('outbox').bulkPut(
      made.map((one) => ({
        lsn: one.lsn,
        id: one.id,
        entity: `assessment:${one.entity.id}`,
        state: 'waiting',
        operation: one,
      })),
    )
    await old.table('meta').bulkPut([
      { key: 'device', value: 'tablet-1' },
      { key: 'counter', value: 2 },
      { key: 'schema', value: 1 },
    ])
    old.close()
    const app = await tablet.start()
    expect(app.lost).toBe(false)
    const found = await unsent(app.database)
    expect(found.map(({ id }) => id)).toEqual(made.map(({ id }) => id))
    await watchJournal(app, journalOf(app))
    await tablet.loseDatabase()
    await restore(await tablet.start())
    expect(await unsent(tablet.database())).toEqual(found)
  })
})
