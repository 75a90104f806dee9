import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { courierProblems } from '../../../src/core/protocol/courier/problem.ts'
import { courierReplySchema } from '../../../src/core/protocol/courier/reply.ts'
import { hashOf } from '../../../src/core/protocol/hash.ts'
import { buildServer } from '../../../src/server/http/server.ts'
import { verify } from '../../../src/server/store/verify/verify.ts'
import { sealedOutbox } from '../../support/courier-keys.ts'
import {
  type Enrolled,
  enrolled,
  type Headquarters,
  openHeadquarters,
  operationsIn,
  workOf,
} from '../../support/courier-server.ts'
import { type Chance, seeded } from '../../support/random.ts'
import { scratchFolder } from '../../support/server-process.ts'

const folder = scratchFolder()
afterAll(folder.remove)
let hq: Headquarters
let tablet: Enrolled
let app: Awaited<ReturnType<typeof buildServer>>
beforeAll(async () => {
  hq = await openHeadquarters(join(folder.path, 'palier.db'))
  tablet = await enrolled(hq.db)
  app = await buildServer({
    log: hq.log,
    courier: hq.courier,
    now: () => new Date().toISOString(),
    loopbackOnly: true,
    publicHosts: [],
  })
})
afterAll(async () => {
  await app.close()
  await hq.log.close()
})

const bytes = { 'content-type': 'application/octet-stream' }
const post = (payload: string | Buffer, headers: { [name: string]: string } = bytes) =>
  app.inject({ method: 'POST', url: '/api/v1/courier', headers, payload })
const outbox = (count: number) =>
  sealedOutbox({ signer: tablet.signer, server: hq.point, device: tablet.device, file: randomUUID() }, workOf(tablet, count))
const codeOf = (body: string): string => (JSON.parse(body) as { readonly code?: string }).code ?? 'taken'
const codes = new Set<string>([...courierProblems, 'taken'])

describe('POST /v1/courier', () => {
  it('takes a file plain or packed, and answers in numbers', async () => {
    const text = await outbox(5)
    const first = await post(text)
    expect(first.statusCode).toBe(200)
    expect(courierReplySchema.parse(first.json())).toMatchObject({ operations: 5, taken: 5, known: 0 })
    const again = await post(gzipSync(text), { ...bytes, 'content-encoding': 'gzip' })
    expect(again.json()).toMatchObject({ operations: 5, taken: 0, known: 5 })
  })

  it('refuses what is no file of ours, too large, or sent as something else', async () => {
    expect(codeOf((await post('')).body)).toBe('not-ours')
    expect(codeOf((await post(Buffer.of(0xff, 0xfe, 0))).body)).toBe('not-ours')
    expect((await post('{}', { 'content-type': 'application/json' })).statusCode).toBe(415)
    expect((await post('{}', { 'content-type': 'text/plain' })).statusCode).toBe(415)
    expect((await post(Buffer.alloc(5 * 1024 * 1024))).statusCode).toBe(413)
    expect((await post(gzipSync(Buffer.alloc(64 * 1024 * 1024)), { ...bytes, 'content-encoding': 'gzip' })).statusCode).toBe(413)
    // No other route takes bytes, and no server without a courier takes a file.
    expect((await app.inject({ method: 'POST', url: '/api/v1/sync', headers: bytes, payload: 'x' })).statusCode).toBe(415)
    const other = await buildServer({ log: hq.log, now: () => '', loopbackOnly: true, publicHosts: [] })
    const reply = await other.inject({ method: 'POST', url: '/api/v1/courier', headers: bytes, payload: 'x' })
    expect([reply.statusCode, codeOf(reply.body)]).toEqual([404, 'not-found'])
    await other.close()
  })

  it('takes nothing of a file in which any byte is another one', { timeout: 120_000 }, async () => {
    const text = await outbox(2)
    const before = await operationsIn(hq.db)
    for (let at = 0; at < text.length; at += 1) {
      const other = Buffer.from(text)
      other[at] = (other[at] ?? 0) ^ (1 << (at % 7))
      const reply = await post(other)
      expect(courierProblems, `byte ${at}`).toContain(codeOf(reply.body))
      expect(reply.statusCode, `byte ${at}`).toBeLessThan(500)
    }
    expect(await operationsIn(hq.db)).toEqual(before)
    expect((await post(text)).json()).toMatchObject({ taken: 2 })
  })

  it('outlives a thousand mutated files, each quickly, with what was good taken once', { timeout: 180_000 }, async () => {
    const seed = Number(process.env['SEED'] ?? 20261122)
    const chance = seeded(seed)
    const texts = await Promise.all([outbox(3), outbox(30), outbox(1)])
    const before = new Set(await operationsIn(hq.db))
    const memory = process.memoryUsage.rss()
    const seen = new Map<string, number>()
    let slowest = 0
    for (let round = 0; round < 1000; round += 1) {
      const begun = performance.now()
      const reply = await post(mutated(chance, texts))
      slowest = Math.max(slowest, performance.now() - begun)
      const code = codeOf(reply.body)
      expect(codes, `seed ${seed}, round ${round}: ${reply.body}`).toContain(code)
      expect(reply.statusCode, `seed ${seed}, round ${round}`).toBeLessThan(500)
      seen.set(code, (seen.get(code) ?? 0) + 1)
    }
    for (const text of texts) expect((await post(text)).statusCode).toBe(200)
    const found = (await operationsIn(hq.db)).filter((id) => !before.has(id))
    expect([found.length, new Set(found).size], `seed ${seed}`).toEqual([34, 34])
    expect([...seen.keys()].sort(), `seed ${seed}`).toEqual(expect.arrayContaining(['cut', 'not-ours', 'taken', 'tampered']))
    expect(slowest, `seed ${seed}`).toBeLessThan(5000)
    expect(process.memoryUsage.rss() - memory, `seed ${seed}`).toBeLessThan(512 * 1024 * 1024)
    expect((await verify(hq.db)).findings).toEqual([])
  })
})

