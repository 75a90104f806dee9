import { ok } from '../../core/domain/result.ts'
import type { Access } from '../../core/protocol/access/account.ts'
import type { ExportNotes } from '../../core/protocol/access/export-note.ts'
import { takeNotes } from '../store/access/exports.ts'
import { inTransaction } from '../store/transaction.ts'
import type { Answer, Parts } from './parts.ts'
import type { Done } from './passphrase.ts'

/** What was taken out of the product on a tablet, as its profile noted it there. In the name of whoever asks, and of nobody else. */
export const exported = async ({ db, now }: Parts, access: Access, { notes }: ExportNotes): Answer<Done> => {
  const time = now()
  await inTransaction(db, (trx) => takeNotes(trx, access, notes, time))
  return ok({ done: true })
}
