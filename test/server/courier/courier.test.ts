import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Access } from '../../../src/core/protocol/access/account.ts'
import { openBox } from '../../../src/core/protocol/courier/box.ts'
import { writeOutboxFile } from '../../../src/core/protocol/courier/outbox-file.ts'
import { parcelsOf } from '../../../src/core/protocol/courier/parcels.ts'
import { answerPlace, type CourierReply } from '../../../src/core/protocol/courier/reply.ts'
import type { Envelope } from '../../../src/core/protocol/envelope.ts'
import { receiptsClaim, rootOf } from '../../../src/core/protocol/receipt.ts'
import { openCourier } from '../../../src/server/store/courier/courier.ts'
import { isSignedBy } from '../../../src/server/store/keys.ts'
import { openQuarantine } from '../../../src/server/store/scope/open-quarantine.ts'
import { verify } from '../../../src/server/store/verify/verify.ts'
import { boxed, sealedOutbox, sealingPair, signedHead, signingPair } from '../../support/courier-keys.ts'
import {
  type Enrolled,
  enrolled,
  type Headquarters,
  openHeadquarters,
  operationsIn,
  workOf,
} from '../../support/courier-server.ts'
import { otherLetter } from '../../support/other-letter.ts'
import { scratchFolder } from '../../support/server-process.ts'

const folder = scratchFolder()
afterAll(folder.remove)
const place = join(folder.path, 'palier.db')
let hq: Headquarters
let tablet: Enrolled
beforeAll(async () => {
  hq = await openHeadquarters(place)
  tablet = await enrolled(hq.db)
})
afterAll(() => hq.log.close())

const director = {
  account: 'director',
  administration: 'dgd',
  person: null,
  roles: ['administrator'],
  units: [],
  tablet: 'desk',
  device: 'desk',
  revoked: false,
} as unknown as Access

let minute = 0
const by = (account: string | null = 'courier') => {
  minute += 1
  return { administration: 'dgd', account, tablet: 'other', time: new Date(Date.UTC(2026, 10, 22, 9, minute)).toISOString() }
}
const outbox = (work: readonly Envelope[], { device, signer }: Enrolled = tablet, server = hq.point) =>
  sealedOutbox({ signer, server, device, file: randomUUID() }, work)
const taken = async (text: string): Promise<CourierReply> => {
  const done = await hq.courier.take(text, by())
  if (!done.ok) throw new Error(done.problem.problem)
  return done.value
}
const problem = async (text: string) => {
  const done = await hq.courier.take(text, by())
  return done.ok ? 'taken' : done.problem.problem
}
const ids = (work: readonly Envelope[]) => work.map(({ id }) => id as string)
const quarantined = () => hq.db.selectFrom('quarantine').selectAll().execute()

describe('[C4] a sealed outbox that is brought to headquarters', () => {
  it('is taken once, whoever brings it and however often', async () => {
    const work = workOf(tablet, 12)
    const text = await outbox(work)
    expect(await taken(text)).toMatchObject({ profile: 'profile-1', operations: 12, taken: 12, known: 0, refused: 0, damaged: 0 })
    expect(await taken(text)).toMatchObject({ operations: 12, taken: 0, known: 12, refused: 0, damaged: 0 })
    // The same work under another seal, some of it sent by the tablet itself before.
    const more = workOf(tablet, 3)
    await hq.log.append(
      more.slice(0, 1).map(({ hash, text: one }) => `{"hash":"${hash}","op":${one}}`),
      { device: tablet.device, time: by().time },
    )
    expect(await taken(await outbox([...work, ...more]))).toMatchObject({ operations: 15, taken: 2, known: 13 })
    const found = await operationsIn(hq.db)
    for (const id of ids([...work, ...more])) expect(found.filter((one) => one === id)).toHaveLength(1)
  })

  it('is taken once when two bring it at the same moment', async () => {
    const work = workOf(tablet, 40)
    const text = await outbox(work)
    const both = await Promise.all([taken(text), taken(text), taken(text)])
    expect(both.map((one) => one.taken + one.known)).toEqual([40, 40, 40])
    expect(both.reduce((sum, one) => sum + one.taken, 0)).toBe(40)
    const found = await operationsIn(hq.db)
    for (const id of ids(work)) expect(found.filter((one) => one === id)).toHaveLength(1)
  })

  it('may come in parcels, in any order', async () => {
    const work = workOf(tablet, 30)
    const { contentKey, file, ...head } = await signedHead({ signer: tablet.signer, server: hq.point, device: tablet.device })
    const boxes = work.map((each, at) => boxed(contentKey, file, at, each))
    const parcels = parcelsOf([{ ...head, boxes }], 6000)
    expect(parcels.length).toBeGreaterThan(3)
    const replies = await Promise.all(parcels.toReversed().map(({ text }) => taken(text)))
    expect(replies.reduce((sum, one) => sum + one.taken, 0)).toBe(30)
    expect(await operationsIn(hq.db)).toEqual(expect.arrayContaining(ids(work)))
  })

  it('gives receipts that its own tablet alone can read, under the signature of headquarters', async () => {
    const work = workOf(tablet, 2)
    const { contentKey, file, ...head } = await signedHead({ signer: tablet.signer, server: hq.point, device: tablet.device })
    const reply = await taken(writeOutboxFile([{ ...head, boxes: work.map((each, at) => boxed(contentKey, file, at, each)) }]))
    expect(JSON.stringify(reply)).not.toContain(work[0]?.id)
    const [answer] = reply.answers
    const { epoch, receipts, signature } = JSON.parse(openBox(contentKey, answerPlace(file), answer?.box ?? '') ?? '{}')
    expect(receipts.map((one: { operation: string; hash: string }) => [one.operation, one.hash])).toEqual(
      work.map(({ id, hash }) => [id, hash]),
    )
    expect(isSignedBy(hq.log.signer.key, receiptsClaim(epoch, rootOf(receipts)), signature)).toBe(true)
  })

  it('keeps nobody out any longer than the database was out of reach', async () => {
    const courier = openCourier(hq.db, hq.log)
    const text = await outbox(workOf(tablet, 1))
    await hq.db.schema.alterTable('meta').renameTo('out_of_reach').execute()
    await expect(courier.take(text, by())).rejects.toThrow('meta')
    await hq.db.schema.alterTable('out_of_reach').renameTo('meta').execute()
    expect(await courier.take(text, by())).toMatchObject({ ok: true, value: { taken: 1 } })
  })
})

