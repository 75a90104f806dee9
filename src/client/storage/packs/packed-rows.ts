import type { DBCoreMutateRequest, DBCoreMutateResponse } from 'dexie'
import type { Database } from '../database.ts'
import { openRowsCursor } from './cursor.ts'
import type { PackLimits } from './pack.ts'
import { countRows, getRow, getRows, queryRows } from './read.ts'
import { knowsPacks, type Stores, storesIn } from './stores.ts'
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
      return {
        ...core,
        transaction: (names, mode, options) =>
          core.transaction(names.includes('rows') ? [...new Set([...names, 'packs', 'packed'])] : names, mode, options),
        table: (name) => {
          const table = core.table(name)
          if (name !== 'rows') return table
          const all = (): Stores => (stores ??= storesIn(core, database, limits))
          return {
            ...table,
            get: (request) => (knowsPacks(request.trans) ? getRow(all(), request) : table.get(request)),
            getMany: (request) => (knowsPacks(request.trans) ? getRows(all(), request) : table.getMany(request)),
            query: (request) => (knowsPacks(request.trans) ? queryRows(all(), request) : table.query(request)),
            count: (request) => (knowsPacks(request.trans) ? countRows(all(), request) : table.count(request)),
            openCursor: (request) => (knowsPacks(request.trans) ? openRowsCursor(all(), request) : table.openCursor(request)),
            mutate: (request) => (knowsPacks(request.trans) ? mutate(all(), request) : table.mutate(request)),
          }
        },
      }
    },
  })
}

const mutate = (
  stores: Stores,
  request: DBCoreMutateRequest,
): PromiseLike<DBCoreMutateResponse> & Promise<DBCoreMutateResponse> => {
  if (request.type === 'put') return putRows(stores, request)
  if (request.type === 'add') return addRows(stores, request)
  return request.type === 'delete' ? deleteRows(stores, request) : deleteRange(stores, request)
}
