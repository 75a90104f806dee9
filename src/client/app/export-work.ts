import type { Database, StoredOperation } from '../storage/database.ts'
import type { Journal, JournalRecord } from '../storage/journal/journal.ts'
import { lackingIn } from '../storage/restore.ts'
import { now } from './clock.ts'

export type WorkFile = { readonly name: string; readonly text: string; readonly count: number }

/** Where unsent work can lie. A device whose database does not open has the journal alone. */
export type Copies = { readonly database?: Database | undefined; readonly journal?: Journal | undefined }

/**
 * Every operation that headquarters has not confirmed, with the refused ones and their reasons, as one file's text. What the
 * journal holds and the database does not is in it, and so is what is left of damaged records.
 */
export const unsentWork = async ({ database, journal }: Copies): Promise<WorkFile> => {
  const read = await journal?.read()
  const { records = [], corrupt = [], device } = read?.ok ? read.value : {}
  const [unsent, refused, lacking, known] = database
    ? await Promise.all([
        database.unsent.orderBy('order').toArray(),
        database.refused.toArray(),
        lackingIn(database, records),
        database.meta.get('device'),
      ])
    : [[], [], { records }, undefined]
  const at = now()
  const operations = [...unsent.map(written), ...lacking.records.map(written)]
  const file = {
    format: 'palier-outbox',
    formatVersion: 2,
    device: known?.value ?? device?.device ?? null,
    at,
    operations,
    refused: refused.map((entry) => ({ ...written(entry), problem: entry.problem, time: entry.time })),
    damaged: corrupt.map(({ bytes }) => bytes),
  }
  const count = operations.length + refused.length
  return { name: `palier-${at.slice(0, 16).replace(/[:T]/g, '-')}.json`, text: JSON.stringify(file, null, 1), count }
}

/** The text to the letter, with what proves it: whoever takes the file in can check it. */
const written = ({ hash, text, signature }: StoredOperation | JournalRecord) => ({
  hash,
  text,
  ...(signature ? { signature } : {}),
})