describe('[C5] work of a device that may not speak any more', () => {
  it('goes to quarantine where nobody ever signed in with its key, and is taken when it comes from one that is known', async () => {
    const stranger = { ...tablet, signer: await signingPair() }
    const work = workOf(tablet, 4)
    const before = (await quarantined()).length
    const text = await outbox(work, stranger)
    for (let time = 0; time < 2; time += 1)
      expect(await taken(text)).toMatchObject({ operations: 4, taken: 0, known: 0, refused: 4 })
    const kept = await quarantined()
    expect(kept).toHaveLength(before + 4)
    expect(kept.slice(-4).every(({ body }) => work.some((one) => body.includes(one.text)))).toBe(true)
    const others = workOf(tablet, 2)
    const twice = await outbox([...others, ...others], stranger)
    const both = await Promise.all([taken(twice), taken(twice)])
    expect(both.map(({ refused }) => refused)).toEqual([4, 4])
    expect(await quarantined()).toHaveLength(before + 6)
    expect(await taken(await outbox(work))).toMatchObject({ taken: 4, refused: 0 })
  })

  it.each([
    ['tablet was revoked', { tablet: 'revoked' }],
    ['account was closed', { account: 'disabled' }],
  ])('goes to quarantine, with the reason, where the %s', async (_, part) => {
    const other = await enrolled(hq.db, part)
    const work = workOf(other, 3)
    const before = (await quarantined()).length
    expect(await taken(await outbox(work, other))).toMatchObject({ operations: 3, taken: 0, refused: 3 })
    const kept = (await quarantined()).slice(before)
    expect(kept.map(({ problem }) => JSON.parse(problem).problem)).toEqual(['revoked', 'revoked', 'revoked'])
    const found = await operationsIn(hq.db)
    expect(ids(work).filter((id) => found.includes(id))).toEqual([])
    // It stays so, however often it comes, until somebody at headquarters admits it.
    expect(await taken(await outbox(work, other))).toMatchObject({ known: 0, refused: 3 })
    const quarantine = openQuarantine(hq.db)
    for (const { id } of kept) expect((await quarantine.admit(director, id, by().time))?.status).toBe('applied')
    expect(await taken(await outbox(work, other))).toMatchObject({ taken: 0, known: 3, refused: 0 })
  })
})

describe('[C6] a file that is not right', () => {
  it('is told by what is wrong with it, and changes nothing', async () => {
    const work = workOf(tablet, 2)
    const text = await outbox(work)
    const before = await operationsIn(hq.db)
    expect(await problem('nothing')).toBe('not-ours')
    expect(await problem(text.slice(0, -1))).toBe('cut')
    expect(await problem(await outbox(work, tablet, (await sealingPair()).point))).toBe('another-server')
    expect(await problem(await outbox(work, { ...tablet, signer: { ...tablet.signer, key: (await signingPair()).key } }))).toBe(
      'tampered',
    )
    expect(await problem(writeOutboxFile([]))).toBe('tampered')
    const [one, other] = await Promise.all(
      ['profile-1', 'profile-2'].map((profile) => signedHead({ signer: tablet.signer, server: hq.point, profile })),
    )
    if (one && other)
      expect(await problem(writeOutboxFile([one, other].map((head) => ({ ...head, boxes: [] }))))).toBe('tampered')
    expect(await operationsIn(hq.db)).toEqual(before)
  })

  it('keeps no whole box because another one is damaged', async () => {
    const work = workOf(tablet, 3)
    const { contentKey, file, ...head } = await signedHead({ signer: tablet.signer, server: hq.point, device: tablet.device })
    const boxes = work.map((each, at) => boxed(contentKey, file, at, each))
    const broken = boxes.map((box, at) => (at === 1 ? { ...box, box: box.box.replace(/^./, otherLetter) } : box))
    expect(await taken(writeOutboxFile([{ ...head, boxes: broken }]))).toMatchObject({ operations: 3, taken: 2, damaged: 1 })
    // Another one's box in its place, and a record that is no operation.
    const swapped = boxes.map((box, at) => ({ ...box, box: boxes[(at + 1) % 3]?.box ?? '' }))
    expect(await taken(writeOutboxFile([{ ...head, boxes: swapped }]))).toMatchObject({ operations: 3, damaged: 3 })
    expect(await taken(writeOutboxFile([{ ...head, boxes }]))).toMatchObject({ taken: 1, known: 2, damaged: 0 })
  })

  it('says in the log of deeds who brought what, and leaves a database in which everything is as it was written', async () => {
    const carried = await hq.db.selectFrom('audit').select(['account', 'objects']).where('action', '=', 'carried').execute()
    expect(carried.length).toBeGreaterThan(10)
    expect(carried.map(({ objects }) => objects)).toEqual(
      expect.arrayContaining([JSON.stringify([`profile-1/${tablet.device}`]), '["cut"]', '["another-server"]']),
    )
    expect((await verify(hq.db)).findings).toEqual([])
  })
})
