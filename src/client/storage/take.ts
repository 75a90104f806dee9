import { beginning, type Cursors } from '../../core/protocol/cursor.ts'
import { isErasedShell } from '../../core/protocol/erased.ts'
import { merge, overlay } from '../../core/protocol/merge.ts'
import type { Operation } from '../../core/protocol/operation.ts'
import type { Replica } from '../../core/protocol/ports.ts'
import type { Change } from '../../core/protocol/reply.ts'
import type { Row } from '../../core/protocol/row.ts'
import { bytesOf } from '../../core/protocol/segment/row-bytes.ts'
import { streamsOf } from '../../core/protocol/streams.ts'
import { behindAfter, behindIn, behindKey } from './behind.ts'
import { type Database, keyOf, type StoredRow } from './database.ts'
import { erasuresIn, noteErased } from './erased.ts'
import { lifeIn, lifeKey, lifeName } from './life.ts'
import { overlaidAfter, overlaidIn, overlaidKey } from './overlaid.ts'
import { dropDownloads, isOfOlderPart, type Parts, partsAfter, partsIn, partsKey } from './parts.ts'
import { storedRowOf, unreadRowOf } from './stored-row.ts'
import { alikeIn, alikeKey, alikeWith, asOf, emptyAmong } from './told-alike.ts'
import { witnessAfter } from './witness.ts'

type Page = Parameters<Replica['take']>[0]

/** Takes changes and cursors in. Runs inside a transaction over rows, unsent, meta, and the tables of first downloads. */
export const take = async (database: Database, page: Page): Promise<void> => {
  const keys = [...new Set(page.changes.map(keyOfChange))]
  const waiting = await database.unsent.count()
  const own: Own = waiting > 0 ? await ownOperations(database, keys, waiting) : new Map()
  const [found, known] = await Promise.all([
    database.rows.bulkGet(keys),
    database.meta.bulkGet(['cursors', 'witness', overlaidKey, lifeKey, partsKey, alikeKey, behindKey]),
  ])
  const [cursors = {}, witness = {}] = known.map((entry) => (entry?.value ?? {}) as Cursors)
  const overlaid = overlaidIn(known[2])
  const epoch = lifeName(page.epoch, lifeIn(known[3]))
  const formerParts = partsIn(known[4])
  const parts = await partsFrom(database, formerParts, page)
  const rows = new Map(found.flatMap((stored) => (stored ? [[stored.key, stored] as const] : [])))
  const gone = new Set<string>()
  const erased = erasuresIn(page.changes)
  for (const change of page.changes) {
    const key = keyOfChange(change)
    const after = rowAfter(rows.get(key), change, own.get(key) ?? [], { epoch, time: page.time, parts })
    if (after) {
      rows.set(key, after)
      gone.delete(key)
    } else if (rows.delete(key)) gone.add(key)
  }
  const partOf = (stream: string): number => parts[stream]?.count ?? 0
  const asOfNow = (stream: string): string => asOf(epoch, partOf(stream))
  const came = [...new Set(page.changes.map(({ stream }) => stream as string))]
  const before = alikeIn(known[5])
  const unknown = came.filter((stream) => before[stream] === undefined)
  // Nothing is waited for that asks nothing of the database: Dexie would lose sight of its transaction.
  const empty = unknown.length > 0 ? await emptyAmong(database, unknown) : []
  const alike = alikeWith(before, { came, empty, asOfNow })
  await database.rows.bulkPut([...rows.values()])
  if (gone.size > 0) await database.rows.bulkDelete([...gone])
  const isAlike = (stream: string): boolean => alike[stream] === asOfNow(stream)
  const after = cursorsAfter(cursors, page)
  const anew = Object.keys(parts).filter((stream) => parts[stream] !== formerParts[stream])
  const formerBehind = behindIn(known[6])
  const behind = behindAfter(formerBehind, { before: cursors, after, anew, whole: page.whole, heads: page.heads })
  await database.meta.bulkPut([
    ...(behind === formerBehind ? [] : [{ key: behindKey, value: behind }]),
    { key: 'cursors', value: after },
    { key: 'witness', value: witnessAfter(witness, page.marks) },
    { key: overlaidKey, value: [...overlaidAfter(overlaid, keys, (key) => rows.get(key)?.under !== undefined)] },
    { key: alikeKey, value: { ...alike, ...Object.fromEntries(page.whole.map((stream) => [stream, asOfNow(stream)])) } },
  ])
  await noteErased(database, erased)
  for (const stream of page.whole) await dropOlder(database, stream, { epoch, part: partOf(stream), isAlike: isAlike(stream) })
}

