import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { postgresFolder } from '../../scripts/postgres.mjs'
import { openDatabase } from '../../src/server/store/open-database.ts'
import { runCommand } from '../support/command.ts'
import { fillLog } from '../support/filled-log.ts'
import { ask, type Cluster, startPostgres } from '../support/postgres.ts'
import { scratchFolder } from '../support/server-process.ts'

let cluster: Cluster
let address: string
const folder = scratchFolder()
beforeAll(async () => {
  cluster = await startPostgres()
  address = await cluster.database()
  const db = await openDatabase(address)
  await fillLog(db)
  await db.destroy()
}, 120_000)
afterAll(async () => {
  await cluster.remove()
  folder.remove()
})

const run = (name: string, ...args: readonly string[]) => runCommand(name, args, { DATABASE_URL: address, DATA_DIR: folder.path })
const undurable = async () =>
  (await ask(address, 'select coalesce(sum(head - durable), 0)::int as open from stream'))[0]?.['open']

describe('a PostgreSQL database', () => {
  it('is verified as an embedded one is', async () => {
    expect(await run('verify')).toMatchObject({
      code: 0,
      said: expect.stringContaining('operations 21, entities 7, quarantined 6, findings 0, notes 0'),
    })
    await ask(
      address,
      `update operation set body = replace(body, '"level":2', '"level":4') where id = 'tablet-b-1' or id = 'tablet-a-2'`,
    )
    const { code, said } = await run('verify')
    expect(code).toBe(1)
    expect(said).toContain('finding operation tablet-a-2 body: does not hash to what is recorded')
    await ask(
      address,
      `update operation set body = replace(body, '"level":4', '"level":2') where id = 'tablet-b-1' or id = 'tablet-a-2'`,
    )
    expect((await run('verify')).code).toBe(0)
  })

  it('is not verified by a version that does not know its tables, and not changed by looking', async () => {
    await ask(address, `insert into kysely_migration (name, timestamp) values ('9999-of-a-later-version', '')`)
    expect(await run('verify')).toMatchObject({ code: 1, said: expect.stringContaining('another version') })
    await ask(address, `delete from kysely_migration where name like '9999%'`)
    const empty = await cluster.database()
    await runCommand('verify', [], { DATABASE_URL: empty, DATA_DIR: folder.path })
    expect(await ask(empty, `select tablename from pg_tables where schemaname = 'public'`)).toEqual([])
  })

  it('is backed up by its own tools, and told of it by hand', async () => {
    for (const command of ['backup', 'restore'])
      expect(await run(command, 'x.db')).toMatchObject({ code: 1, said: expect.stringContaining('pg_basebackup') })
    expect(await run('durable', '--replicated')).toMatchObject({
      code: 1,
      said: expect.stringContaining('No synchronous replica'),
    })
    expect(await undurable()).toBe(24)
    const heads = join(folder.path, 'heads.json')
    writeFileSync(heads, (await run('durable', '--heads')).said)
    expect(await run('durable', heads)).toMatchObject({ code: 0 })
    expect(await undurable()).toBe(0)
  })

  it('is marked at once where every commit waits for another machine', { timeout: 60_000 }, async () => {
    const kept = join(folder.path, 'wal')
    mkdirSync(kept)
    const receiver = spawn(join(postgresFolder() ?? '', 'pg_receivewal'), ['-d', address, '-D', kept, '--synchronous'], {
      stdio: 'ignore',
    })
    const gone = new Promise((resolve) => receiver.once('close', resolve))
    await ask(address, `alter system set synchronous_standby_names = '*'`)
    await ask(address, 'select pg_reload_conf()')
    await ask(address, 'update stream set durable = 0')
    const until = Date.now() + 20_000
    let ran = await run('durable', '--replicated')
    while (ran.code !== 0 && Date.now() < until) ran = await run('durable', '--replicated')
    expect(ran).toMatchObject({ code: 0, said: expect.stringContaining('marks moved: 2') })
    expect(await undurable()).toBe(0)
    await ask(address, `alter system reset synchronous_standby_names`)
    await ask(address, 'select pg_reload_conf()')
    receiver.kill()
    await gone
  })
})
