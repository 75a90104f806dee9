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

describe('a database from before there were accounts', () => {
  it('keeps its work and its key, and gets a sealing key and an empty log of who did what', async () => {
    const path = join(folder.path, 'old.db')
    const old = new Kysely<Tables>({ dialect: nodeSqliteDialect(new DatabaseSync(path)) })
    const { error } = await new Migrator({ db: old, provider: { getMigrations: async () => ({ ...migrations }) } }).migrateTo(
      '0003-segments',
    )
    expect(error).toBeUndefined()
    const before = await openLog(old)
    const [receipt] = await before.append([line(operation())], { device: 'tablet-1', time: '2026-11-22T09:00:00.000Z' })
    await old.destroy()

    const db = await openSqlite(path)
    const log = await openLog(db)
    expect(log.signer.key).toBe(before.signer.key)
    const gate = await openGate({ mode: 'accounts', db, signer: log.signer, now: () => '2026-11-22T10:00:00.000Z' })
    expect(await gate.greeting()).toMatchObject({ fresh: true, keys: { signing: before.signer.key } })
    await db.destroy()
    const { findings, operations } = await verifyFile(path)
    expect([receipt?.status, operations, findings]).toEqual(['applied', 1, []])
  })
})
