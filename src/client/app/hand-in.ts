import { err, type Result } from '../../core/domain/result.ts'
import type { CarriedPart } from '../../core/protocol/courier/outbox-file.ts'
import { hashOf } from '../../core/protocol/hash.ts'
import type { CarriedStore } from '../storage/carried.ts'
import type { Database } from '../storage/database.ts'
import { carriedParts } from '../storage/journal/carried-parts.ts'
import { outboxOf } from '../storage/journal/carry-out.ts'
import type { Journal, JournalRecord, SealedOutbox } from '../storage/journal/journal.ts'
import { journalFiles } from '../storage/journal/journal-files.ts'
import { type Damaged, damagedWork, mend } from '../storage/mend.ts'
import { lackingIn, restore } from '../storage/restore.ts'
import type { ExchangeProblem } from '../sync/send.ts'
import { journalOf } from '../vault/device-store.ts'
import { type Carriage, carriages, deliver, forget, takeIn, usualCarried } from './carried.ts'
import { damageWatch } from './damaged.ts'
import { inTheNameOf } from './left-carried.ts'
import { type OpenSession, useSession } from './session.ts'
import { readWhole } from './watch-journal.ts'

type Side = { readonly database: Database; readonly journal?: Journal | undefined }

type Ways = {
  readonly files?: (name: string) => Promise<readonly Uint8Array[] | undefined>
  readonly carried?: CarriedStore
  readonly ask?: typeof fetch
}

type Here = Side & Required<Ways> & { readonly session: OpenSession }

/** Under this name stands how much went sealed, for the page that tells what was handed in. */
export const carriedKey = 'carried-sealed'

/**
 * [D16] What a profile that is to be erased still has, once its outbox has nothing more to send: work that only the journal has and
 * damaged work that is whole there comes back and leaves with the next contact; what does not open here goes to headquarters sealed.
 * Says whether the profile may be erased now. Runs within an exchange, so that no other moves the books meanwhile.
 */
export const handIn = async (
  side: Side,
  { files = journalFiles, carried = usualCarried(), ask = fetch }: Ways = {},
): Promise<Result<never, ExchangeProblem>> => {
  const { session } = useSession.getState()
  const isThere = session && (await isAllThere({ ...side, session, files, carried, ask }).catch(() => false))
  return err({ problem: isThere ? 'revoked' : 'undelivered' })
}

const isAllThere = async (here: Here): Promise<boolean> => {
  const { database, journal } = here
  const content = await readWhole(journal)
  // A journal that cannot be read now may hold anything.
  if (!content) return false
  const damaged = await damagedWork(database)
  return (await putBack(here, damaged, content.records)) === 0 && goSealed(here, damaged)
}

/** How much of it is to be sent once more. */
const putBack = async (
  { database, journal }: Here,
  damaged: readonly Damaged[],
  records: readonly JournalRecord[],
): Promise<number> => {
  const lacking = await lackingIn(database, records)
  await journal?.settle(lacking.answered)
  const mended = damaged.length > 0 ? await mend(database, damaged, records) : undefined
  const restored = lacking.records.length > 0 ? await restore(database, records) : undefined
  await damageWatch()?.look(database)
  return (mended?.ok ? mended.value.restored : 0) + (restored?.ok ? restored.value.operations : 0)
}

/**
 * Headquarters opens boxes that do not open here: their files' keys lie in them twice. Once it has looked at each, nothing of them holds
 * up the erasure; nor does damaged work of which there is no box, which nobody will ever read.
 */
const goSealed = async (here: Here, damaged: readonly Damaged[]): Promise<boolean> => {
  const { database, journal, session, files } = here
  const found = journal ? await files(journalOf(session.card.id)) : []
  if (!found) return false
  const parts = await partsLeft(database, carriedParts(found).parts, damaged)
  const ids = parts.flatMap(({ boxes }) => boxes.map(({ id }) => id))
  const carriage = ids.length > 0 ? await bring(here, outboxOf(parts, ids.length)) : undefined
  if (ids.length > 0 && !carriage) return false
  if (journal && !(await journal.settle(ids)).ok) return false
  await letGo(database, damaged, carriage ? carriage.operations - carriage.unopened : 0)
  return true
}

/** Boxes of work that the database knows nothing of, or cannot read. */
const partsLeft = async (
  database: Database,
  parts: readonly CarriedPart[],
  damaged: readonly Damaged[],
): Promise<readonly CarriedPart[]> => {
  const unknown = await lackingIn(
    database,
    parts.flatMap(({ boxes }) => boxes),
  )
  const wanted = new Set([...unknown.records, ...damaged].map(({ id }) => id))
  const left = parts.map((part) => ({ ...part, boxes: part.boxes.filter(({ id }) => wanted.has(id)) }))
  return left.filter(({ boxes }) => boxes.length > 0)
}

/**
 * Undefined until headquarters has looked at every box of it. What it will not take stays among what this tablet carries, which
 * outlives the profile: a person saves it as a file, or lets go of it.
 */
const bring = async ({ session, carried, ask }: Here, { bytes }: SealedOutbox): Promise<Carriage | undefined> => {
  const taken = await takeIn(bytes, carried)
  if (!taken.ok && taken.problem.problem !== 'known') return undefined
  await deliver({ store: carried, ask: inTheNameOf(session.tablet.token, ask) })
  const file = hashOf(new TextDecoder().decode(bytes))
  const carriage = (await carriages(carried)).find(({ id, waiting }) => id === file && waiting === 0)
  if (carriage?.unopened === 0) await forget(file, carried)
  return carriage
}

const letGo = ({ unsent, meta }: Database, damaged: readonly Damaged[], brought: number): Promise<void> =>
  unsent.db.transaction('rw', [unsent, meta], async () => {
    await unsent.bulkDelete(damaged.map(({ key }) => Number(key)))
    const before = Number((await meta.get(carriedKey))?.value ?? 0)
    if (brought > 0) await meta.put({ key: carriedKey, value: before + brought })
  })
