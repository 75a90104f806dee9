import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { carryOut } from '../../../src/client/storage/journal/carry-out.ts'
import type { Greeting } from '../../../src/core/protocol/access/greeting.ts'
import type { CourierReply } from '../../../src/core/protocol/courier/reply.ts'
import { beginning } from '../../../src/core/protocol/cursor.ts'
import { type Envelope, envelopeOf } from '../../../src/core/protocol/envelope.ts'
import { fingerprintOf } from '../../../src/core/protocol/fingerprint.ts'
import type { Operation } from '../../../src/core/protocol/operation.ts'
import type { Quarantined } from '../../../src/core/protocol/quarantine.ts'
import { append } from '../../contract/journal.ts'
import {
  ask,
  done,
  enrolTablet,
  firstAdministrator,
  makeAdministration,
  newDevice,
  type SignedIn,
  signedInAs,
  syncAs,
} from '../../support/access.ts'
import { type SigningPair, signingPair } from '../../support/courier-keys.ts'
import { receiptsIn } from '../../support/http-sync.ts'
import { memoryPlace } from '../../support/memory-journal.ts'
import { operation } from '../../support/operations.ts'
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

type Tablet = { readonly who: SignedIn; readonly signer: SigningPair; readonly tablet: SignedIn['tablet'] }

/** A champion on a tablet of their own, whose device signs with a key that this test holds. */
const champion = async (name: string): Promise<Tablet> => {
  const [signer, tablet] = [await signingPair(), await enrolTablet(administrator, name)]
  const who = await signedInAs(administrator, { name, roles: ['champion'], tablet })
  // A sign-in as the profile's own device: what counts is the key that it names.
  const device = { ...newDevice(), key: signer.key }
  const body = { name, passphrase: who.passphrase, device: device.id, key: device.key }
  const { token } = await done<{ token: string }>(server.url, '/v1/sign-in', { token: tablet.token, body })
  return { who: { ...who, token, device }, signer, tablet }
}

const workOf = ({ who }: Tablet, count: number): readonly Envelope[] =>
  Array.from({ length: count }, (_, at) =>
    envelopeOf(
      operation({
        id: randomUUID() as Operation['id'],
        device: who.device.id as unknown as Operation['device'],
        lsn: at + 1,
        kind: 'create',
        entity: { kind: 'unit', id: randomUUID() },
        stream: 'adm' as Operation['stream'],
        author: who.account.person,
        set: { code: `U${at}`, name: `Bureau « ${at} »`, parent: null, site: true },
      }),
    ),
  )

/** The sealed outbox of a tablet whose passphrase is forgotten. */
const outboxOf = async ({ who, signer }: Tablet, work: readonly Envelope[]): Promise<Uint8Array<ArrayBuffer>> => {
  const { keys } = await done<Greeting>(server.url, '/v1/access')
  const place = memoryPlace({
    profile: `profile-${who.device.id}`,
    device: who.device.id,
    administration: 'adm',
    key: new Uint8Array(32).fill(5),
    server: keys.sealing,
    signer,
  })
  await append(await place.open(), work)
  place.cutPower()
  const made = await carryOut('journal', async () => (await place.files()).map(({ bytes }) => bytes))
  if (!made.ok) throw new Error(made.problem.problem)
  return new Uint8Array(made.value[0]?.bytes ?? new Uint8Array())
}

const bring = async (body: Uint8Array<ArrayBuffer>, token?: string) => {
  const reply = await fetch(`${server.url}/api/v1/courier`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body,
  })
  return { status: reply.status, body: (await reply.json()) as CourierReply & { readonly code?: string } }
}

const unitsSeenBy = async (who: SignedIn): Promise<readonly string[]> =>
  (await syncAs(who, [], { cursors: { adm: beginning } })).flatMap((line) =>
    line.line === 'put' && line.row.kind === 'unit' ? [line.row.id] : [],
  )

