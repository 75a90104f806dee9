import type { SignedHead } from '../../../core/protocol/courier/head.ts'
import { crc32c } from './checksum.ts'
import type { DamagedRecord, JournalDevice, JournalHead, JournalRecord } from './journal.ts'

/** What a line says. `at` orders lines between the files of several tabs: it never falls, whatever the clock does. */
export type Entry = { readonly at: number } & (
  | ({ readonly k: 'op' } & JournalRecord)
  | { readonly k: 'settled'; readonly ids: readonly string[] }
  | ({ readonly k: 'device' } & JournalDevice)
  | ({ readonly k: 'head' } & JournalHead)
  | ({ readonly k: 'damaged' } & DamagedRecord)
)

/**
 * In a sealed journal: the key of the file, for who unlocks the profile and for headquarters. The first line of each file, and
 * the second, for without it nothing opens; one more where headquarters has another key since.
 */
export type KeyLine = {
  readonly at: number
  readonly k: 'key'
  /** The file's own name in all that is sealed in it: what it is called on the disk may change. */
  readonly file: string
  /** The content key under the profile's. */
  readonly own: string
  /** The content key sealed to headquarters; absent before headquarters was met. */
  readonly sealed?: SignedHead | undefined
}

/** In a sealed journal: an entry that says more than ids, counters and hashes. */
export type BoxLine = {
  readonly at: number
  readonly k: 'box'
  readonly holds: BoxedKind
  /** Of the operation, or of the damage. */
  readonly id: string
  readonly n: number
  readonly box: string
}

export type BoxedKind = 'op' | 'device' | 'damaged'

/** A line as it stands on the disk. */
export type Line = Entry | KeyLine | BoxLine

export type Written = {
  readonly lines: readonly { readonly line: Line; readonly size: number }[]
  readonly damaged: readonly DamagedRecord[]
  /** Where the next line belongs: after all that was written in full. */
  readonly end: number
}

/*
 * <RS> crc32c of the JSON, 8 hexadecimal digits, <space> JSON <LF>. JSON escapes every control character, so that neither
 * mark occurs within: where one of the two is damaged, the other still tells where the next record begins.
 */
const RS = 0x1e
const LF = 0x0a
const overhead = 11

export const lineOf = (one: Line): Uint8Array => {
  const json = encoder.encode(JSON.stringify(one))
  const line = new Uint8Array(json.length + overhead)
  line[0] = RS
  line.set(encoder.encode(`${crc32c(json)} `), 1)
  line.set(json, 10)
  line[line.length - 1] = LF
  return line
}

/** Reads a file to its end, past whatever is damaged. The rest of a line that was never finished was never acknowledged. */
export const parse = (bytes: Uint8Array): Written => {
  const lines: Written['lines'][number][] = []
  const damaged: DamagedRecord[] = []
  const last = lastWritten(bytes)
  let end = 0
  for (let start = 0; start < last; ) {
    const stop = nextMark(bytes, start + 1, last)
    const closed = bytes[stop - 1] === LF
    // Where the end of a line is damaged, what stands in its place is no part of it.
    const found = lineIn(bytes.subarray(start, stop - 1)) ?? (closed ? undefined : lineIn(bytes.subarray(start, stop)))
    // A lone mark is what a damaged neighbour leaves behind.
    const blank = stop - start === 1 && closed
    if (found) lines.push({ line: found, size: stop - start })
    else if ((closed || stop < last) && !blank) damaged.push(damagedOf(bytes.subarray(start, stop)))
    if (found || closed || stop < last) end = stop
    start = stop
  }
  return { lines, damaged, end }
}

/** The room kept free at the end is zeros. */
const lastWritten = (bytes: Uint8Array): number => {
  let last = bytes.length
  while (last > 0 && bytes[last - 1] === 0) last -= 1
  return last
}

/** Just after the next end of a line, or just before the next beginning of one. */
const nextMark = (bytes: Uint8Array, from: number, last: number): number => {
  if (bytes[from - 1] === LF) return from
  for (let place = from; place < last; place += 1) {
    if (bytes[place] === LF) return place + 1
    if (bytes[place] === RS) return place
  }
  return last
}

/** The first byte is the mark, or what became of it: the checksum tells whether the rest is whole. */
const lineIn = (line: Uint8Array): Line | undefined => {
  const json = line.subarray(10)
  if (json.length === 0 || decoder.decode(line.subarray(1, 10)) !== `${crc32c(json)} `) return undefined
  try {
    return JSON.parse(decoder.decode(json)) as Line
  } catch {
    return undefined
  }
}

/** Named by what is in it, so that the same damage read twice is one. */
const damagedOf = (bytes: Uint8Array): DamagedRecord => ({
  id: `damaged-${crc32c(bytes)}-${bytes.length}`,
  bytes: decoder.decode(bytes.subarray(0, 4096)),
})

const encoder = new TextEncoder()
const decoder = new TextDecoder()
