import type { Kysely } from 'kysely'
import type { Instant } from '../../../core/domain/time.ts'
import type { Access } from '../../../core/protocol/access/account.ts'
import type { Quarantined } from '../../../core/protocol/quarantine.ts'
import type { Receipt } from '../../../core/protocol/receipt.ts'
import type { Tables } from '../schema.ts'
import { inTransaction } from '../transaction.ts'
import { admit } from './admit.ts'
import { waitingIn } from './quarantine.ts'
import { sightOf } from './sight.ts'

/** Work that lies apart, as an endpoint sees it. Who admits what is written down in the transaction that takes it. */
export const openQuarantine = (db: Kysely<Tables>) => ({
  waiting: async (access: Access, limit: number, after?: string): Promise<readonly Quarantined[]> =>
    waitingIn(db, await sightOf(db, access), { limit, after }),
  admit: (access: Access, id: string, time: Instant): Promise<Receipt | undefined> =>
    inTransaction(db, (trx) => admit(trx, { id, access, time })),
})
