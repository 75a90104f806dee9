import type { Kysely, Transaction } from 'kysely'
import type { Tables } from '../schema.ts'

export type Enrolment = Omit<Tables['enrolment'], 'used'>

/** What a code came to: good and now used up, or why it is not. */
export type Redeemed =
  | { readonly ok: true; readonly enrolment: Enrolment }
  | { readonly ok: false; readonly problem: 'wrong-code' | 'code-used' | 'code-expired' }

export const keepEnrolment = async (trx: Transaction<Tables>, enrolment: Enrolment): Promise<void> => {
  // What is long over only says that a code once was.
  await trx.deleteFrom('enrolment').where('expires', '<', dayBefore(enrolment.made)).execute()
  await trx
    .insertInto('enrolment')
    .values({ ...enrolment, used: null })
    .execute()
}

const dayBefore = (time: string): string => new Date(Date.parse(time) - 86_400_000).toISOString()

/** Two minutes: how far the clocks of endpoints that share a database may be apart. */
const leeway = 120_000

/** What stands against a way in. A clock that was set back makes it no younger. */
export const redeemable = async (
  db: Kysely<Tables>,
  digest: string,
  kinds: readonly string[],
  now: string,
): Promise<Redeemed> => {
  const found = await db
    .selectFrom('enrolment')
    .selectAll()
    .where('digest', '=', digest)
    .where('kind', 'in', kinds)
    .executeTakeFirst()
  if (!found) return { ok: false, problem: 'wrong-code' }
  const { used, ...enrolment } = found
  if (used !== null) return { ok: false, problem: 'code-used' }
  const isOver = now >= enrolment.expires || Date.parse(now) < Date.parse(enrolment.made) - leeway
  return isOver ? { ok: false, problem: 'code-expired' } : { ok: true, enrolment }
}

/** Uses a way in up. Of two who come with it at once, one gets in. */
export const redeem = async (
  trx: Transaction<Tables>,
  digest: string,
  kinds: readonly string[],
  now: string,
): Promise<Redeemed> => {
  const found = await redeemable(trx, digest, kinds, now)
  if (!found.ok) return found
  const { numUpdatedRows } = await trx
    .updateTable('enrolment')
    .set({ used: now })
    .where('digest', '=', digest)
    .where('used', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n ? found : { ok: false, problem: 'code-used' }
}

/** Closes every way in of the first administrator: there is one now. */
export const closeFirst = async (trx: Transaction<Tables>, now: string): Promise<void> => {
  await trx.updateTable('enrolment').set({ used: now }).where('kind', '=', 'first').where('used', 'is', null).execute()
}
