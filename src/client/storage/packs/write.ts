import Dexie, {
  type DBCoreDeleteRangeRequest,
  type DBCoreDeleteRequest,
  type DBCoreMutateResponse,
  type DBCorePutRequest,
  type DBCoreTable,
  type DBCoreTransaction,
  type PromiseExtended,
} from 'dexie'
import type { PackHead, StoredRow } from '../tables.ts'
import { isOrdinary, type Packed, packRows, without } from './pack.ts'
import { allHeads, headsOf, isWithin, lyingSingly, packedRows, rangeTypes, type Stores } from './stores.ts'

type Soon<Value> = PromiseExtended<Value>
type Trans = DBCoreTransaction
type Answer = Soon<DBCoreMutateResponse>

/** What is put lies singly or in a new pack, and in no older one any more. */
export const putRows = (stores: Stores, request: DBCorePutRequest): Answer => {
  const { trans } = request
  const values = request.values as readonly StoredRow[]
  const keys = values.map(({ key }) => key)
  const { least } = stores.limits
  const candidates = values.length < least || new Set(keys).size < keys.length ? [] : values.filter(isOrdinary)
  const singly = candidates.length < least ? Dexie.Promise.resolve(undefined) : lyingSingly(stores, trans, keys)
  return Dexie.Promise.all([headsOf(stores, trans, keys), singly]).then(([heads, lying]) => {
    const { packs } = packRows(lying ? candidates.filter(({ key }) => !lying.has(key)) : [], stores.limits)
    const inPack = new Set(packs.flatMap(({ body }) => body.keys))
    const single = values.flatMap((value, at) => (inPack.has(value.key) ? [] : [{ value, at }]))
    return Dexie.Promise.all([
      single.length === values.length
        ? stores.rows.mutate(request)
        : stores.rows.mutate({ type: 'put', trans, values: single.map(({ value }) => value) }),
      write(stores, trans, { packs, single: [] }),
      leave(stores, trans, heads, new Set(keys)),
    ]).then(([answer]) => ({
      ...answer,
      failures: Object.fromEntries(Object.entries(answer.failures).map(([at, error]) => [single[Number(at)]?.at, error])),
      results: keys,
      lastResult: keys.at(-1),
    }))
  }) as Answer
}

/** One that exists cannot be added again, wherever it lies. */
export const addRows = (stores: Stores, request: Parameters<DBCoreTable['mutate']>[0] & { readonly type: 'add' }): Answer => {
  const keys = (request.values as readonly StoredRow[]).map(({ key }) => key)
  return headsOf(stores, request.trans, keys).then((heads) => {
    if (heads.length > 0) throw new DOMException('it lies in a pack', 'ConstraintError')
    return stores.rows.mutate(request)
  }) as Answer
}

export const deleteRows = (stores: Stores, request: DBCoreDeleteRequest): Answer => {
  const { trans } = request
  return headsOf(stores, trans, request.keys, ['keys', 'gone']).then((heads) =>
    Dexie.Promise.all([stores.rows.mutate(request), erase(stores, trans, heads, new Set(request.keys))]).then(
      ([answer]) => answer,
    ),
  ) as Answer
}

export const deleteRange = (stores: Stores, request: DBCoreDeleteRangeRequest): Answer => {
  const { trans, range } = request
  const { rows, packs, packed } = stores
  if ((range.type as number) === rangeTypes.any) {
    return Dexie.Promise.all([rows.mutate(request), packs.mutate(request), packed.mutate(request)]).then(
      ([answer]) => answer,
    ) as Answer
  }
  return allHeads(stores, trans).then((heads) => {
    const keys = new Set(heads.flatMap((head) => [...head.keys, ...(head.gone ?? [])]).filter((key) => isWithin(range, key)))
    return Dexie.Promise.all([rows.mutate(request), erase(stores, trans, heads, keys)]).then(([answer]) => answer)
  }) as Answer
}

/**
 * Rows that lie elsewhere from now on are taken off the heads; a body is not written anew for them. A pack of which few are left is
 * broken up.
 */
const leave = (stores: Stores, trans: Trans, heads: readonly PackHead[], keys: ReadonlySet<string>): Soon<unknown> => {
  const left = heads.map((head) => without(head, keys))
  const small = left.filter((head) => head.keys.length < stores.limits.least)
  const large = left.filter((head) => head.keys.length >= stores.limits.least)
  return Dexie.Promise.all([putAll(stores.packs, trans, large), renew(stores, trans, small)])
}

/** Of rows that are gone no text stays behind: what is left of their packs is written anew. */
const erase = (stores: Stores, trans: Trans, heads: readonly PackHead[], keys: ReadonlySet<string>): Soon<unknown> => {
  const touched = heads.filter((head) => head.keys.some((key) => keys.has(key)) || head.gone?.some((key) => keys.has(key)))
  return renew(
    stores,
    trans,
    touched.map((head) => without(head, keys)),
  )
}

/** The rows that these heads still name, in packs of their own or singly. A body that does not open stays as it lies. */
const renew = (stores: Stores, trans: Trans, heads: readonly PackHead[]): Soon<unknown> => {
  if (heads.length === 0) return Dexie.Promise.resolve(undefined)
  const wanted = new Map(heads.flatMap(({ id, keys }) => (keys.length > 0 ? [[id, new Set(keys)] as const] : [])))
  return packedRows(stores, trans, wanted).then((rows) => {
    const isRead = ({ keys }: PackHead): boolean => keys.every((key) => rows.has(key))
    const [read, damaged] = [heads.filter(isRead), heads.filter((head) => !isRead(head))]
    const renewed = packRows(
      [...rows.values()].filter(({ key }) => read.some(({ keys }) => keys.includes(key))),
      stores.limits,
    )
    const ids = read.map(({ id }) => id)
    return Dexie.Promise.all([
      write(stores, trans, renewed),
      putAll(stores.packs, trans, damaged),
      ids.length > 0 && stores.packs.mutate({ type: 'delete', trans, keys: ids }),
      ids.length > 0 && stores.packed.mutate({ type: 'delete', trans, keys: ids }),
    ])
  }) as Soon<unknown>
}

const write = (stores: Stores, trans: Trans, { packs, single }: Packed): Soon<unknown> => {
  return Dexie.Promise.all([
    putAll(stores.rows, trans, single),
    putAll(
      stores.packs,
      trans,
      packs.map(({ head }) => head),
    ),
    putAll(
      stores.packed,
      trans,
      packs.map(({ body }) => body),
    ),
  ])
}

/** All of them, or the transaction fails. */
const putAll = (table: DBCoreTable, trans: Trans, values: readonly object[]): Soon<unknown> => {
  if (values.length === 0) return Dexie.Promise.resolve(undefined)
  return table.mutate({ type: 'put', trans, values }).then(({ numFailures, failures }) => {
    if (numFailures > 0) throw Object.values(failures)[0]
  }) as Soon<unknown>
}
