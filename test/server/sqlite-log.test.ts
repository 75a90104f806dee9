import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, describe, expect, it } from 'vitest'
import { openSqliteLog } from '../../src/server/store/sqlite-log.ts'
import { serverLogContract } from '../contract/server-log.ts'
import { operation, stream } from '../support/operations.ts'
import { scratchFolder } from '../support/server-process.ts'

const folder = scratchFolder()
afterAll(folder.remove)

const freshPath = (): string => join(folder.path, `${randomUUID()}.db`)
const time = '2026-11-22T09:00:00.000Z'

/** Looks into the file past the log, as an administrator would. */
const look = (path: string, sql: string) => {
  const database = new DatabaseSync(path, { readOnly: true })
  const rows = database.prepare(sql).all()
  database.close()
  return rows
}

serverLogContract('SQLite', async (page) => {
  const path = freshPath()
  const log = await openSqliteLog({ path, page })
  return { log, quarantined: async () => look(path, 'select id from quarantine').length }
})

describe('the database file', () => {
  it('holds what was taken after it was closed and opened again, under the same epoch', async () => {
    const path = freshPath()
    const made = [operation(), { ...operation(), set: { salary: 1 } }]
    const first = await openSqliteLog({ path })
    const { receipts } = await first.append(made, 'tablet-1', time)
    const page = await first.page({ [stream]: 0 })
    await first.close()

    const again = await openSqliteLog({ path })
    expect(again.epoch).toBe(first.epoch)
    expect(await again.page({ [stream]: 0 })).toEqual(page)
    expect((await again.append(made, 'tablet-2', '2031-01-01T00:00:00.000Z')).receipts).toEqual(receipts)
    await again.close()
  })

  it('begins a new epoch when it is said to be restored from a backup, and keeps that one', async () => {
    const path = freshPath()
    const before = await openSqliteLog({ path })
    await before.close()
    const restored = await openSqliteLog({ path, restored: true })
    await restored.close()
    const after = await openSqliteLog({ path })
    await after.close()
    expect(restored.epoch).not.toBe(before.epoch)
    expect(after.epoch).toBe(restored.epoch)
  })

  it('keeps what came as it came, refused work with its device and its reason', async () => {
    const path = freshPath()
    const log = await openSqliteLog({ path })
    const good = operation()
    const deep = JSON.parse(`{"id":"deep-1","set":${'['.repeat(20_000)}${']'.repeat(20_000)}}`)
    await log.append([good, { ...operation(), salary: 'é' }, deep], 'tablet-7', time)
    expect(JSON.parse(String(look(path, 'select body from operation')[0]?.['body']))).toEqual(good)
    const kept = look(path, 'select device, problem, body, time from quarantine order by rowid')
    expect(kept.map((one) => [one['device'], JSON.parse(String(one['problem'])).problem, one['time']])).toEqual([
      ['tablet-7', 'unreadable', time],
      ['tablet-7', 'too-deep', time],
    ])
    expect(kept[1]?.['body']).toBe(`{"id":"deep-1","set":${'['.repeat(20_000)}${']'.repeat(20_000)}}`)
    await log.close()
  })

  it('writes ahead and keeps every migration that made it', async () => {
    const path = freshPath()
    const log = await openSqliteLog({ path })
    expect(look(path, 'pragma journal_mode')).toEqual([{ journal_mode: 'wal' }])
    expect(look(path, 'select name from kysely_migration').map((one) => one['name'])).toEqual(['0001-log'])
    await log.close()
  })

  it('takes batches that arrive together one after the other, each whole', async () => {
    const log = await openSqliteLog({ path: freshPath() })
    const batches = Array.from({ length: 20 }, (_, batch) =>
      Array.from({ length: 5 }, (_, at) =>
        operation({ entity: { kind: 'person', id: `p-${batch}-${at}` }, set: { grade: 'A' } }),
      ),
    )
    const answers = await Promise.all(batches.map((batch) => log.append(batch, 'tablet-1', time)))
    for (const { receipts } of answers) {
      const first = receipts[0]?.seq ?? 0
      expect(receipts.map((one) => one.seq)).toEqual([0, 1, 2, 3, 4].map((at) => first + at))
    }
    expect(new Set(answers.flatMap(({ receipts }) => receipts.map((one) => one.seq))).size).toBe(100)
    await log.close()
  })

  it('keeps nothing of a batch whose writing fails half way, and takes it whole when it comes again', async () => {
    const path = freshPath()
    const log = await openSqliteLog({ path })
    await log.append([operation({ entity: { kind: 'person', id: 'p-0' }, set: { grade: 'A' } })], 'tablet-1', time)
    const other = new DatabaseSync(path)
    other.exec(`create trigger disk_full before insert on entity when new.id = 'p-2' begin select raise(abort, 'disk full'); end`)
    const batch = [
      ...['p-1', 'p-2', 'p-3'].map((id) => operation({ entity: { kind: 'person', id }, set: { grade: 'A' } })),
      { ...operation(), set: { salary: 1 } },
    ]
    await expect(log.append(batch, 'tablet-1', time)).rejects.toThrow('disk full')
    for (const table of ['operation', 'entity']) expect(look(path, `select id from ${table}`)).toHaveLength(1)
    expect(look(path, 'select id from quarantine')).toEqual([])
    expect(look(path, 'select head from stream')).toEqual([{ head: 1 }])

    other.exec('drop trigger disk_full')
    other.close()
    const { receipts } = await log.append(batch, 'tablet-1', time)
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
    await expect(openSqliteLog({ path })).rejects.toThrow()
  })
})
