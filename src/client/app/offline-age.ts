import type { Database } from '../storage/database.ts'
import { now } from './clock.ts'
import type { LastContact } from './contact.ts'

const day = 86_400_000

/** The latest moment that this profile has ever seen on the tablet's clock: set back, the clock makes no data younger. */
const seenKey = 'seen'

/**
 * Whether headquarters was last heard longer ago than downloaded data may be shown. Without a network nobody but the tablet's
 * own clock tells how long that is: who keeps setting it back keeps the data in sight, but never further than it was.
 */
export const isTooLong = async ({ meta }: Database, offlineDays: number): Promise<boolean> => {
  const [contact, seen] = await meta.bulkGet(['contact', seenKey])
  const latest = [now(), String(seen?.value ?? '')].reduce((a, b) => (a > b ? a : b))
  if (latest !== seen?.value) await meta.put({ key: seenKey, value: latest })
  const { at } = (contact?.value ?? {}) as Partial<LastContact>
  return at !== undefined && Date.parse(latest) - Date.parse(at) > offlineDays * day
}
