import type { Transaction } from 'kysely'
import type { Instant } from '../../../core/domain/time.ts'
import { audit } from '../access/audit.ts'
import type { Tables } from '../schema.ts'

/**
 * Lets the older part of the log of who did what go. Where it was cut, and the hash it had there, is the newest entry of what
 * stays: the chain is borne out from there on, and its head goes on as it was.
 */
export const cutAudit =
  (now: Instant) =>
  async (trx: Transaction<Tables>, before: Instant, isReal: boolean): Promise<number> => {
    const places = trx.selectFrom('audit').orderBy('seq')
    const stays = await places.select('seq').where('time', '>=', before).limit(1).executeTakeFirst()
    const goes = trx.selectFrom('audit').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1)
    const last = await (stays ? goes.where('seq', '<', stays.seq) : goes).executeTakeFirst()
    if (!last) return 0
    const { count } = await trx
      .selectFrom('audit')
      .select(({ fn }) => fn.countAll().as('count'))
      .where('seq', '<=', last.seq)
      .executeTakeFirstOrThrow()
    if (!isReal) return Number(count)
    await trx.deleteFrom('audit').where('seq', '<=', last.seq).execute()
    const objects = [cutName(last)]
    await audit(trx, { administration: null, account: null, tablet: null, action: 'purged', objects, time: now })
    return Number(count)
  }

type Cut = { readonly seq: number; readonly hash: string }

const cutName = ({ seq, hash }: Cut): string => `audit:${seq}:${hash}`

/** Where an entry says that the log was cut. */
export const cutIn = (objects: readonly string[]): Cut | undefined => {
  const found = /^audit:(\d+):([A-Za-z0-9_-]{43})$/.exec(objects[0] ?? '')
  return found?.[2] ? { seq: Number(found[1]), hash: found[2] } : undefined
}
