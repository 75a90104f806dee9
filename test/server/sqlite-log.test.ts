import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, describe, expect, it } from 'vitest'
import { beginning } from '../../src/core/protocol/cursor.ts'
import { envelopeOf } from '../../src/core/protocol/envelope.ts'
import type { Operation } from '../../src/core/protocol/operation.ts'
import { openLogAt } from '../../src/server/store/log.ts'
import { migrations } from '../../src/server/store/migrations.ts'
import { openDatabase } from '../../src/server/store/open-database.ts'
import { endpointsContract } from '../contract/endpoints.ts'
import { scopeContract } from '../contract/scope.ts'
import { scopedWritesContract } from '../contract/scoped-writes.ts'
import { serverLogContract } from '../contract/server-log.ts'
import { logUnderTest } from '../support/log-under-test.ts'
import { line, operation, stream } from '../support/operations.ts'
import { scratchFolder } from '../support/server-process.ts'

const folder = scratchFolder()
afterAll(folder.remove)

const freshPath = (): string => join(folder.path, `${randomUUID()}.db`)
const time = '2026-11-22T09:00:00.000Z'
const by = (device: string) => ({ device, time })
const start = { [stream]: beginning }
const visit = { device: 'tablet-1', incarnation: null, epoch: null, cursors: start }

/** Looks into the file past the log, as an administrator would. */
const look = (path: string, sql: string) => {
  const database = new DatabaseSync(path, { readOnly: true })
  const rows = database.prepare(sql).all()
  database.close()
  return rows
}

serverLogContract('SQLite', (page) => logUnderTest(() => openDatabase(freshPath()), page))
scopeContract('SQLite', (page) => logUnderTest(() => openDatabase(freshPath()), page))
scopedWritesContract('SQLite', (page) => logUnderTest(() => openDatabase(freshPath()), page))

// One process has the file, so both callers are in it.
endpointsContract('SQLite', async (page) => {
  const { log, quarantined } = await logUnderTest(() => openDatabase(freshPath()), page)
  return { logs: [log, log], quarantined }
})

describe('the database file', () => {
  it('holds what was taken after it was closed and opened again, under the same epoch', async () => {
    const path = freshPath()
    const made = [operation(), { ...operation(), set: { salary: 1 } }]
    const first = await openLogAt(path)
    const lines = made.map((one) => line(one as Operation))
    const receipts = await first.append(lines, by('tablet-1'))
    const page = await first.page(start)
    const { epoch } = await first.meet(visit)
    await first.close()

    const again = await openLogAt(path)
    expect((await again.meet(visit)).epoch).toBe(epoch)
    expect(again.signer.key).toBe(first.signer.key)
    expect(await again.page(start)).toEqual(page)
    expect(await again.append(lines, { device: 'tablet-2', time: '2031-01-01T00:00:00.000Z' })).toEqual(receipts)
    await again.close()
  })

  it('begins a new epoch when it is said to be restored from a backup, and keeps that one', async () => {
    const path = freshPath()
    const epochAfter = async (restored: boolean): Promise<string> => {
      const log = await openLogAt(path, { restored })
      const { epoch } = await log.meet(visit)
      await log.close()
      return epoch
    }
    const before = await epochAfter(false)
    const restored = await epochAfter(true)
    expect(restored).not.toBe(before)
    expect(await epochAfter(false)).toBe(restored)
  })

  it('keeps what came as it came, refused work with its device and its reason', async () => {
    const path = freshPath()
    const log = await openLogAt(path)
    const good = operation()
    const deep = `{"hash":"${'x'.repeat(43)}","op":{"id":"deep-1","set":${'['.repeat(20_000)}${']'.repeat(20_000)}}}`
    await log.append([line(good), line({ ...operation(), salary: 'é' } as Operation), deep], by('tablet-7'))
    expect(look(path, 'select body from operation')[0]?.['body']).toBe(envelopeOf(good).text)
    const kept = look(path, 'select device, claimed, problem, body, time from quarantine order by rowid')
    expect(kept.map((one) => [one['device'], JSON.parse(String(one['problem'])).problem, one['time']])).toEqual([
      ['tablet-7', 'unreadable', time],
      ['tablet-7', 'too-deep', time],
    ])
    expect(kept[1]).toMatchObject({ claimed: 'deep-1', body: deep.slice(deep.indexOf('{"id"'), -1) })
    await log.close()
  })

  it('writes ahead and keeps every migration that made it', async () => {
    const path = freshPath()
    const log = await openLogAt(path)
    expect(look(path, 'pragma journal_mode')).toEqual([{ journal_mode: 'wal' }])
    expect(look(path, 'select name from kysely_migration').map((one) => one['name'])).toEqual(Object.keys(migrations))
    await log.close()
  })

  it('takes batches that arrive together one after the other, each whole', async () => {
    const log = await openLogAt(freshPath())
    const batches = Array.from({ length: 20 }, (_, batch) =>
      Array.from({ length: 5 }, (_, at) =>
        operation({ entity: { kind: 'person', id: `p-${batch}-${at}` }, set: { grade: 'A' } }),
      ),
    )
    const answers = await Promise.all(batches.map((batch) => log.append(batch.map(line), by('tablet-1'))))
    for (const receipts of answers) {
      const first = receipts[0]?.seq ?? 0
      expect(receipts.map((one) => one.seq)).toEqual([0, 1, 2, 3, 4].map((at) => first + at))
    }
    expect(new Set(answers.flatMap((receipts) => receipts.map((one) => one.seq))).size).toBe(100)
    await log.close()
  })

  it('keeps nothing of a batch whose writing fails half way, and takes it whole when it comes again', async () => {
    const path = freshPath()
    const log = await openLogAt(path)
    await log.append([line(operation({ entity: { kind: 'person', id: 'p-0' }, set: { grade: 'A' } }))], by('tablet-1'))
    const other = new DatabaseSync(path)
    other.exec(`create trigger disk_full before insert on entity when new.id = 'p-2' begin select raise(abort, 'disk full'); end`)
    const batch = [
      ...['p-1', 'p-2', 'p-3'].map((id) => operation({ entity: { kind: 'person', id }, set: { grade: 'A' } })),
      { ...operation(), set: { salary: 1 } },
    ].map((one) => line(one as Operation))
    await expect(log.append(batch, by('tablet-1'))).rejects.toThrow('disk full')
    for (const table of ['operation', 'entity']) expect(look(path, `select id from ${table}`)).toHaveLength(1)
    expect(look(path, 'select id from quarantine')).toEqual([])
    expect(look(path, 'select head from stream')).toEqual([{ head: 1 }])

    other.exec('drop trigger disk_full')
    other.close()
    const receipts = await log.append(batch, by('tablet-1'))
    expect(receipts.map((one) => [one.seq, one.status])).toEqual([
      [2, 'applied'],
      [3, 'applied'],
      [4, 'applied'],
      [0, 'refused'],
    ])
    await log.close()
  })

  it('is not opened when it is no database', async () => {
    const path = freshPath()
    const { writeFileSync } = await import('node:fs')
    writeFileSync(path, 'this is a text about a database, long enough to be read as one')
    await expect(openLogAt(path)).rejects.toThrow()
  })
})
