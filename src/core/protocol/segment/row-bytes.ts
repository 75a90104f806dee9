import type { Row } from '../row.ts'

/** A row as it came: its text in the fewest words, and how long that is as text. Whoever keeps it need not write it anew. */
export type RowBytes = { readonly bytes: Uint8Array; readonly length: number; readonly scope: string }

const asTheyCame = new WeakMap<Row, RowBytes>()

/** Said of a row that was only glanced at, which says something and on which nothing is in conflict. */
export const cameAs = (row: Row, came: RowBytes): void => void asTheyCame.set(row, came)

/** The bytes of a row that was only glanced at; undefined for any other. */
export const bytesOf = (row: Row): RowBytes | undefined => asTheyCame.get(row)
