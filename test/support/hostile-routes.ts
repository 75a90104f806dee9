import { gzipSync } from 'node:zlib'
import { shapes } from '../../src/server/http/interface.ts'
import type { RouteShape } from '../../src/server/http/route-shape.ts'
import type { Chance } from './random.ts'
import { sampleOf } from './samples.ts'

export type HostileRoute = {
  readonly what: string
  readonly method: string
  readonly path: string
  readonly headers: { readonly [name: string]: string }
  readonly body: Buffer | undefined
}

const oddWords: readonly string[] = [
  ...[
    '',
    '0',
    '-1',
    'null',
    'undefined',
    'NaN',
    '__proto__',
    'constructor',
    '../..',
    '..%2f..%2fetc%2fpasswd',
    '%00',
    '%',
    '%ff',
  ],
  ...[
    "'",
    "' OR '1'='1",
    "'; DROP TABLE operation; --",
    '" OR 1=1 --',
    '1) UNION SELECT 1,2,3--',
    '$ne',
    '{"$gt":""}',
    '{{7*7}}',
  ],
  ...['<script>alert(1)</script>', '\u202e', 'é'.repeat(60), 'x'.repeat(4000), '*', '?', '#', ';', '\r\nx-evil: 1', '🙂', '０'],
]
const oddValues: readonly unknown[] = [null, true, false, 0, -1, 1.5, 1e308, [], {}, [[[]]], ['a'], { v: 1 }, ...oddWords]

