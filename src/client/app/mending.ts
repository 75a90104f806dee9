import type { Result } from '../../core/domain/result.ts'
import { type Mended, mend } from '../storage/mend.ts'
import type { StorageProblem } from '../storage/watchdog.ts'
import type { App } from './app.ts'
import { damageWatch } from './damaged.ts'
import { useDamaged } from './use-damaged.ts'

/** Puts right what can be put right here, and asks headquarters for the rest. Not while an exchange moves the places in streams. */
export const mendDamaged = async ({ database, journal, runner }: App): Promise<Result<Mended, StorageProblem>> => {
  const read = await journal?.read()
  const records = read?.ok ? read.value.records : []
  const { items } = useDamaged.getState()
  const mending = () => mend(database, items, records)
  const mended = await (navigator.locks ? navigator.locks.request('palier.sync', mending) : mending())
  await damageWatch()?.look(database)
  runner.wake()
  return mended
}
