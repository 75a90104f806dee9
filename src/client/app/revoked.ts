import { doneSchema } from '../../core/protocol/access/sign-in.ts'
import { type Ask, askOver } from '../access/ask.ts'
import type { Database } from '../storage/database.ts'
import type { DeviceStore } from '../vault/device-store.ts'
import { eraseProfile, eraseTablet } from '../vault/erase.ts'
import { useContact } from './contact.ts'

export type Revoked = {
  readonly store: DeviceStore
  readonly database: Database
  readonly profile: string
  /** The session's token, to say at headquarters that it is done. */
  readonly token: string
  /** Closes what is open of the profile. */
  readonly close: () => void
}

/** Calls once when headquarters has all work of this profile and wants it erased. Answers with how to stop. */
export const whenRevoked = (deed: () => void): (() => void) => {
  const stop = useContact.subscribe(({ problem }, before) => {
    if (problem?.problem !== 'revoked' || problem === before.problem) return
    stop()
    deed()
  })
  return stop
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
 * contact, and the tablet's credential with the last of them, unless work of other tablets is still to be brought by it. Tells how much of the work lies at headquarters and waits there.
 */
export const eraseRevoked = async (
  { store, database, profile, token, close }: Revoked,
  ask: Ask = askOver('/api/v1'),
): Promise<number> => {
  const delivered = await database.refused.filter(({ problem }) => problem.problem === 'revoked').count()
  close()
  await eraseProfile(store, profile)
  if ((await store.profiles.count()) === 0) await eraseTablet(store, await carriesAnything())
  // That it was erased is true whether or not headquarters hears of it.
  await ask({ path: '/erased', body: {}, bearer: token, answer: doneSchema })
  return delivered
}
