import type { Table } from 'dexie'
import type { SyncProblem } from '../../core/protocol/problem.ts'
import { type Database, keyOf, type StoredOperation, type StoredReceipt, type StoredRow } from '../storage/database.ts'
import { onTheWay, stateIn } from '../storage/on-the-way.ts'
import { receiptsBetween } from '../storage/receipts.ts'
import { type Dispute, disputeIn } from './disputes.ts'
import { isOpen, openRefusals } from './refusals.ts'

/** Where a piece of work is: the truth that the safety line and every row of the board tell. */
export type Whereabouts =
  | { readonly state: 'only-here'; readonly operations: number }
  | { readonly state: 'sending'; readonly operations: number }
  | { readonly state: 'unknown'; readonly operations: number }
  /** Headquarters' log holds it: at `seq` of its stream, at `time` by the server's clock. */
  | {
      readonly state: 'at-headquarters'
      readonly seq: number
      readonly time: string
      /** The operation that the receipt is for, and the hash of its text; null where another device has the receipt. */
      readonly receipt: string | null
      readonly hash: string | null
    }
  | { readonly state: 'refused'; readonly problem: SyncProblem }
  /** Something waits for a person to settle it; so many of this device's operations wait for a receipt besides. */
  | ({ readonly state: 'conflict'; readonly operations: number } & Dispute)

/** Where each assessment is, by the entity's key. `known`: the stored rows of all of them, where the caller has read them. */
export const whereaboutsOf = async (
  database: Database,
  keys: readonly string[],
  known?: readonly StoredRow[],
): Promise<ReadonlyMap<string, Whereabouts>> => {
  const [entries, refused, receipts, rows, stateOf] = await Promise.all([
    spanning(database.unsent, 'entity', keys).then(byEntity),
    spanning(database.refused, 'entity', keys).then(
      (found) => new Map(found.filter(isOpen).map((entry) => [entry.entity, entry])),
    ),
    receiptsAmong(database, keys),
    Promise.resolve(known ?? spanning(database.rows, 'key', keys)).then((found) => new Map(found.map((row) => [row.key, row]))),
    onTheWay(database).then(stateIn),
  ])
  return new Map(
    keys.flatMap((key): [string, Whereabouts][] => {
      const own = entries.get(key) ?? []
      const refusal = refused.get(key)
      if (refusal) return [[key, { state: 'refused', problem: refusal.problem }]]
      const dispute = disputeIn(rows.get(key)?.row)
      if (dispute) return [[key, { state: 'conflict', ...dispute, operations: own.length }]]
      if (own.length > 0) {
        const states = own.map(({ id }) => stateOf(id))
        const state = states.includes('sending') ? 'sending' : states.includes('unknown') ? 'unknown' : 'only-here'
        return [[key, { state, operations: own.length }]]
      }
      const receipt = receipts.get(key)
      const server = rows.get(key)?.server
      if (receipt) {
        const { seq, time, operation, hash } = receipt.receipt
        return [[key, { state: 'at-headquarters', seq, time, receipt: operation, hash }]]
      }
      if (server) return [[key, { state: 'at-headquarters', seq: server.seq, time: server.time, receipt: null, hash: null }]]
      return []
    }),
  )
}

type Waiting = Pick<StoredOperation, 'entity' | 'id'>

const byEntity = (found: readonly Waiting[]): ReadonlyMap<string, readonly Waiting[]> => {
  const groups = new Map<string, Waiting[]>()
  for (const entry of found) {
    const group = groups.get(entry.entity)
    if (group) group.push(entry)
    else groups.set(entry.entity, [entry])
  }
  return groups
}

/**
 * Everything between the first and the last of some keys, in one request. A request for each key is an event for each key:
 * thirty of them cost a slow tablet a quarter of a second.
 */
const receiptsAmong = async (database: Database, keys: readonly string[]): Promise<ReadonlyMap<string, StoredReceipt>> => {
  const [first, last] = endsOf(keys)
  return first === undefined || last === undefined ? new Map() : receiptsBetween(database, first, last)
}

const endsOf = (keys: readonly string[]): readonly [string | undefined, string | undefined] => {
  const sorted = [...keys].sort()
  return [sorted[0], sorted.at(-1)]
}

const spanning = async <Item>(table: Table<Item>, index: string, keys: readonly string[]): Promise<readonly Item[]> => {
  const [first, last] = endsOf(keys)
  return first === undefined ? [] : table.where(index).between(first, last, true, true).toArray()
}

export type Safety = {
  /** Assessments with work that headquarters has not confirmed. */
  readonly onlyHere: number
  /** Assessments on this device that headquarters holds whole. */
  readonly atHeadquarters: number
  /** Operations of any kind without a receipt. */
  readonly waiting: number
  readonly refused: number
  /** Assessments in which people answered differently without sight of one another. */
  readonly conflicts: number
  /** People, posts and whatever else waits for a person to settle it. */
  readonly disputes: number
}

/** The counts of the safety line, in assessments. */
export const safetyOf = async (database: Database): Promise<Safety> => {
  const [keys, total, waiting, refused, disputed] = await Promise.all([
    database.unsent.orderBy('entity').uniqueKeys(),
    database.rows.where('kind').equals('assessment').count(),
    database.unsent.count(),
    openRefusals(database).then(({ length }) => length),
    database.rows.where('conflicts').above(0).primaryKeys(),
  ])
  const isAssessment = (key: unknown): boolean => String(key).startsWith(keyOf('assessment', ''))
  const onlyHere = keys.filter(isAssessment).length
  const conflicts = disputed.filter(isAssessment).length
  return {
    onlyHere,
    atHeadquarters: Math.max(0, total - onlyHere),
    waiting,
    refused,
    conflicts,
    disputes: disputed.length - conflicts,
  }
}
