import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { afterAll, describe, expect, it } from 'vitest'
import { openGate } from '../../../src/server/access/gate.ts'
import { openLog } from '../../../src/server/store/log.ts'
import { migrations } from '../../../src/server/store/migrations.ts'
import { openSqlite } from '../../../src/server/store/open-sqlite.ts'
import type { Tables } from '../../../src/server/store/schema.ts'
import { nodeSqliteDialect } from '../../../src/server/store/sqlite-dialect.ts'
import { verifyFile } from '../../../src/server/store/verify/verify-file.ts'
import { line, operation } from '../../support/operations.ts'
import { scratchFolder } from '../../support/server-process.ts'

const folder = scratchFolder()
afterAll(folder.remove)

const time = '2026-11-22T09:00:00.000Z'

/** One piece of work as a log keeps it, in the columns that there were then. */
const workOfOld = async () => {
  const db = await openSqlite(join(folder.path, 'made.db'))
  const log = await openLog(db)
  await log.append([line(operation())], { device: 'tablet-1', time })
  const columns = [
    'id',
    'stream',
    'seq',
    'device',
    'lsn',
    'entity_kind',
    'entity_id',
    'hash',
    'chain',
    'body',
    'signature',
    'receipt',
  ] as const
  const rows = {
    stream: await db.selectFrom('stream').select(['id', 'head', 'chain', 'durable']).execute(),
    operation: await db.selectFrom('operation').select(columns).execute(),
    entity: await db.selectFrom('entity').select(['kind', 'id', 'stream', 'seq', 'rev', 'row']).execute(),
  }
  await db.destroy()
  return rows
}

describe('a database from before there were accounts', () => {
  it('keeps its work and its key, and gets a sealing key and an empty log of who did what', async () => {
    const path = join(folder.path, 'old.db')
    const rows = await workOfOld()
    const old = new Kysely<Tables>({ dialect: nodeSqliteDialect(new DatabaseSync(path)) })
    const migrator = new Migrator({ db: old, provider: { getMigrations: async () => ({ ...migrations }) } })
    expect((await migrator.migrateTo('0003-segments')).error).toBeUndefined()
    const { signer } = await openLog(old)
    for (const [table, values] of Object.entries(rows))
      await old
        .insertInto(table as keyof Tables)
        .values(values as never)
        .execute()
    await old.destroy()

    const db = await openSqlite(path)
    const log = await openLog(db)
    expect(log.signer.key).toBe(signer.key)
    const gate = await openGate({ mode: 'accounts', db, signer: log.signer, now: () => time })
    expect(await gate.greeting()).toMatchObject({ fresh: true, keys: { signing: signer.key } })
    await db.destroy()
    const { findings, operations } = await verifyFile(path)
    expect([operations, findings]).toEqual([1, []])
  })
})
