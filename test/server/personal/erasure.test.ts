import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { beginning } from '../../../src/core/protocol/cursor.ts'
import { isErasedShell } from '../../../src/core/protocol/erased.ts'
import { openLog } from '../../../src/server/store/log.ts'
import { openDatabase } from '../../../src/server/store/open-database.ts'
import { erase } from '../../../src/server/store/personal/erase.ts'
import { announce, erasePerson } from '../../../src/server/store/personal/erase-person.ts'
import type { Tables } from '../../../src/server/store/schema.ts'
import { keptSegments } from '../../../src/server/store/segments/kept-segments.ts'
import { inSnapshot, inTransaction } from '../../../src/server/store/transaction.ts'
import { verify } from '../../../src/server/store/verify/verify.ts'
import {
  administration,
  administrationLines,
  assessmentOf,
  assignmentOf,
  canary,
  deed,
  erasedOne,
  officerLines,
  otherOne,
  site,
} from '../../support/personal-site.ts'
import { startPglite } from '../../support/pglite.ts'
import { scratchFolder } from '../../support/server-process.ts'

const folder = scratchFolder()
let pglite: Awaited<ReturnType<typeof startPglite>>
beforeAll(async () => {
  pglite = await startPglite()
}, 60_000)
afterAll(async () => {
  await pglite.remove()
  folder.remove()
}, 60_000)

const time = '2026-11-22T09:00:00.000Z'
const occasion = { device: 'tablet-1', time }
const cursors = { [site]: beginning, [administration]: beginning }

/** Every value of every table, as one text. */
const everything = async (db: Kysely<Tables>): Promise<string> => {
  const tables = await db.introspection.getTables()
  const all = await Promise.all(
    tables.map(({ name }) =>
      db
        .selectFrom(name as keyof Tables)
        .selectAll()
        .execute(),
    ),
  )
  return JSON.stringify(all)
}

const filled = async (db: Kysely<Tables>) => {
  const log = await openLog(db)
  const refused = deed('edit', ['assessment', assessmentOf(erasedOne)], { salary: canary.comment })
  const lines = [...administrationLines('2026-12-31'), ...officerLines(erasedOne), ...officerLines(otherOne), refused]
  const receipts = await log.append(lines, occasion)
  expect(receipts.filter(({ status }) => status === 'refused')).toHaveLength(1)
  return log
}

const erased = async (db: Kysely<Tables>, signer: Parameters<typeof erasePerson>[1]['signer']) => {
  const announced = await announce(db, erasedOne.id)
  return erasePerson(db, { person: erasedOne.id, confirm: announced?.confirm ?? '', time, signer })
}

const eachOf = [
  ['SQLite', async () => openDatabase(join(folder.path, `${randomUUID()}.db`))],
  ['PGlite', async () => pglite.database()],
] as const

