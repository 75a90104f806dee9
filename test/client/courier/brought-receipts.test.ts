import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { settleBrought } from '../../../src/client/app/brought-receipts.ts'
import { answersFile, carriages, deliver, takeIn } from '../../../src/client/app/carried.ts'
import { openCarried } from '../../../src/client/storage/carried.ts'
import { openDatabase } from '../../../src/client/storage/database.ts'
import { carryOut } from '../../../src/client/storage/journal/carry-out.ts'
import { append, contentsOfJournal } from '../../contract/journal.ts'
import { sealingFor } from '../../support/courier-keys.ts'
import { type Enrolled, type Headquarters, workOf } from '../../support/courier-server.ts'
import { courierLine } from '../../support/locked-journal.ts'
import { memoryPlace } from '../../support/memory-journal.ts'
import { otherLetter } from '../../support/other-letter.ts'
import { withHeadquarters } from '../../support/with-headquarters.ts'

let hq: Headquarters
let tablet: Enrolled
withHeadquarters((found) => {
  hq = found.hq
  tablet = found.tablet
})

/** A tablet with unsent work in database and journal, which has heard headquarters before. */
const working = async (count: number) => {
  const { sealing } = await sealingFor()
  const place = memoryPlace({ ...sealing, device: tablet.device, server: hq.point, signer: tablet.signer })
  const journal = await place.open()
  const database = openDatabase(`brought-${randomUUID()}`)
  const work = workOf(tablet, count)
  await append(journal, work)
  await database.unsent.bulkAdd(work.map((each) => ({ ...each, entity: 'unit:any' })))
  const { value: epoch } = await hq.db.selectFrom('meta').select('value').where('key', '=', 'epoch').executeTakeFirstOrThrow()
  await database.meta.bulkPut([
    { key: 'device', value: tablet.device },
    { key: 'server-key', value: hq.log.signer.key },
    { key: 'epoch', value: epoch },
  ])
  return { place, journal, database, work }
}

/** By way of another tablet to headquarters, and what it brings back. */
const carried = async (place: ReturnType<typeof memoryPlace>): Promise<string> => {
  const made = await carryOut('journal', async () => (await place.files()).map(({ bytes }) => bytes))
  if (!made.ok) throw new Error(made.problem.problem)
  const store = openCarried(`carried-${randomUUID()}`)
  await takeIn(made.value[0]?.bytes ?? new Uint8Array(), store)
  await deliver({ store, ask: courierLine(hq) })
  const [carriage] = await carriages(store)
  expect(carriage).toMatchObject({ waiting: 0, hasAnswers: true })
  return (await answersFile(carriage?.id ?? '', store)).text
}

it('[C8] settles the work of its tablet by the receipts that come back, once', async () => {
  const { place, journal, database, work } = await working(5)
  const text = await carried(place)
  expect(text).not.toContain(work[0]?.id)
  const more = workOf(tablet, 1)
  await append(journal, more)
  await database.unsent.bulkAdd(more.map((each) => ({ ...each, entity: 'unit:any' })))
  expect(await settleBrought({ database, journal }, text)).toEqual({ ok: true, value: { settled: 5 } })
  expect((await database.unsent.toArray()).map(({ id }) => id)).toEqual(more.map(({ id }) => id))
  await expect.poll(async () => (await contentsOfJournal(journal)).records.map(({ id }) => id)).toEqual(more.map(({ id }) => id))
  expect(await settleBrought({ database, journal }, text)).toEqual({ ok: true, value: { settled: 0 } })
})

it('[C8] believes nothing that is not signed by its own headquarters, in its own epoch, for its own tablet', async () => {
  const { place, journal, database } = await working(3)
  const text = await carried(place)
  const refused = async (changed: string) => {
    const done = await settleBrought({ database, journal }, changed)
    expect(await database.unsent.count()).toBe(3)
    return done.ok ? 'settled' : done.problem.problem
  }
  expect(await refused('{}')).toBe('not-ours')
  expect(await refused(text.slice(0, -3))).toBe('cut')
  expect(await refused(text.replace('"version":1', '"version":2'))).toBe('newer-version')
  expect(await refused(text.replace('"answers":[{', '"answers":[1,{'))).toBe('tampered')
  expect(await refused(text.replace(/"box":"./, otherLetter))).toBe('not-mine')
  const other = await working(1)
  const done = await settleBrought({ database: other.database, journal: other.journal }, text)
  expect(done).toEqual({ ok: false, problem: { problem: 'not-mine' } })

  const key = hq.log.signer.key
  await database.meta.put({ key: 'server-key', value: tablet.signer.key })
  expect(await refused(text)).toBe('not-mine')
  await database.meta.bulkPut([
    { key: 'server-key', value: key },
    { key: 'epoch', value: 'another-epoch' },
  ])
  expect(await refused(text)).toBe('not-mine')
  database.close({ disableAutoOpen: true })
  expect((await settleBrought({ database, journal }, text)).ok).toBe(false)
})
