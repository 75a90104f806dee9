import { audit, doer } from '../store/access/audit.ts'
import { inTransaction } from '../store/transaction.ts'
import type { Caller } from './callers.ts'
import type { Parts } from './parts.ts'

/** So many are remembered; then it begins anew. */
const mostKept = 10_000

/**
 * Writes down that somebody asked for what the account may not do: once for each session and route, so that nobody fills the log
 * by asking over and over.
 */
export const openOverstepping = () => {
  const noted = new Set<string>()
  return async ({ db, now }: Parts, caller: Caller, route: string): Promise<void> => {
    if (caller.kind !== 'session') return
    const key = `${caller.session} ${route}`
    if (noted.has(key)) return
    if (noted.size >= mostKept) noted.clear()
    noted.add(key)
    await inTransaction(db, (trx) => audit(trx, { ...doer(caller.access), action: 'overstepped', objects: [route], time: now() }))
  }
}

export type Overstepping = ReturnType<typeof openOverstepping>
