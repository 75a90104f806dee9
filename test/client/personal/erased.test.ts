import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { afterEach, describe, expect, it } from 'vitest'
import { tidy } from '../../../src/client/app/tidy.ts'
import type { Database } from '../../../src/client/storage/database.ts'
import { record } from '../../../src/client/storage/record.ts'
import { dexieReplica } from '../../../src/client/storage/replica.ts'
import { syncOnce } from '../../../src/client/sync/engine.ts'
import type { OperationId, StreamId } from '../../../src/core/domain/id.ts'
import { beginning } from '../../../src/core/protocol/cursor.ts'
import type { ServerLog } from '../../../src/core/protocol/ports.ts'
import { openLog } from '../../../src/server/store/log.ts'
import { openDatabase as openServer } from '../../../src/server/store/open-database.ts'
import { announce, erasePerson } from '../../../src/server/store/personal/erase-person.ts'
import type { Tables } from '../../../src/server/store/schema.ts'
import { exchangeOf, loopback } from '../../support/loopback.ts'
import {
  administration,
  administrationLines,
  assessmentOf,
  assignmentOf,
  campaign,
  canary,
  erasedOne,
  officerLines,
  otherOne,
  site,
} from '../../support/personal-site.ts'
import { scratchFolder } from '../../support/server-process.ts'
import { openPacked } from '../../support/small-packs.ts'

const folder = scratchFolder()
const time = '2026-11-22T09:00:00.000Z'
const opened: { close: () => Promise<void> }[] = []
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})

const headquarters = async (closes = '2026-12-31'): Promise<{ db: Kysely<Tables>; log: ServerLog }> => {
  const db = await openServer(`${folder.path}/${randomUUID()}.db`)
  const log = await openLog(db)
  opened.push(log)
  const lines = [...administrationLines(closes), ...officerLines(erasedOne), ...officerLines(otherOne)]
  await log.append(lines, { device: 'headquarters', time })
  return { db, log }
}

/** A tablet that follows the site and its administration, held by an assessor. */
const tablet = async (): Promise<Database> => {
  const database = openPacked(`erased-${randomUUID()}`)
  await database.meta.bulkPut([
    { key: 'device', value: `tablet-${randomUUID()}` },
    { key: 'cursors', value: { [site]: beginning, [administration]: beginning } },
    { key: 'identity', value: { administration, person: 'p-other' } },
  ])
  return database
}

const contact = async (database: Database, log: ServerLog, at = time): Promise<void> => {
  const replica = dexieReplica(database, { session: 'session-test', newDevice: randomUUID })
  const done = await syncOnce(exchangeOf({ replica, send: loopback(log, at) }))
  if (!done.ok) throw new Error(done.problem.problem)
  await tidy(database, at)
}

let made = 0
const work = async (database: Database, summary: string, id = assessmentOf(erasedOne)): Promise<void> => {
  made += 1
  const done = await record(database, [
    {
      id: `draft-${made}-${randomUUID()}` as OperationId,
      kind: 'edit',
      entity: { kind: 'assessment', id },
      stream: site as StreamId,
      author: null,
      set: { summary },
      wall: time,
    },
  ])
  if (!done.ok) throw new Error(done.problem.problem)
}

const erase = async (db: Kysely<Tables>, log: ServerLog): Promise<void> => {
  const announced = await announce(db, erasedOne.id)
  const done = await erasePerson(db, { person: erasedOne.id, confirm: announced?.confirm ?? '', time, signer: log.signer })
  expect(done).toMatchObject({ entities: expect.any(Array) })
}

const everything = async (database: Database): Promise<string> => {
  const all = await Promise.all(database.tables.map(async (table) => [table.name, await table.toArray()] as const))
  return JSON.stringify(all, (_, value) => (ArrayBuffer.isView(value) ? new TextDecoder().decode(value) : value))
}

const expectNoTrace = async (database: Database): Promise<void> => {
  const text = await everything(database)
  for (const word of Object.values(canary)) expect(text).not.toContain(word)
}

