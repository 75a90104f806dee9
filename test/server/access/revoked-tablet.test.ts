import 'fake-indexeddb/auto'
import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { askOver } from '../../../src/client/access/ask.ts'
import { carriages } from '../../../src/client/app/carried.ts'
import { handIn } from '../../../src/client/app/hand-in.ts'
import { eraseRevoked } from '../../../src/client/app/revoked.ts'
import { useSession } from '../../../src/client/app/session.ts'
import { openCarried } from '../../../src/client/storage/carried.ts'
import { type Database, openDatabase } from '../../../src/client/storage/database.ts'
import type { Journal } from '../../../src/client/storage/journal/journal.ts'
import type { JournalSealing } from '../../../src/client/storage/journal/sealing.ts'
import { record } from '../../../src/client/storage/record.ts'
import { dexieReplica } from '../../../src/client/storage/replica.ts'
import { syncOnce } from '../../../src/client/sync/engine.ts'
import { openPace } from '../../../src/client/sync/pace.ts'
import { httpSend } from '../../../src/client/sync/send.ts'
import { verify } from '../../../src/client/sync/verify.ts'
import { databaseOf, openDeviceStore } from '../../../src/client/vault/device-store.ts'
import type { OperationId, PersonId, StreamId } from '../../../src/core/domain/id.ts'
import type { Greeting } from '../../../src/core/protocol/access/greeting.ts'
import type { Quarantined } from '../../../src/core/protocol/quarantine.ts'
import {
  done,
  enrolTablet,
  firstAdministrator,
  makeAdministration,
  newDevice,
  type SignedIn,
  signedInAs,
} from '../../support/access.ts'
import { sealingPair, signingPair } from '../../support/courier-keys.ts'
import { memoryPlace } from '../../support/memory-journal.ts'
import { openSealed } from '../../support/sealed-database.ts'
import { type RunningServer, scratchFolder, startServer } from '../../support/server-process.ts'

const folder = scratchFolder()
let server: RunningServer
let administrator: SignedIn
beforeAll(async () => {
  server = await startServer(folder.path, { ACCESS: 'accounts' })
  administrator = await makeAdministration(await firstAdministrator(server))
})
afterAll(async () => {
  await server.stop()
  folder.remove()
})
afterEach(() => useSession.setState({ session: null }))

const small = new Map<string, string>()
Object.assign(globalThis, { localStorage: { getItem: (name: string) => small.get(name) ?? null, removeItem: () => undefined } })

/** A champion’s profile on a tablet of its own, with its sealed database and its journal. */
const profileOn = async (name: string) => {
  const [signer, tablet] = [await signingPair(), await enrolTablet(administrator, name)]
  const who = await signedInAs(administrator, { name, roles: ['champion'], person: `p-${name}`, tablet })
  const device = { ...newDevice(), key: signer.key }
  const body = { name, passphrase: who.passphrase, device: device.id, key: device.key }
  const { token } = await done<{ token: string }>(server.url, '/v1/sign-in', { token: tablet.token, body })
  const { keys } = await done<Greeting>(server.url, '/v1/access')
  const [profile, store, carried] = [randomUUID(), openDeviceStore(randomUUID()), openCarried(randomUUID())]
  const sealing: JournalSealing = {
    profile,
    device: device.id,
    administration: 'adm',
    key: new Uint8Array(32).fill(5),
    server: keys.sealing,
    signer,
  }
  const database = openSealed(databaseOf(profile))
  await database.meta.bulkPut([
    { key: 'device', value: device.id },
    { key: 'cursors', value: { adm: { seq: 0, proof: '' } } },
  ])
  await store.profiles.put({ id: profile } as never)
  useSession.setState({ session: { card: { id: profile }, tablet, token: () => token } as never })
  return { name, who, tablet, token, profile, store, carried, sealing, database, place: memoryPlace(sealing) }
}
type Profile = Awaited<ReturnType<typeof profileOn>>

