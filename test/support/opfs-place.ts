import type { Journal } from '../../src/client/storage/journal/journal.ts'
import { openJournal } from '../../src/client/storage/journal/open-journal.ts'
import type { JournalSealing } from '../../src/client/storage/journal/sealing.ts'
import type { JournalPlace } from '../contract/journal.ts'

let opened = 0

/** The real journal: a worker, and a folder of the browser's private file system under a name of its own. */
export const opfsPlace = async (sealing?: JournalSealing): Promise<JournalPlace & { readonly name: string }> => {
  opened += 1
  const name = `journal-${opened}-${Math.random().toString(36).slice(2)}`
  const folder = async () => (await navigator.storage.getDirectory()).getDirectoryHandle(name, { create: true })
  return {
    name,
    open: async () => openJournal(name, sealing),
    end: (journal: Journal) => journal.close(),
    files: async () => {
      const found: { readonly name: string; readonly bytes: Uint8Array }[] = []
      const entries = (await folder()) as unknown as { readonly values: () => AsyncIterable<FileSystemFileHandle> }
      for await (const file of entries.values())
        found.push({ name: file.name, bytes: new Uint8Array(await (await file.getFile()).arrayBuffer()) })
      return found
    },
    put: async (file, bytes) => {
      const handle = await (await folder()).getFileHandle(file, { create: true })
      const writing = await handle.createWritable()
      await writing.write(new Uint8Array(bytes))
      await writing.close()
    },
  }
}
