import { survivorsOf } from './contents.ts'
import type { JournalDisk, JournalFile } from './disk.ts'
import { type Parsed, parse } from './line.ts'
import { makeFile, type OwnFile, parsedOf, resumeFile, writeEntries } from './own-file.ts'

type Found = { readonly name: string; readonly file: JournalFile | undefined; readonly parsed: Parsed }

/**
 * Takes over the file of a tab that is gone, or makes one; what other gone tabs left is brought into it. A tab that lives
 * keeps its own: nobody else can open it.
 */
export const takeOver = async (disk: JournalDisk): Promise<OwnFile> => {
  const names = await disk.names()
  const found: Found[] = await Promise.all(
    names.map(async (name) => {
      const file = await disk.open(name)
      return { name, file, parsed: file ? parse(file.read()) : await peeked(disk, name) }
    }),
  )
  const first = found.find(({ file }) => file)
  if (!first?.file) return makeFile(disk)
  const own = resumeFile(first.name, first.file)
  let staying = found.filter((each) => each !== first)
  for (const { name, file, parsed } of staying) {
    if (!file) continue
    const others = staying.filter((each) => each.name !== name)
    try {
      writeEntries(own, survivorsOf(parsed, [parsedOf(own), ...others.map((each) => each.parsed)]))
      own.file.flush()
    } catch {
      // No room for it here: it stays where it is, and is read from there.
      file.close()
      continue
    }
    file.close()
    await disk.remove(name)
    staying = others
  }
  return own
}

/** A file of somebody else, as far as it can be seen. */
export const peeked = async (disk: JournalDisk, name: string): Promise<Parsed> => {
  const bytes = await disk.peek(name)
  return bytes ? parse(bytes) : { entries: [], damaged: [{ id: `unreadable-${name}`, bytes: '' }], end: 0 }
}
