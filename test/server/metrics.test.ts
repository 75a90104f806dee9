import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openMetrics } from '../../src/server/metrics/metrics.ts'
import { madeBy1, operation as madeNow } from '../support/operations.ts'
import { type RunningServer, scratchFolder, startServer } from '../support/server-process.ts'

const operation = (...part: Parameters<typeof madeNow>) => madeBy1(madeNow(...part))
const folder = scratchFolder()
afterAll(folder.remove)

let server: RunningServer
let metricsUrl: string
beforeAll(async () => {
  server = await startServer(join(folder.path, 'data'), { METRICS_PORT: '0', LOG_LEVEL: 'trace' })
  metricsUrl = /metrics (\S+)/.exec(server.said())?.[1] ?? ''
})
afterAll(() => server.stop())

const nonce = 'nonce-of-this-request'
const request = (part: object = {}) => ({
  protocol: 1,
  app: 'test',
  device: 'tablet-1',
  nonce,
  cursors: {},
  operations: [],
  ...part,
})
const send = (body: string, headers: { [name: string]: string } = {}, path = '/api/v1/sync') =>
  fetch(server.url + path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })

const read = async (url = metricsUrl): Promise<string> => (await fetch(url)).text()
/** The value of one series, by its name with labels. */
const figure = (text: string, series: string): number =>
  Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${series} `))
      ?.slice(series.length + 1) ?? Number.NaN,
  )

describe('the metrics', () => {
  it('are read at a door of their own, on this machine only', async () => {
    expect(new URL(metricsUrl).hostname).toBe('127.0.0.1')
    expect(new URL(metricsUrl).port).not.toBe(new URL(server.url).port)
    const reply = await fetch(metricsUrl)
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/plain')])
    expect((await fetch(`${server.url}/metrics`)).status).toBe(404)
    expect((await fetch(new URL('/', metricsUrl))).status).toBe(404)
    expect((await fetch(metricsUrl, { method: 'POST' })).status).toBe(404)
  })

  it('count requests, operations by their fate, bytes and batches', async () => {
    const good = operation({ id: 'counted-1' as never, entity: { kind: 'person', id: 'p-1' }, set: { grade: 'A' } })
    const bad = { ...operation({ id: 'counted-2' as never }), rank: 1 }
    const before = await read()
    const body = JSON.stringify(request({ operations: [good, bad], cursors: { 'site-1': 0 } }))
    expect((await send(body)).status).toBe(200)
    expect((await send('{')).status).toBe(400)
    const after = await read()
    const grown = (series: string): number => figure(after, series) - (figure(before, series) || 0)
    expect(grown('palier_http_requests_total{method="POST",route="/api/v1/sync",status="200"}')).toBe(1)
    expect(grown('palier_http_requests_total{method="POST",route="/api/v1/sync",status="400"}')).toBe(1)
    expect(grown('palier_operations_total{status="applied",problem=""}')).toBe(1)
    expect(grown('palier_operations_total{status="refused",problem="unreadable"}')).toBe(1)
    expect(grown('palier_batch_operations_sum')).toBe(2)
    expect(grown('palier_commit_seconds_count')).toBe(1)
    const received = grown('palier_http_received_bytes_total{route="/api/v1/sync"}')
    expect(received).toBeGreaterThan(body.length)
    expect(received).toBeLessThan(body.length + 1500)
    expect(grown('palier_http_sent_bytes_total{route="/api/v1/sync"}')).toBeGreaterThan(500)
    expect(grown('palier_http_request_seconds_count{route="/api/v1/sync"}')).toBe(2)
  })

  it('tell what the log holds, and which version runs', async () => {
    const text = await read()
    expect(figure(text, 'palier_database_up')).toBe(1)
    expect(figure(text, 'palier_stream_heads')).toBe(1)
    expect(figure(text, 'palier_streams')).toBe(1)
    expect(figure(text, 'palier_uncovered_operations')).toBe(1)
    expect(figure(text, 'palier_quarantined_operations')).toBe(1)
    expect(figure(text, 'palier_epoch_changes_total')).toBe(0)
    expect(figure(text, 'palier_http_running_requests')).toBe(0)
    expect(text).toMatch(/palier_build_info\{version="[\d.]+",protocol="\d",node="v\d+/)
    expect(text).toContain('process_resident_memory_bytes')
  })

  it('count each life of the database that begins while the server runs', async () => {
    await send(JSON.stringify(request()))
    const before = figure(await read(), 'palier_epoch_changes_total')
    const database = new DatabaseSync(join(folder.path, 'data', 'palier.db'), { timeout: 5000 })
    database.exec(`update meta set value = '11111111-1111-1111-1111-111111111111' where key = 'epoch'`)
    database.close()
    for (let times = 0; times < 2; times += 1) await send(JSON.stringify(request()))
    expect(figure(await read(), 'palier_epoch_changes_total')).toBe(before + 1)
  })

  it('are silent about the log, not broken, while the database does not answer', async () => {
    const metrics = openMetrics({ version: '1', protocol: '2' }, () => Promise.reject(new Error('no database')))
    const text = await metrics.text()
    expect(figure(text, 'palier_database_up')).toBe(0)
    expect(figure(text, 'palier_stream_heads')).toBeNaN()
    metrics.epoch('first')
    metrics.epoch('first')
    metrics.epoch('second')
    expect(figure(await metrics.text(), 'palier_epoch_changes_total')).toBe(1)
  })
})

describe('what the server says of people', () => {
  const canaries = [
    'Fatoumata',
    'CanaryComment',
    'CanaryField',
    '48151623',
    'canary-query',
    'CanaryPath',
    'CanaryHeader',
    'CanaryBody',
  ]

  it('is nothing, neither in its log at its most talkative nor in its metrics', { timeout: 60_000 }, async () => {
    const persons = { familyName: 'Fatoumata', givenName: 'Fatoumata', grade: 'Fatoumata', registration: 'Fatoumata' }
    const operations = [
      operation({ entity: { kind: 'person', id: 'p-9' }, set: persons }),
      operation({ set: { summary: 'CanaryComment', 'rating:origin': { kind: 'level', level: 48151623 } } }),
      operation({ set: { 'comment:origin': 'CanaryComment' } }),
      operation({ set: { CanaryField: 'CanaryComment' } }),
      { ...operation(), CanaryField: 'CanaryComment' },
      'CanaryBody',
      { CanaryField: 48151623 },
    ]
    const said = server.said().length
    const headers = { 'user-agent': 'CanaryHeader', referer: `${server.url}/CanaryPath`, cookie: 'name=CanaryHeader' }
    const body = JSON.stringify(request({ operations, cursors: { 'site-1': 0 } }))
    const replies = [
      await send(body, headers),
      await send(body, headers, '/api/v1/sync?name=canary-query'),
      await send(`${body}CanaryBody`, headers),
      await send('CanaryBody', { ...headers, 'content-encoding': 'gzip' }),
      await send(body, { ...headers, 'content-type': 'text/CanaryHeader' }),
      await send(body, { ...headers, 'content-encoding': 'CanaryHeader' }),
      await send(body, { ...headers, origin: 'https://CanaryHeader.example' }),
      await send(body, headers, '/api/v1/CanaryPath?name=canary-query'),
      await fetch(`${server.url}/CanaryPath/%E0%A4%A?name=canary-query`, { headers }),
      await fetch(`${server.url}/assets/CanaryPath.js`, { headers }),
    ]
    // The app itself, where it was built before.
    await fetch(`${server.url}/CanaryPath?name=canary-query`, { headers: { ...headers, accept: 'text/html' } })
    expect(replies.slice(0, 2).map(({ status }) => status)).toEqual([200, 200])
    expect(new Set(replies.slice(2).map(({ status }) => status))).toEqual(new Set([400, 403, 404, 415]))
    const text = await read()
    await new Promise((resolve) => setTimeout(resolve, 200))
    const log = server.said().slice(said)
    expect(log.split('\n').length).toBeGreaterThan(replies.length)
    for (const canary of canaries) {
      expect(log.toLowerCase()).not.toContain(canary.toLowerCase())
      expect(text.toLowerCase()).not.toContain(canary.toLowerCase())
    }
  })
})
