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
  // A database that does not answer has nothing: then the journal is all there is.
  const held = (await (database && heldBy(database, records))?.catch(() => undefined)) ?? {
    unsent: [],
    refused: [],
    lacking: records,
    device: undefined,
  }
  const { unsent, refused, lacking } = held
  const at = now()
  const operations = [...unsent.map(written), ...lacking.map(written)]
  const file = {
    format: 'palier-outbox',
    formatVersion: 2,
    device: held.device ?? device?.device ?? null,
    at,
    operations,
    refused: refused.map((entry) => ({ ...written(entry), problem: entry.problem, time: entry.time })),
    damaged: corrupt.map(({ bytes }) => bytes),
  }
  const count = operations.length + refused.length
  return { name: `palier-${at.slice(0, 16).replace(/[:T]/g, '-')}.json`, text: JSON.stringify(file, null, 1), count }
}

const heldBy = async (database: Database, records: readonly JournalRecord[]) => {
  const [unsent, refused, lacking, device] = await Promise.all([
    database.unsent.orderBy('order').toArray(),
    database.refused.toArray(),
    lackingIn(database, records),
    database.meta.get('device'),
  ])
  return { unsent, refused, lacking: lacking.records, device: device?.value }
}

/** How much work the journal alone holds. */
export const onlyInJournal = async ({ database, journal }: Copies): Promise<number> => {
  const read = await journal?.read()
  const records = read?.ok ? read.value.records : []
  return database ? (await lackingIn(database, records)).records.length : records.length
}

/** The text to the letter, with what proves it: whoever takes the file in can check it. */
const written = ({ hash, text, signature }: StoredOperation | JournalRecord) => ({
  hash,
  text,
  ...(signature ? { signature } : {}),
})
