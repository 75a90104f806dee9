import Dexie from 'dexie'
import { err, ok, type Result } from '../../core/domain/result.ts'
import { hashOf } from '../../core/protocol/hash.ts'
import type { CarriedStore } from '../storage/carried.ts'
import { carriedParts } from '../storage/journal/carried-parts.ts'
import { carryOut } from '../storage/journal/carry-out.ts'
import type { SealedOutbox } from '../storage/journal/journal.ts'
import { journalFiles, journalNames, removeJournal } from '../storage/journal/journal-files.ts'
import { type DeviceStore, journalOf, profileOfJournal } from '../vault/device-store.ts'
import { carriages, takeIn, usualCarried } from './carried.ts'
import type { Loss } from './loss.ts'

/*
 * The keys of a tablet's profiles lie in its database, and the second copy of their unsent work outside of it. Where the database
 * is emptied or does not open, the copy is still there: sealed, and for headquarters to open.
 */

/** Unsent work of a profile whose keys this tablet has no more. */
export type LostWork = {
  readonly profile: string
  /** What headquarters can open. */
  readonly operations: number
  /** Pieces that nobody can open any more: damaged, or made before headquarters was met. */
  readonly beyond: number
}

/** What a screen needs that tells of it. */
export type LostPort = {
  /** What befell the database that holds the keys. */
  readonly loss: Exclude<Loss, 'behind'>
  readonly work: readonly LostWork[]
  readonly carryOut: () => ReturnType<typeof carryLostOut>
  /** What comes first: the tablet is enrolled anew, somebody signs in or opens a profile; where the database does not open, one tries again. */
  readonly next: 'enrol' | 'signIn' | 'open' | 'again'
  readonly goOn: () => void
  /** Goes on in another place of the browser, and starts anew there; false where it has none. */
  readonly beside?: (() => Promise<boolean>) | undefined
}

/** The journals at hand; another disk in tests. */
export type Journals = {
  readonly names: () => Promise<readonly string[]>
  readonly files: (name: string) => Promise<readonly Uint8Array[] | undefined>
  readonly remove: (name: string) => Promise<void>
}

const ownJournals: Journals = { names: journalNames, files: journalFiles, remove: removeJournal }

/** All that is known of journals whose profile is none of those; asked for them once the journals are listed, so that none that is made meanwhile counts. */
const journalsLost = async (known: () => Promise<readonly string[]>, journals: Journals): Promise<readonly LostWork[]> => {
  const profiles = (await journals.names()).flatMap((name) => profileOfJournal(name) ?? [])
  const own = await known()
  const lost = profiles.filter((profile) => !own.includes(profile))
  return Promise.all(lost.map(async (profile) => workIn(profile, await journals.files(journalOf(profile)))))
}

const knownTo = ({ profiles }: DeviceStore): Promise<readonly string[]> => profiles.toCollection().primaryKeys()

const isWork = ({ operations, beyond }: LostWork): boolean => operations + beyond > 0

/** What lies in all journals, where nobody can say whose they are. */
export const workInJournals = async (journals: Journals = ownJournals): Promise<readonly LostWork[]> =>
  (await journalsLost(async () => [], journals)).filter(isWork)

/** What lies here of profiles that this tablet's database does not know, and headquarters has not answered for. */
export const lostWork = async (
  device: DeviceStore,
  store: CarriedStore = usualCarried(),
  journals: Journals = ownJournals,
): Promise<readonly LostWork[]> => {
  const found = await journalsLost(() => knownTo(device), journals)
  const left = found.map(async (work) => ((await isBrought(work, store, journals)) ? { ...work, operations: 0 } : work))
  return (await Promise.all(left)).filter(isWork)
}

const workIn = (profile: string, files: readonly Uint8Array[] | undefined): LostWork => {
  if (!files) return { profile, operations: 0, beyond: 1 }
  const { operations, notSealed, damaged } = carriedParts(files)
  return { profile, operations, beyond: notSealed + damaged }
}

/** All of it as files that headquarters alone can open. They are copies. */
export const carryLostOut = async (
  work: readonly LostWork[],
  { files }: Journals = ownJournals,
): Promise<Result<readonly SealedOutbox[], { readonly problem: 'nothing' | 'failed' }>> => {
  const made = await Promise.all(work.map(({ profile }) => carryOut(journalOf(profile), files)))
  const outboxes = made.flatMap((one) => (one.ok ? one.value : []))
  if (outboxes.length > 0) return ok(outboxes)
  return err({ problem: made.some((one) => !one.ok && one.problem.problem === 'failed') ? 'failed' : 'nothing' })
}

/**
 * Puts lost work among what this tablet carries for others: it leaves with the next contact. A journal goes once headquarters has
 * answered for every piece of it.
 */
export const takeLostAlong = async (
  device: DeviceStore,
  store: CarriedStore = usualCarried(),
  journals: Journals = ownJournals,
): Promise<void> => {
  for (const work of await journalsLost(() => knownTo(device), journals)) {
    for (const { bytes } of await filesOf(work, journals)) await takeIn(bytes, store)
    if (work.beyond === 0 && (await isBrought(work, store, journals))) await journals.remove(journalOf(work.profile))
  }
}

const filesOf = async ({ profile }: LostWork, { files }: Journals): Promise<readonly SealedOutbox[]> => {
  const made = await carryOut(journalOf(profile), files)
  return made.ok ? made.value : []
}

/** Whether headquarters has answered for all of it that could be carried. Makes no database by looking. */
const isBrought = async (work: LostWork, store: CarriedStore, journals: Journals): Promise<boolean> => {
  const ids = (await filesOf(work, journals)).map(({ bytes }) => hashOf(new TextDecoder().decode(bytes)))
  if (ids.length === 0) return true
  const answered = (await Dexie.exists(store.name))
    ? (await carriages(store)).filter(({ waiting, unopened }) => waiting + unopened === 0).map(({ id }) => id)
    : []
  return ids.every((id) => answered.includes(id))
}
