import type { AdministrationId, DeviceId, PersonId } from '../../core/domain/id.ts'
import type { Sessions } from '../storage/announce.ts'
import { type Database, schemaEpoch } from '../storage/database.ts'
import type { Journal, JournalContent } from '../storage/journal/journal.ts'
import { newId } from './clock.ts'

/** Who holds this device, and for which administration. Until accounts exist, a person picks who they are. */
export type Identity = {
  readonly device: DeviceId
  readonly administration: AdministrationId | null
  readonly person: PersonId | null
}

/** Kept beside the database: says that there was one, so that an emptied one is noticed and never taken for a fresh start. */
const sentinel = 'palier.device'

/** [S11] Beside the database too: by which sessions headquarters may know this device. A device that lost its database is no copy of itself. */
const lastSessions = 'palier.session'

/** Called before headquarters hears of a session, and after. A device that cannot write it down goes on as one that never did. */
export const rememberSessions = (storage: Pick<Storage, 'setItem'>, [last, named]: Sessions): void => {
  try {
    storage.setItem(lastSessions, `${last ?? ''} ${named}`)
  } catch {
    // A full or forbidden small storage keeps no exchange from being told.
  }
}

export type Opening = { readonly identity: Identity; readonly lost: boolean }

/**
 * Opens the identity, making the device's id at its first start. `lost` when a device that held data finds none, and at
 * every start after that until a person was told: loading the page again must not make it a fresh start. It then goes on
 * under the name and after the last operation that the journal knows.
 */
export const openIdentity = async (
  database: Database,
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  journal?: Journal,
  /** The name under which headquarters knows this profile, where there are accounts. */
  given?: DeviceId,
): Promise<Opening> => {
  const [device, chosen, loss] = await database.meta.bulkGet(['device', 'identity', 'lost'])
  const known = device?.value as DeviceId | undefined
  if (known) {
    storage.setItem(sentinel, known)
    const { administration = null, person = null } = (chosen?.value ?? {}) as Partial<Identity>
    return { identity: { device: known, administration, person }, lost: loss !== undefined }
  }
  const kept = await keptBy(journal)
  const lost = storage.getItem(sentinel) !== null || kept !== undefined
  const made = (kept?.device?.device as DeviceId | undefined) ?? given ?? newId<'device'>()
  const head = kept?.heads.find((one) => one.device === made)
  // Without a head its chain would begin anew under an old name: headquarters is to take it for another device then.
  const [last, named] = head ? (storage.getItem(lastSessions) ?? '').split(' ') : []
  await database.meta.bulkPut([
    { key: 'device', value: made },
    { key: 'schema', value: schemaEpoch },
    ...(head ? [{ key: 'chain', value: { lsn: head.lsn, hash: head.hash } }] : []),
    ...(last ? [{ key: 'incarnation', value: last }] : []),
    ...(named ? [{ key: 'announced', value: named }] : []),
    ...(lost ? [{ key: 'lost', value: true }] : []),
  ])
  storage.setItem(sentinel, made)
  return { identity: { device: made, administration: null, person: null }, lost }
}

/** What the journal knows of a device that the database knows nothing of. A device's first start has none, and waits for none. */
const keptBy = async (journal: Journal | undefined): Promise<JournalContent | undefined> => {
  if (!journal || !(await journal.exists())) return undefined
  const read = await journal.read()
  return read.ok && (read.value.device || read.value.heads.length > 0) ? read.value : undefined
}

/** Called once a person was told that the device's data is gone: the next start is an ordinary one. */
export const acknowledgeLoss = (database: Database): Promise<void> => database.meta.delete('lost')

export const chooseIdentity = async (
  database: Database,
  administration: AdministrationId | null,
  person: PersonId | null,
): Promise<void> => {
  await database.meta.put({ key: 'identity', value: { administration, person } })
}
