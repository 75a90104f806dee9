import * as z from 'zod/mini'
import { entityKinds, type Operation, operationKinds } from '../operation.ts'
import { id, instant, publicKey } from './words.ts'

/** An operation of protocol 2: chained to the device's one before. Its text is its canonical JSON, made once, where it was done. */
export const operation2Schema = z.strictObject({
  v: z.literal(2),
  id,
  device: id,
  lsn: z.int().check(z.positive()),
  kind: z.enum(operationKinds),
  entity: z.strictObject({ kind: z.enum(entityKinds), id }),
  stream: id,
  author: z.nullable(id),
  set: z.record(id, z.json()),
  base: z.record(id, z.nullable(id)),
  resolves: z.optional(z.array(id).check(z.maxLength(100))),
  follows: z.optional(z.array(id).check(z.maxLength(20))),
  wall: instant,
  offset: z.nullable(z.int()),
  prev: z.string().check(z.regex(/^([A-Za-z0-9_-]{43})?$/)),
  key: z.optional(publicKey),
})

/**
 * The same check as the schema's, by hand: a server reads thousands of these a second, from texts that are JSON already. A test
 * holds the two against one another.
 */
export const operationOf2 = (input: unknown): Operation | undefined => {
  if (!isRecord(input)) return undefined
  for (const key in input) if (!known.has(key)) return undefined
  const { v, id, device, lsn, kind, entity, stream, author, set, base, resolves, follows, wall, offset, prev, key } = input
  const isRight =
    v === 2 &&
    isId(id) &&
    isId(device) &&
    isId(stream) &&
    (author === null || isId(author)) &&
    Number.isSafeInteger(lsn) &&
    Number(lsn) > 0 &&
    isOneOf(operationKinds, kind) &&
    isEntity(entity) &&
    isFields(set, () => true) &&
    isFields(base, (value) => value === null || isId(value)) &&
    isIds(resolves, 100) &&
    isIds(follows, 20) &&
    typeof wall === 'string' &&
    wall.length <= 40 &&
    (offset === null || Number.isSafeInteger(offset)) &&
    typeof prev === 'string' &&
    /^([A-Za-z0-9_-]{43})?$/.test(prev) &&
    (key === undefined || (typeof key === 'string' && /^[A-Za-z0-9_-]{87}$/.test(key)))
  if (!isRight) return undefined
  // By name, for a copy of all but one costs as much as the whole check.
  const operation: { [name: string]: unknown } = { id, device, lsn, kind, entity, stream, author, set, base, wall, offset, prev }
  if ('resolves' in input) operation['resolves'] = resolves
  if ('follows' in input) operation['follows'] = follows
  if ('key' in input) operation['key'] = key
  return operation as unknown as Operation
}

const known = new Set(Object.keys(operation2Schema.shape))
const idPattern = /^[A-Za-z0-9._:-]{1,120}$/

const isRecord = (input: unknown): input is { readonly [key: string]: unknown } =>
  typeof input === 'object' && input !== null && !Array.isArray(input)
const isId = (value: unknown): boolean => typeof value === 'string' && idPattern.test(value)
const isOneOf = (words: readonly string[], value: unknown): boolean => typeof value === 'string' && words.includes(value)
const isIds = (value: unknown, most: number): boolean =>
  value === undefined || (Array.isArray(value) && value.length <= most && value.every(isId))
const isEntity = (value: unknown): boolean =>
  isRecord(value) && Object.keys(value).length === 2 && isOneOf(entityKinds, value['kind']) && isId(value['id'])
const isFields = (value: unknown, isValue: (inner: unknown) => boolean): boolean => {
  if (!isRecord(value)) return false
  for (const field in value) if (!idPattern.test(field) || !isValue(value[field])) return false
  return true
}
