import { err, ok, type Result } from '../../core/domain/result.ts'
import type { ExportWay } from '../../core/protocol/access/export-note.ts'
import type { Database, StoredOperation } from '../storage/database.ts'
import type { Journal, JournalRecord } from '../storage/journal/journal.ts'
import { lackingIn } from '../storage/restore.ts'
import { now } from './clock.ts'

export type WorkFile = {
  readonly name: string
  readonly text: string
  readonly type: 'application/json' | 'text/plain'
  readonly count: number
}

/** Where work lies sealed it leaves sealed, and headquarters is not known yet: nobody could open it. */
export type NotSealed = { readonly problem: 'not-sealed' }

/** By which way it leaves, in the words of the log of exports. */
export const wayOf = ({ type }: WorkFile): ExportWay => (type === 'text/plain' ? 'text' : 'json')

/** Where unsent work can lie. A device whose database does not open has the journal alone. */
export type Copies = { readonly database?: Database | undefined; readonly journal?: Journal | undefined }

/**
 * Every operation that headquarters has not confirmed, and the refused ones, as one file's text. What the journal holds and the
 * database does not is in it. Where there are accounts the file is a sealed outbox; elsewhere it is read by anybody, and has the
 * reasons of what was refused and what is left of damaged records in it.
 */
export const unsentWork = async ({ database, journal }: Copies): Promise<Result<WorkFile, NotSealed>> => {
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
  if (journal?.sealed) return sealedFile(journal, [...unsent, ...lacking, ...refused])
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
  const name = `palier-${at.slice(0, 16).replace(/[:T]/g, '-')}.json`
  return ok({ name, text: JSON.stringify(file, null, 1), type: 'application/json', count: operations.length + refused.length })
}

/** Work as a file that headquarters alone opens, at the page on which it takes sealed files in. */
export const sealedFile = async (
  { sealed }: Pick<Journal, 'sealed'>,
  work: readonly (StoredOperation | JournalRecord)[],
): Promise<Result<WorkFile, NotSealed>> => {
  const made = await sealed?.(work.map((one) => ({ id: one.id, ...written(one) }))).catch(() => undefined)
  if (!made) return err({ problem: 'not-sealed' })
  return ok({ name: made.name, text: new TextDecoder().decode(made.bytes), type: 'text/plain', count: made.operations })
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
