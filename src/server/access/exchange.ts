import type { Access } from '../../core/protocol/access/account.ts'
import type { AuditHead } from '../../core/protocol/access/audit.ts'
import { beginning } from '../../core/protocol/cursor.ts'
import type { Meeting } from '../../core/protocol/ports.ts'
import { audit, auditHead, doer } from '../store/access/audit.ts'
import { accessNow, type ContactFacts } from '../store/access/sessions.ts'
import { partIn, placeIn } from '../store/scope/place.ts'
import { inTransaction } from '../store/transaction.ts'
import { type Caller, contacted } from './callers.ts'
import type { Parts } from './parts.ts'

/** What an exchange has to do with accounts. */
export type Exchange = {
  /** What the caller may do once its work is in: that may have made its administration. */
  readonly access: Access | undefined
  /** Writes down what was read, before any of it is sent, and what the device said of itself. */
  readonly heard: (said: Partial<ContactFacts>, read: readonly string[]) => Promise<AuditHead>
}

export const exchangeOf = async (parts: Parts | undefined, caller: Caller | undefined): Promise<Exchange> => {
  if (!parts || caller?.kind !== 'session') return { access: undefined, heard: async () => ({ seq: 0, hash: '' }) }
  const { db } = parts
  const access = caller.access.administration === null ? await accessNow(db, caller.access) : caller.access
  return {
    access,
    heard: async (said, read) => {
      await contacted(parts, caller, said)
      await wroteDown(parts, access, read)
      return auditHead(db)
    },
  }
}

/** The streams of which a session is told what was there before: from the beginning, or because more of it has come into its sight. */
export const readAnew = ({ cursors, streams, scope }: Meeting): readonly string[] =>
  Object.keys(streams).filter((stream) => {
    const { seq, proof } = cursors[stream] ?? beginning
    return (streams[stream] ?? 0) > 0 && (seq === 0 || partIn(placeIn(proof)) !== (scope[stream] ?? ''))
  })

/** Who reads what is known before it leaves. */
export const wroteDown = async (parts: Parts | undefined, access: Access | undefined, read: readonly string[]): Promise<void> => {
  if (!parts || !access || read.length === 0) return
  const { db, now } = parts
  await inTransaction(db, (trx) => audit(trx, { ...doer(access), action: 'read', objects: read, time: now() }))
}
