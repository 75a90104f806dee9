import { gzipSync } from 'node:zlib'
import { requestBody } from '../../src/core/protocol/request.ts'
import { hashOf } from '../../src/server/hash.ts'
import { chainedDevice } from './filled-log.ts'
import type { Chance } from './random.ts'

export type Hostile = {
  /** Every operation of the request has an id that begins with this. */
  readonly name: string
  readonly operations: number
  readonly what: string
  readonly body: Buffer
  readonly headers: { readonly [name: string]: string }
}

type Draft = { readonly body: Buffer; readonly headers?: { readonly [name: string]: string } }
type Mutation = (lines: readonly string[], chance: Chance) => Draft

const ndjson = { 'content-type': 'application/x-ndjson' }

/** Lines with a right end: what is wrong lies within. */
const closed = (lines: readonly string[]): Buffer => {
  const before = `${lines.join('\n')}\n`
  return Buffer.from(`${before}${JSON.stringify({ count: lines.length - 1, hash: hashOf(before) })}\n`)
}
const whole = (lines: readonly string[]): Buffer => closed(lines.slice(0, -1))
const headOf = ([head = '']: readonly string[]): string => head
const at = (bytes: Buffer, chance: Chance): number => chance.below(bytes.length)
const flipped = (bytes: Buffer, chance: Chance): Buffer => {
  const changed = Buffer.from(bytes)
  for (let flips = 1 + chance.below(4); flips > 0; flips -= 1) {
    const place = at(changed, chance)
    changed[place] = (changed[place] ?? 0) ^ (1 << chance.below(8))
  }
  return changed
}
const zipped = { 'content-encoding': 'gzip' }
const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`
/** A line whose hash is right, whatever its text says. */
const lineWith = (text: string): string => `{"hash":"${hashOf(text)}","op":${text}}`
const random = (chance: Chance, length: number): Buffer => Buffer.from(Array.from({ length }, () => chance.below(256)))

/** What a bad line, a bad disk, a bad proxy and a bad person send. */
export const mutations: { readonly [what: string]: Mutation } = {
  'nothing wrong': (lines) => ({ body: whole(lines) }),
  'nothing wrong, gzip': (lines) => ({ body: gzipSync(whole(lines)), headers: zipped }),
  'cut anywhere': (lines, chance) => ({ body: whole(lines).subarray(0, at(whole(lines), chance)) }),
  'bits turned over': (lines, chance) => ({ body: flipped(whole(lines), chance) }),
  'gzip cut anywhere': (lines, chance) => {
    const body = gzipSync(whole(lines))
    return { body: body.subarray(0, at(body, chance)), headers: zipped }
  },
  'gzip with bits turned over': (lines, chance) => ({ body: flipped(gzipSync(whole(lines)), chance), headers: zipped }),
  'gzip twice': (lines) => ({ body: gzipSync(gzipSync(whole(lines))), headers: zipped }),
  'gzip that does not say so': (lines) => ({ body: gzipSync(whole(lines)) }),
  'plain that says gzip': (lines) => ({ body: whole(lines), headers: zipped }),
  'a bomb': () => ({ body: gzipSync(Buffer.alloc(32 * 1024 * 1024, 0x20)), headers: zipped }),
  'larger than allowed': () => ({ body: Buffer.alloc(4 * 1024 * 1024 + 1, 0x20) }),
  'another type': (lines, chance) => ({
    body: whole(lines),
    headers: { 'content-type': chance.pick(['text/plain', 'application/xml', 'multipart/form-data; boundary=x', 'nonsense']) },
  }),
  'the other protocol’s type': (lines) => ({ body: whole(lines), headers: { 'content-type': 'application/json' } }),
  'another encoding': (lines, chance) => ({
    body: whole(lines),
    headers: { 'content-encoding': chance.pick(['br', 'deflate', 'zstd', 'gzip, gzip']) },
  }),
  'no end': (lines) => ({ body: Buffer.from(`${lines.slice(0, -1).join('\n')}\n`) }),
  'two ends': (lines) => ({ body: Buffer.concat([whole(lines), Buffer.from(`${lines.at(-1)}\n`)]) }),
  'a wrong count': (lines) => ({ body: Buffer.from(`${[...lines.slice(0, -2), ...lines.slice(-1)].join('\n')}\n`) }),
  'a wrong hash': (lines) => {
    const before = lines.slice(0, -1)
    return {
      body: Buffer.from(`${[...before, JSON.stringify({ count: before.length - 1, hash: hashOf('another') })].join('\n')}\n`),
    }
  },
  'lines exchanged': (lines) => ({
    body: Buffer.from(`${[headOf(lines), ...lines.slice(1, -1).reverse(), lines.at(-1)].join('\n')}\n`),
  }),
  'a line of 5,000 levels': (lines) => ({
    body: closed([...lines.slice(0, -1), lineWith(`{"id":"deep","set":{"a":${deep(5000)}}}`)]),
  }),
  'a head of 100,000 levels': (lines) => ({ body: closed([deep(100_000), ...lines.slice(1, -1)]) }),
  'lines that are no operations': (lines, chance) => ({
    body: closed([
      ...lines.slice(0, -1),
      ...['null', '[]', '{}', '0', '"', '', lineWith('null'), lineWith('{"__proto__":{"v":2}}')].filter(() => chance.chance(0.7)),
    ]),
  }),
  'a text that does not hash to what it says': (lines) => ({
    body: closed(lines.slice(0, -1).map((line) => line.replace('"lsn":', '"lsn": '))),
  }),
  'more lines than allowed': (lines) => ({ body: closed([headOf(lines), ...Array.from({ length: 501 }, () => lines[1] ?? '')]) }),
  'very many lines': (lines) => ({ body: closed([headOf(lines), ...Array.from({ length: 200_000 }, () => '{}')]) }),
  'one very long line': (lines) => ({
    body: closed([...lines.slice(0, -1), lineWith(`{"id":"long","set":{"a":"${'x'.repeat(3_000_000)}"}}`)]),
  }),
  'bytes that are no UTF-8': (lines, chance) => {
    const body = whole(lines)
    const place = at(body, chance)
    return { body: Buffer.concat([body.subarray(0, place), Buffer.of(0xff, 0xfe, 0xc0, 0x80), body.subarray(place)]) }
  },
  'half a surrogate': (lines) => ({ body: closed([...lines.slice(0, -1), lineWith('{"id":"\\ud800","set":{}}')]) }),
  'carriage returns': (lines) => ({ body: Buffer.from(whole(lines).toString().replaceAll('\n', '\r\n')) }),
  'a mark of byte order': (lines) => ({ body: Buffer.concat([Buffer.of(0xef, 0xbb, 0xbf), whole(lines)]) }),
  'an unknown key in the head': (lines) => ({
    body: closed([headOf(lines).replace('{', '{"admin":true,'), ...lines.slice(1, -1)]),
  }),
  'another protocol': (lines, chance) => ({
    body: closed([
      headOf(lines).replace('"protocol":3', `"protocol":${chance.pick(['2', '4', '0', '-1', '1e9', '"2"', 'null'])}`),
      ...lines.slice(1, -1),
    ]),
  }),
  'a cursor that nobody gave out': (lines) => ({
    body: closed([
      headOf(lines).replace('"cursors":{}', `"cursors":{"north":{"seq":7,"proof":"${'A'.repeat(32)}"}}`),
      ...lines.slice(1, -1),
    ]),
  }),
  'a name from elsewhere': (lines) => ({ body: whole(lines), headers: { host: 'evil.example' } }),
  'a page of another site': (lines) => ({ body: whole(lines), headers: { origin: 'https://evil.example' } }),
  'headers beyond measure': (lines) => ({ body: whole(lines), headers: { 'x-long': 'x'.repeat(20_000) } }),
  'random bytes': (_lines, chance) => ({ body: random(chance, chance.below(3000)) }),
  'random bytes that say gzip': (_lines, chance) => ({
    body: Buffer.concat([Buffer.of(0x1f, 0x8b, 8, 0), random(chance, 600)]),
    headers: zipped,
  }),
  nothing: () => ({ body: Buffer.alloc(0) }),
  'words of protocol 1': (lines) => ({
    body: Buffer.from(
      JSON.stringify({
        protocol: 1,
        app: 'x',
        device: 'd',
        nonce: 'nonce-of-this-one',
        cursors: {},
        operations: lines.slice(1, -1).map((line) => JSON.parse(line).op),
      }),
    ),
    headers: { 'content-type': 'application/json' },
  }),
}

/** One request, by its number: a valid one of a few operations, then what happened to it. */
export const hostileRequest = (number: number, chance: Chance): Hostile => {
  const name = `hostile-${number}.`
  const device = chainedDevice(name)
  const operations = 1 + chance.below(6)
  const made = Array.from({ length: operations }, (_, nth) =>
    device.line({ kind: 'edit', entity: { kind: 'unit', id: `u-${number}-${nth}` }, set: { code: `é-${nth}` } }),
  )
  const head = {
    protocol: 3 as const,
    app: 'test',
    device: `d-${number}`,
    incarnation: [null, 'session'] as [null, string],
    epoch: null,
    nonce: 'nonce-of-this-one',
    cursors: {},
    report: { unsent: operations, storage: 'unknown' as const, offset: null },
  }
  const lines = [requestBody(head, []).split('\n')[0] ?? '', ...made]
  const before = `${lines.join('\n')}\n`
  const end = JSON.stringify({ count: made.length, hash: hashOf(before) })
  const what = chance.pick(Object.keys(mutations))
  const { body, headers } = (mutations[what] as Mutation)([...lines, end], chance)
  return { name, operations, what, body, headers: { ...ndjson, ...headers } }
}
