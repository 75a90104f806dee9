import type { StreamId } from '../../domain/id.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { EntityKind } from '../operation.ts'
import { type Change, type Put, type ReplyLine, replyLineIn, replyLineText } from '../reply.ts'
import type { Row } from '../row.ts'
import { rowIn } from '../row-text.ts'
import { type Glance, openGlances } from './glance.ts'
import { cameAs } from './row-bytes.ts'

export type RowsProblem = { readonly problem: 'rows-unreadable'; readonly line: number }

/** How a snapshot's rows are put in order: the first of these that a row belongs to, each with the part that it makes. */
export const rowShelves = [
  { part: 'reference', keeps: (row: Named) => isReference(row) },
  { part: 'rows', keeps: ({ kind }: Named) => kind === 'person' || kind === 'post' },
  { part: 'rows', keeps: ({ kind }: Named) => kind === 'assignment' },
  { part: 'rows', keeps: () => true },
] as const

type Named = { readonly kind: EntityKind; readonly fields?: Row['fields'] | undefined }

/** Whoever does more than being assessed has to be found before the officers have come: somebody picks who holds the device. */
const isReference = ({ kind, fields }: Named): boolean =>
  kind === 'administration' ||
  kind === 'pack' ||
  kind === 'unit' ||
  kind === 'campaign' ||
  (kind === 'person' && Array.isArray(fields?.['roles']) && fields['roles'].some((role) => role !== 'officer'))

/** Rows as they travel in an exchange, one to a line. */
export const rowLine = (change: Change): string => replyLineText(change)

/** The rows of a segment, all of this stream, or the first line that is none. */
export const rowsFrom = (text: string, stream: StreamId): Result<readonly Change[], RowsProblem> => {
  const lines = text.split('\n')
  if (lines.pop() !== '') return err({ problem: 'rows-unreadable', line: lines.length + 1 })
  return ofStream(lines.map(replyLineIn), stream)
}

/** All of them, where each is a change of the stream. */
const ofStream = (lines: Iterable<ReplyLine | undefined>, stream: StreamId): Result<readonly Change[], RowsProblem> => {
  const changes: Change[] = []
  for (const line of lines) {
    if ((line?.line !== 'put' && line?.line !== 'leave') || line.stream !== stream)
      return err({ problem: 'rows-unreadable', line: changes.length + 1 })
    changes.push(line)
  }
  return ok(changes)
}

/**
 * The rows of a segment as its bytes hold them, all of this stream, or the first line that is none. An ordinary row is read when
 * somebody asks for more of it than what it is found by. `textOf` reads UTF-8.
 */
export const rowsOf = (
  raw: Uint8Array,
  stream: StreamId,
  textOf: (bytes: Uint8Array) => string,
): Result<readonly Change[], RowsProblem> =>
  raw.length === 0 ? err({ problem: 'rows-unreadable', line: 1 }) : ofStream(linesIn(raw, textOf), stream)

function* linesIn(raw: Uint8Array, textOf: (bytes: Uint8Array) => string): Generator<ReplyLine | undefined> {
  const glance = openGlances(raw)
  for (let from = 0; from < raw.length; ) {
    const end = raw.indexOf(lineEnd, from)
    if (end < 0) {
      yield undefined
      return
    }
    const seen = glance(from, end)
    yield seen ? putOf(seen, raw, textOf) : replyLineIn(textOf(raw.subarray(from, end)))
    from = end + 1
  }
}

const lineEnd = 0x0a

/** A line of a reply in its bytes, without its end. An ordinary row is read when somebody asks for more of it than what it is found by. */
export const lineIn = (bytes: Uint8Array, textOf: (bytes: Uint8Array) => string): ReplyLine | undefined => {
  const seen = openGlances(bytes)(0, bytes.length)
  return seen ? putOf(seen, bytes, textOf) : replyLineIn(textOf(bytes))
}

const putOf = (
  { stream, seq, kind, id, home, rev, shell, scope, start, end, length }: Glance,
  raw: Uint8Array,
  textOf: (bytes: Uint8Array) => string,
): Put => {
  const bytes = raw.subarray(start, end)
  let read: Row | undefined
  const whole = (): Row => {
    read ??= rowIn(textOf(bytes))
    return read
  }
  const row: Row = {
    kind,
    id,
    stream: home as StreamId,
    ...(shell ? { shell } : {}),
    rev,
    get fields() {
      return whole().fields
    },
    get writers() {
      return whole().writers
    },
    conflicts: [],
    get versions() {
      return whole().versions
    },
  }
  cameAs(row, { bytes, length, scope })
  return { line: 'put', stream: stream as StreamId, seq, row }
}

/** The rows that a server gave for one name: an officer's assignment and what belongs to it. */
export const putsFrom = (text: string, stream: StreamId): Result<readonly Put[], RowsProblem> => {
  const found = rowsFrom(text, stream)
  return found.ok ? ok(found.value.flatMap((change) => (change.line === 'put' ? [change] : []))) : found
}
