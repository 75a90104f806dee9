import type { Transaction } from 'kysely'
import type { Tables } from '../schema.ts'

/** How many failures are free, and how long the next one then waits: twice as long each time, up to a most. In seconds. */
export type Measure = { readonly key: string; readonly free: number; readonly base: number; readonly most: number }

/** Failures are forgotten after a day without any. In milliseconds. */
const memory = 86_400_000

/**
 * Counts a try before it is made, by each measure: many at once cannot all slip through, whatever endpoint they come to. Given
 * back where it succeeds. Answers how many seconds to wait where one of them is cooling down; then nothing is counted.
 */
export const reserveTry = async (
  trx: Transaction<Tables>,
  measures: readonly Measure[],
  time: string,
): Promise<number | undefined> => {
  const now = Date.parse(time)
  const counts: { readonly measure: Measure; readonly failures: number }[] = []
  let wait = 0
  // Always in the same order, so that no two wait for each other.
  for (const measure of [...measures].sort((a, b) => (a.key < b.key ? -1 : 1))) {
    const { failures, at } = await locked(trx, measure.key, time)
    const since = Date.parse(at)
    // The clock was set back: the time waited so far is unknown, so it begins again, and ends.
    if (since > now) await trx.updateTable('tries').set({ at: time }).where('key', '=', measure.key).execute()
    const waited = Math.max(0, now - since)
    counts.push({ measure, failures: waited > memory ? 0 : failures })
    wait = Math.max(wait, cooldown(measure, failures) - waited / 1000)
  }
  if (wait > 0) return Math.ceil(wait)
  for (const { measure, failures } of counts)
    await trx
      .updateTable('tries')
      .set({ failures: failures + 1, at: time })
      .where('key', '=', measure.key)
      .execute()
  return undefined
}

const cooldown = ({ free, base, most }: Measure, failures: number): number =>
  failures < free ? 0 : Math.min(most, base * 2 ** Math.min(failures - free, 20))

const locked = (trx: Transaction<Tables>, key: string, at: string): Promise<Pick<Tables['tries'], 'failures' | 'at'>> =>
  trx
    .insertInto('tries')
    .values({ key, failures: 0, at })
    .onConflict((conflict) => conflict.column('key').doUpdateSet((eb) => ({ key: eb.ref('tries.key') })))
    .returning(['failures', 'at'])
    .executeTakeFirstOrThrow()

/** A try succeeded: `cleared` are forgotten, and the others get their one back. */
export const giveBack = async (
  trx: Transaction<Tables>,
  { cleared, returned }: { readonly cleared: readonly string[]; readonly returned: readonly string[] },
  time: string,
): Promise<void> => {
  const long = new Date(Date.parse(time) - 2 * memory).toISOString()
  for (const key of [...returned].sort())
    await trx
      .updateTable('tries')
      .set((eb) => ({ failures: eb('failures', '-', 1) }))
      .where('key', '=', key)
      .where('failures', '>', 0)
      .execute()
  if (cleared.length > 0) await trx.deleteFrom('tries').where('key', 'in', cleared).execute()
  await trx.deleteFrom('tries').where('at', '<', long).execute()
}
