import { cmp, type DBCoreIndex, type DBCoreQuery } from 'dexie'
import type { PackHead, StoredRow } from '../tables.ts'
import { isWithin } from './stores.ts'

/** A row with its place in the index that is read. `pack`: it lies in this one. */
export type Entry = { readonly place: unknown; readonly key: string; readonly pack?: string; readonly row?: StoredRow }

export const entryOf = ({ extractKey }: DBCoreIndex, row: StoredRow): Entry => ({ place: extractKey?.(row), key: row.key, row })

const placeOf = ({ isPrimaryKey, keyPath }: DBCoreIndex, head: PackHead, key: string): unknown =>
  isPrimaryKey ? key : keyPath === 'stream' ? head.stream : [head.kind, head.scope]

/** What lies in packs within a range, in the order of the index. */
export const entriesIn = (heads: readonly PackHead[], { index, range }: DBCoreQuery): Entry[] => {
  const isWhole = !index.isPrimaryKey || (range.lower === undefined && range.upper === undefined)
  const entries = heads.flatMap((head) => {
    const keys = isWhole ? head.keys : head.keys.filter((key) => isWithin(range, key))
    return keys.map((key): Entry => ({ place: placeOf(index, head, key), key, pack: head.id }))
  })
  return entries.sort(inOrder)
}

export const inOrder = (a: Entry, b: Entry): number => placed(a.place, b.place) || placed(a.key, b.key)

/** Text by its units, as the browser's own indexes have it. */
const placed = (a: unknown, b: unknown): number =>
  typeof a === 'string' && typeof b === 'string' ? (a < b ? -1 : a > b ? 1 : 0) : cmp(a, b)
