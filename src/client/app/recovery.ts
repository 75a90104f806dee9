import { err, ok, type Result } from '../../core/domain/result.ts'
import { beginning, type Cursors } from '../../core/protocol/cursor.ts'
import { type Database, openDatabase } from '../storage/database.ts'
import type { Journal, JournalContent, JournalDevice, JournalRecord } from '../storage/journal/journal.ts'
import { openInTime } from '../storage/opening.ts'
import { moveBeside } from '../storage/place.ts'
import { lackingIn, restore } from '../storage/restore.ts'
import { type NotSealed, unsentWork, type WorkFile, wayOf } from './export-work.ts'
import { noteExport } from './exports.ts'
import { type FoundElse, type FoundWork, foundWork } from './found-work.ts'
import { acknowledgeLoss, chooseIdentity, openIdentity } from './identity.ts'
import type { Loss } from './loss.ts'

export type Found = {
  readonly loss: Loss
  /** Who had the device in hand, and for whom; empty where nothing tells. */
  readonly holder: string
  /** Whether the second copy could be read: where it could not, nobody may say that nothing is missing. */
  readonly journal: 'read' | 'unread'
  readonly work: readonly FoundWork[]
  readonly others: readonly FoundElse[]
  readonly operations: number
  readonly damaged: number
}

export type Restored = {
  readonly operations: number
  /** What cannot be put back: damaged, or not to be understood by this release. */
  readonly left: number
}

export type RecoveryProblem = { readonly problem: 'not-opened' | 'not-restored' }

/** The way back after a loss. Nothing in it needs a network, and nothing takes anything from the journal. */
export type Recovery = {
  readonly find: () => Promise<Found>
  /** Puts everything found back. Doing it twice is doing it once. */
  readonly restore: () => Promise<Result<Restored, RecoveryProblem>>
  readonly save: () => Promise<Result<WorkFile, NotSealed>>
}

export type RecoveryParts = {
  readonly loss: Loss
  /** Absent where this browser can keep none. */
  readonly journal?: Journal | undefined
  /** Absent where it does not open. */
  readonly database?: Database | undefined
  readonly storage?: Pick<Storage, 'getItem' | 'setItem'>
  readonly reopening?: Reopening
}

/** How a database is opened that did not open. Where work is sealed, what opens is sealed too. */
export type Reopening = {
  readonly again: () => Database
  /** In another place, where the browser has one. From the next start on it is looked for there. */
  readonly beside: () => Promise<Database | undefined>
}

const usualReopening: Reopening = {
  again: () => openDatabase(),
  beside: async () => {
    const place = await moveBeside(localStorage)
    return place && openDatabase(undefined, { place })
  },
}

export const recoveryOf = ({
  loss,
  journal,
  database,
  storage = localStorage,
  reopening = usualReopening,
}: RecoveryParts): Recovery => ({
  find: async () => {
    const read = await journal?.read()
    const content = read?.ok ? read.value : nothing
    const records = await lackingFrom(database, content.records)
    const names = content.device?.names ?? {}
    const { work, others } = await foundWork(records, database, names).catch(() => foundWork(records, undefined, names))
    const damaged = content.corrupt.length
    const holder = [content.device?.person, content.device?.administration].flatMap((id) => names[id ?? ''] ?? []).join(' · ')
    return { loss, holder, journal: read?.ok ? 'read' : 'unread', work, others, operations: records.length, damaged }
  },
  restore: async () => {
    const opened = database ?? (await openAgain(loss, reopening))
    if (!opened) return err({ problem: 'not-opened' })
    const read = await journal?.read()
    return putBack(opened, { journal, storage, content: read?.ok ? read.value : nothing })
  },
  save: async () => {
    const file = await unsentWork({ database, journal })
    if (file.ok) await noteExport({ database }, { subject: 'found', way: wayOf(file.value) })
    return file
  },
})

/** A database that does not answer has nothing. */
const lackingFrom = async (
  database: Database | undefined,
  records: readonly JournalRecord[],
): Promise<readonly JournalRecord[]> => {
  if (!database) return records
  const found = await lackingIn(database, records).catch(() => ({ records }))
  return found.records
}

const nothing: JournalContent = { records: [], corrupt: [], device: null, heads: [] }

type Parts = Pick<RecoveryParts, 'journal'> & {
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>
  readonly content: JournalContent
}

const putBack = async (database: Database, { journal, storage, content }: Parts): Promise<Result<Restored, RecoveryProblem>> => {
  const { corrupt, records, device } = content
  try {
    const { lost } = await openIdentity(database, storage, journal)
    const done = await restore(database, records)
    if (!done.ok) return err({ problem: 'not-restored' })
    if (lost && device) await takeUp(database, device)
    await acknowledgeLoss(database)
    await journal?.settle(corrupt.map(({ id }) => id))
    return ok({ operations: done.value.operations, left: corrupt.length + done.value.unreadable })
  } catch {
    return err({ problem: 'not-restored' })
  }
}

/** The device goes on in the hands of the same person, and asks headquarters for all of the administration. */
const takeUp = async (database: Database, { administration, person }: JournalDevice): Promise<void> => {
  if (!administration) return
  const cursors = ((await database.meta.get('cursors'))?.value ?? {}) as Cursors
  await database.meta.put({ key: 'cursors', value: { [administration]: beginning, ...cursors } })
  await chooseIdentity(database, administration as never, person as never)
}

/** First as before, for it may have been a passing trouble; then beside what does not open. Nothing is deleted. */
const openAgain = async (loss: Loss, { again, beside }: Reopening): Promise<Database | undefined> =>
  (await opened(again())) ?? (loss === 'unreadable' ? opened(await beside()) : undefined)

const opened = async (database: Database | undefined): Promise<Database | undefined> => {
  try {
    if (database) await openInTime(database)
    return database
  } catch {
    database?.close()
    return undefined
  }
}
