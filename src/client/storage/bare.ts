import Dexie, { type IndexableType, type ObservabilitySet, RangeSet, type Table } from 'dexie'
import type { Database, Meta, StoredOperation, StoredRow } from './database.ts'

type Stored = { readonly rows: StoredRow; readonly unsent: StoredOperation; readonly meta: Meta }
type Name = keyof Stored

/** The way of a tap: a transaction of the browser itself, over rows, unsent and meta. Around the same requests Dexie costs as much again. */
export type Bare = {
  readonly row: (key: string) => Promise<StoredRow | undefined>
  /** The facts between two names, in one request. */
  readonly facts: (first: string, last: string) => Promise<readonly Meta[]>
  readonly isUnsent: (entity: string, id: string) => Promise<boolean>
  /** Asked for and not waited for: the end of the transaction answers for all of them. */
  readonly put: <Table extends Name>(name: Table, items: readonly Stored[Table][]) => void
}

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
    value = await deed(bareOn(transaction, puts))
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
  const open = (): IDBTransaction => database.backendDB().transaction([...tables], mode, { durability: 'strict' })
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

type Put = { readonly name: Name; readonly item: Stored[Name]; readonly request: IDBRequest<IDBValidKey> }

const bareOn = (transaction: IDBTransaction, puts: Put[]): Bare => {
  const [rows, unsent, meta] = tables.map((name) => transaction.objectStore(name)) as [
    IDBObjectStore,
    IDBObjectStore,
    IDBObjectStore,
  ]
  const stores = { rows, unsent, meta }
  return {
    row: (key) => answerOf<StoredRow | undefined>(rows.get(key)),
    facts: (first, last) => answerOf<Meta[]>(meta.getAll(IDBKeyRange.bound(first, last))),
    isUnsent: async (entity, id) => (await answerOf(unsent.index('[entity+id]').count([entity, id]))) > 0,
    put: (name, items) => {
      for (const item of items) puts.push({ name, item, request: stores[name].put(item) })
    },
  }
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

/** What an index holds of an item: in a list of one, for a key may be a list itself. */
const valueAt = (item: object, path: string | readonly string[] | null | undefined): readonly [IndexableType] | undefined => {
  if (!path) return undefined
  const value: unknown = Array.isArray(path)
    ? path.map((one) => Dexie.getByKeyPath(item, one))
    : Dexie.getByKeyPath(item, path as string)
  return value === undefined ? undefined : [value as IndexableType]
}
