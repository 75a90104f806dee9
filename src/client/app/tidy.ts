import { retentionFrom } from '../../core/domain/retention.ts'
import type { Instant } from '../../core/domain/time.ts'
import { rowToAdministration, rowToPerson } from '../../core/protocol/entities.ts'
import type { Database } from '../storage/database.ts'
import { forgetErased } from '../storage/erased.ts'
import { letGoEnded } from '../storage/let-go-ended.ts'
import type { Identity } from './identity.ts'
import { campaigns, rowAt } from './read.ts'

/**
 * Lets go of what need not be on this device any more: what headquarters erased, and what was downloaded of campaigns that ended
 * long ago. Goes by headquarters' clock: a tablet whose own is years ahead must not empty itself.
 */
export const tidy = async (database: Database, serverTime: Instant): Promise<void> => {
  forgetWords(await forgetErased(database))
  if (await keepsReports(database)) return
  const { administration } = await identityIn(database)
  const row = administration ? await rowAt(database, 'administration', administration) : undefined
  const retention = retentionFrom(row && rowToAdministration(row).retention)
  const published = (await campaigns(database)).filter((one) => one.published && one.closes)
  await letGoEnded(
    database,
    published.map(({ id, closes }) => ({ id, closes, retention })),
    serverTime.slice(0, 10),
  )
}

const identityIn = async ({ meta }: Database): Promise<Partial<Identity>> =>
  ((await meta.get('identity'))?.value ?? {}) as Partial<Identity>

/** Whoever answers for results reads those of earlier years; a device that nobody holds is nobody's tablet yet. */
const keepsReports = async (database: Database): Promise<boolean> => {
  const { person } = await identityIn(database)
  const row = person ? await rowAt(database, 'person', person) : undefined
  if (!row) return true
  const { roles } = rowToPerson(row)
  return roles.some((role) => role === 'champion' || role === 'hr-director' || role === 'supervisor')
}

/** What was typed and not saved yet is kept by the assignment's id. */
const forgetWords = (keys: readonly string[]): void => {
  const assignments = keys.flatMap((key) => (key.startsWith('assignment:') ? [key.slice('assignment:'.length)] : []))
  if (assignments.length === 0) return
  try {
    for (const name of Object.keys(localStorage)) if (assignments.some((id) => name.endsWith(id))) localStorage.removeItem(name)
  } catch {
    // Storage is refused: then nothing was kept in it either.
  }
}
