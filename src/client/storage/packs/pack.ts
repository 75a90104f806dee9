import { concatBytes } from '@noble/hashes/utils.js'
import { base64url } from '../../../core/protocol/hash.ts'
import { type PackedRow, rowText, unpacked } from '../../../core/protocol/row-text.ts'
import { bytesOf } from '../../../core/protocol/segment/row-bytes.ts'
import type { PackBody, PackHead, StoredRow } from '../tables.ts'

/*
 * Rows that came many at once and that nobody has worked on lie together: a write costs the same for one row as for a hundred.
 * The head says which rows of a pack still count, and changes. The body is written once: whoever has read it under its id need not
 * read it again.
 */

export type PackLimits = {
  /** Fewer rows than these are written one by one; a pack of which fewer are left is broken up. */
  readonly least: number
  /** About so many rows. */
  readonly most: number
  /** About the bytes of a body, in characters: a single row of a sealed pack costs the opening of all of it. */
  readonly size: number
}

export const usualPacks: PackLimits = { least: 16, most: 100, size: 128 * 1024 }

export type Pack = { readonly head: PackHead; readonly body: PackBody }

/** Nothing of this device's own lies on it, and nobody has to settle anything: it is what the server said. */
export const isOrdinary = ({ server, under, conflicts }: StoredRow): boolean =>
  server !== null && under === undefined && conflicts === undefined

export type Packed = { readonly packs: readonly Pack[]; readonly single: readonly StoredRow[] }

/** The rows in packs, each of one kind, scope and stream; and those of which there are too few. */
export const packRows = (rows: readonly StoredRow[], limits: PackLimits): Packed => {
  const [packs, single]: [Pack[], StoredRow[]] = [[], []]
  for (const group of groupsOf(rows))
    if (group.length < limits.least) single.push(...group)
    else
      for (const piece of piecesOf(group, limits))
        if (piece.rows.length < limits.least) single.push(...piece.rows)
        else packs.push(packOf(piece))
  return { packs, single }
}

const groupsOf = (rows: readonly StoredRow[]): Iterable<readonly StoredRow[]> => {
  const groups = new Map<string, StoredRow[]>()
  for (const row of rows) {
    const name = JSON.stringify([row.kind, row.scope, row.stream])
    const group = groups.get(name)
    if (group) group.push(row)
    else groups.set(name, [row])
  }
  return groups.values()
}

/** A row as it lies in a body, in pieces, and how long it is as text. */
type Part = { readonly bytes: readonly Uint8Array[]; readonly length: number }

type Piece = { readonly rows: StoredRow[]; readonly parts: Part[] }

/** As many as the limits ask for, of about one size: a few rows that are left over would each cost a write of their own. */
const piecesOf = (rows: readonly StoredRow[], { most, size }: PackLimits): readonly Piece[] => {
  const parts = rows.map(partOf)
  const whole = parts.reduce((sum, { length }) => sum + length, 0)
  const byLength = whole / size > rows.length / most
  const count = Math.ceil(byLength ? whole / size : rows.length / most)
  const pieces = Array.from({ length: count }, (): Piece => ({ rows: [], parts: [] }))
  let length = 0
  for (const [at, row] of rows.entries()) {
    const part = parts[at] as Part
    const piece = pieces[Math.floor((byLength ? length / whole : at / rows.length) * count)]
    piece?.rows.push(row)
    piece?.parts.push(part)
    length += part.length
  }
  // A single row may be larger than what one of them should hold.
  return pieces.filter((piece) => piece.rows.length > 0)
}

const packOf = ({ rows, parts }: Piece): Pack => {
  const { kind, scope, stream } = rows[0] as StoredRow
  const id = base64url(crypto.getRandomValues(new Uint8Array(16)))
  const keys = rows.map(({ key }) => key)
  const ends: number[] = []
  let end = 0
  for (const { length } of parts) {
    end += length + 1
    ends.push(end)
  }
  return { head: { id, keys, kind, scope, stream }, body: { id, keys, ends, bytes: listOf(parts) } }
}

const listOf = (parts: readonly Part[]): Uint8Array<ArrayBuffer> =>
  concatBytes(...parts.flatMap(({ bytes }, at) => [at === 0 ? opening : between, ...bytes]), closing)

const encoder = new TextEncoder()
const decoder = new TextDecoder()
const [opening, between, closing, brace] = [Uint8Array.of(0x5b), Uint8Array.of(0x2c), Uint8Array.of(0x5d), Uint8Array.of(0x7d)]

/** A body that was read: its rows are made of its text only when they are asked for, anew each time. */
export type Opened = { readonly keys: readonly string[]; readonly ends: readonly number[]; readonly text: string }

export const openedBody = ({ keys, ends, bytes }: PackBody): Opened => ({ keys, ends, text: decoder.decode(bytes) })

/** In a body nothing is said twice, as on the line: a signed assessment takes a third of what it takes as objects. */
type PackedStoredRow = Omit<StoredRow, 'row'> & { readonly row: PackedRow }

/** A row that came in a segment lies here as it came. */
const partOf = ({ row, ...found }: StoredRow): Part => {
  const outside = `${JSON.stringify(found).slice(0, -1)},"row":`
  const came = bytesOf(row)
  const text = came ? outside : `${outside}${rowText(row)}}`
  const bytes = encoder.encode(text)
  return came
    ? { bytes: [bytes, came.bytes, brace], length: text.length + came.length + 1 }
    : { bytes: [bytes], length: text.length }
}

const rowOf = ({ row, ...found }: PackedStoredRow): StoredRow => ({ ...found, row: unpacked(row) })

/** Those of its rows that are wanted. */
export const rowsIn = ({ keys, ends, text }: Opened, wanted: ReadonlySet<string>): readonly StoredRow[] => {
  if (wanted.size * 4 > keys.length) {
    const all = (JSON.parse(text) as readonly PackedStoredRow[]).map(rowOf)
    return wanted.size === keys.length ? all : all.filter(({ key }) => wanted.has(key))
  }
  return keys.flatMap((key, at) =>
    wanted.has(key) ? [rowOf(JSON.parse(text.slice(at === 0 ? 1 : (ends[at - 1] ?? 0) + 1, ends[at])))] : [],
  )
}

/** The head after some of its rows went elsewhere. Their text stays in the body until the pack is written anew. */
export const without = (head: PackHead, keys: ReadonlySet<string>): PackHead => ({
  ...head,
  keys: head.keys.filter((key) => !keys.has(key)),
  gone: [...(head.gone ?? []), ...head.keys.filter((key) => keys.has(key))],
})