describe('[C4] with accounts', () => {
  it('a tablet that nobody can open gets its work to headquarters by another one, on which nobody signed in', async () => {
    const locked = await champion('moussa')
    const work = workOf(locked, 9)
    const file = await outboxOf(locked, work)
    expect((await bring(file)).status).toBe(401)
    expect((await bring(file, 'x'.repeat(43))).status).toBe(401)
    const other = await enrolTablet(administrator, 'Autre')
    expect((await bring(file, other.token)).body).toMatchObject({ operations: 9, taken: 9, known: 0, refused: 0, damaged: 0 })
    // At headquarters' own screen it is brought once more.
    expect((await bring(file, administrator.token)).body).toMatchObject({ operations: 9, taken: 0, known: 9 })
    const wanted = work.map(({ text }) => JSON.parse(text).entity.id)
    expect(await unitsSeenBy(administrator)).toEqual(expect.arrayContaining(wanted))
    // The tablet itself, once it is open again, sends the same and gets the receipts of what stands there.
    const again = work.map(({ text }) => JSON.parse(text) as Operation)
    const receipts = receiptsIn(await syncAs(locked.who, again))
    expect(receipts.map(({ status }) => status)).toEqual(work.map(() => 'applied'))
  })

  it('says in the log of deeds who carried what', async () => {
    const { entries } = await done<{ entries: readonly { action: string; tablet: string | null; account: string | null }[] }>(
      server.url,
      '/v1/audit?after=0',
      { token: administrator.token },
    )
    const carried = entries.filter(({ action }) => action === 'carried')
    expect(carried.map(({ account }) => account)).toEqual([null, administrator.account.id])
    expect(carried[0]?.tablet).not.toBe(administrator.tablet.id)
  })

  it('[C5] shows the work of a key that nobody signed in with to whoever may admit it, once somebody signed in brought it', async () => {
    const known = await champion('oumou')
    const stranger = { ...known, signer: await signingPair() }
    const work = workOf(stranger, 2)
    const file = await outboxOf(stranger, work)
    const waiting = async (token: string) =>
      (await done<{ waiting: readonly Quarantined[] }>(server.url, '/v1/quarantine', { token })).waiting
    expect((await bring(file, known.tablet.token)).body).toMatchObject({ refused: 2 })
    expect(await waiting(administrator.token)).toEqual([])
    expect((await bring(file, known.who.token)).body).toMatchObject({ refused: 2, taken: 0 })
    const lying = await waiting(administrator.token)
    const key = fingerprintOf(stranger.signer.key)
    expect(lying.map((one) => [one.problem, one.key])).toEqual(work.map(() => ['unknown-key', key]))
    expect((await ask(server.url, '/v1/quarantine', { token: known.who.token })).status).toBe(403)
    for (const { id } of lying) await done(server.url, `/v1/quarantine/${id}/admit`, { token: administrator.token, body: {} })
    expect(await unitsSeenBy(administrator)).toEqual(expect.arrayContaining(work.map(({ text }) => JSON.parse(text).entity.id)))
  })

  it('keeps the work of a revoked tablet in quarantine, and hears a revoked courier all the same', async () => {
    const [lost, courier] = [await champion('fatou'), await champion('awa')]
    const [work, others] = [workOf(lost, 3), workOf(courier, 2)]
    const [file, own] = [await outboxOf(lost, work), await outboxOf(courier, others)]
    expect((await bring(own, lost.tablet.token)).body).toMatchObject({ taken: 2 })
    expect((await ask(server.url, `/v1/tablets/${lost.tablet.id}/revoke`, { token: administrator.token, body: {} })).status).toBe(
      200,
    )
    expect((await bring(file, courier.tablet.token)).body).toMatchObject({ operations: 3, taken: 0, refused: 3 })
    expect((await bring(own, lost.tablet.token)).body).toMatchObject({ known: 2 })
    const seen = await unitsSeenBy(administrator)
    for (const { text } of work) expect(seen).not.toContain(JSON.parse(text).entity.id)
  })
})
