import { contentsOf, mustStay, survivorsOf } from './contents.ts'
import type { JournalDisk, JournalFile } from './disk.ts'
import { makeFile, type OwnFile, parsedOf, resumeFile, writeEntries } from './own-file.ts'
import { type Parsed, readFile } from './read-file.ts'
import type { Seal } from './seal.ts'

type Found = { readonly name: string; readonly file: JournalFile | undefined; readonly parsed: Parsed }

/** This tab's file, and the latest time that any line here was written at. */
export type Taken = { readonly own: OwnFile; readonly clock: number }

/**
 * Takes over the file of a tab that is gone, or makes one; what other gone tabs left is brought into it. A tab that lives
 * keeps its own: nobody else can open it. What cannot be unsealed here stays where it is.
 */
export const takeOver = async (disk: JournalDisk, seal?: Seal): Promise<Taken> => {
  const names = await disk.names()
  const found: Found[] = await Promise.all(
    names.map(async (name) => {
      const file = await disk.open(name)
      return { name, file, parsed: file ? readFile(file.read(), seal) : await peeked(disk, name, seal) }
    }),
  )
  const all = found.map(({ parsed }) => parsed)
  const { clock } = contentsOf(all)
  const isOwn = ({ parsed }: Found): boolean => (seal ? parsed.key !== undefined : !parsed.isSealed) && !mustStay(parsed, all)
  const first = found.find((each) => each.file && isOwn(each))
  const own = first?.file ? await resumeFile(first.name, first.file, first.parsed, seal) : await makeFile(disk, seal)
  await bringIn(
    disk,
    own,
    found.filter((each) => each !== first),
    seal,
  )
  return { own, clock }
}

const bringIn = async (disk: JournalDisk, own: OwnFile, found: readonly Found[], seal: Seal | undefined): Promise<void> => {
  let staying = found
  for (const each of found) {
    const { name, file, parsed } = each
    if (!file) continue
    const others = staying.filter((one) => one !== each)
    const rest = [parsedOf(own, seal), ...others.map((one) => one.parsed)]
    try {
      if (mustStay(parsed, [parsed, ...rest])) continue
      writeEntries(own, survivorsOf(parsed, rest))
      own.file.flush()
    } catch {
      // No room for it here: it stays where it is, and is read from there.
      continue
    } finally {
      file.close()
    }
    await disk.remove(name)
    staying = others
  }
}

/** A file of somebody else, as far as it can be seen. */
export const peeked = async (disk: JournalDisk, name: string, seal?: Seal): Promise<Parsed> => {
  const bytes = await disk.peek(name)
  return readFile(bytes ?? new Uint8Array(), seal, bytes ? [] : [{ id: `unreadable-${name}`, bytes: '' }])
}