describe.each(eachOf)('an erasure on %s', (_name, open) => {
  it('is announced with what it takes, and done only as it was announced', async () => {
    const db = await open()
    const log = await filled(db)
    const announced = await announce(db, erasedOne.id)
    expect(announced).toMatchObject({ assignments: 1, assessments: 1, answers: 1 })
    const wanted = { person: erasedOne.id, confirm: announced?.confirm ?? '', time, signer: log.signer }
    await log.append([deed('edit', ['person', erasedOne.id], { grade: 'II' }, administration)], occasion)
    expect(await erasePerson(db, wanted)).toBe('changed')
    expect(await erasePerson(db, { ...wanted, person: 'p-nobody' })).toBe('nobody')
    expect(await everything(db)).toContain(canary.name)
    await log.close()
  })

  it('leaves no word of the person anywhere, and of everybody else every word', async () => {
    const db = await open()
    const log = await filled(db)
    const before = (await log.page(cursors)).changes.filter((one) => one.line === 'put' && one.row.id.includes(otherOne.id))
    expect(await erased(db, log.signer)).toMatchObject({ operations: 5, quarantined: 1 })
    const text = await everything(db)
    for (const word of Object.values(canary)) expect(text).not.toContain(word)
    const after = (await log.page(cursors)).changes.filter((one) => one.line === 'put' && one.row.id.includes(otherOne.id))
    expect(after).toEqual(before)
    expect(await announce(db, erasedOne.id)).toBeUndefined()
    await log.close()
  })

  it('is heard by a device whose cursor stood at the head: an empty shell for each, with a proven mark', async () => {
    const db = await open()
    const log = await filled(db)
    const { marks, epoch } = await log.page(cursors)
    const stood = Object.fromEntries(marks.map(({ stream, cursor }) => [stream, cursor]))
    await erased(db, log.signer)
    const page = await log.page(stood)
    const shells = page.changes.flatMap((one) => (one.line === 'put' ? [one.row] : []))
    expect(shells.map(({ id }) => id).sort()).toEqual(
      [erasedOne.id, assignmentOf(erasedOne), assessmentOf(erasedOne), `${assessmentOf(erasedOne)}.ack`].sort(),
    )
    expect(shells.every(isErasedShell)).toBe(true)
    const reached = Object.fromEntries(page.marks.map(({ stream, cursor }) => [stream, cursor]))
    const met = await log.meet({ device: 'tablet-9', incarnation: null, epoch, cursors: reached })
    expect(met.cursors).toEqual(reached)
    await log.close()
  })

  it('is borne out by the log: everything verifies, and an emptied text without a record does not', async () => {
    const db = await open()
    const log = await filled(db)
    await erased(db, log.signer)
    const sound = await inSnapshot(db, verify)
    expect(sound.findings).toEqual([])
    expect(sound.notes.map(({ what }) => what)).toEqual([])
    await db.updateTable('operation').set({ body: '' }).where('entity_id', '=', assessmentOf(otherOne)).execute()
    expect((await inSnapshot(db, verify)).findings.length).toBeGreaterThan(0)
    await log.close()
  })

  it('cannot be claimed by a device, nor by a row in the list alone', async () => {
    const db = await open()
    const log = await filled(db)
    const [receipt] = await log.append([deed('edit', ['assessment', assessmentOf(otherOne)], {})], occasion)
    const forged = { kind: 'assessment', id: assessmentOf(otherOne), cause: 'request', time }
    await db
      .insertInto('erased')
      .values({ ...forged, operation: receipt?.operation ?? '' })
      .execute()
    const { findings } = await inSnapshot(db, verify)
    expect(findings.map(({ table, column }) => `${table}.${column}`)).toContain('erased.operation')
    await log.close()
  })

  it('refuses late work on it with a word and without its content, whatever name the work comes under', async () => {
    const db = await open()
    const log = await filled(db)
    await erased(db, log.signer)
    const assignment = assignmentOf(erasedOne)
    const late = [
      deed('edit', ['assessment', assessmentOf(erasedOne)], { summary: canary.summary }),
      deed('create', ['assessment', `${assignment}.panel`], { summary: canary.summary }),
      deed('edit', ['assessment', 'another-id'], { assignment, summary: canary.summary }),
      deed('seal', ['acknowledgement', `${assessmentOf(erasedOne)}.contest.1`], { observations: canary.motive }),
      deed('create', ['assignment', 'as-late'], { officer: erasedOne.id, campaign: canary.name }),
      deed('edit', ['person', erasedOne.id], { familyName: canary.name }, administration),
    ]
    const receipts = await log.append(late, occasion)
    expect(receipts.map(({ status, problem }) => [status, problem?.problem, problem?.params?.['cause']])).toEqual(
      late.map(() => ['refused', 'erased', 'request']),
    )
    expect(await log.append(late, occasion)).toEqual(receipts)
    const text = await everything(db)
    for (const word of Object.values(canary)) expect(text).not.toContain(word)
    expect((await inSnapshot(db, verify)).findings).toEqual([])
    await log.close()
  })

  it('takes the first downloads with it that held the person', async () => {
    const db = await open()
    const log = await filled(db)
    const store = keptSegments(db)
    const { epoch } = await log.meet({ ...occasion, incarnation: null, epoch: null, cursors })
    const manifest = { manifest: 1, epoch, stream: site as never, seq: 1, proof: '', time, segments: [], signature: '' } as const
    await store.keep(manifest, new Map([['h'.repeat(43), Buffer.from(canary.name)]]), 1)
    await erased(db, log.signer)
    expect(await store.latest(site as never, epoch)).toBeUndefined()
    await log.close()
  })

  it('takes those with it of a stream that the erased was moved out of, and of no other', async () => {
    const db = await open()
    const log = await filled(db)
    const store = keptSegments(db)
    const { epoch } = await log.meet({ ...occasion, incarnation: null, epoch: null, cursors })
    const kept = { manifest: 1, epoch, seq: 1, proof: '', time, segments: [], signature: '' } as const
    for (const stream of [site, administration]) await store.keep({ ...kept, stream: stream as never }, new Map(), 1)
    const names = [{ kind: 'assignment', id: assignmentOf(erasedOne) }] as const
    const [moved] = await log.append([deed('edit', ['assignment', names[0].id], { home: 'site-2' })], occasion)
    expect(moved?.status).toBe('applied')
    await inTransaction(db, (trx) => erase(trx, names, { cause: 'request', time, signer: log.signer }))
    expect(await store.latest(site as never, epoch)).toBeUndefined()
    expect(await store.latest(administration as never, epoch)).toBeDefined()
    const { findings } = await inSnapshot(db, verify)
    expect(findings.filter(({ table }) => table !== 'snapshot')).toEqual([])
    await log.close()
  })
})

describe('the file of the embedded database', () => {
  it('holds no byte of an erased person afterwards, and neither does its log', async () => {
    const path = join(folder.path, `${randomUUID()}.db`)
    const db = await openDatabase(path)
    const log = await filled(db)
    // Rows that grew left earlier copies of themselves in the file.
    for (let at = 0; at < 30; at += 1)
      await log.append(
        [deed('edit', ['person', erasedOne.id], { grade: `${canary.registration}-${at}` }, administration)],
        occasion,
      )
    await erased(db, log.signer)
    const bytes = [path, `${path}-wal`].map((one) => (existsSync(one) ? readFileSync(one).toString('latin1') : '')).join('')
    expect(bytes).toContain(otherOne.words.registration)
    for (const word of Object.values(canary)) expect(bytes).not.toContain(Buffer.from(word).toString('latin1'))
    await log.close()
  })
})
