import { err, ok, type Result } from '../../core/domain/result.ts'
import { notesAtOnce } from '../../core/protocol/access/export-note.ts'
import { doneSchema } from '../../core/protocol/access/sign-in.ts'
import { type Ask, type Asked, askOver } from '../access/ask.ts'
import type { Database } from '../storage/database.ts'
import type { Contact } from '../sync/engine.ts'
import type { ExchangeProblem } from '../sync/send.ts'
import { forgetNotes, notesInMemory } from './exports.ts'
import { useSession } from './session.ts'

/**
 * Tells headquarters what was exported here, oldest first, until nothing is left of it. Told twice is written once, so nothing is
 * forgotten before headquarters has said that it has it. Work does not wait for this.
 */
export const tellExports = async (database: Database, ask: Ask = askOver('/api/v1')): Asked<null> => {
  for (;;) {
    const { session } = useSession.getState()
    const all = session ? [...(await database.exports.toArray()), ...notesInMemory()] : []
    const notes = all.sort((a, b) => (a.at < b.at ? -1 : 1)).slice(0, notesAtOnce)
    if (!session || notes.length === 0) return ok(null)
    const told = await ask({ path: '/exports', body: { notes }, bearer: session.token(), answer: doneSchema })
    if (!told.ok) return told
    const ids = notes.map(({ id }) => id)
    await database.exports.bulkDelete(ids)
    forgetNotes(ids)
  }
}

/**
 * What was exported here is told after the work, and nobody waits for it; but a profile that is to be erased tells it first. Without a
 * network it is erased at its next contact, as a profile with work left would be.
 */
export const withNotes = async (
  database: Database,
  outcome: Result<Contact, ExchangeProblem>,
  ask?: Ask,
): Promise<Result<Contact, ExchangeProblem>> => {
  if (outcome.ok) void tellExports(database, ask).catch(() => undefined)
  if (outcome.ok || outcome.problem.problem !== 'revoked') return outcome
  const told = await tellExports(database, ask).catch(() => undefined)
  return told && !told.ok && told.problem.problem === 'no-network' ? err({ problem: 'no-network' }) : outcome
}
