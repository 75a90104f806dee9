import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { carriages, deliver } from '../../../src/client/app/carried.ts'
import { carryLostOut, type Journals, lostWork, takeLostAlong, workInJournals } from '../../../src/client/app/lost-work.ts'
import { type CarriedStore, openCarried } from '../../../src/client/storage/carried.ts'
import { type DeviceStore, openDeviceStore } from '../../../src/client/vault/device-store.ts'
import { type Enrolled, type Headquarters, operationsIn, workOf } from '../../support/courier-server.ts'
import { courierLine, lockedJournal } from '../../support/locked-journal.ts'
import { withHeadquarters } from '../../support/with-headquarters.ts'

let hq: Headquarters
let tablet: Enrolled
withHeadquarters((found) => {
  hq = found.hq
  tablet = found.tablet
})

let store: CarriedStore
let device: DeviceStore
beforeEach(() => {
  store = openCarried(`carried-${randomUUID()}`)
  device = openDeviceStore(`device-${randomUUID()}`)
})

type Files = () => Promise<readonly Uint8Array[] | undefined>

/** A private file system with these journals in it. */
const diskWith = (given: Readonly<Record<string, Files>>) => {
  const disk = new Map(Object.entries(given))
  const journals: Journals = {
    names: async () => [...disk.keys()],
    files: async (name) => (await disk.get(name)?.()) ?? undefined,
    remove: async (name) => void disk.delete(name),
  }
  return { disk, journals }
}

const journalWith = (pieces: number, server = hq.point) => lockedJournal(tablet, { work: workOf(tablet, pieces), server })
const deliverAll = () => deliver({ store, ask: courierLine(hq) })
const know = (id: string) =>
  device.profiles.put({
    id,
    symbol: 0,
    initials: 'KK',
    salt: new Uint8Array(16),
    kdf: { memory: 8, passes: 1, lanes: 1 },
    wrapped: null,
    secrets: null,
    holder: '',
    lastUsed: null,
  })

describe('[C9] [I6] sealed work whose keys a tablet has lost', () => {
  it('is found by what lies beside the database, and told from what a known profile or nobody’s journal holds', async () => {
    const { journals } = diskWith({
      'palier-journal': await journalWith(1),
      'palier-journal-known': await journalWith(2),
      'palier-journal-lost': await journalWith(3),
      'palier-journal-empty': async () => [],
      elsewhere: await journalWith(1),
    })
    await know('known')
    expect(await lostWork(device, store, journals)).toEqual([{ profile: 'lost', operations: 3, beyond: 0 }])
    expect(await workInJournals(journals)).toHaveLength(2)
    expect(await lostWork(device, store)).toEqual([])
  })

  it('is never called nothing where it cannot be read, or where headquarters cannot open it', async () => {
    const torn = (await (await journalWith(2))()).map((bytes) => {
      const last = bytes.findLastIndex((byte) => byte !== 0)
      return bytes.map((byte, at) => (at > last - 40 && at < last - 20 ? 0x5a : byte))
    })
    const { journals } = diskWith({
      'palier-journal-a': async () => undefined,
      'palier-journal-b': await journalWith(2, ''),
      'palier-journal-c': async () => torn,
    })
    const found = await workInJournals(journals)
    expect(found.map(({ profile, beyond }) => [profile, beyond > 0])).toEqual([
      ['a', true],
      ['b', true],
      ['c', true],
    ])
    await takeLostAlong(device, store, journals)
    await deliverAll()
    await takeLostAlong(device, store, journals)
    expect(await journals.names()).toHaveLength(3)
  })

  it('goes out as files of its own, or is said to be nothing', async () => {
    const { journals } = diskWith({ 'palier-journal-a': await journalWith(2), 'palier-journal-b': await journalWith(1) })
    const made = await carryLostOut(await workInJournals(journals), journals)
    expect(made.ok && made.value.map(({ operations }) => operations)).toEqual([2, 1])
    expect(await carryLostOut([], journals)).toEqual({ ok: false, problem: { problem: 'nothing' } })
  })

  it('is brought to headquarters once, and lies here until headquarters has answered for every piece', async () => {
    const work = workOf(tablet, 4)
    const { disk, journals } = diskWith({ 'palier-journal-lost': await lockedJournal(tablet, { work, server: hq.point }) })
    const before = (await operationsIn(hq.db)).length
    await takeLostAlong(device, store, journals)
    await takeLostAlong(device, store, journals)
    expect(await carriages(store)).toMatchObject([{ operations: 4, waiting: 4 }])
    expect([...disk.keys()]).toEqual(['palier-journal-lost'])
    await deliver({ store, ask: async () => Promise.reject(new TypeError('no network')) })
    await takeLostAlong(device, store, journals)
    expect([...disk.keys()]).toEqual(['palier-journal-lost'])
    expect(await lostWork(device, store, journals)).toMatchObject([{ operations: 4 }])
    await deliverAll()
    expect((await operationsIn(hq.db)).length - before).toBe(4)
    expect(await lostWork(device, store, journals)).toEqual([])
    await takeLostAlong(device, store, journals)
    expect([...disk.keys()]).toEqual([])
    await takeLostAlong(device, store, journals)
    await deliverAll()
    expect((await operationsIn(hq.db)).length - before).toBe(4)
  })

  it('leaves alone what a profile made while it looked, and removes a lost journal of which nothing waits', async () => {
    const { disk, journals } = diskWith({ 'palier-journal-new': await journalWith(2), 'palier-journal-empty': async () => [] })
    await takeLostAlong(device, store, {
      ...journals,
      names: async () => {
        const names = await journals.names()
        await know('new')
        return names
      },
    })
    expect([...disk.keys()]).toEqual(['palier-journal-new'])
    expect(await carriages(store)).toEqual([])
  })
})
