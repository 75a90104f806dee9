import type { JournalDisk, JournalFile } from './disk.ts'

/** What the compiler's list of page interfaces leaves out: this handle exists in workers alone. */
type SyncHandle = {
  readonly read: (into: Uint8Array, options: { readonly at: number }) => number
  readonly write: (bytes: Uint8Array, options: { readonly at: number }) => number
  readonly flush: () => void
  readonly getSize: () => number
  readonly close: () => void
}
type SyncFileHandle = FileSystemFileHandle & { readonly createSyncAccessHandle: () => Promise<SyncHandle> }
type Folder = FileSystemDirectoryHandle & { readonly keys: () => AsyncIterable<string> }

/** A folder of the browser's private file system, for workers: only there can a write be flushed before it is answered. */
export const opfsDisk = async (name: string): Promise<JournalDisk> => {
  const root = await navigator.storage.getDirectory()
  const folder = (await root.getDirectoryHandle(name, { create: true })) as Folder
  const handleOf = (file: string) => folder.getFileHandle(file, { create: true }) as Promise<SyncFileHandle>
  return {
    names: async () => {
      const names: string[] = []
      for await (const file of folder.keys()) names.push(file)
      return names.sort()
    },
    open: async (file) => {
      try {
        return fileOf(await (await handleOf(file)).createSyncAccessHandle())
      } catch {
        return undefined
      }
    },
    peek: (file) => peek(folder, file),
    remove: (file) => folder.removeEntry(file).catch(() => undefined),
    alone: (task, busy, wait) => alone(`palier.journal.${name}`, task, busy, wait),
  }
}

const fileOf = (handle: SyncHandle): JournalFile => ({
  read: () => {
    const bytes = new Uint8Array(handle.getSize())
    return bytes.subarray(0, handle.read(bytes, { at: 0 }))
  },
  write: (bytes, at) => {
    const written = handle.write(bytes, { at })
    if (written !== bytes.length) throw new DOMException(`${written} of ${bytes.length} bytes`, 'QuotaExceededError')
  },
  flush: () => handle.flush(),
  size: () => handle.getSize(),
  close: () => handle.close(),
})

/** A file that is written to while it is read cannot be read: then once more. */
const peek = async (folder: Folder, name: string, attempts = 5): Promise<Uint8Array | undefined> => {
  try {
    return new Uint8Array(await (await (await folder.getFileHandle(name)).getFile()).arrayBuffer())
  } catch (error) {
    // Another tab brought it into its own, and no lock kept it from that.
    if (error instanceof DOMException && error.name === 'NotFoundError') return new Uint8Array()
    return attempts > 1 ? peek(folder, name, attempts - 1) : undefined
  }
}

const alone = async <Value>(
  lock: string,
  task: () => Promise<Value>,
  busy: () => Promise<Value>,
  wait: number,
): Promise<Value> => {
  let begun = false
  const held = (granted: Lock | null): Promise<Value> => {
    begun = granted !== null
    return begun ? task() : busy()
  }
  try {
    if (wait === 0) return await navigator.locks.request(lock, { ifAvailable: true }, held)
    return await navigator.locks.request(lock, { signal: AbortSignal.timeout(wait) }, held)
  } catch (error) {
    if (begun || wait === 0) throw error
    return busy()
  }
}