const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`

type Part = { readonly text: string; readonly chance: Chance }
type Bodies = {
  readonly [what: string]: (part: Part) => { readonly body: Buffer; readonly headers?: { readonly [name: string]: string } }
}

/** What may be done to a body that would be right. */
const bodies: Bodies = {
  'a right body': ({ text }) => ({ body: Buffer.from(text) }),
  'a right body, gzip': ({ text }) => ({ body: gzipSync(text), headers: { 'content-encoding': 'gzip' } }),
  'odd values': ({ text, chance }) => ({ body: Buffer.from(JSON.stringify(spoilt(JSON.parse(text), chance))) }),
  'an unknown key': ({ text }) => ({ body: Buffer.from(text.replace('{', '{"admin":true,')) }),
  'a prototype': ({ text }) => ({ body: Buffer.from(text.replace('{', '{"__proto__":{"admin":true},"constructor":{},')) }),
  'a key twice': ({ text }) => ({ body: Buffer.from(text.replace(/\{("[^"]*":)/, '{$1null,$1')) }),
  'cut anywhere': ({ text, chance }) => ({ body: Buffer.from(text).subarray(0, chance.below(Buffer.byteLength(text) + 1)) }),
  'far too deep': ({ chance }) => ({ body: Buffer.from(deep(chance.pick([100, 10_000, 1_000_000]))) }),
  'far too wide': ({ chance }) => ({
    body: Buffer.from(
      `{"a":[${Array(chance.pick([5_000, 500_000]))
        .fill('0')
        .join(',')}]}`,
    ),
  }),
  'many keys': () => ({ body: Buffer.from(`{${Array.from({ length: 50_000 }, (_, nth) => `"k${nth}":0`).join(',')}}`) }),
  'a long word': ({ text }) => ({ body: Buffer.from(text.replace(/"[^"]*"(?=[,}])/, `"${'x'.repeat(1_000_000)}"`)) }),
  'a bomb': () => ({ body: gzipSync(Buffer.alloc(24 * 1024 * 1024, 0x20)), headers: { 'content-encoding': 'gzip' } }),
  'larger than allowed': () => ({ body: Buffer.alloc(4 * 1024 * 1024 + 1, 0x20) }),
  'random bytes': ({ chance }) => ({ body: Buffer.from(Array.from({ length: chance.below(2000) }, () => chance.below(256))) }),
  'no UTF-8': ({ text }) => ({
    body: Buffer.concat([Buffer.from(text.slice(0, 5)), Buffer.of(0xff, 0xc0), Buffer.from(text.slice(5))]),
  }),
  nothing: () => ({ body: Buffer.alloc(0) }),
  'no object': ({ chance }) => ({ body: Buffer.from(JSON.stringify(chance.pick(oddValues))) }),
  'a form': () => ({ body: Buffer.from('a=1&b=2'), headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
  'another type': ({ text, chance }) => ({
    body: Buffer.from(text),
    headers: {
      'content-type': chance.pick(['text/plain', 'application/xml', 'application/json; charset=utf-16', 'nonsense', '*/*']),
    },
  }),
  'another encoding': ({ text, chance }) => ({
    body: Buffer.from(text),
    headers: { 'content-encoding': chance.pick(['br', 'deflate', 'zstd', 'gzip, gzip', 'x']) },
  }),
}

/** Puts odd values into some places of what was right. */
const spoilt = (value: unknown, chance: Chance): unknown => {
  if (chance.chance(0.2)) return chance.pick(oddValues)
  if (Array.isArray(value)) return value.map((one) => spoilt(one, chance))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [chance.chance(0.05) ? chance.pick(oddWords) : key, spoilt(one, chance)]),
  )
}

const oddHeaders: readonly { readonly [name: string]: string }[] = [
  {},
  {},
  { authorization: 'Bearer ' },
  { authorization: `Bearer ${'A'.repeat(43)}` },
  { authorization: 'Bearer a b' },
  { authorization: `Basic ${Buffer.from('admin:admin').toString('base64')}` },
  { cookie: 'session=1; __proto__=1' },
  { range: 'bytes=0-,5-' },
  { 'if-none-match': '*' },
  { 'x-forwarded-for': 'x, y, 1' },
  { 'x-forwarded-for': '203.0.113.77', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'evil.example' },
  { origin: 'https://evil.example' },
  { 'x-http-method-override': 'DELETE' },
  { accept: 'text/html' },
]

/** With these, whoever asks would be nobody from then on. */
const ending = new Set(['signOut', 'erased'])

/** One request to one of the routes, more or less right. `bearer` is sent along where it is known and nothing else is tried. */
export const hostileRoute = (number: number, chance: Chance, bearer?: string): HostileRoute => {
  const list: readonly RouteShape[] = shapes
  const shape = list[number % list.length] as RouteShape
  const method = chance.chance(0.9) ? shape.method : chance.pick(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'])
  const own = bearer && !ending.has(shape.name) ? { authorization: `Bearer ${bearer}` } : {}
  const headers = { ...own, ...chance.pick(oddHeaders) }
  const path = `/api${pathOf(shape, chance)}`
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS')
    return { what: `${shape.name}: ${method} ${path}`.slice(0, 200), method, path, headers, body: undefined }
  const what = chance.pick(Object.keys(bodies))
  const text = textFor(shape, chance)
  const { body, headers: more } = bodies[what]?.({ text, chance }) ?? { body: Buffer.alloc(0), headers: {} }
  const type = { 'content-type': shape.takes?.type ?? 'application/json' }
  return { what: `${shape.name}: ${what}`, method, path, body, headers: { ...headers, ...type, ...more } }
}

const textFor = ({ takes }: RouteShape, chance: Chance): string => {
  if (takes?.type === 'application/json') return JSON.stringify(sampleOf(takes.schema, chance) ?? {})
  return JSON.stringify(sampleOf(takes?.type === 'application/x-ndjson' ? (takes.lines[0]?.schema ?? '') : '', chance) ?? {})
}

const pathOf = ({ path, parameters = {} }: RouteShape, chance: Chance): string => {
  const word = (): string => {
    const odd = chance.chance(0.6) ? chance.pick(oddWords) : chance.pick(['north', 'A'.repeat(43), 'a:b', 'u-1'])
    // Some as a browser would write it, some as nobody should.
    return chance.chance(0.7) ? encodeURIComponent(odd) : odd.replace(/[^\x21-\x7e]/g, '%C3%28')
  }
  const filled = path.replace(/:\w+/g, word)
  const asked = Object.keys(parameters).filter((name) => !path.includes(`:${name}`))
  const query = asked.filter(() => chance.chance(0.9)).map((name) => `${name}=${word()}`)
  if (chance.chance(0.1)) query.push(`${word()}=${word()}`, ...query)
  return query.length > 0 ? `${filled}?${query.join('&')}` : filled
}
