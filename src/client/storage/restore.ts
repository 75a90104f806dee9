import type { Result } from '../../core/domain/result.ts'
import { beginning, type Cursors } from '../../core/protocol/cursor.ts'
import type { Envelope } from '../../core/protocol/envelope.ts'
import { overlay } from '../../core/protocol/merge.ts'
import type { Operation } from '../../core/protocol/operation.ts'
import { operationIn } from '../../core/protocol/read-operation.ts'
import { streamsOf } from '../../core/protocol/streams.ts'
import { type Database, keyOf, type Meta, type StoredRow } from './database.ts'
import { heldWith } from './held.ts'
import type { JournalRecord } from './journal/journal.ts'
import { idsOfUnsent } from './on-the-way.ts'
import type { Chain } from './plan.ts'
import { withOwnWork } from './stored-row.ts'
import { guarded, type StorageProblem } from './watchdog.ts'

export type Lacking<Work> = {
  /** Work that this database never took. */
  readonly records: readonly Work[]
  /** Work that headquarters answered, whose mark did not reach the journal. */
  readonly answered: readonly string[]
}

/** What the journal holds and the database does not. Known are work that waits, work that is held, and work that was refused. */
export const lackingIn = async <Work extends Pick<JournalRecord, 'id'>>(
  database: Database,
  records: readonly Work[],
): Promise<Lacking<Work>> => {
  const ids = records.map(({ id }) => id)
  const [unsent, held, refused] = await Promise.all([
    idsOfUnsent(database),
    heldWith(database, ids),
    database.refused.where('id').anyOf(ids).primaryKeys(),
  ])
  const answered = new Set<string>([...held.map(({ id }) => id), ...refused])
  const known = new Set<string>([...unsent, ...answered])
  return { records: records.filter(({ id }) => !known.has(id)), answered: ids.filter((id) => answered.has(id)) }
}

type Piece = { readonly envelope: Envelope; readonly operation: Operation; readonly entity: string }

export type Return = { readonly operations: number; readonly unreadable: number }

/**
 * Puts work from the journal back as if it had just been recorded: the texts exactly as they were made, the rows as they
 * leave them, the device's chain after the last of them. All of it or nothing; what is there already stays as it is.
 */
export const restore = async (database: Database, records: readonly JournalRecord[]): Promise<Result<Return, StorageProblem>> => {
  let abandon = (): void => undefined
  const tables = [database.rows, database.unsent, database.held, database.refused, database.meta]
  return guarded(
    () =>
      database.transaction('rw', tables, async (transaction) => {
        abandon = () => transaction.abort()
        const lacking = await lackingIn(database, records)
        const pieces = lacking.records.flatMap(pieceOf)
        await putBack(database, pieces)
        return { operations: pieces.length, unreadable: lacking.records.length - pieces.length }
      }),
    () => abandon(),
    // A large journal on a slow tablet: this is done once, and nobody taps meanwhile.
    60_000,
  )
}

const pieceOf = (record: JournalRecord): readonly Piece[] => {
  const operation = operationIn(record.text)
  if (!operation || operation.id !== record.id) return []
  const { id } = operation
  const { hash, text, signature } = record
  return [
    {
      envelope: { id, hash, text, ...(signature ? { signature } : {}) },
      operation,
      entity: keyOf(operation.entity.kind, operation.entity.id),
    },
  ]
}

const putBack = async (database: Database, pieces: readonly Piece[]): Promise<void> => {
  const keys = [...new Set(pieces.map(({ entity }) => entity))]
  const [stored, meta] = await Promise.all([database.rows.bulkGet(keys), database.meta.bulkGet(['device', 'chain', 'cursors'])])
  const rows = keys.flatMap((key, at): StoredRow[] => {
    const own = pieces.flatMap(({ entity, operation }) => (entity === key ? [operation] : []))
    const row = overlay(stored[at]?.row, own)
    // Of an entity that headquarters knows better there is nothing to show before it has come back.
    return row && !row.shell ? [withOwnWork(stored[at], row)] : []
  })
  const [device, chain, cursors] = meta.map((entry) => entry?.value)
  await Promise.all([
    database.rows.bulkPut(rows),
    database.unsent.bulkAdd(pieces.map(({ envelope, entity }) => ({ ...envelope, entity }))),
    database.meta.bulkPut([chainAfter(pieces, device, chain as Chain | undefined), following(pieces, rows, cursors as Cursors)]),
  ])
}

const chainAfter = (pieces: readonly Piece[], device: unknown, chain: Chain = { lsn: 0, hash: '' }): Meta => ({
  key: 'chain',
  value: pieces.reduce<Chain>(
    (last, { operation: { device: maker, lsn }, envelope: { hash } }) =>
      maker === device && lsn > last.lsn ? { lsn, hash } : last,
    chain,
  ),
})

/** What the work is about comes back from headquarters only where its streams are followed. */
const following = (pieces: readonly Piece[], rows: readonly StoredRow[], cursors: Cursors = {}): Meta => {
  const streams = [...pieces.map(({ operation }) => operation.stream), ...rows.flatMap(({ row }) => streamsOf(row))]
  return { key: 'cursors', value: { ...Object.fromEntries(streams.map((stream) => [stream, beginning])), ...cursors } }
}
