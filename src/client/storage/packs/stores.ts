import Dexie, {
  cmp,
  type DBCore,
  type DBCoreIndex,
  type DBCoreKeyRange,
  type DBCoreTable,
  type DBCoreTransaction,
  type PromiseExtended,
} from 'dexie'
import { sealingOf } from '../sealing.ts'
import type { Database, PackBody, PackHead, StoredRow } from '../tables.ts'
import { bodyInMemory, rememberBody } from './bodies.ts'
import { type Opened, openedBody, type PackLimits, rowsIn } from './pack.ts'

/*
 * The rows that lie one by one, the heads of packs and their bodies. Everything here answers by Dexie's own promises: they carry the
 * transaction and the live query of whoever asked.
 */

type Trans = DBCoreTransaction
type Soon<Value> = PromiseExtended<Value>

export type Stores = {
  readonly database: Database
  readonly limits: PackLimits
  /** The rows that lie one by one. */
  readonly rows: DBCoreTable
  readonly packs: DBCoreTable
  readonly packed: DBCoreTable
}

export const storesIn = (core: DBCore, database: Database, limits: PackLimits): Stores => ({
  database,
  limits,
  rows: core.table('rows'),
  packs: core.table('packs'),
  packed: core.table('packed'),
})

/** A transaction that upgrades an older database knows of no packs. */
export const knowsPacks = (trans: Trans): boolean => (trans as IDBTransaction).objectStoreNames.contains('packs')

/** In Dexie's words: a single key, everything, nothing. */
export const rangeTypes = { equal: 1, any: 3, never: 4 } as const
export const anything = { type: rangeTypes.any, lower: undefined, upper: undefined } as DBCoreKeyRange
export const only = (key: unknown): DBCoreKeyRange => ({ type: rangeTypes.equal, lower: key, upper: key }) as DBCoreKeyRange

export const isWithin = ({ type, lower, lowerOpen, upper, upperOpen }: DBCoreKeyRange, key: unknown): boolean => {
  if ((type as number) === rangeTypes.any) return true
  if ((type as number) === rangeTypes.never) return false
  const after = lower === undefined ? 1 : cmp(key, lower)
  const before = upper === undefined ? -1 : cmp(key, upper)
  return (lowerOpen ? after > 0 : after >= 0) && (upperOpen ? before < 0 : before <= 0)
}

/** So many keys are looked for one by one, however little lies in packs. */
export const few = 8

export const indexOf = (table: DBCoreTable, path: string | string[]): DBCoreIndex => {
  const found = table.schema.getIndexByKeyPath(path)
  if (!found) throw new Error(`no index ${String(path)}`)
  return found
}

const known = new WeakMap<Trans, Soon<readonly PackHead[]>>()

/** Read once in a transaction, as long as it does not change them. */
export const allHeads = ({ packs }: Stores, trans: Trans): Soon<readonly PackHead[]> => {
  const heads = known.get(trans) ?? headsAt(packs, trans, packs.schema.primaryKey, anything)
  known.set(trans, heads)
  return heads
}

export const forget = (trans: Trans): void => void known.delete(trans)

export const headsAt = (
  packs: DBCoreTable,
  trans: Trans,
  index: DBCoreIndex,
  range: DBCoreKeyRange,
  limit?: number,
): Soon<readonly PackHead[]> =>
  packs.query({ trans, values: true, query: { index, range }, ...(limit ? { limit } : {}) }).then(({ result }) => result) as Soon<
    readonly PackHead[]
  >

/**
 * The packs in which these keys lie; with `gone`, also those in which only their text still stands. Of a few keys each is asked for. Of
 * more, all heads are read where there are not many times more of them: that is one request.
 */
export const headsOf = (
  stores: Stores,
  trans: Trans,
  keys: readonly string[],
  paths: readonly ('keys' | 'gone')[] = ['keys'],
): Soon<readonly PackHead[]> => {
  const { packs } = stores
  const oneByOne = (): Soon<readonly PackHead[]> =>
    Dexie.Promise.all(keys.flatMap((key) => paths.map((path) => headsAt(packs, trans, indexOf(packs, path), only(key))))).then(
      (found) => unique(found.flat()),
    )
  if (keys.length <= few) return oneByOne()
  const wanted = new Set(keys)
  const isWanted = (key: string): boolean => wanted.has(key)
  return packs.count({ trans, query: { index: packs.schema.primaryKey, range: anything } }).then((count) => {
    if (count > keys.length * dear) return oneByOne()
    return allHeads(stores, trans).then((heads) => heads.filter((head) => paths.some((path) => head[path]?.some(isWanted))))
  }) as Soon<readonly PackHead[]>
}

/** A request costs as much as so many heads that are read at once. */
const dear = 4

export const unique = (heads: readonly PackHead[]): readonly PackHead[] => [
  ...new Map(heads.map((head) => [head.id, head])).values(),
]

/** Which of these keys have a row of their own in the table; undefined where too much lies between them to be looked at. */
export const lyingSingly = ({ rows }: Stores, trans: Trans, keys: readonly string[]): Soon<ReadonlySet<string> | undefined> => {
  const sorted = [...keys].sort()
  const limit = keys.length * 4 + few
  const range = { type: 2, lower: sorted[0], upper: sorted.at(-1) } as DBCoreKeyRange
  return rows
    .query({ trans, values: false, limit, query: { index: rows.schema.primaryKey, range } })
    .then(({ result }) => (result.length < limit ? new Set(result as string[]) : undefined)) as Soon<
    ReadonlySet<string> | undefined
  >
}

/** The wanted rows of a few packs. Of a pack that does not open there are none; the others are there all the same. */
export const packedRows = (
  stores: Stores,
  trans: Trans,
  wanted: ReadonlyMap<string, ReadonlySet<string>>,
): Soon<ReadonlyMap<string, StoredRow>> => {
  const hides = (trans as IDBTransaction).mode === 'readonly' ? sealingOf(stores.database)?.hides : undefined
  return bodies(stores, trans, [...wanted.keys()]).then((opened) => {
    const found = new Map<string, StoredRow>()
    for (const [id, body] of opened)
      for (const row of readable(body, wanted.get(id) ?? new Set())) if (!hides?.(row.key)) found.set(row.key, row)
    return found
  }) as Soon<ReadonlyMap<string, StoredRow>>
}

const bodies = ({ database, packed }: Stores, trans: Trans, ids: readonly string[]): Soon<ReadonlyMap<string, Opened>> => {
  const opened = new Map<string, Opened>()
  for (const id of ids) {
    const known = bodyInMemory(database, id)
    if (known) opened.set(id, known)
  }
  const missing = ids.filter((id) => !opened.has(id))
  if (missing.length === 0) return Dexie.Promise.resolve(opened)
  // Whoever reads a long list does not need its packs again so soon.
  const keep = missing.length <= few / 2
  return packed.getMany({ trans, keys: missing }).then((found: readonly (PackBody | undefined)[]) => {
    for (const body of found) if (body) opened.set(body.id, keep ? rememberBody(database, body) : openedBody(body))
    return opened
  }) as Soon<ReadonlyMap<string, Opened>>
}

const readable = (body: Opened, wanted: ReadonlySet<string>): readonly StoredRow[] => {
  try {
    return rowsIn(body, wanted)
  } catch {
    return []
  }
}
