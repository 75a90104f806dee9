import Dexie, {
  type DBCoreCountRequest,
  type DBCoreGetManyRequest,
  type DBCoreGetRequest,
  type DBCoreQuery,
  type DBCoreQueryRequest,
  type DBCoreTransaction,
  type PromiseExtended,
} from 'dexie'
import type { PackHead, StoredRow } from '../tables.ts'
import { type Entry, entriesIn, entryOf, inOrder } from './entries.ts'
import { allHeads, few, headsAt, headsOf, indexOf, lyingSingly, packedRows, rangeTypes, type Stores, unique } from './stores.ts'

type Soon<Value> = PromiseExtended<Value>
type Trans = DBCoreTransaction

export const getRow = (stores: Stores, { trans, key }: DBCoreGetRequest): Soon<StoredRow | undefined> =>
  stores.rows
    .get({ trans, key })
    .then((row: StoredRow | undefined) => row ?? getPacked(stores, trans, [key]).then((found) => found.get(key))) as Soon<
    StoredRow | undefined
  >

export const getRows = (stores: Stores, request: DBCoreGetManyRequest): Soon<(StoredRow | undefined)[]> => {
  const { trans } = request
  const keys = request.keys as readonly string[]
  const lying = keys.length > few ? lyingSingly(stores, trans, keys) : Dexie.Promise.resolve(undefined)
  return lying.then((singly) => {
    const asked = singly ? keys.filter((key) => singly.has(key)) : [...keys]
    return stores.rows.getMany({ ...request, keys: asked }).then((found: readonly (StoredRow | undefined)[]) => {
      const rows = new Map(found.flatMap((row) => (row ? [[row.key, row] as const] : [])))
      const missing = keys.filter((key) => !rows.has(key))
      if (missing.length === 0) return keys.map((key) => rows.get(key))
      return getPacked(stores, trans, missing).then((packed) => keys.map((key) => rows.get(key) ?? packed.get(key)))
    })
  }) as Soon<(StoredRow | undefined)[]>
}

const getPacked = (stores: Stores, trans: Trans, keys: readonly string[]): Soon<ReadonlyMap<string, StoredRow>> => {
  const asked = new Set(keys)
  return headsOf(stores, trans, keys).then((heads) => {
    const wanted = heads.map((head) => [head.id, new Set(head.keys.filter((key) => asked.has(key)))] as const)
    return packedRows(stores, trans, new Map(wanted))
  }) as Soon<ReadonlyMap<string, StoredRow>>
}

/** So many entries of an index tell of a few packs; of more, all heads are read. */
const narrow = 64

/** The heads of the packs of which something lies in a range of an index of the rows. */
const headsIn = (stores: Stores, trans: Trans, { index, range }: DBCoreQuery): Soon<readonly PackHead[]> => {
  const { packs } = stores
  const type = range.type as number
  // What waits for a person is in no pack.
  if (type === rangeTypes.never || index.keyPath === 'conflicts') return Dexie.Promise.resolve([])
  if (type === rangeTypes.any) return allHeads(stores, trans)
  if (!index.isPrimaryKey) return headsAt(packs, trans, indexOf(packs, index.keyPath as string | string[]), range)
  return headsAt(packs, trans, indexOf(packs, 'keys'), range, narrow).then((heads) =>
    heads.length === narrow ? allHeads(stores, trans) : unique(heads),
  ) as Soon<readonly PackHead[]>
}

export const countRows = (stores: Stores, request: DBCoreCountRequest): Soon<number> => {
  const { trans, query } = request
  const { rows, packs } = stores
  const ofPacks = query.index.isPrimaryKey
    ? packs.count({ trans, query: { index: indexOf(packs, 'keys'), range: query.range } })
    : headsIn(stores, trans, query).then((heads) => heads.reduce((sum, { keys }) => sum + keys.length, 0))
  return Dexie.Promise.all([rows.count(request), ofPacks]).then(([a, b]) => a + b)
}

type Listed = { readonly result: unknown[] }

export const queryRows = (stores: Stores, request: DBCoreQueryRequest): Soon<Listed> => {
  const { trans, query, values = false, limit = Number.POSITIVE_INFINITY, direction } = request
  if (limit === 0) return stores.rows.query(request) as Soon<Listed>
  return headsIn(stores, trans, query).then((heads) =>
    heads.length === 0
      ? stores.rows.query(request)
      : listed(stores, heads, { trans, query, values, limit, isBack: direction === 'prev' }).then((entries) => ({
          result: entries.map(({ key, row }) => (values ? row : key)),
        })),
  ) as Soon<Listed>
}

export type Listing = {
  readonly trans: Trans
  readonly query: DBCoreQuery
  readonly values: boolean
  readonly limit: number
  readonly isBack: boolean
}

/** What lies in packs and what lies singly, in one order. All requests are made at once: what is sealed is opened afterwards, at leisure. */
const listed = (
  stores: Stores,
  heads: readonly PackHead[],
  { trans, query, values, limit, isBack }: Listing,
): Soon<readonly Entry[]> => {
  const all = entriesIn(heads, query)
  const lying = (isBack ? all.reverse() : all).slice(0, limit)
  return Dexie.Promise.all([
    singleEntries(stores, { trans, query, values, limit, isBack }),
    values ? withRows(stores, trans, lying) : Dexie.Promise.resolve(lying),
  ]).then(([single, packed]) => {
    const entries = [...single, ...packed].sort(inOrder)
    return (isBack ? entries.reverse() : entries).slice(0, limit)
  })
}

/** The same, for whoever goes from one to the next; undefined where nothing lies in a pack. */
export const listedOf = (stores: Stores, listing: Listing): Soon<readonly Entry[] | undefined> =>
  headsIn(stores, listing.trans, listing.query).then((heads) =>
    heads.length === 0 ? undefined : listed(stores, heads, listing),
  ) as Soon<readonly Entry[] | undefined>

const singleEntries = ({ rows }: Stores, { trans, query, values, limit, isBack }: Listing): Soon<readonly Entry[]> => {
  const { index, range } = query
  // Of a key alone nobody knows where in an index it stands.
  const isEnough = index.isPrimaryKey || (range.type as number) === rangeTypes.equal
  const whole = values || !isEnough
  const direction = isBack ? 'prev' : 'next'
  return rows
    .query({ trans, values: whole, ...(limit === Number.POSITIVE_INFINITY ? {} : { limit }), query, direction })
    .then(({ result }) =>
      result.map((found) =>
        whole ? entryOf(index, found as StoredRow) : { place: index.isPrimaryKey ? found : range.lower, key: found as string },
      ),
    ) as Soon<readonly Entry[]>
}

const withRows = (stores: Stores, trans: Trans, entries: readonly Entry[]): Soon<readonly Entry[]> => {
  const wanted = new Map<string, Set<string>>()
  for (const { key, pack = '' } of entries) wanted.set(pack, (wanted.get(pack) ?? new Set()).add(key))
  return packedRows(stores, trans, wanted).then((rows) =>
    entries.flatMap((entry) => {
      const row = rows.get(entry.key)
      return row ? [{ ...entry, row }] : []
    }),
  ) as Soon<readonly Entry[]>
}
