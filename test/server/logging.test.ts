import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildServer } from '../../src/server/http/server.ts'
import { readiness } from '../../src/server/main/readiness.ts'
import { openDatabase } from '../../src/server/store/open-database.ts'
import { isCurrent } from '../../src/server/store/probe.ts'
import { memoryServerLog } from '../support/memory-server-log.ts'
import { madeBy1, operation as madeNow } from '../support/operations.ts'
import { scratchFolder } from '../support/server-process.ts'

const operation = (...part: Parameters<typeof madeNow>) => madeBy1(madeNow(...part))
const time = '2026-11-22T09:00:00.000Z'
const request = { protocol: 1, app: 'test', device: 'tablet-1', nonce: 'nonce-of-this-request', cursors: {} }

type Line = { readonly [key: string]: unknown }

const watched = async (part: object = {}) => {
  const lines: Line[] = []
  const app = await buildServer({
    log: memoryServerLog(),
    now: () => time,
    loopbackOnly: true,
    publicHosts: [],
    logLevel: 'trace',
    logTo: { write: (line) => lines.push(JSON.parse(line)) },
    ...part,
  })
  const post = (body: object) =>
    app.inject({ method: 'POST', url: '/api/v1/sync?who=canary', headers: { 'content-type': 'application/json' }, payload: body })
  return { app, lines, post }
}

describe('the log', () => {
  it('has one line a request, with ids, counts, codes and times', async () => {
    const { app, lines, post } = await watched()
    await post({ ...request, operations: [operation(), {}] })
    await post({ nothing: true })
    const [good, bad] = lines.filter(({ msg }) => msg === 'request')
    expect(good).toMatchObject({ method: 'POST', route: '/api/v1/sync', status: '200', ms: expect.any(Number) })
    expect(good).toMatchObject({ device: 'tablet-1', operations: 2, outcomes: { applied: 1 } })
    expect(good?.['request']).toMatch(/^[0-9a-f-]{36}$/)
    expect(bad).toMatchObject({ status: '400', problem: 'unreadable' })
    expect(bad?.['request']).not.toBe(good?.['request'])
    await app.close()
  })

  it('tells where the server failed, never what the failure quotes', async () => {
    const problem = new Error('row "Fatoumata"\n    at Fatoumata (/secret/Fatoumata.ts:1:1)')
    const broken = { ...memoryServerLog(), directory: () => Promise.reject(problem) }
    const { app, lines } = await watched({ log: broken })
    expect((await app.inject('/api/v1/directory')).statusCode).toBe(500)
    const text = JSON.stringify(lines)
    expect(text).not.toContain('Fatoumata')
    expect(lines.find(({ msg }) => msg === 'request failed')).toMatchObject({
      err: { name: 'Error', at: expect.arrayContaining([expect.stringContaining('logging.test')]) },
    })
    await app.close()
  })
})

describe('readiness', () => {
  const folder = scratchFolder()
  const open = () => openDatabase(join(folder.path, 'palier.db'))

  it('is given while the database answers with the tables of this version', async () => {
    const db = await open()
    const ready = readiness({ isCurrent: () => isCurrent(db), isStopping: () => false, deadline: 300 })
    expect(await ready()).toBeUndefined()
    await db.schema.createTable('kysely_migration_other').addColumn('name', 'text').execute()
    await db
      .withTables<{ kysely_migration: { name: string; timestamp: string } }>()
      .insertInto('kysely_migration')
      .values({ name: '9999-of-a-later-version', timestamp: time })
      .execute()
    expect(await ready()).toBe('database-outdated')
    await db.withTables<{ kysely_migration: { name: string } }>().deleteFrom('kysely_migration').execute()
    expect(await ready()).toBe('database-outdated')
    await db.destroy()
    expect(await ready()).toBe('database-silent')
    folder.remove()
  })

  it('is withheld while the database does not answer in time, and once the server is to end', async () => {
    const ready = readiness({ isCurrent: () => new Promise(() => undefined), isStopping: () => false, deadline: 50 })
    expect(await ready()).toBe('database-silent')
    expect(await readiness({ isCurrent: async () => true, isStopping: () => true })()).toBe('stopping')
    const { app } = await watched({ ready })
    const reply = await app.inject('/api/v1/ready')
    expect([reply.statusCode, reply.json().code]).toEqual([503, 'database-silent'])
    expect((await app.inject('/api/v1/health')).statusCode).toBe(200)
    await app.close()
  })
})
