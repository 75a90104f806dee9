import { canonical, type Json } from '../../core/protocol/json.ts'
import type { Database } from '../storage/database.ts'
import type { Journal, JournalContent, JournalDevice, JournalRecord } from '../storage/journal/journal.ts'
import { idsOfUnsent } from '../storage/on-the-way.ts'
import { lackingIn } from '../storage/restore.ts'
import { namesHeld } from './found-work.ts'
import type { Identity } from './identity.ts'

export type { Journal } from '../storage/journal/journal.ts'

type Watched = { readonly database: Database; readonly identity: Identity; readonly lost: boolean }

/**
 * Looks, once the first screen stands, whether the journal holds what the database lacks, and notes in the journal whose
 * device this is. The journal is read first: work comes into it within the transaction that writes it, and the database
 * answers only when that has ended, so that nothing on its way to the disk, in this tab or another, is taken for lost.
 */
export const watchJournal = async ({ database, identity, lost }: Watched, journal: Journal): Promise<boolean> => {
  if (lost) return false
  const read = await journal.read()
  if (!read.ok) return false
  const { records, corrupt, device } = read.value
  const lacking = await lackingIn(database, records)
  // Marks that did not reach the journal; and damage to copies of work that the database holds whole.
  const whole = lacking.records.length === 0
  await journal.settle([...lacking.answered, ...(whole ? corrupt.map(({ id }) => id) : [])])
  await copyUnsent(database, journal, records)
  if (identity.administration) await keepKnown(database, identity, journal, device)
  return !whole
}

/** All that the journal holds; nothing where this browser can keep none, undefined where nobody can say now. */
export const readWhole = async (journal: Journal | undefined): Promise<Pick<JournalContent, 'records'> | undefined> => {
  const read = await journal?.read()
  if (!read) return { records: [] }
  if (read.ok) return read.value
  return (await journal?.exists()) ? undefined : { records: [] }
}

const keepKnown = async (
  database: Database,
  identity: Identity,
  journal: Journal,
  known: JournalDevice | null,
): Promise<void> => {
  const device: JournalDevice = { ...identity, names: await namesHeld(database, identity) }
  if (canonical(device as Json) !== canonical(known as Json)) await journal.know(device)
}

/** Everything that waits stands in the journal too, once it answers ok. */
export const copyAllUnsent = async (database: Database, journal: Journal): Promise<boolean> => {
  const read = await journal.read()
  return read.ok && copyUnsent(database, journal, read.value.records)
}

/** What waits without a second copy: work from before there was one, or that headquarters lost. */
const copyUnsent = async (database: Database, journal: Journal, records: readonly JournalRecord[]): Promise<boolean> => {
  const copied = new Set(records.map(({ id }) => id))
  const isCopied = [...(await idsOfUnsent(database))].every((id) => copied.has(id))
  const entries = isCopied ? [] : await database.unsent.filter(({ id }) => !copied.has(id)).toArray()
  if (entries.length === 0) return true
  return (await journal.append(entries.map(({ id, hash, text, signature }) => ({ id, hash, text, signature })))).ok
}
