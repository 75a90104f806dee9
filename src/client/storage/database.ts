import Dexie, { type EntityTable, type Transaction } from 'dexie'
import type { Row } from '../../core/protocol/merge.ts'
import type { Operation } from '../../core/protocol/operation.ts'
import type { SyncProblem } from '../../core/protocol/problem.ts'

/** A row as this device shows it, with where it stands against the server's. */
export type StoredRow = {
  /** `kind:id` */
  readonly key: string
  readonly kind: string
  /** The rows that are read together: a campaign's id, or empty for reference data. */
  readonly scope: string
  readonly stream: string
  /** The server's row with this device's unsettled operations on top. */
  readonly row: Row
  /** What the server last said of it; null while only this device knows it. */
  readonly server: { readonly epoch: string; readonly rev: number; readonly seq: number; readonly time: string } | null
  /** How many values stand in a conflict; absent where none does, so that the index holds the few that are to be settled. */
  readonly conflicts?: number
}

/** An operation that no receipt has settled. */
export type OutboxEntry = {
  readonly lsn: number
  readonly id: string
  readonly entity: string
  readonly state: 'waiting' | 'sending' | 'unknown'
  readonly operation: Operation
}

/** An operation that the server refused, kept with its reason until a person deals with it. */
export type RefusedEntry = {
  readonly id: string
  readonly entity: string
  readonly operation: Operation
  readonly problem: SyncProblem
  readonly time: string
}

/** The latest receipt for an entity: what proves that headquarters holds it. */
export type StoredReceipt = {
  readonly entity: string
  readonly operation: string
  readonly seq: number
  readonly rev: number
  readonly time: string
  readonly status: string
}

export type Meta = { readonly key: string; readonly value: unknown }

export type Database = Dexie & {
  rows: EntityTable<StoredRow, 'key'>
  outbox: EntityTable<OutboxEntry, 'lsn'>
  refused: EntityTable<RefusedEntry, 'id'>
  receipts: EntityTable<StoredReceipt, 'entity'>
  meta: EntityTable<Meta, 'key'>
}

type Version = {
  readonly stores: { readonly [table: string]: string }
  readonly upgrade?: (transaction: Transaction) => Promise<void>
}

/** One entry a release, append-only: never edited once released. */
export const versions: readonly Version[] = [
  {
    stores: {
      rows: 'key, kind, [kind+scope], conflicts',
      outbox: 'lsn, entity, state',
      refused: 'id, entity',
      receipts: 'entity',
      meta: 'key',
    },
  },
]

/** Written into the database by the newest code that opened it, and checked inside every write: an old tab must not write old shapes. */
export const schemaEpoch = versions.length

/**
 * Opens the device's database. Strict durability on the whole of it: a relaxed write is acknowledged before it is on
 * disk, and a torn one swallows the strict ones after it. No cache: it would show a value before it is written.
 */
export const openDatabase = (name = 'palier'): Database => {
  const database = new Dexie(name, { chromeTransactionDurability: 'strict', cache: 'disabled' }) as Database
  versions.forEach(({ stores, upgrade }, index) => {
    const version = database.version(index + 1).stores(stores)
    if (upgrade) version.upgrade(upgrade)
  })
  return database
}

export const keyOf = (kind: string, id: string): string => `${kind}:${id}`