/** [D15] With a mark the part changes too; what was downloaded of the former one in pieces goes. */
const partsFrom = async (database: Database, known: Parts, { marks, scope = {} }: Page): Promise<Parts> => {
  const streams = marks.map(({ stream }) => stream)
  const parts = partsAfter(known, streams, scope)
  const others = streams.filter((stream) => parts[stream] !== known[stream])
  if (others.length === 0) return known
  await database.meta.put({ key: partsKey, value: parts })
  await dropDownloads(
    database,
    others.filter((stream) => scope[stream] !== undefined),
  )
  return parts
}

const keyOfChange = (change: Change): string =>
  change.line === 'put' ? keyOf(change.row.kind, change.row.id) : keyOf(change.kind, change.id)

/**
 * [D5] A row never goes back to a lower rev within an epoch. [D6] It leaves only from its present home, and only if it is no
 * newer; its home is where the server last said, not where own work is about to bring it.
 */
const rowAfter = (
  stored: StoredRow | undefined,
  change: Change,
  own: readonly Operation[],
  { epoch, time, parts }: Pick<Page, 'epoch' | 'time'> & { readonly parts: Parts },
): StoredRow | undefined => {
  const known = stored?.server?.epoch === epoch ? stored.server : undefined
  if (change.line === 'leave') {
    const stays = known && (stored?.stream !== change.stream || known.rev > change.rev)
    return stays ? stored : undefined
  }
  if (known && known.rev > change.row.rev) return stored
  const { row, seq, stream } = change
  const part = parts[stream]?.count
  const server = { epoch, rev: row.rev, seq, time, stream, ...(part ? { part } : {}) }
  if (own.length === 0) {
    const came = bytesOf(row)
    if (came) return unreadRowOf(row, came.scope, server)
    if (isErasedShell(row)) return undefined
  }
  const shown = overlay(row, own) ?? row
  return storedRowOf(shown, server, shown === row ? undefined : row)
}

const cursorsAfter = (known: Cursors, { changes, marks }: Page): Cursors => {
  const cursors: Record<string, Cursors[string]> = { ...known }
  for (const { stream, cursor } of marks) cursors[stream] = cursor
  for (const change of changes)
    if (change.line === 'put') for (const stream of streamsOf(change.row)) cursors[stream] ??= beginning
  return cursors
}

/** [D7] [D15] What an older life of the server, or another part, had and this one does not tell again is gone; what this device did on it stays on the outbox. */
const dropOlder = async (
  database: Database,
  stream: string,
  { epoch, part, isAlike }: { readonly epoch: string; readonly part: number; readonly isAlike: boolean },
): Promise<void> => {
  if (isAlike) {
    // There can be none. One small request is made all the same: an exchange that waits here for nothing loses sight of its transaction.
    await database.meta.get(alikeKey)
    return
  }
  const older = await database.rows
    .where('stream')
    .equals(stream)
    .filter(({ server, kind }) => server !== null && (server.epoch !== epoch || isOfOlderPart(kind, server.part, part)))
    .toArray()
  if (older.length === 0) return
  const gone = older.map(({ key }) => key)
  const own = await ownOperations(database, gone, await database.unsent.count())
  const rebuilt = gone.flatMap((key) => {
    const row = rebuiltFrom(own.get(key) ?? [])
    return row ? [storedRowOf(row, null)] : []
  })
  await database.rows.bulkDelete(gone)
  await database.rows.bulkPut(rebuilt)
}

const rebuiltFrom = (own: readonly Operation[]): Row | undefined =>
  own.reduce<Row | undefined>((row, operation) => {
    const merged = merge(row, operation)
    return merged.ok ? merged.row : row
  }, undefined)

type Own = ReadonlyMap<string, readonly Operation[]>

/** The device's own unsettled operations on a few entities, oldest first, of so many that wait. It made them itself, so they are not checked again. */
const ownOperations = async (database: Database, keys: readonly string[], waiting: number): Promise<Own> => {
  const own = new Map<string, Operation[]>()
  if (keys.length === 0) return own
  // A request for each key is dearer than to look at a little work that is on something else.
  const wanted = new Set(keys)
  const entries =
    waiting * 4 < keys.length
      ? (await database.unsent.toArray()).filter(({ entity }) => wanted.has(entity))
      : await database.unsent.where('entity').anyOf(keys).sortBy('order')
  for (const { entity, text } of entries) {
    const operations = own.get(entity) ?? []
    operations.push(JSON.parse(text))
    own.set(entity, operations)
  }
  return own
}
