import { err, type Result } from '../../core/domain/result.ts'
import { carryOut } from '../storage/journal/carry-out.ts'
import type { SealedOutbox } from '../storage/journal/journal.ts'
import { journalOf } from '../vault/device-store.ts'
import type { App } from './app.ts'
import { useSession } from './session.ts'
import { copyAllUnsent } from './watch-journal.ts'

/** The unsent work of the open profile as a file that only headquarters can open: what the database holds is put into the journal first. */
export const sealedWork = async ({
  database,
  journal,
}: Pick<App, 'database' | 'journal'>): Promise<Result<readonly SealedOutbox[], { readonly problem: 'nothing' | 'failed' }>> => {
  const { session } = useSession.getState()
  if (!session || !journal) return err({ problem: 'failed' })
  const isCopied = await copyAllUnsent(database, journal).catch(() => false)
  return isCopied ? carryOut(journalOf(session.card.id)) : err({ problem: 'failed' })
}
