import Dexie, { type Transaction } from 'dexie'
import { beginNewLogs } from './new-log.ts'
import { type PackLimits, usualPacks } from './packs/pack.ts'
import { packTheRows } from './packs/packed-rows.ts'
import type { Database } from './tables.ts'
import { toProtocol2 } from './to-protocol-2.ts'

export type * from './tables.ts'

type Version = {
  readonly stores: { readonly [table: string]: string | null }
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
  {
    stores: {
      // Each index is one more write at every tap. Rows of a kind are found by kind and scope; of unsent work, by entity and
      // id, both an entity's work and the ids without the texts.
      rows: 'key, [kind+scope], conflicts, stream',
      unsent: '++order, [entity+id]',
      held: 'order, *ids, [epoch+stream+low]',
    },
    upgrade: toProtocol2,
  },
  { stores: { outbox: null } },
  { stores: { downloads: 'stream', segments: 'hash, stream, campaign', contents: 'hash' } },
  { stores: { answers: 'at, *entities' } },
  { stores: { exports: 'id' } },
  { stores: { packs: 'id, *keys, *gone, [kind+scope], stream', packed: 'id' } },
]

/** Written into the database by the newest code that opened it, and checked inside every write: an old tab must not write old shapes. */
export const schemaEpoch = versions.length

type Opening = {
  readonly packs?: PackLimits
  /** Where it lies, if not where this page's databases lie. */
  readonly place?: IDBFactory | undefined
}

/**
 * Opens the device's database. Strict durability on the whole of it: a relaxed write is acknowledged before it is on
 * disk, and a torn one swallows the strict ones after it. No cache: it would show a value before it is written.
 */
export const openDatabase = (name = 'palier', { packs = usualPacks, place }: Opening = {}): Database => {
  const database = new Dexie(name, {
    chromeTransactionDurability: 'strict',
    cache: 'disabled',
    ...(place && { indexedDB: place }),
  }) as Database
  versions.forEach(({ stores, upgrade }, index) => {
    const version = database.version(index + 1).stores(stores)
    if (upgrade) version.upgrade(upgrade)
  })
  packTheRows(database, packs)
  beginNewLogs(database, place)
  return database
}

export const keyOf = (kind: string, id: string): string => `${kind}:${id}`
