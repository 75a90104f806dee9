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

/**
 * [D3] Shows what the server said of a few entities, with the work on top that it has not refused and not told of yet. Nothing
 * else would put them right: a row that stays as it was is not sent again. Runs inside a transaction over rows, unsent and held.
 */
export const showAgain = async (
  database: Database,
  entities: readonly string[],
  isToCome: (entry: HeldEntry) => boolean,
): Promise<void> => {
  const keys = [...new Set(entities)]
  if (keys.length === 0) return
  const [stored, unsent, held] = await Promise.all([
    database.rows.bulkGet(keys),
    database.unsent.where('entity').anyOf(keys).sortBy('order'),
    heldWhere(database, (entry) => keys.includes(entry.entity) && isToCome(entry)),
  ])
  const shown = stored.flatMap((row, at): StoredRow[] => {
    const own = [...held, ...unsent].filter(({ entity }) => entity === keys[at])
    const again = row && shownWith(row, own)
    return again ? [again] : []
  })
  await database.rows.bulkDelete(keys)
  await database.rows.bulkPut(shown)
}

const shownWith = (stored: StoredRow, own: readonly StoredOperation[]): StoredRow | undefined => {
  const { server, under = stored.row } = stored
  const operations = own.map(({ text }) => JSON.parse(text) as Operation)
  const row = overlay(server ? under : undefined, operations)
  return row && storedRowOf(row, server, server && row !== under ? under : undefined)
}
