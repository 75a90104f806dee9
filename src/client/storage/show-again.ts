import type { Cursors } from '../../core/protocol/cursor.ts'
import { overlay } from '../../core/protocol/merge.ts'
import type { Operation } from '../../core/protocol/operation.ts'
import type { Database, HeldEntry, StoredOperation, StoredRow } from './database.ts'
import { heldWhere } from './held.ts'
import { storedRowOf } from './stored-row.ts'

/**
 * Says of received work whether the row that it made is still to come. It came before where somebody else had brought the work
 * there. It never comes where the entity lives out of this device's scope, or in another stream than its author thought.
 */
export const toCome =
  (cursors: Cursors): ((entry: HeldEntry) => boolean) =>
  ({ text, stream, seq }) =>
    seq > (cursors[stream]?.seq ?? Number.POSITIVE_INFINITY) && text.includes(`"stream":"${stream}"`)

type Told = { readonly epoch: string; readonly isToCome: (entry: HeldEntry) => boolean }

/**
 * [D3] Shows what the server said of a few entities, with the work on top that it has not refused and not told of yet. Nothing
 * else would put them right: a row that stays as it was is not sent again. Tells on which of them there still is work to send.
 * Runs inside a transaction over rows, unsent and held.
 */
export const showAgain = async (database: Database, entities: readonly string[], told: Told): Promise<ReadonlySet<string>> => {
  const keys = [...new Set(entities)]
  if (keys.length === 0) return new Set()
  const [stored, unsent, held] = await Promise.all([
    database.rows.bulkGet(keys),
    database.unsent.where('entity').anyOf(keys).sortBy('order'),
    heldWhere(database, (entry) => keys.includes(entry.entity)),
  ])
  const shown = stored.flatMap((row, at): StoredRow[] => {
    const taken = held.filter((entry) => row && isToComeTo(row, entry, told))
    const again =
      row &&
      shownWith(
        row,
        [...taken, ...unsent].filter(({ entity }) => entity === keys[at]),
      )
    return again ? [again] : []
  })
  await database.rows.bulkDelete(keys)
  await database.rows.bulkPut(shown)
  return new Set(unsent.map(({ entity }) => entity))
}

/** Where the server has said something of the row, what it then had is in it. An entity that moved has left the place of its earlier work. */
const isToComeTo = ({ server }: StoredRow, entry: HeldEntry, { epoch, isToCome }: Told): boolean =>
  server?.epoch === epoch && server.stream !== undefined
    ? entry.stream === server.stream && entry.seq > server.seq
    : isToCome(entry)

const shownWith = (stored: StoredRow, own: readonly StoredOperation[]): StoredRow | undefined => {
  const { server, under = stored.row } = stored
  const operations = own.map(({ text }) => JSON.parse(text) as Operation)
  const row = overlay(server ? under : undefined, operations)
  return row && storedRowOf(row, server, server && row !== under ? under : undefined)
}
