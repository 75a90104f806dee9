import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { App } from '../../../src/client/app/app.ts'
import { unsentWork, type WorkFile } from '../../../src/client/app/export-work.ts'
import { oneRecordOf, recordFile } from '../../../src/client/app/one-record.ts'
import { recoveryOf } from '../../../src/client/app/recovery.ts'
import type { JournalSealing } from '../../../src/client/storage/journal/sealing.ts'
import { append } from '../../contract/journal.ts'
import { sealingFor } from '../../support/courier-keys.ts'
import { type Enrolled, type Headquarters, operationsIn, workOf } from '../../support/courier-server.ts'
import { memoryPlace } from '../../support/memory-journal.ts'
import { openSealed } from '../../support/sealed-database.ts'
import { withHeadquarters } from '../../support/with-headquarters.ts'

let hq: Headquarters
let tablet: Enrolled
withHeadquarters((found) => {
  hq = found.hq
  tablet = found.tablet
})

/** A sealed tablet with a piece of work that waits, one that headquarters refused, and one that the journal alone holds. */
const working = async (part: Partial<JournalSealing> = {}) => {
  const { sealing } = await sealingFor()
  const place = memoryPlace({ ...sealing, device: tablet.device, server: hq.point, signer: tablet.signer, ...part })
  const journal = await place.open()
  const database = openSealed(`export-${randomUUID()}`)
  const work = workOf(tablet, 3)
  const [waiting, refused, lost] = work
  if (!waiting || !refused || !lost) throw new Error('no work')
  await append(journal, [waiting, lost])
  const { id } = JSON.parse(waiting.text).entity
  await database.unsent.add({ ...waiting, entity: `unit:${id}` })
  const problem = { problem: 'unreadable' } as const
  await database.refused.add({ ...refused, entity: `unit:${id}`, problem, time: '2026-11-22T09:00:00.000Z' })
  await database.meta.put({ key: 'device', value: tablet.device })
  return { app: { database, journal } as App, entity: id, ids: work.map((one) => one.id) }
}

const by = () => ({ administration: 'dgd', account: 'courier', tablet: 'other', time: new Date().toISOString() })

const takenFrom = async ({ text, type, name }: WorkFile) => {
  expect([type, name]).toEqual(['text/plain', expect.stringMatching(/^palier-scelle-.*\.txt$/)])
  expect(text).not.toMatch(/Bureau|code|name/)
  return hq.courier.take(text, by())
}

describe('where work lies sealed', () => {
  it('one record leaves as a file that headquarters alone opens, and takes in at its page', async () => {
    const { app, entity, ids } = await working()
    const record = await oneRecordOf(app, 'unit', entity)
    const made = record && (await recordFile(app, record))
    if (!made?.ok) throw new Error('no file')
    expect(made.value.count).toBe(2)
    expect(await takenFrom(made.value)).toMatchObject({ ok: true, value: { operations: 2, taken: 2, damaged: 0 } })
    expect(await operationsIn(hq.db)).toEqual(expect.arrayContaining(ids.slice(0, 2)))
    expect(await hq.courier.take(made.value.text, by())).toMatchObject({ ok: true, value: { taken: 0, known: 2 } })
  })

  it('everything unsent leaves so, also from the way back after a loss, and what the journal alone holds is in it', async () => {
    const { app, ids } = await working()
    const made = await unsentWork(app)
    if (!made.ok) throw new Error('no file')
    expect(await takenFrom(made.value)).toMatchObject({ ok: true, value: { operations: 3, taken: 3 } })
    expect(await operationsIn(hq.db)).toEqual(expect.arrayContaining(ids))
    const lost = await recoveryOf({ loss: 'unreadable', journal: app.journal, storage: sessionStorage }).save()
    if (!lost.ok) throw new Error('no file')
    expect(await takenFrom(lost.value)).toMatchObject({ ok: true, value: { operations: 2, taken: 0, known: 2 } })
  })

  it('nothing leaves in the open where headquarters was never met', async () => {
    const { app, entity } = await working({ server: undefined })
    const record = await oneRecordOf(app, 'unit', entity)
    expect(record && (await recordFile(app, record))).toEqual({ ok: false, problem: { problem: 'not-sealed' } })
    expect(await unsentWork(app)).toEqual({ ok: false, problem: { problem: 'not-sealed' } })
  })
})
