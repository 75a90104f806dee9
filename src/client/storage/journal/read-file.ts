import type { DamagedRecord } from './journal.ts'
import { type BoxLine, type Entry, type KeyLine, type Line, parse, type Written } from './line.ts'
import { entryIn, type FileKey, type Seal } from './seal.ts'

/** A file as far as whoever reads it can open it. */
export type Parsed = {
  readonly entries: readonly { readonly entry: Entry; readonly size: number }[]
  readonly damaged: readonly DamagedRecord[]
  /** Boxes that stay closed: of another key, or changed since they were sealed. */
  readonly unopened: readonly BoxLine[]
  /** Absent in a file that is not sealed, and where none of its key lines opens. */
  readonly key?: FileKey | undefined
  readonly isSealed: boolean
  /** Whether headquarters as it is known now can open what is in it. */
  readonly isCurrent: boolean
  /** The highest number that a box has. */
  readonly boxes: number
  /** Where the next line belongs: after all that was written in full. */
  readonly end: number
}

/** `also`: what is known to be damaged beside what is found to be. */
export const readFile = (bytes: Uint8Array, seal?: Seal, also: readonly DamagedRecord[] = []): Parsed => {
  const written = parse(bytes)
  return opened({ ...written, damaged: [...also, ...written.damaged] }, seal)
}

const opened = ({ lines, damaged, end }: Written, seal: Seal | undefined): Parsed => {
  const keyLines = lines.flatMap(({ line }) => (isKey(line) ? [line] : []))
  const keys = keyLines.flatMap((line) => seal?.open(line) ?? [])
  const key = keys.at(-1)
  const entries: Parsed['entries'][number][] = []
  const unopened: BoxLine[] = []
  let boxes = 0
  for (const { line, size } of lines) {
    if (isKey(line)) continue
    if (line.k !== 'box') {
      entries.push({ entry: line, size })
      continue
    }
    boxes = Math.max(boxes, line.n)
    const entry = firstOf(keys, (each) => entryIn(each, line))
    if (entry) entries.push({ entry, size })
    else unopened.push(line)
  }
  const isCurrent = keyLines.some((line) => seal?.isCurrent(line))
  return { entries, damaged, unopened, key, isSealed: keyLines.length > 0 || unopened.length > 0, isCurrent, boxes, end }
}

/** All key lines of a file hold one key, so the last of them is mostly the one. */
const firstOf = (keys: readonly FileKey[], open: (key: FileKey) => Entry | undefined): Entry | undefined => {
  for (let at = keys.length - 1; at >= 0; at -= 1) {
    const key = keys[at]
    const entry = key && open(key)
    if (entry) return entry
  }
  return undefined
}

const isKey = (line: Line): line is KeyLine => line.k === 'key'
