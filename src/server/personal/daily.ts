import type { Kysely } from 'kysely'
import type { Instant } from '../../core/domain/time.ts'
import type { Signer } from '../../core/protocol/ports.ts'
import { audit } from '../store/access/audit.ts'
import { cutAudit } from '../store/personal/cut-audit.ts'
import { type Purged, purge, purgeDue, takeDay } from '../store/personal/purge.ts'
import type { Tables } from '../store/schema.ts'
import { inTransaction } from '../store/transaction.ts'

type Parts = { readonly db: Kysely<Tables>; readonly signer: Signer; readonly now: () => Instant }

/** What would go now. */
export const wouldPurge = ({ db, signer, now }: Parts): Promise<Purged> => {
  const time = now()
  return purgeDue(db, { now: time, signer, audit: cutAudit(time) })
}

/** Purges, and writes down how much of each kind went. */
export const purgeNow = async ({ db, signer, now }: Parts): Promise<Purged> => {
  const time = now()
  const purged = await purge(db, { now: time, signer, audit: cutAudit(time) })
  const objects = Object.entries(purged).map(([kind, count]) => `${kind}:${count}`)
  const nobody = { administration: null, account: null, tablet: null }
  if (Object.values(purged).some((count) => count > 0))
    await inTransaction(db, (trx) => audit(trx, { ...nobody, action: 'purged', objects, time }))
  return purged
}

const look = 60 * 60_000
const first = 60_000

/**
 * Purges once a day, by whichever endpoint over this database comes first that day; ends with the process. What fails is told and
 * tried again tomorrow.
 */
export const purgeDaily = (parts: Parts, tell: (problem: unknown) => void): (() => void) => {
  const turn = async (): Promise<void> => {
    try {
      if (await takeDay(parts.db, parts.now())) await purgeNow(parts)
    } catch (problem) {
      tell(problem)
    }
  }
  const begin = setTimeout(() => void turn(), first).unref()
  const again = setInterval(() => void turn(), look).unref()
  return () => {
    clearTimeout(begin)
    clearInterval(again)
  }
}