let made = 0
const tap = async ({ database, name }: Pick<Profile, 'database' | 'name'>, journal?: Journal): Promise<string | null> => {
  made += 1
  const id = `${name}-${made}`
  const draft = {
    id: id as OperationId,
    kind: 'create',
    entity: { kind: 'unit', id },
    stream: 'adm' as StreamId,
    author: `p-${name}` as PersonId,
    set: { code: id, name: 'Bureau', parent: null, site: true },
    wall: '2026-11-22T08:00:00.000Z',
  } as const
  const saved = await record(database, [draft], { journal })
  return saved.ok ? id : null
}

const revoke = ({ tablet }: Profile) =>
  done(server.url, `/v1/tablets/${tablet.id}/revoke`, { token: administrator.token, body: {} })

/** One contact, as the app makes it: the exchange, then what no exchange carries. */
const contact = async ({ database, token, carried, place }: Profile, journal: Journal | undefined) => {
  const settled = (ids: readonly string[]): void => void journal?.settle(ids)
  const replica = dexieReplica(database, { session: 's', newDevice: () => 'other', settled })
  const send = httpSend(`${server.url}/api/v1/sync`, (input, init) =>
    fetch(input, { ...init, headers: { ...(init?.headers as object), authorization: `Bearer ${token}` } }),
  )
  const spoken = { nonce: () => randomUUID(), now: () => new Date().toISOString(), progress: () => undefined }
  const outcome = await syncOnce({ replica, send, verify, pace: openPace(), app: 'test', ...spoken })
  const files = async () => (await place.files()).map(({ bytes }) => bytes)
  const ask: typeof fetch = (input, init) => fetch(`${server.url}${input}`, init)
  const after = await handIn({ database, journal }, { files, carried, ask })
  return [outcome, after].map((one) => (one.ok ? 'resting' : one.problem.problem))
}

const erase = (here: Profile, journal: Journal) =>
  eraseRevoked({ ...here, journal, close: () => here.database.close({ disableAutoOpen: true }) }, askOver(`${server.url}/api/v1`))

/** What headquarters keeps apart. */
const atHeadquarters = async (): Promise<readonly string[]> => {
  const { token } = administrator
  const { waiting } = await done<{ waiting: readonly Quarantined[] }>(server.url, '/v1/quarantine', { token })
  return waiting.map(({ work }) => work.entity.id)
}

/** One damaged byte in each sealed piece of unsent work. */
const spoil = async ({ name }: Database): Promise<void> => {
  const raw = openDatabase(name)
  for (const entry of await raw.unsent.toArray()) {
    const sealed = (entry as unknown as { readonly sealed: Uint8Array }).sealed.slice()
    sealed[20] = (sealed[20] ?? 0) ^ 1
    await raw.unsent.put({ ...entry, sealed } as never)
  }
  raw.close()
}

/** The same files, under a profile’s key that is another: headquarters alone opens them. */
const underAnotherKey = async ({ sealing, place }: Pick<Profile, 'sealing' | 'place'>) => {
  const strange = memoryPlace({ ...sealing, key: new Uint8Array(32).fill(6) })
  for (const { name, bytes } of await place.files()) await strange.put(name, bytes)
  return strange
}

const isKnown = async ({ store, profile }: Profile): Promise<boolean> => (await store.profiles.get(profile)) !== undefined

