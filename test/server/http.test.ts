import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildServer } from '../../src/server/http/server.ts'
import { memoryServerLog } from '../support/memory-server-log.ts'
import { madeBy1, operation as madeNow, stream } from '../support/operations.ts'

/** The words of protocol 1: tablets that have not met the new app yet go on working. */
const operation = (...part: Parameters<typeof madeNow>) => madeBy1(madeNow(...part))
const time = '2026-11-22T09:00:00.000Z'
const nonce = 'nonce-of-this-request'
const build = (names: { loopbackOnly?: boolean; publicHosts?: readonly string[] } = {}) =>
  buildServer({ log: memoryServerLog({ epoch: 'epoch-1' }), now: () => time, loopbackOnly: true, publicHosts: [], ...names })

let app: Awaited<ReturnType<typeof build>>
beforeEach(async () => {
  app = await build()
})
afterEach(() => app.close())

const request = (part: object = {}) => ({
  protocol: 1,
  app: 'test',
  device: 'tablet-1',
  nonce,
  cursors: {},
  operations: [],
  ...part,
})
const json = { 'content-type': 'application/json' }
const post = (payload: string | Buffer | object, headers: { [name: string]: string } = {}) =>
  app.inject({
    method: 'POST',
    url: '/api/v1/sync',
    headers: { ...json, ...headers },
    payload: typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload),
  })

const problemOf = (reply: { statusCode: number; headers: object; json: () => unknown }) => {
  expect(reply.headers).toMatchObject({ 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' })
  const body = reply.json() as { code: string; status: number }
  expect(Object.keys(body).sort()).toEqual(['code', 'status', 'title', 'type'])
  expect(body.status).toBe(reply.statusCode)
  return [reply.statusCode, body.code]
}

describe('an exchange', () => {
  it('gives receipts, changes and cursors, and echoes the nonce', async () => {
    const made = operation()
    const reply = await post(request({ operations: [made], cursors: { [stream]: 0 } }))
    expect(reply.statusCode).toBe(200)
    expect(reply.headers['cache-control']).toBe('no-store')
    expect(reply.json()).toMatchObject({
      protocol: 1,
      nonce,
      epoch: 'epoch-1',
      time,
      receipts: [{ operation: made.id, status: 'applied', seq: 1, time }],
      changes: [{ stream, seq: 1, row: { id: 'a-1', rev: 1 } }],
      cursors: { [stream]: 1 },
      more: false,
    })
  })

  it('takes a gzip body, and answers a long reply in gzip to who accepts it', async () => {
    const operations = Array.from({ length: 30 }, () => operation({ set: { summary: 'x'.repeat(100) } }))
    const body = gzipSync(JSON.stringify(request({ operations, cursors: { [stream]: 0 } })))
    const zipped = await post(body, { 'content-encoding': 'gzip', 'accept-encoding': 'gzip, br' })
    expect(zipped.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' })
    const plain = await post(request({ cursors: { [stream]: 0 } }), { 'accept-encoding': 'gzip;q=0' })
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(plain.json().changes).toHaveLength(1)
  })

  it('takes the good operations when one is bad', async () => {
    const reply = await post(request({ operations: [{ ...operation(), rank: 1 }, operation(), { id: 'only-an-id' }] }))
    expect(reply.json().receipts.map((one: { status: string }) => one.status)).toEqual(['refused', 'applied', 'refused'])
  })
})

describe('a request that cannot be taken', () => {
  it('is told to upgrade when it speaks another version, whatever its shape', async () => {
    expect(problemOf(await post({ protocol: 99, hello: 'from the future' }))).toEqual([426, 'upgrade-required'])
  })

  it.each([
    ['no JSON', '{"protocol":1,'],
    ['nothing', ''],
    ['a list', '[]'],
    ['null', 'null'],
    ['an unknown key', JSON.stringify(request({ admin: true }))],
    ['a wrong type', JSON.stringify(request({ operations: 'all' }))],
    ['a negative cursor', JSON.stringify(request({ cursors: { [stream]: -1 } }))],
    ['a cursor that is no whole number', JSON.stringify(request({ cursors: { [stream]: 1.5 } }))],
    ['a nonce too short to be one', JSON.stringify(request({ nonce: 'x' }))],
    ['too many operations', JSON.stringify(request({ operations: Array(501).fill({}) }))],
    [
      'too many streams',
      JSON.stringify(request({ cursors: Object.fromEntries(Array.from({ length: 1001 }, (_, at) => [`s${at}`, 0])) })),
    ],
    ['5,000 levels of JSON', '['.repeat(5000) + ']'.repeat(5000)],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22])],
  ])('is unreadable: %s', async (_what, body) => {
    expect(problemOf(await post(body))).toEqual([400, 'unreadable'])
  })

  it('is unreadable with an operation of 5,000 levels, which no app of that version ever made', async () => {
    const deep = `{"id":"deep-1","set":{"content":${'['.repeat(5000)}${']'.repeat(5000)}}}`
    const body = JSON.stringify(request({ operations: ['DEEP', operation()] })).replace('"DEEP"', deep)
    expect(problemOf(await post(body))).toEqual([400, 'unreadable'])
  })

  it('survives a list wide enough to overflow a careless loop', async () => {
    const wide = `{"id":"wide-1","set":{"content":[${Array(400_000).fill('0').join(',')}]}}`
    const reply = await post(JSON.stringify(request({ operations: ['WIDE'] })).replace('"WIDE"', wide))
    expect(reply.json().receipts).toMatchObject([{ operation: 'wide-1', status: 'refused' }])
  })

  it('is too large, before or after unpacking', async () => {
    expect(problemOf(await post('x'.repeat(4 * 1024 * 1024 + 1)))).toEqual([413, 'too-large'])
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 32))
    expect(bomb.length).toBeLessThan(100_000)
    expect(problemOf(await post(bomb, { 'content-encoding': 'gzip' }))).toEqual([413, 'too-large'])
  })

  it('is unreadable when its gzip was cut or is none, and changes nothing', async () => {
    const body = gzipSync(JSON.stringify(request({ operations: [operation()] })))
    for (const cut of [body.subarray(0, body.length - 9), body.subarray(0, 20), Buffer.from('plain')])
      expect(problemOf(await post(cut, { 'content-encoding': 'gzip' }))).toEqual([400, 'unreadable'])
    expect((await post(request({ cursors: { [stream]: 0 } }))).json().changes).toEqual([])
  })

  it('is of an unsupported type: a form, a text, an unknown encoding', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])
      expect(problemOf(await post(request(), { 'content-type': type }))).toEqual([415, 'unsupported-type'])
    expect(problemOf(await post(request(), { 'content-encoding': 'br' }))).toEqual([415, 'unsupported-type'])
  })

  it('is answered without a word of what is inside when the log fails', async () => {
    await app.close()
    const broken = { ...memoryServerLog(), page: () => Promise.reject(new Error('SQLITE_FULL: /home/secret/palier.db')) }
    app = await buildServer({ log: broken, now: () => time, loopbackOnly: true, publicHosts: [] })
    const reply = await post(request({ cursors: { [stream]: 0 } }))
    expect(problemOf(reply)).toEqual([500, 'server-error'])
    expect(reply.body).not.toContain('secret')
  })
})

