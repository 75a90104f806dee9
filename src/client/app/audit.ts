import { ok, type Result } from '../../core/domain/result.ts'
import type { AuditFound, AuditWanted } from '../../core/protocol/access/audit.ts'
import { auditNewest } from '../access/administration.ts'
import type { AskProblem } from '../access/ask.ts'
import { type Account, allAccounts, allTablets, type Tablet } from './accounts.ts'
import { headquarters } from './entry.ts'
import { useSession } from './session.ts'

type Answer<Value> = Promise<Result<Value, AskProblem>>

/** Who may have done something, and on what. */
export type Actors = { readonly accounts: readonly Account[]; readonly tablets: readonly Tablet[] }

export const allActors = async (): Answer<Actors> => {
  const [accounts, tablets] = await Promise.all([allAccounts(), allTablets()])
  if (!accounts.ok) return accounts
  return tablets.ok ? ok({ accounts: accounts.value, tablets: tablets.value }) : tablets
}

/** The log of who did what, newest first. Nothing of it is kept on this device. */
export const auditFound = (wanted: AuditWanted): Answer<AuditFound> =>
  auditNewest(headquarters, useSession.getState().session?.token() ?? '', wanted)
