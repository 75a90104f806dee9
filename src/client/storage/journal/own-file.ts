import type { JournalDisk, JournalFile } from './disk.ts'
import { type Entry, type Line, lineOf } from './line.ts'
import { type Parsed, readFile } from './read-file.ts'
import { boxedLine, type FileKey, type Seal } from './seal.ts'

/** Free room kept at the end of a file, so that work still fits when nothing else does; in bytes. */
const room = { least: 64 * 1024, step: 256 * 1024 }

/** The one file that this tab writes. */
export type OwnFile = {
  readonly name: string
  readonly file: JournalFile
  /** Where the next line goes. */
  end: number
  /** Sizes of the unsettled records that stand in it. */
  readonly live: Map<string, number>
  /** What its boxes are sealed with; absent in a journal that is not sealed. */
  readonly key?: FileKey | undefined
  /** How many boxes were written to it. */
  boxes: number
}

export const makeFile = async (disk: JournalDisk, seal?: Seal, attempts = 5): Promise<OwnFile> => {
  const name = `${Math.random().toString(36).slice(2, 12)}.log`
  const made = await seal?.fresh()
  const file = await disk.open(name)
  // Somebody took it for a file left behind, between its making and its opening.
  if (!file && attempts > 1) return makeFile(disk, seal, attempts - 1)
  if (!file) throw new Error('no file can be opened')
  const own: OwnFile = { name, file, end: 0, live: new Map(), key: made?.key, boxes: 0 }
  if (!made) return own
  try {
    // Twice: a damaged byte must not close the whole file.
    writeLines(own, [made.line, made.line])
    return own
  } catch (error) {
    file.close()
    await disk.remove(name)
    throw error
  }
}

/** Goes on where the last whole line of a file ends, over what was torn after it. Headquarters with a new key gets one to it. */
export const resumeFile = async (name: string, file: JournalFile, parsed: Parsed, seal?: Seal): Promise<OwnFile> => {
  const { entries, end, key, boxes, isCurrent } = parsed
  const own: OwnFile = { name, file, end, live: new Map(), key, boxes }
  for (const { entry, size } of entries) note(own, entry, size)
  if (seal && key && !isCurrent) await renewed(own, key, seal)
  return own
}

const renewed = async (own: OwnFile, key: FileKey, seal: Seal): Promise<void> => {
  try {
    writeLines(own, [await seal.again(key)])
    own.file.flush()
  } catch {
    // There is no room for it: at the next start, then.
  }
}

/** Adds lines, all or none; not flushed. */
export const writeEntries = (own: OwnFile, entries: readonly Entry[]): void => {
  const sizes = writeLines(
    own,
    entries.map((entry) => closed(own, entry)),
  )
  for (const [i, entry] of entries.entries()) note(own, entry, sizes[i] ?? 0)
}

/** In a sealed journal, only ids, counters and hashes stand open. */
const closed = (own: OwnFile, entry: Entry): Line => {
  if (!own.key || entry.k === 'settled' || entry.k === 'head') return entry
  own.boxes += 1
  return boxedLine(own.key, own.boxes, entry)
}

const writeLines = (own: OwnFile, list: readonly Line[]): readonly number[] => {
  const lines = list.map(lineOf)
  const bytes = new Uint8Array(lines.reduce((sum, line) => sum + line.length, 0))
  let place = 0
  for (const line of lines) {
    bytes.set(line, place)
    place += line.length
  }
  try {
    own.file.write(bytes, own.end)
  } catch (error) {
    blank(own, bytes.length)
    throw error
  }
  own.end += bytes.length
  return lines.map(({ length }) => length)
}

/** Real zeros, not a hole: only what already is this file's can be counted on when the disk is full or the quota reached. */
export const makeRoom = ({ file, end }: OwnFile): void => {
  try {
    const size = file.size()
    if (size - end >= room.least) return
    file.write(new Uint8Array(room.step), size)
    file.flush()
  } catch {
    // There is none to be had: writing goes on as long as it goes.
  }
}

export const parsedOf = ({ file }: OwnFile, seal?: Seal): Parsed => readFile(file.read(), seal)

/** What was written in part must not be read as written. */
const blank = ({ file, end }: OwnFile, size: number): void => {
  try {
    file.write(new Uint8Array(Math.max(0, Math.min(size, file.size() - end))), end)
  } catch {
    // Its checksum gives it away.
  }
}

const note = ({ live }: OwnFile, entry: Entry, size: number): void => {
  if (entry.k === 'op') live.set(entry.id, size)
  else if (entry.k === 'settled') for (const id of entry.ids) live.delete(id)
}
