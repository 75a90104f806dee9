import type { Transaction } from 'kysely'
import type { Instant } from '../../../core/domain/time.ts'
import type { Access } from '../../../core/protocol/access/account.ts'
import { exportObjects } from '../../../core/protocol/access/audit-objects.ts'
import type { ExportNote } from '../../../core/protocol/access/export-note.ts'
import type { Tables } from '../schema.ts'
import { audit, doer, lockedHead } from './audit.ts'

/**
 * Writes down what devices noted of exports, each once, however often and by whatever endpoint it comes. Answers with how many
 * were new. The time is the server’s; the device’s stands among the objects.
 */
export const takeNotes = async (
  trx: Transaction<Tables>,
  access: Access,
  notes: readonly ExportNote[],
  time: Instant,
): Promise<number> => {
  // First the lock: between looking for a note and writing it nobody else writes.
  await lockedHead(trx)
  const ids = notes.map(({ id }) => id)
  const found = await trx.selectFrom('audit').select('note').where('note', 'in', ids).execute()
  const known = new Set(found.map(({ note }) => note))
  const fresh = new Map(notes.flatMap((note) => (known.has(note.id) ? [] : [[note.id, note] as const])))
  const entries = [...fresh.values()].map(
    (note) => ({ ...doer(access), action: 'exported', objects: exportObjects(note), time }) as const,
  )
  await audit(trx, ...entries)
  return fresh.size
}
