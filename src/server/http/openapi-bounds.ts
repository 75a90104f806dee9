import { limits } from '../../core/protocol/limits.ts'

type Node = { readonly [key: string]: unknown }

/** No text in a body is longer than what a body may unpack to, no list has more places; bytes as they are may be a whole file. */
const longest = limits.bytes
const largestFile = 64 * 1024 * 1024

/**
 * The document with what holds for every route and every value, where the schemas say nothing narrower: how long, how many, how
 * large; what says how much one may still ask; under which heading an operation stands.
 */
export const bounded = <Document extends object>(document: Document): Document => {
  const { paths, ...rest } = narrowed(document) as Node & { readonly paths: Node }
  return {
    ...rest,
    tags: tagsOf(paths),
    paths: mapped(paths, (item, path) => mapped(item as Node, (one) => described(one as Node, path))),
  } as never
}

const mapped = (node: Node, change: (value: unknown, key: string) => unknown): Node =>
  Object.fromEntries(Object.entries(node).map(([key, value]) => [key, change(value, key)]))

const tagOf = (path: string): string => path.split('/')[2]?.replace('.json', '') ?? 'palier'

const tagsOf = (paths: Node): readonly object[] => [...new Set(Object.keys(paths).map(tagOf))].map((name) => ({ name }))

const described = ({ responses, ...operation }: Node, path: string): Node => ({
  tags: [tagOf(path)],
  ...operation,
  description: operation['description'] ?? operation['summary'],
  responses: mapped(responses as Node, (reply, status) => withHeaders(reply as Node, status)),
})

const headers = {
  RateLimit: {
    description: 'Which limit was nearest, how much of it is left, and when it is full again. Absent where none applies.',
    schema: { type: 'string', maxLength: 100 },
  },
  RetryAfter: {
    description: 'Seconds after which to ask again.',
    schema: { type: 'integer', format: 'int32', minimum: 0, maximum: 1_000_000 },
  },
  NoOtherOrigin: { description: 'Never sent: no page of another origin may read an answer.', schema: { not: {} } },
}

const withHeaders = (reply: Node, status: string): Node => ({
  ...reply,
  headers: {
    'Access-Control-Allow-Origin': headers.NoOtherOrigin,
    ...(/^[234]/.test(status) ? { RateLimit: headers.RateLimit } : {}),
    ...(status === '429' || status === '503' ? { 'Retry-After': headers.RetryAfter } : {}),
  },
})

const has = (type: unknown, name: string): boolean => type === name || (Array.isArray(type) && type.includes(name))

/** Bounds for every schema within that has none of its own. Examples are values, no schemas: they stay as they are. */
const narrowed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(narrowed)
  if (value === null || typeof value !== 'object') return value
  const node = mapped(value as Node, (inner, key) => (key === 'examples' || key === 'enum' ? inner : narrowed(inner)))
  return { ...node, ...stringBound(node), ...integerBound(node), ...listBound(node) }
}

const stringBound = ({ type, enum: among, const: only, maxLength, pattern, format }: Node): Node => {
  if (!has(type, 'string') || among || only !== undefined || maxLength !== undefined) return {}
  return { maxLength: format === 'binary' ? largestFile : lengthIn(pattern) }
}

/** A pattern like `^[a-z]{3,60}$` says itself how long a text may be. */
const lengthIn = (pattern: unknown): number => {
  const found = /^\^\[(?:[^\]\\]|\\.)+\]\{(?:\d+,)?(\d+)\}\$$/.exec(String(pattern))
  return found ? Number(found[1]) : longest
}

const integerBound = ({ type, enum: among, const: only, minimum, exclusiveMinimum, maximum }: Node): Node => {
  if (!has(type, 'integer') || among || only !== undefined) return {}
  return {
    format: 'int64',
    ...(minimum === undefined && exclusiveMinimum === undefined ? { minimum: Number.MIN_SAFE_INTEGER } : {}),
    ...(maximum === undefined ? { maximum: Number.MAX_SAFE_INTEGER } : {}),
  }
}

const listBound = ({ type, maxItems, items, prefixItems }: Node): Node => {
  if (!has(type, 'array')) return {}
  const places = Array.isArray(prefixItems) ? prefixItems.length : undefined
  return {
    ...(maxItems === undefined ? { maxItems: places ?? longest } : {}),
    ...(items === undefined || items === false ? { items: places === undefined ? {} : { not: {} } } : {}),
  }
}
