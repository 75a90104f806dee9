import { goesFrom, type Retention } from '../../core/domain/retention.ts'
import type { Day } from '../../core/domain/time.ts'
import type { Database } from './database.ts'
import { forgetReceipts } from './receipts.ts'

/** A campaign, and how long a tablet may keep what it downloaded of it. */
export type Ended = { readonly id: string; readonly closes: Day; readonly retention: Retention }

const noted = 'let-go'
const kinds = ['assignment', 'assessment', 'acknowledgement'] as const

/** The campaigns of which this device let go, each with the day. */
export const letGoIn = async ({ meta }: Pick<Database, 'meta'>): Promise<{ readonly [campaign: string]: Day }> =>
  ((await meta.get(noted))?.value ?? {}) as { readonly [campaign: string]: Day }

/**
 * Lets go of what was downloaded of campaigns that ended long ago: headquarters has it. Nothing that was not sent goes, nor what was
 * refused and waits for a person, nor received work that is still held as a second copy.
 */
export const letGoEnded = async (database: Database, campaigns: readonly Ended[], today: Day): Promise<number> => {
  const over = campaigns.filter(({ closes, retention }) => today >= goesFrom('tablets', retention, closes))
  let count = 0
  for (const { id } of over) count += await letGo(database, id, today)
  return count
}

const letGo = (database: Database, campaign: string, today: Day): Promise<number> => {
  const { rows, unsent, refused, receipts, answers, meta } = database
  return database.transaction('rw', [rows, unsent, refused, receipts, answers, meta], async () => {
    const found = await Promise.all(kinds.map((kind) => rows.where('[kind+scope]').equals([kind, campaign]).primaryKeys()))
    const keys = found.flat()
    if (keys.length === 0) return 0
    const busy = await busyAssignments(database)
    const going = keys.filter((key) => !busy.has(assignmentIn(key)))
    if (going.length === 0) return 0
    await rows.bulkDelete(going)
    await forgetReceipts(database, going)
    await meta.put({ key: noted, value: { ...(await letGoIn(database)), [campaign]: today } })
    return going.length
  })
}

/** Whatever waits on the outbox or for a person, whether or not its row says which campaign it is of. */
const busyAssignments = async ({ unsent, refused }: Database): Promise<ReadonlySet<string>> => {
  const waiting = (await unsent.orderBy('[entity+id]').keys()) as unknown as readonly (readonly [string, string])[]
  const put = (await refused.orderBy('entity').uniqueKeys()) as readonly string[]
  return new Set([...waiting.map(([entity]) => entity), ...put].map(assignmentIn))
}

/** `assessment:<assignment>.expert` belongs to `assignment:<assignment>`: who still has to send one part needs the others. */
const assignmentIn = (key: string): string => key.slice(key.indexOf(':') + 1).replace(/\..*$/, '')
