import type { DBCoreMutateRequest, DBCoreMutateResponse, DBCoreTransaction, PromiseExtended } from 'dexie'
import type { Database } from '../tables.ts'
import { openRowsCursor } from './cursor.ts'
import type { PackLimits } from './pack.ts'
import { countRows, getRow, getRows, queryRows } from './read.ts'
import { forget, knowsPacks, type Stores, storesIn } from './stores.ts'
import { addRows, deleteRange, deleteRows, putRows } from './write.ts'

/**
 * Lets rows that come many at once lie in packs. Whoever reads or writes the table of rows through Dexie sees one table; whoever
 * watches it is told of them as of any other rows.
 */
export const packTheRows = (database: Database, limits: PackLimits): void => {
  database.use({
    stack: 'dbcore',
    name: 'packs',
    // Above the seal, and beneath all that Dexie has of its own.
    level: -5,
    create: (core) => {
      let stores: Stores | undefined
      const all = (): Stores => {
        stores ??= storesIn(core, database, limits)
        return stores
      }
      return {
        ...core,
        transaction: (names, mode, options) =>
          core.transaction(names.includes('rows') ? [...new Set([...names, 'packs', 'packed'])] : names, mode, options),
        table: (name) => {
          const table = core.table(name)
          if (name !== 'rows') return table
          return {
            ...table,
            get: (request) => inTurn(request, () => getRow(all(), request)) ?? table.get(request),
            getMany: (request) => inTurn(request, () => getRows(all(), request)) ?? table.getMany(request),
            query: (request) => inTurn(request, () => queryRows(all(), request)) ?? table.query(request),
            count: (request) => inTurn(request, () => countRows(all(), request)) ?? table.count(request),
            openCursor: (request) => inTurn(request, () => openRowsCursor(all(), request)) ?? table.openCursor(request),
            mutate: (request) => written(request, () => mutate(all(), request)) ?? table.mutate(request),
          }
        },
      }
    },
  })
}

/** The last write of each transaction, while it is under way. */
const writing = new WeakMap<DBCoreTransaction, PromiseExtended<unknown>>()

type Request = { readonly trans: DBCoreTransaction }

/** Nothing overtakes a write, which has to read before it writes. Undefined where there are no packs. */
const inTurn = <Value>({ trans }: Request, task: () => PromiseExtended<Value>): PromiseExtended<Value> | undefined => {
  if (!knowsPacks(trans)) return undefined
  const before = writing.get(trans)
  return before ? before.then(task) : task()
}

const written = <Value>(request: Request, write: () => PromiseExtended<Value>): PromiseExtended<Value> | undefined => {
  const { trans } = request
  const done = inTurn(request, write)?.finally(() => {
    forget(trans)
    if (writing.get(trans) === ended) writing.delete(trans)
  })
  const ended: PromiseExtended<unknown> | undefined = done?.catch(() => undefined)
  if (ended) writing.set(trans, ended)
  return done
}

const mutate = (stores: Stores, request: DBCoreMutateRequest): PromiseExtended<DBCoreMutateResponse> => {
  if (request.type === 'put') return putRows(stores, request)
  if (request.type === 'add') return addRows(stores, request)
  return request.type === 'delete' ? deleteRows(stores, request) : deleteRange(stores, request)
}