describe('[D16] [I6] a revoked tablet erases nothing that headquarters has not answered for', () => {
  it('hands in what does not open any more, from its second copy', async () => {
    const here = await profileOn('awa')
    const journal = await here.place.open()
    const ids = [await tap(here, journal), await tap(here, journal)]
    await spoil(here.database)
    await revoke(here)
    expect(await contact(here, journal)).toEqual(['undelivered', 'undelivered'])
    expect(await contact(here, journal)).toEqual(['revoked', 'revoked'])
    expect(await atHeadquarters()).toEqual(expect.arrayContaining(ids))
    expect(await erase(here, journal)).toBe(2)
    expect(await isKnown(here)).toBe(false)
  })

  it('hands in what the journal alone has', async () => {
    const here = await profileOn('moussa')
    const journal = await here.place.open()
    const id = await tap(here, journal)
    await here.database.unsent.clear()
    await revoke(here)
    expect(await erase(here, journal)).toBeUndefined()
    expect(await contact(here, journal)).toEqual(['revoked', 'undelivered'])
    expect(await contact(here, journal)).toEqual(['revoked', 'revoked'])
    expect(await atHeadquarters()).toContain(id)
    expect(await erase(here, journal)).toBe(1)
  })

  it('hands in sealed what opens nowhere on it, and is not held up by what nobody can open', async () => {
    const here = await profileOn('oumou')
    const id = await tap(here, await here.place.open())
    await tap(here)
    await spoil(here.database)
    const there = { ...here, place: await underAnotherKey(here) }
    const journal = await there.place.open()
    await revoke(here)
    expect(await contact(there, journal)).toEqual(['undelivered', 'revoked'])
    expect(await atHeadquarters()).toContain(id)
    expect(await carriages(here.carried)).toEqual([])
    expect(await contact(there, journal)).toEqual(['revoked', 'revoked'])
    expect(await erase(there, journal)).toBe(1)
  })

  it('keeps what headquarters will not open either, sealed among what it carries', async () => {
    const here = await profileOn('daouda')
    const sealing = { ...here.sealing, server: (await sealingPair()).point }
    const place = memoryPlace(sealing)
    await tap(here, await place.open())
    const strange = await underAnotherKey({ sealing, place })
    await spoil(here.database)
    await revoke(here)
    const journal = await strange.open()
    expect(await contact({ ...here, place: strange }, journal)).toEqual(['undelivered', 'revoked'])
    expect(await carriages(here.carried)).toMatchObject([{ operations: 1, waiting: 0, unopened: 1 }])
    expect(await erase(here, journal)).toBe(0)
  })

  it('waits while nobody can say what the journal holds, and while headquarters does not hear the courier', async () => {
    const here = await profileOn('fatou')
    const journal = await here.place.open()
    await revoke(here)
    const unread: Journal = {
      ...journal,
      exists: async () => true,
      read: async () => ({ ok: false, problem: { problem: 'no-journal', cause: 'timeout', detail: '' } }),
    }
    expect(await contact(here, unread)).toEqual(['revoked', 'undelivered'])
    expect(await erase(here, unread)).toBeUndefined()
    await tap(here, journal)
    await spoil(here.database)
    const strange = await underAnotherKey(here)
    const files = async () => (await strange.files()).map(({ bytes }) => bytes)
    const way = { files, carried: here.carried, ask: async () => Promise.reject(new TypeError('no network')) }
    const told = await handIn({ database: here.database, journal: await strange.open() }, way)
    expect(told).toEqual({ ok: false, problem: { problem: 'undelivered' } })
    expect(await here.database.unsent.count()).toBe(1)
    expect(await erase(here, journal)).toBeUndefined()
    expect(await isKnown(here)).toBe(true)
  })

  it('is stopped by a tap that was saved since, which leaves with the next contact', async () => {
    const here = await profileOn('karim')
    const journal = await here.place.open()
    await revoke(here)
    expect(await contact(here, journal)).toEqual(['revoked', 'revoked'])
    const id = await tap(here, journal)
    expect(await erase(here, journal)).toBeUndefined()
    expect([await isKnown(here), await here.database.unsent.count()]).toEqual([true, 1])
    expect(await contact(here, journal)).toEqual(['revoked', 'revoked'])
    expect(await atHeadquarters()).toContain(id)
    expect(await erase(here, journal)).toBe(1)
  })

  it('calls no tap saved, in whatever tab, that comes after the last look', async () => {
    const here = await profileOn('hawa')
    const journal = await here.place.open()
    const other = { ...here, database: openSealed(here.database.name) }
    await other.database.open()
    await revoke(here)
    expect(await contact(here, journal)).toEqual(['revoked', 'revoked'])
    const late: Promise<string | null>[] = []
    const looking: Journal = {
      ...journal,
      read: () => {
        late.push(tap(here, journal), tap(other, journal))
        return journal.read()
      },
    }
    expect(await erase(here, looking)).toBe(0)
    expect(await Promise.all(late)).toEqual([null, null])
    const read = await journal.read()
    expect(read.ok && read.value.records).toEqual([])
  })
})
