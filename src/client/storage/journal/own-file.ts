import type { JournalDisk, JournalFile } from './disk.ts'
import { type Entry, lineOf, type Parsed, parse } from './line.ts'

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
}

export const makeFile = async (disk: JournalDisk, attempts = 5): Promise<OwnFile> => {
  const name = `${Math.random().toString(36).slice(2, 12)}.log`
  const file = await disk.open(name)
  if (file) return { name, file, end: 0, live: new Map() }
  // Somebody took it for a file left behind, between its making and its opening.
  if (attempts > 1) return makeFile(disk, attempts - 1)
  throw new Error('no file can be opened')
}

/** Goes on where the last whole line of a file ends, over what was torn after it. */
export const resumeFile = (name: string, file: JournalFile): OwnFile => {
  const { entries, end } = parse(file.read())
  const own: OwnFile = { name, file, end, live: new Map() }
  for (const { entry, size } of entries) note(own, entry, size)
  return own
}

/** Adds lines, all or none; not flushed. */
export const writeEntries = (own: OwnFile, entries: readonly Entry[]): void => {
  const lines = entries.map(lineOf)
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
  for (const [i, entry] of entries.entries()) note(own, entry, lines[i]?.length ?? 0)
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

export const parsedOf = ({ file }: OwnFile): Parsed => parse(file.read())

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
