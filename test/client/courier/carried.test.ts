import { randomUUID } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { beforeEach, describe, expect, it } from 'vitest'
import { carriages, deliver, forget, takeIn, tryAgain } from '../../../src/client/app/carried.ts'
import { type CarriedStore, openCarried } from '../../../src/client/storage/carried.ts'
import { carryOut } from '../../../src/client/storage/journal/carry-out.ts'
import type { Envelope } from '../../../src/core/protocol/envelope.ts'
import { hashOf } from '../../../src/core/protocol/hash.ts'
import { append, piece } from '../../contract/journal.ts'
import { sealingFor, sealingPair } from '../../support/courier-keys.ts'
import { type Enrolled, type Headquarters, operationsIn, workOf } from '../../support/courier-server.ts'
import { courierLine, lockedJournal } from '../../support/locked-journal.ts'
import { memoryPlace } from '../../support/memory-journal.ts'
import { otherLetter } from '../../support/other-letter.ts'
import { withHeadquarters } from '../../support/with-headquarters.ts'

let hq: Headquarters
let tablet: Enrolled
withHeadquarters((found) => {
  hq = found.hq
  tablet = found.tablet
})

let store: CarriedStore
beforeEach(() => {
  store = openCarried(`carried-${randomUUID()}`)
})

const line: typeof fetch = (...request) => courierLine(hq)(...request)
const dead: typeof fetch = async () => {
  throw new TypeError('no network')
}
const portal: typeof fetch = async () => new Response('<html>', { status: 200, headers: { 'content-type': 'text/html' } })

const outbox = async (work: readonly Envelope[], server = hq.point): Promise<Uint8Array> => {
  const made = await carryOut('journal', await lockedJournal(tablet, { work, server }))
  if (!made.ok) throw new Error(made.problem.problem)
  return made.value[0]?.bytes ?? new Uint8Array()
}
const one = async () => (await carriages(store))[0]
const problem = async (bytes: Uint8Array) => {
  const taken = await takeIn(bytes, store)
  return taken.ok ? 'taken' : taken.problem.problem
}

describe('[C1] a tablet whose passphrase nobody knows', () => {
  it('gives its unsent work away as a file that says nothing', async () => {
    const work = workOf(tablet, 7)
    const made = await carryOut('journal', await lockedJournal(tablet, { work, server: hq.point }))
    if (!made.ok) throw new Error(made.problem.problem)
    expect(made.value).toHaveLength(1)
    expect(made.value[0]).toMatchObject({ operations: 7, name: expect.stringMatching(/^palier-scelle-\w{8}\.txt$/) })
    expect(new TextDecoder().decode(made.value[0]?.bytes)).not.toMatch(/Bureau|DEMB|code/)
  })

  it('says that there is nothing, and never says so of work that it could not read', async () => {
    expect(await carryOut('journal', async () => [])).toEqual({ ok: false, problem: { problem: 'nothing' } })
    expect(await carryOut('journal', async () => undefined)).toEqual({ ok: false, problem: { problem: 'failed' } })
    const { sealing } = await sealingFor()
    const place = memoryPlace({ ...sealing, server: undefined })
    await append(await place.open(), [piece(1)])
    const files = async () => (await place.files()).map(({ bytes }) => bytes)
    expect(await carryOut('journal', files)).toEqual({ ok: false, problem: { problem: 'failed' } })
    const none = memoryPlace(sealing)
    await (await none.open()).settle(['op'])
    expect(await carryOut('journal', async () => (await none.files()).map(({ bytes }) => bytes))).toMatchObject({
      problem: { problem: 'nothing' },
    })
  })
})

