import type { Database } from '../storage/database.ts'
import { now } from './clock.ts'
import type { LastContact } from './contact.ts'

const day = 86_400_000

/** The latest moment that this profile has seen on the tablet's clock since that contact: set back, the clock makes no data younger. */
const seenKey = 'seen'

type Seen = { readonly contact: string; readonly latest: string }

/**
 * Whether headquarters was last heard longer ago than downloaded data may be shown. Without a network nobody but the tablet's
 * own clock tells how long that is: who keeps setting it back keeps the data in sight, but never further than it was. What the
 * clock said before the last contact counts no more: it may have been years ahead, and headquarters has been heard since.
 */
export const isTooLong = async ({ meta }: Database, offlineDays: number): Promise<boolean> => {
  const [contact, seen] = await meta.bulkGet(['contact', seenKey])
  const { at, serverTime } = (contact?.value ?? {}) as Partial<LastContact>
  if (at === undefined) return false
  const before = (seen?.value ?? {}) as Partial<Seen>
  const present = now()
  const latest = before.contact === at && (before.latest ?? '') > present ? (before.latest ?? '') : present
  if (before.contact !== at || latest !== before.latest)
    await meta.put({ key: seenKey, value: { contact: at, latest } satisfies Seen })
  return Math.max(sinceOf(latest, at), present < at ? sinceOf(present, serverTime ?? at) : 0) > offlineDays * day
}

/** By the clock that spoke with headquarters. Where that was ahead and is right now, headquarters' own time tells. */
const sinceOf = (latest: string, heard: string): number => Date.parse(latest) - Date.parse(heard)