describe('a tablet that comes back after an erasure', () => {
  it('drops the rows at its next contact, and keeps everybody else', async () => {
    const { db, log } = await headquarters()
    const database = await tablet()
    await contact(database, log)
    expect(await everything(database)).toContain(canary.comment)
    const others = (await database.rows.toArray()).filter(({ key }) => key.includes(otherOne.id))
    await erase(db, log)
    await contact(database, log, '2027-01-31T09:00:00.000Z')
    await expectNoTrace(database)
    expect(await database.rows.bulkGet(others.map(({ key }) => key))).toEqual(others)
  })

  it('lets go of received work that it still held, of what was refused before, and of receipts', async () => {
    const { db, log } = await headquarters()
    const database = await tablet()
    await work(database, canary.summary, `${assignmentOf(erasedOne)}.panel`)
    await contact(database, log)
    expect(await everything(database)).toContain(canary.summary)
    expect(await database.held.count()).toBe(1)
    await erase(db, log)
    await contact(database, log)
    await expectNoTrace(database)
    expect(await database.held.count()).toBe(0)
    expect(await database.receipts.count()).toBe(0)
  })

  it('sends the work it did meanwhile, is told that it is about an erased person, and keeps no word of it', async () => {
    const { db, log } = await headquarters()
    const database = await tablet()
    await contact(database, log)
    await erase(db, log)
    await work(database, canary.summary, `${assignmentOf(erasedOne)}.panel`)
    await work(database, 'travail sur quelqu’un d’autre', `${assignmentOf(otherOne)}.panel`)
    await contact(database, log)
    expect(await database.unsent.count()).toBe(0)
    expect(await database.refused.count()).toBe(0)
    await expectNoTrace(database)
    const kept = await db.selectFrom('quarantine').select(['body', 'problem']).execute()
    expect(kept).toEqual([{ body: '', problem: '{"problem":"erased","params":{"cause":"request"}}' }])
    expect(await everything(database)).toContain('quelqu’un d’autre')
  })

  it('is not brought back by a restored database’s new epoch', async () => {
    const { db, log } = await headquarters()
    const database = await tablet()
    await contact(database, log)
    await erase(db, log)
    await db.updateTable('meta').set({ value: randomUUID() }).where('key', '=', 'epoch').execute()
    await contact(database, log)
    await expectNoTrace(database)
  })
})

describe('a tablet after the end of a campaign', () => {
  it('keeps its downloads for as long as the administration said, by the clock of headquarters', async () => {
    const { log } = await headquarters('2026-11-30')
    const database = await tablet()
    await contact(database, log, '2027-01-13T23:00:00.000Z')
    expect(await database.rows.where('[kind+scope]').equals(['assessment', campaign]).count()).toBe(2)
    await contact(database, log, '2027-01-14T01:00:00.000Z')
    for (const kind of ['assignment', 'assessment', 'acknowledgement'])
      expect(await database.rows.where('[kind+scope]').equals([kind, campaign]).count()).toBe(0)
    expect(await database.rows.where('[kind+scope]').equals(['campaign', campaign]).count()).toBe(1)
  })

  it('never lets go of work that was not sent, nor of what it is about', async () => {
    const { log } = await headquarters('2026-11-30')
    const database = await tablet()
    await contact(database, log)
    await work(database, 'encore ici', `${assignmentOf(otherOne)}.panel`)
    await tidy(database, '2027-06-01T00:00:00.000Z')
    expect(await database.unsent.count()).toBe(1)
    const left = (await database.rows.where('[kind+scope]').equals(['assignment', campaign]).primaryKeys()) as string[]
    expect(left).toEqual([`assignment:${assignmentOf(otherOne)}`])
  })

  it('stays whole where the holder answers for results', async () => {
    const { log } = await headquarters('2026-11-30')
    const database = await tablet()
    await contact(database, log)
    const director = await database.rows.get('person:p-other')
    if (!director) throw new Error('no person')
    await database.rows.put({ ...director, row: { ...director.row, fields: { ...director.row.fields, roles: ['hr-director'] } } })
    await tidy(database, '2029-01-01T00:00:00.000Z')
    expect(await database.rows.where('[kind+scope]').equals(['assessment', campaign]).count()).toBe(2)
  })
})
