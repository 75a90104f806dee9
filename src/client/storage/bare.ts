import Dexie, { type IndexableType, type ObservabilitySet, RangeSet, type Table } from 'dexie'
import type { Database, Meta, StoredRow } from './database.ts'
import { isHead, storesOfPacks, tappedPacks } from './packs/tapped.ts'
import { isSealed, sealingOf, stampOf } from './sealing.ts'

type Name = 'rows' | 'unsent' | 'meta'

/** The way of a tap: a transaction of the browser itself, over rows in or out of packs, unsent and meta. Around the same requests Dexie costs as much again. */
export type Bare = {
  readonly found: (key: string) => Promise<Found>
  /** In which state a row is, without opening it. */
  readonly state: (key: string) => Promise<string>
  /** The facts between two names, in one request: those that are never sealed. */
  readonly facts: (first: string, last: string) => Promise<readonly Meta[]>
  readonly isUnsent: (entity: string, id: string) => Promise<boolean>
  /** Asked for and not waited for: the end of the transaction answers for all of them. What is not sealed yet is sealed here. Gives the items as they will lie there. */
  readonly put: (name: Name, items: readonly object[]) => readonly object[]
}

/** A row, and a word for the state in which it was found: as long as that stands, the row has not changed. */
export type Found = { readonly stored: StoredRow | undefined; readonly state: string }

export type Mode = 'readonly' | 'readwrite'

/**
 * Runs a deed in one strict transaction, and answers once it is on disk; undone as a whole where the deed throws. It may wait for
 * nothing but its own requests. Live queries hear of it as of a write of Dexie's. `begun` is told how to give it up.
 */
export const barely = async <Value>(
  database: Database,
  mode: Mode,
  deed: (bare: Bare) => Promise<Value>,
  begun: (abandon: () => void) => void = () => undefined,
): Promise<Value> => {
  const transaction = await begin(database, mode)
  const ended = endOf(transaction)
  begun(() => transaction.abort())
  const puts: Put[] = []
  let value: Value
  try {
    value = await deed(bareOn(transaction, puts, database))
    // Nothing more is asked for: the browser need not tell of each put before it ends. One that fails undoes all of it as before.
    transaction.commit()
  } catch (error) {
    ended.catch(() => undefined)
    undo(transaction)
    throw error
  }
  await ended
  if (puts.length > 0) Dexie.on.storagemutated.fire(changedBy(database, puts))
  return value
}

const tables: readonly Name[] = ['rows', 'unsent', 'meta']

/** Dexie opens the database, and opens it again where the browser closed it underneath. */
const begin = async (database: Database, mode: Mode): Promise<IDBTransaction> => {
  const open = (): IDBTransaction =>
    database.backendDB().transaction([...tables, ...storesOfPacks], mode, { durability: 'strict' })
  if (!database.isOpen()) await database.meta.get('schema')
  try {
    return open()
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'InvalidStateError')) throw error
    await database.meta.get('schema')
    return open()
  }
}

const endOf = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error ?? new DOMException('given up', 'AbortError'))
  })

/** One that a failed request ended already cannot be ended again. */
const undo = (transaction: IDBTransaction): void => {
  try {
    transaction.abort()
  } catch {
    // It is over.
  }
}

const answerOf = <Value>(request: IDBRequest<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

type Put = { readonly name: Name; readonly item: object; readonly request: IDBRequest<IDBValidKey> }

const bareOn = (transaction: IDBTransaction, puts: Put[], database: Database): Bare => {
  const sealing = sealingOf(database)
  const store = (name: string): IDBObjectStore => transaction.objectStore(name)
  const stores = { rows: store('rows'), unsent: store('unsent'), meta: store('meta') }
  const packs = tappedPacks(transaction, database, answerOf)
  const lying = async (key: string): Promise<object | undefined> =>
    (await answerOf<object | undefined>(stores.rows.get(key))) ?? (await packs.headOf(key))
  const opened = (key: string, found: object) =>
    isHead(found) ? packs.rowIn(found, key) : ((sealing?.open('rows', found) ?? found) as StoredRow)
  return {
    found: async (key) => {
      const found = await lying(key)
      return { stored: found && (await opened(key, found)), state: stateOf(found) }
    },
    state: async (key) => stateOf(await lying(key)),
    facts: async (first, last) => {
      const found = await answerOf<Meta[]>(stores.meta.getAll(IDBKeyRange.bound(first, last)))
      return found.filter((fact) => !isSealed(fact))
    },
    isUnsent: async (entity, id) => (await answerOf(stores.unsent.index('[entity+id]').count([entity, id]))) > 0,
    put: (name, items) => {
      if (name === 'rows') packs.leave(items.map((item) => (item as StoredRow).key))
      const lying = items.map((item) => (sealing && !isSealed(item) ? sealing.seal(name, item) : item))
      for (const item of lying) puts.push({ name, item, request: stores[name].put(item) })
      return lying
    },
  }
}

const absent = 'absent'

/** Whether a row that was found so lies singly: writing it touches no pack. */
export const isSingle = (state: string): boolean => state !== absent && !state.startsWith('in ')

/**
 * Of a row in a pack the pack, for it changes nowhere but singly. Of a sealed row its stamp. Of any other the two that every change
 * of it moves: own work moves the rev, what headquarters says its place in the log.
 */
export const stateOf = (found: object | undefined): string => {
  if (!found) return absent
  if (isHead(found)) return `in ${found.id}`
  if (isSealed(found)) return stampOf(found)
  const { row, server } = found as StoredRow
  return `${row.rev}/${server?.epoch ?? ''}/${server?.seq ?? 0}`
}

/** From so many on, whoever watches the table is told to look again at all of it. */
const many = 50

const all = (): RangeSet => new RangeSet(Dexie.minKey, Dexie.maxKey)

/** What changed, in the words in which Dexie tells its live queries and those of other tabs. */
const changedBy = (database: Database, puts: readonly Put[]): ObservabilitySet => {
  const parts: Record<string, RangeSet> = {}
  for (const name of tables) {
    const own = puts.filter((put) => put.name === name)
    if (own.length === 0) continue
    const part = (index: string): string => `idb://${database.name}/${name}/${index}`
    const keys = own.map(({ request }) => request.result as IndexableType)
    for (const index of ['', ':dels']) parts[part(index)] = own.length < many ? new RangeSet().addKeys(keys) : all()
    for (const { name: index, keyPath } of (database[name] as Table).schema.indexes) {
      const values = own.flatMap(({ item }) => valueAt(item, keyPath) ?? [])
      parts[part(index)] = own.length < many ? new RangeSet().addKeys(values) : all()
    }
  }
  return parts
}

/** Tells whoever watches any row to look again. */
export const touchRows = (database: Database): void => {
  const { indexes } = database.rows.schema
  const names = ['', ':dels', ...indexes.map(({ name }) => name)]
  const parts = names.map((name) => [`idb://${database.name}/rows/${name}`, all()] as const)
  Dexie.on.storagemutated.fire(Object.fromEntries(parts))
}

/** What an index holds of an item: in a list of one, for a key may be a list itself. */
const valueAt = (item: object, path: string | readonly string[] | null | undefined): readonly [IndexableType] | undefined => {
  if (!path) return undefined
  const value: unknown = Array.isArray(path)
    ? path.map((one) => Dexie.getByKeyPath(item, one))
    : Dexie.getByKeyPath(item, path as string)
  return value === undefined ? undefined : [value as IndexableType]
}
