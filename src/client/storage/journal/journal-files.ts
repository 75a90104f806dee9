/** What the compiler's list of page interfaces leaves out. A journal's folder holds files alone. */
type Folder = { readonly values: () => AsyncIterable<FileSystemFileHandle> }
type Root = FileSystemDirectoryHandle & { readonly keys: () => AsyncIterable<string> }

const root = async (): Promise<Root | undefined> => (await navigator.storage?.getDirectory?.()) as Root | undefined

/** The names of all that lies in this browser's private file system: journals, of whomever. None where there is no such thing. */
export const journalNames = async (): Promise<readonly string[]> => {
  const names: string[] = []
  try {
    for await (const name of (await root())?.keys() ?? []) names.push(name)
  } catch {
    // What cannot be listed cannot be read either.
  }
  return names
}

/** Removes a journal, with whatever is in it. */
export const removeJournal = async (name: string): Promise<void> => {
  await (await root())?.removeEntry(name, { recursive: true }).catch(() => undefined)
}

/**
 * The bytes of a journal's files, whoever writes them meanwhile. Empty where there is no such journal; undefined where one of
 * its files cannot be read: nobody may then say that this is all.
 */
export const journalFiles = async (name: string): Promise<readonly Uint8Array[] | undefined> => {
  const folder = await folderOf(name)
  if (!folder) return []
  try {
    const files: Uint8Array[] = []
    for await (const handle of folder.values()) {
      const bytes = await bytesOf(handle)
      if (bytes) files.push(bytes)
    }
    return files
  } catch {
    return undefined
  }
}

const folderOf = async (name: string): Promise<Folder | undefined> => {
  try {
    return (await (await root())?.getDirectoryHandle(name)) as Folder | undefined
  } catch {
    return undefined
  }
}

/** A file that is written to while it is read cannot be read: then once more. One that is gone was brought into another. */
const bytesOf = async (handle: FileSystemFileHandle, attempts = 5): Promise<Uint8Array | undefined> => {
  try {
    return new Uint8Array(await (await handle.getFile()).arrayBuffer())
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return undefined
    if (attempts > 1) return bytesOf(handle, attempts - 1)
    throw error
  }
}