/** What a bad memory card, a bad line or a bad neighbour makes of a file; now and then the parts of two, sealed by nobody. */
const mutated = (chance: Chance, texts: readonly string[]): Buffer => {
  const text = chance.pick(texts)
  const lines = text.split('\n')
  const at = chance.below(text.length)
  const [one, other] = [chance.below(lines.length), chance.below(lines.length)]
  switch (chance.below(10)) {
    case 0:
      return Buffer.from(text.slice(0, at))
    case 1: {
      const bytes = Buffer.from(text)
      for (let flips = 0; flips < 1 + chance.below(8); flips += 1) bytes[chance.below(bytes.length)] = chance.below(256)
      return bytes
    }
    case 2:
      return Buffer.from(rehashed(lines.filter((_, place) => place !== one)))
    case 3:
      return Buffer.from(rehashed(lines.with(one, lines[other] ?? '')))
    case 4:
      return Buffer.from(rehashed([...lines.slice(0, -2), ...chance.pick(texts).split('\n').slice(1)]))
    case 5:
      return Buffer.from(text.slice(at) + text.slice(0, at))
    case 6:
      return Buffer.from(`${text.slice(0, at)}${'['.repeat(chance.below(100_000))}${text.slice(at)}`)
    case 7:
      return Buffer.from(
        text.replace(/"(version|n|count)":\d+/, `"$1":${chance.pick(['-1', '1e9', '9999999999999', '2', 'null'])}`),
      )
    case 8:
      return Buffer.from(
        rehashed(lines.map((line) => line.replace(/"box":"(.)/, (_, first) => `"box":"${first === 'A' ? 'B' : 'A'}`))),
      )
    default:
      return Buffer.from(text)
  }
}

/** The end that fits what stands before it: the hash keeps nobody from changing anything. */
const rehashed = (lines: readonly string[]): string => {
  const kept = lines.filter((line) => line !== '' && !line.startsWith('{"end"'))
  const text = kept.map((line) => `${line}\n`).join('')
  const count = kept.filter((line) => line.startsWith('{"n"')).length
  return `${text}{"end":{"count":${count},"hash":"${hashOf(text)}"}}\n`
}
