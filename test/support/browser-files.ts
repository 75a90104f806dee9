import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { unsnappied } from './snappy.ts'

/*
 * A browser's whole profile folder, as whoever finds the tablet can copy it: databases with their logs, private files, caches,
 * small storage, history. What lies there compressed is looked at unpacked as well.
 */

/** Names of the files in which one of the words stands, in any way in which a browser writes text down. */
export const filesWith = (folder: string, words: readonly (string | RegExp)[]): readonly string[] =>
  filesOf(folder).flatMap((file) => {
    const found = words.filter((word) => textsOf(file).some((text) => stands(text, word)))
    return found.map((word) => `${file.slice(folder.length + 1)}: ${word}`)
  })

const filesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

const textsOf = (file: string): readonly string[] => {
  const bytes = readFileSync(file)
  const whole = [bytes, ...(file.endsWith('.ldb') ? blocksOf(bytes) : []), ...gzipsIn(bytes)]
  return whole.map((one) => one.toString('latin1'))
}

/** Byte by byte: letters as Latin-1, as UTF-8, and as UTF-16 either way round. */
const stands = (text: string, word: string | RegExp): boolean =>
  word instanceof RegExp
    ? word.test(text)
    : [
        word,
        Buffer.from(word).toString('latin1'),
        Buffer.from(word, 'utf16le').toString('latin1'),
        Buffer.from(word, 'utf16le').swap16().toString('latin1'),
      ].some((written) => text.includes(written))

/** The blocks of a table of LevelDB, unpacked: data by the handles that its index holds (doc/table_format.md of LevelDB). */
const blocksOf = (table: Buffer): readonly Buffer[] => {
  const footer = table.subarray(table.length - 48)
  const [, , indexAt, indexSize] = varints(footer, 4)
  const index = blockAt(table, indexAt ?? 0, indexSize ?? 0)
  return handlesIn(index).map(([at, size]) => blockAt(table, at, size))
}

/** After each block stands one byte that tells how it is packed: 1 is Snappy. */
const blockAt = (table: Buffer, at: number, size: number): Buffer => {
  const block = table.subarray(at, at + size)
  return table[at + size] === 1 ? unsnappied(block) : block
}

/** Entries of a block: shared and own length of the key, length of the value, the own part of the key, the value. */
const handlesIn = (block: Buffer): readonly (readonly [number, number])[] => {
  const end = block.length - 4 * (block.readUInt32LE(block.length - 4) + 1)
  const handles: [number, number][] = []
  for (let at = 0; at < end; ) {
    const [shared = 0, own = 0, size = 0, used = 0] = varints(block.subarray(at), 3)
    if (shared < 0) break
    const value = block.subarray(at + used + own, at + used + own + size)
    const [place = 0, length = 0] = varints(value, 2)
    handles.push([place, length])
    at += used + own + size
  }
  return handles
}

/** So many numbers of seven bits a byte, and after them how many bytes they took. */
const varints = (bytes: Buffer, count: number): readonly number[] => {
  const found: number[] = []
  let at = 0
  while (found.length < count) {
    let value = 0
    let factor = 1
    for (;;) {
      const byte = bytes[at] ?? 0
      at += 1
      value += (byte & 127) * factor
      factor *= 128
      if (byte < 128 || at > bytes.length) break
    }
    found.push(value)
  }
  return [...found, at]
}

/** What a cache keeps as it came over the line. */
const gzipsIn = (bytes: Buffer): readonly Buffer[] => {
  const found: Buffer[] = []
  const magic = Buffer.from([0x1f, 0x8b, 0x08])
  for (let at = bytes.indexOf(magic); at >= 0; at = bytes.indexOf(magic, at + 1)) {
    try {
      found.push(gunzipSync(bytes.subarray(at), { finishFlush: 2 }))
    } catch {
      // Three bytes that only look like it.
    }
  }
  return found
}