describe('the interface', () => {
  it('lists administrations and tells its health, never from a cache', async () => {
    const entity = { kind: 'administration', id: 'ml' } as const
    await post(
      request({ operations: [operation({ stream: 'ml' as never, entity, set: { name: 'Douanes', demonstration: false } })] }),
    )
    const directory = await app.inject('/api/v1/directory')
    expect(directory.json()).toEqual({
      administrations: [{ stream: 'ml', name: 'Douanes', demonstration: false }],
    })
    const health = await app.inject('/api/v1/health')
    expect(health.json()).toEqual({ ok: true, time })
    expect([directory, health].map((reply) => reply.headers['cache-control'])).toEqual(['no-store', 'no-store'])
  })

  it.each(['/api', '/api/', '/api/v1', '/api/v2/sync', '/api/v1/sync', '/api/v1/syncs?x=.html'])(
    'has nothing at %s',
    async (url) => {
      expect(problemOf(await app.inject({ url, headers: { accept: 'text/html' } }))).toEqual([404, 'not-found'])
    },
  )

  it('answers an address that is none with a problem too', async () => {
    expect(problemOf(await app.inject('/api/%E0%A4%A'))).toEqual([400, 'unreadable'])
  })
})

describe('a request from elsewhere', () => {
  const health = (host: string) => app.inject({ url: '/api/v1/health', headers: { host } })

  it('is refused under a foreign name while the server listens for this machine only', async () => {
    for (const host of ['localhost', 'localhost:4280', '127.0.0.1:4280', '[::1]:4280', 'LOCALHOST:4280'])
      expect((await health(host)).statusCode).toBe(200)
    for (const host of ['evil.example', 'evil.example:4280', '127.0.0.1.evil.example', 'localhost.evil.example', '127.0.0.2'])
      expect(problemOf(await health(host))).toEqual([421, 'wrong-host'])
  })

  it('is taken under a name that was made known, and under any once the server is open to the network', async () => {
    await app.close()
    app = await build({ publicHosts: ['palier.douanes.example'] })
    expect((await health('palier.douanes.example')).statusCode).toBe(200)
    expect((await health('other.example')).statusCode).toBe(421)
    expect((await post(request(), { origin: 'https://palier.douanes.example' })).statusCode).toBe(200)
    await app.close()
    app = await build({ loopbackOnly: false })
    expect((await health('10.0.0.7:4280')).statusCode).toBe(200)
  })

  it('is refused when another site’s page sends it', async () => {
    for (const headers of [
      { host: 'localhost:4280', origin: 'https://evil.example' },
      { host: 'localhost:4280', origin: 'http://localhost:9999' },
      { host: 'localhost:4280', origin: 'null' },
      { host: 'localhost:4280', 'sec-fetch-site': 'cross-site' },
    ])
      expect(problemOf(await post(request(), headers as never))).toEqual([403, 'forbidden'])
    const own = { host: 'localhost:4280', origin: 'http://localhost:4280', 'sec-fetch-site': 'same-origin' }
    expect((await post(request(), own)).statusCode).toBe(200)
  })
})
