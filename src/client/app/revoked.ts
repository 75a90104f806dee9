import Dexie from 'dexie'
import { doneSchema } from '../../core/protocol/access/sign-in.ts'
import { type Ask, askOver } from '../access/ask.ts'
import type { Database } from '../storage/database.ts'
import type { Journal } from '../storage/journal/journal.ts'
import { lackingIn } from '../storage/restore.ts'
import type { DeviceStore } from '../vault/device-store.ts'
import { endKeys, eraseProfile, eraseTablet } from '../vault/erase.ts'
import { carriedKey } from './hand-in.ts'
import { readWhole } from './watch-journal.ts'

export type Revoked = {
  readonly store: DeviceStore
  readonly database: Database
  readonly journal: Journal
  readonly profile: string
  /** The session's token, to say at headquarters that it is done. */
  readonly token: string
  /** Closes what is open of the profile. */
  readonly close: () => void
}

/** Where nobody can tell, it may: its credential stays, which opens nothing here. */
const carriesAnything = async (): Promise<boolean> => {
  try {
    return await (await import('./left-carried.ts')).carriesWork()
  } catch {
    return true
  }
}

/**
 * [D16] Erases the profile: its keys, then its data. Other profiles of the tablet still have work to deliver, so each goes with its own
 * contact, and the tablet's credential with the last of them, unless sealed work is still to be brought by it. Tells how much of the work lies at headquarters and waits there.
 * Undefined, and nothing is erased, where there is work by now that headquarters has not answered for.
 */
export const eraseRevoked = async (revoked: Revoked, ask: Ask = askOver('/api/v1')): Promise<number | undefined> => {
  const { store, profile, token, close } = revoked
  const delivered = await endUnlessWorkCame(revoked)
  if (delivered === undefined) return undefined
  close()
  await eraseProfile(store, profile)
  if ((await store.profiles.count()) === 0) await eraseTablet(store, await carriesAnything())
  // That it was erased is true whether or not headquarters hears of it.
  await ask({ path: '/erased', body: {}, bearer: token, answer: doneSchema })
  return delivered
}

/**
 * [I6] The last look and the end of the keys, in one transaction over the outbox. A tap, in whatever tab, was told as saved before it, and is
 * seen; or comes after it, and is not saved: the database is newer then than any code that would write to it.
 */
const endUnlessWorkCame = async ({ store, database, journal, profile }: Revoked): Promise<number | undefined> => {
  const { unsent, held, refused, meta } = database
  let delivered: number | undefined
  const look = database.transaction('rw', [unsent, held, refused, meta], async () => {
    const content = await Dexie.waitFor(readWhole(journal))
    if (!content || (await unsent.count()) > 0 || (await lackingIn(database, content.records)).records.length > 0) return
    const sealed = Number((await meta.get(carriedKey))?.value ?? 0)
    const count = sealed + (await refused.filter(({ problem }) => problem.problem === 'revoked').count())
    await meta.put({ key: 'schema', value: Number.MAX_SAFE_INTEGER })
    await Dexie.waitFor(endKeys(store, profile))
    delivered = count
  })
  // Without its keys the profile is gone, whatever became of the mark.
  await look.catch(() => undefined)
  return delivered
}
