import Dexie from 'dexie'
import { afterEach, describe, expect, it } from 'vitest'
import { adopt } from '../../../src/client/app/adopt.ts'
import { openDatabase } from '../../../src/client/storage/database.ts'
import { record } from '../../../src/client/storage/record.ts'
import { dexieReplica } from '../../../src/client/storage/replica.ts'
import { freshBytes, openCipher } from '../../../src/client/vault/cipher.ts'
import { sealedSmall } from '../../../src/client/vault/sealed-scratch.ts'
import { beginning } from '../../../src/core/protocol/cursor.ts'
import type { Hello } from '../../../src/core/protocol/message/hello.ts'
import { memoryPlace } from '../../support/memory-journal.ts'
import { change, mark, operation, receipt, stream } from '../../support/operations.ts'
import { openSealed } from '../../support/sealed-database.ts'

afterEach(() => localStorage.clear())

let opened = 0

/** A tablet from before there were accounts, with work that waits and rows that were downloaded. */
const unsealed = async () => {
  opened += 1
  const name = `former-${opened}`
  const old = openDatabase(name)
  await old.meta.bulkPut([
    { key: 'device', value: 'tablet-old' },
    { key: 'identity', value: { administration: 'adm', person: 'awa' } },
    { key: 'cursors', value: { [stream]: beginning } },
    { key: 'epoch', value: 'e-1' },
  ])
  const replica = dexieReplica(old, { session: 's', newDevice: () => 'x' })
  const page = { epoch: 'e-1', time: '2026-11-22T09:00:00.000Z', whole: [] }
  await replica.take({ ...page, changes: [change(1, { id: 'a-7' })], marks: [mark(1)] })
  const made = [operation({ set: { summary: 'un' } }), operation({ set: { summary: 'deux' } })]
  for (const one of made) expect((await record(old, [one])).ok).toBe(true)
  const texts = (await old.unsent.toArray()).map(({ text, hash }) => ({ text, hash }))
  old.close()
  return { names: { database: name, journal: `none-${opened}` }, texts, made }
}

const profile = async () => {
  const into = openSealed(`adopted-${opened}`)
  await into.meta.bulkPut([
    { key: 'device', value: 'profile-device' },
    { key: 'cursors', value: { adm: beginning } },
  ])
  return { into, journal: await memoryPlace().open() }
}

describe('work from before there were accounts', () => {
  it('goes over into the first profile of whoever did it, to the letter, and the open database goes', async () => {
    const { names, texts } = await unsealed()
    const { into, journal } = await profile()
    expect(await adopt({ into, journal, person: 'awa', names })).toBe('adopted')
    expect((await into.unsent.orderBy('order').toArray()).map(({ text, hash }) => ({ text, hash }))).toEqual(texts)
    expect((await into.rows.toArray()).map(({ key }) => key)).toEqual(['assessment:a-1', 'assessment:a-7'])
    const copied = await journal.read()
    expect(copied.ok && copied.value.records.map(({ text }) => text)).toEqual(texts.map(({ text }) => text))
    expect(await Dexie.exists(names.database)).toBe(false)
  })

  it('leaves the profile the device that it is, with a chain of its own, and follows all that was followed', async () => {
    const { names } = await unsealed()
    const { into, journal } = await profile()
    await adopt({ into, journal, person: 'awa', names })
    expect((await into.meta.get('device'))?.value).toBe('profile-device')
    expect(Object.keys((await into.meta.get('cursors'))?.value as object).sort()).toEqual(['adm', stream].sort())
    const done = await record(into, [operation({ set: { summary: 'trois' } })])
    expect(done.ok && done.value[0]).toMatchObject({ device: 'profile-device', lsn: 1, prev: '' })
    expect((await into.rows.get('assessment:a-1'))?.row.fields).toMatchObject({ summary: 'trois' })
  })

  it('is taken over once, however often it is begun', async () => {
    const { names, texts } = await unsealed()
    const { into, journal } = await profile()
    const broken = {
      ...journal,
      append: async () => ({ ok: false, problem: { problem: 'no-journal', cause: 'full', detail: '' } }),
    }
    await expect(adopt({ into, journal: broken as never, person: 'awa', names })).rejects.toThrow()
    expect(await Dexie.exists(names.database)).toBe(true)
    expect(await adopt({ into, journal, person: 'awa', names })).toBe('adopted')
    expect(await into.unsent.count()).toBe(texts.length)
    expect(await adopt({ into, journal, person: 'awa', names })).toBe('nothing')
  })

  it('keeps what headquarters holds apart from work of the profile’s own, also where all of it is to be sent again', async () => {
    const { names } = await unsealed()
    const old = openDatabase(names.database)
    const [first] = await old.unsent.toArray()
    await dexieReplica(old, { session: 's', newDevice: () => 'x' }).confirm([receipt(first ?? operation())], {
      epoch: 'e-1',
      signature: 'sig',
    })
    old.close()
    const { into, journal } = await profile()
    const own = ['trois', 'quatre', 'cinq'].map((summary) =>
      operation({ set: { summary }, entity: { kind: 'assessment', id: 'a-9' } }),
    )
    for (const one of own) expect((await record(into, [one])).ok).toBe(true)
    await adopt({ into, journal, person: 'awa', names })
    const before = (await into.unsent.toArray()).map(({ id }) => id)
    const restored: Hello = {
      protocol: 3,
      epoch: 'e-2',
      nonce: 'n',
      time: '2026-11-22T09:00:00.000Z',
      key: 'k',
      signature: 's',
      streams: {},
      durable: {},
      forked: false,
      scope: {},
      audit: { seq: 0, hash: '' },
      orders: [],
    }
    await dexieReplica(into, { session: 's', newDevice: () => 'x' }).greet(restored, [])
    const after = (await into.unsent.toArray()).map(({ id }) => id)
    expect(after.toSorted()).toEqual([...before, first?.id].toSorted())
  })

  it('is not taken over by anybody else', async () => {
    const { names } = await unsealed()
    const { into, journal } = await profile()
    expect(await adopt({ into, journal, person: 'binta', names })).toBe('of-another')
    expect([await into.unsent.count(), await Dexie.exists(names.database)]).toEqual([0, true])
  })

  it('brings words that were being typed under the seal', async () => {
    const { names } = await unsealed()
    const { into, journal } = await profile()
    localStorage.setItem('palier.words.a-1', '{"words":"à moitié"}')
    const to = sealedSmall('p-1', openCipher(freshBytes(32)), localStorage)
    await adopt({ into, journal, person: 'awa', names, notes: { from: localStorage, to } })
    expect(localStorage.getItem('palier.words.a-1')).toBeNull()
    expect(JSON.stringify({ ...localStorage })).not.toContain('moitié')
    expect(to.getItem('palier.words.a-1')).toBe('{"words":"à moitié"}')
    const other = sealedSmall('p-2', openCipher(freshBytes(32)), localStorage)
    expect(other.getItem('palier.words.a-1')).toBeNull()
  })
})
