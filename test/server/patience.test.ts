import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildServer } from '../../src/server/http/server.ts'
import { memoryServerLog } from '../support/memory-server-log.ts'
import { scratchFolder, startServer } from '../support/server-process.ts'

const build = () =>
  buildServer({
    log: memoryServerLog(),
    now: () => '2026-11-22T09:00:00.000Z',
    loopbackOnly: true,
    publicHosts: [],
    patience: { arrival: 1200, headers: 600, silence: 2000 },
  })
let app: Awaited<ReturnType<typeof build>>
let port: number
beforeEach(async () => {
  app = await build()
  await app.listen({ host: '127.0.0.1', port: 0 })
  port = (app.server.address() as AddressInfo).port
})
afterEach(() => app.close())

/** Opens a connection, says something, and hears all until it is closed. */
const speak = (to: number, ...said: readonly (string | Buffer)[]): { socket: Socket; heard: Promise<string> } => {
  const socket = connect(to, '127.0.0.1')
  let text = ''
  socket.on('data', (part) => {
    text += part
  })
  socket.on('error', () => undefined)
  for (const part of said) socket.write(part)
  return { socket, heard: new Promise((resolve) => socket.on('close', () => resolve(text))) }
}

const problemIn = (reply: string) => {
  const [head = '', body = ''] = reply.split('\r\n\r\n')
  expect(head).toMatch(/content-type: application\/problem\+json/i)
  expect(head).toMatch(/cache-control: no-store/i)
  expect(head).toMatch(/x-content-type-options: nosniff/i)
  return [Number(head.split(' ')[1]), JSON.parse(body).code]
}

const post = (...headers: readonly string[]) =>
  `${['POST /api/v1/sync HTTP/1.1', 'host: localhost', ...headers].join('\r\n')}\r\n\r\n`

describe('a connection that wears the server down', () => {
  it('is answered and closed: headers that never end, a body that never comes', async () => {
    const slow = speak(port, 'POST /api/v1/sync HTTP/1.1\r\nhost: localhost\r\nx-slow: ')
    const drip = setInterval(() => slow.socket.write('a'), 100)
    const stuck = speak(port, post('content-type: application/x-ndjson', 'content-length: 100'), 'ten bytes.')
    expect(problemIn(await slow.heard)).toEqual([408, 'too-slow'])
    expect(problemIn(await stuck.heard)).toEqual([408, 'too-slow'])
    clearInterval(drip)
  })

  it('is one of three hundred, and whoever speaks properly is answered at once all the same', async () => {
    const slow = Array.from({ length: 300 }, (_, nth) =>
      speak(port, nth % 2 ? 'GET / HTTP/1.1\r\nx-slow: ' : post('content-length: 99')),
    )
    const drip = setInterval(() => slow.map(({ socket }) => socket.writable && socket.write('a')), 150)
    await new Promise((resolve) => setTimeout(resolve, 300))
    for (let times = 0; times < 5; times += 1) {
      const begun = performance.now()
      expect((await fetch(`http://127.0.0.1:${port}/api/v1/health`)).status).toBe(200)
      expect(performance.now() - begun).toBeLessThan(2000)
    }
    const ends = await Promise.all(slow.map(({ heard }) => heard))
    clearInterval(drip)
    expect(new Set(ends.map((end) => problemIn(end)[1]))).toEqual(new Set(['too-slow']))
  })

  it('is not waited for when it says nothing at all', async () => {
    const begun = Date.now()
    expect(problemIn(await speak(port).heard)).toEqual([408, 'too-slow'])
    expect(Date.now() - begun).toBeLessThan(5000)
  })

  it.each([
    ['no HTTP', 'what is this?\r\n\r\n'],
    ['two lengths', post('content-length: 3', 'content-length: 4')],
    ['a length and pieces', post('content-length: 3', 'transfer-encoding: chunked')],
    ['pieces of no size', `${post('content-type: application/x-ndjson', 'transfer-encoding: chunked')}zz\r\n`],
    ['random bytes', randomBytes(2000)],
  ])('is answered with a problem: %s', async (_what, said) => {
    expect(problemIn(await speak(port, said).heard)).toEqual([400, 'unreadable'])
  })

  it('is told that its headers are too large, although it still sends', async () => {
    expect(problemIn(await speak(port, post(`x-long: ${'x'.repeat(200_000)}`)).heard)).toEqual([431, 'headers-too-large'])
  })

  it('is told that its body is too large, whether it said so or not', async () => {
    const big = Buffer.alloc(6 * 1024 * 1024, 0x20)
    const said = speak(
      port,
      post('content-type: application/x-ndjson', `content-length: ${big.length}`, 'connection: close'),
      big,
    )
    expect(problemIn(await said.heard)).toEqual([413, 'too-large'])
    const chunk = Buffer.concat([Buffer.from(`${big.length.toString(16)}\r\n`), big, Buffer.from('\r\n0\r\n\r\n')])
    const unsaid = speak(
      port,
      post('content-type: application/x-ndjson', 'transfer-encoding: chunked', 'connection: close'),
      chunk,
    )
    expect(problemIn(await unsaid.heard)).toEqual([413, 'too-large'])
  })
})

describe('many large bodies that never end', () => {
  const folder = scratchFolder()
  afterAll(folder.remove)

  it('fill no memory: those for which there is no room are told to ask again, and others are served', {
    timeout: 60_000,
  }, async () => {
    const server = await startServer(join(folder.path, 'data'))
    const to = Number(new URL(server.url).port)
    const size = 4 * 1024 * 1024
    const head = post('content-type: application/x-ndjson', `content-length: ${size}`)
    const all = Array.from({ length: 200 }, () => speak(to, head, Buffer.alloc(size - 1, 0x20)))
    let busy = 0
    for (const { socket } of all)
      socket.on('data', (part) => {
        if (String(part).includes('"code":"busy"') && /^HTTP\/1\.1 503 [\s\S]*retry-after: 5/i.test(String(part))) busy += 1
      })
    const until = Date.now() + 20_000
    while (busy < 184 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 50))
    expect(busy).toBe(184)
    expect((await fetch(`${server.url}/api/v1/ready`)).status).toBe(200)
    const most = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid()}/status`, 'utf8'))?.[1]) / 1024
    expect(most).toBeLessThan(512)
    for (const { socket } of all) socket.destroy()
    await new Promise((resolve) => setTimeout(resolve, 200))
    const small = await fetch(`${server.url}/api/v1/sync`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: 'x',
    })
    expect(small.status).toBe(400)
    console.log(`200 bodies of 4 MiB held open: at most ${most.toFixed(0)} MiB`)
    await server.stop()
  })
})
