import type { StreamId } from '../domain/id.ts'
import { type EntityKind, entityKinds } from './operation.ts'
import type { Row } from './row.ts'
import { type PackedRow, unpacked } from './row-text.ts'

type OrdinaryPut = { readonly line: 'put'; readonly stream: StreamId; readonly seq: number; readonly row: Row }

/**
 * The ordinary row of a reply, checked by hand: a device takes ten thousand of them. Undefined for whatever is out of the ordinary
 * (a conflict, a version of other content, a word too many), which the schema then judges.
 */
export const putIn = (input: unknown): OrdinaryPut | undefined => {
  if (!isRecord(input) || Object.keys(input).length !== 4 || !isRecord(input['row'])) return undefined
  const { stream, seq, row } = input
  const isOrdinary =
    input['line'] === 'put' &&
    isId(stream) &&
    isCount(seq) &&
    Object.keys(row).every((key) => known.has(key)) &&
    entityKinds.includes(row['kind'] as EntityKind) &&
    isId(row['id']) &&
    isId(row['stream']) &&
    isCount(row['rev']) &&
    row['compact'] === true &&
    (row['shell'] === undefined || row['shell'] === true) &&
    isRecord(row['fields']) &&
    isRecord(row['writers']) &&
    Object.keys(row['writers']).every(isId) &&
    Object.values(row['writers']).every(isGroup) &&
    isEmpty(row['conflicts']) &&
    Array.isArray(row['versions']) &&
    row['versions'].every(isVersion)
  if (!isOrdinary) return undefined
  return { line: 'put', stream: stream as StreamId, seq: seq as number, row: unpacked(row as unknown as PackedRow) }
}

const known = new Set(['shell', 'kind', 'id', 'stream', 'rev', 'fields', 'writers', 'conflicts', 'versions', 'compact'])

const isRecord = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isId = (value: unknown): boolean => typeof value === 'string' && /^[A-Za-z0-9._:-]{1,120}$/.test(value)
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0
const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0
/** A version whose content is the fields as they are. */
const isVersion = (value: unknown): boolean =>
  isRecord(value) &&
  Object.keys(value).length === 4 &&
  isId(value['operation']) &&
  (value['author'] === null || isId(value['author'])) &&
  typeof value['wall'] === 'string' &&
  value['wall'].length <= 40 &&
  Array.isArray(value['follows']) &&
  value['follows'].every(isId)
const isGroup = (value: unknown): boolean =>
  value === '*' || (Array.isArray(value) && value.every((field) => typeof field === 'string'))
