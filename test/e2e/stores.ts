import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Page } from 'playwright'
import { contentsOf } from '../../src/client/storage/journal/contents.ts'
import { readFile } from '../../src/client/storage/journal/read-file.ts'

/** Where work lies, read past the app: in the browser's database, in the journal's files, in the log of headquarters. */

export type Kept = { readonly id: string; readonly hash: string; readonly text: string }

const plain = ({ id, hash, text }: Kept): Kept => ({ id, hash, text })

export const outboxOf = async (page: Page): Promise<readonly Kept[]> =>
  page.evaluate(
    () =>
      new Promise<Kept[]>((resolve, reject) => {
        const opening = indexedDB.open('palier')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const asking = opening.result.transaction('unsent').objectStore('unsent').getAll()
          asking.onerror = () => reject(asking.error)
          asking.onsuccess = () => {
            opening.result.close()
            resolve(asking.result.map(({ id, hash, text }) => ({ id, hash, text })))
          }
        }
      }),
  )

/** What the files of a profile's journal hold unsettled. The browser is not running: this is what the disk kept. */
export const journalIn = (profile: string): readonly Kept[] => {
  const folder = join(profile, 'Default', 'File System')
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /^\d{8}$/.test(entry.name))
    .map((entry) => readFile(readFileSync(join(entry.parentPath, entry.name))))
  return [...contentsOf(files).live.values()].map(plain)
}

/** Every operation in the log of a server, as often as it stands there. */
export const logIn = (dataFolder: string): readonly Kept[] => {
  const database = new DatabaseSync(join(dataFolder, 'palier.db'), { readOnly: true })
  try {
    return (database.prepare('SELECT id, hash, body AS text FROM operation').all() as unknown as readonly Kept[]).map(plain)
  } finally {
    database.close()
  }
}