describe('[C3] a courier', () => {
  it('keeps what it carries until headquarters has it, and then no longer', async () => {
    const work = workOf(tablet, 200)
    const bytes = await outbox(work)
    expect(await takeIn(bytes, store)).toMatchObject({ ok: true, value: { operations: 200 } })
    for (const ask of [dead, portal]) {
      await deliver({ store, ask })
      expect(await one()).toMatchObject({ operations: 200, waiting: 200, delivered: 0, problems: [] })
    }
    // Another tab, another day.
    store.close()
    store = openCarried(store.name)
    await deliver({ store, ask: line })
    expect(await one()).toMatchObject({ operations: 200, waiting: 0, delivered: 200, refused: 0, unopened: 0 })
    expect(await operationsIn(hq.db)).toEqual(expect.arrayContaining(work.map(({ id }) => id as string)))
    expect((await store.parcels.toArray()).map(({ text }) => text).join('')).toBe('')
    expect(await problem(bytes)).toBe('known')
    await forget((await one())?.id ?? '', store)
    expect(await carriages(store)).toEqual([])
    expect(await store.parcels.count()).toBe(0)
  })

  it('goes on where the line was cut, and two couriers bring no more than one', async () => {
    const bytes = await outbox(workOf(tablet, 400))
    const other = openCarried(`carried-${randomUUID()}`)
    for (const each of [store, other]) expect((await takeIn(bytes, each)).ok).toBe(true)
    expect(await store.parcels.count()).toBeGreaterThan(1)
    let asked = 0
    const cut: typeof fetch = async (...request) => {
      asked += 1
      // The first parcel arrives and its answer does not; of the second not even that.
      if (asked === 1) await line(...request)
      throw new TypeError('cut')
    }
    await deliver({ store, ask: cut })
    expect((await one())?.waiting).toBe(400)
    await Promise.all([deliver({ store, ask: line }), deliver({ store: other, ask: line })])
    for (const each of [store, other]) {
      await deliver({ store: each, ask: line })
      expect((await carriages(each))[0]).toMatchObject({ waiting: 0, delivered: 400 })
    }
    const ids = await operationsIn(hq.db)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('keeps what headquarters does not take, with the reason, and brings the others', async () => {
    await takeIn(await outbox(workOf(tablet, 2), (await sealingPair()).point), store)
    const first = (await one())?.id ?? ''
    await takeIn(await outbox(workOf(tablet, 3)), store)
    await deliver({ store, ask: line })
    const found = await carriages(store)
    expect(found.find(({ id }) => id === first)).toMatchObject({
      waiting: 0,
      delivered: 0,
      unopened: 2,
      problems: ['another-server'],
    })
    expect(found.find(({ id }) => id !== first)).toMatchObject({ waiting: 0, delivered: 3, problems: [] })
    expect((await store.parcels.where('file').equals(first).toArray()).every(({ text }) => text !== '')).toBe(true)
    await tryAgain(first, store)
    expect((await carriages(store)).find(({ id }) => id === first)).toMatchObject({ waiting: 2, unopened: 0, problems: [] })
  })

  const three = async () => {
    const files: string[] = []
    for (const count of [1, 2, 3]) {
      const taken = await takeIn(await outbox(workOf(tablet, count)), store)
      if (taken.ok) files.push(taken.value.id)
    }
    return { first: [...files].sort()[0] ?? '' }
  }
  /** A line on which one parcel meets something else than headquarters. */
  const lineBut = async (file: string, otherwise: () => Promise<Response>) => {
    const held = (await store.parcels.where('file').equals(file).toArray()).map(({ text }) => text)
    const asked: string[] = []
    const ask: typeof fetch = async (...request) => {
      const body = (request[1]?.body ?? new ArrayBuffer()) as ArrayBuffer
      const text = gunzipSync(body).toString()
      asked.push(text)
      return held.includes(text) ? otherwise() : line(...request)
    }
    return { ask, asked, held }
  }
  const answer = (status: number, headers: HeadersInit = { 'content-type': 'text/html' }) =>
    new Response('<html>', { status, headers })
  const waiting = async () => (await carriages(store)).flatMap(({ id, waiting }) => (waiting > 0 ? [id] : []))

  it.each([
    ['a proxy that takes none so large', async () => answer(413)],
    ['a server that fails over it', async () => answer(500, { 'content-type': 'application/problem+json' })],
    ['nothing in time', () => Promise.reject(new DOMException('timed out', 'TimeoutError'))],
  ])('brings the others where one parcel meets %s, and that one last the next time', async (_, otherwise) => {
    const { first } = await three()
    const { ask, asked, held } = await lineBut(first, otherwise)
    await deliver({ store, ask })
    expect(await waiting()).toEqual([first])
    expect(asked).toHaveLength(3)
    await takeIn(await outbox(workOf(tablet, 4)), store)
    await deliver({ store, ask })
    expect(await waiting()).toEqual([first])
    expect(asked.at(-1)).toBe(held[0])
    await deliver({ store, ask: line })
    expect(await waiting()).toEqual([])
  })

  it('stops without an answer, and where headquarters asks to wait, and begins with another the next time', async () => {
    for (const otherwise of [() => Promise.reject(new TypeError('reset')), async () => answer(503, { 'retry-after': '9' })]) {
      const { first } = await three()
      const { ask, asked } = await lineBut(first, otherwise)
      await deliver({ store, ask })
      expect(asked).toHaveLength(1)
      expect(await waiting()).toHaveLength(3)
      await deliver({ store, ask })
      expect(await waiting()).toEqual([first])
      await deliver({ store, ask: line })
    }
  })

  it('keeps a parcel in which a box did not open', async () => {
    const text = new TextDecoder().decode(await outbox(workOf(tablet, 3)))
    const lines = text.split('\n').slice(0, -2)
    const broken = lines
      .map((each, at) => (at === 2 ? each.replace(/"box":"./, otherLetter) : each))
      .map((each) => `${each}\n`)
      .join('')
    await takeIn(new TextEncoder().encode(`${broken}{"end":{"count":3,"hash":"${hashOf(broken)}"}}\n`), store)
    await deliver({ store, ask: line })
    expect(await one()).toMatchObject({ delivered: 2, unopened: 1, waiting: 0 })
    expect((await store.parcels.toArray()).every(({ text: kept }) => kept !== '')).toBe(true)
  })

  it('takes no file that is not whole or not ours, and says which', async () => {
    const bytes = await outbox(workOf(tablet, 2))
    expect(await problem(bytes.subarray(0, bytes.length - 5))).toBe('cut')
    expect(await problem(bytes.with(200, bytes[200] === 65 ? 66 : 65))).toBe('tampered')
    expect(await problem(new TextEncoder().encode('{"format":"palier-outbox"}'))).toBe('not-ours')
    expect(await problem(new Uint8Array(65 * 1024 * 1024))).toBe('too-large')
    store.close({ disableAutoOpen: true })
    expect(await problem(bytes)).toBe('not-kept')
  })
})
