import type { Chance } from '../random.ts'
import type { Event } from './event.ts'
import { backUp, clock, clone, reload, restore, scope } from './mishaps.ts'
import { courier, exchange, late, together, veteranSpeaks } from './speaking.ts'
import { assert } from './violation.ts'
import { veteranWorks, work } from './working.ts'
import type { World } from './world.ts'

/** One thing happens, somewhere in the field. */
export const step = async (world: World, chance: Chance): Promise<void> => {
  const luck = chance.next()
  let left = luck
  for (const [share, event] of events) {
    left -= share
    if (left < 0) {
      await event(world, chance)
      break
    }
  }
  assert(world.faults.length === 0, () => `the server failed: ${world.faults.map((fault) => (fault as Error)?.stack ?? fault)}`)
}

const events: readonly (readonly [number, Event])[] = [
  [0.46, work],
  [0.29, exchange],
  [0.03, together],
  [0.03, late],
  [0.015, courier],
  [0.02, backUp],
  [0.005, restore(true)],
  [0.005, restore(false)],
  [0.006, clone],
  [0.02, scope],
  [0.02, clock],
  [0.05, veteranWorks],
  [0.03, veteranSpeaks],
  [1, reload],
]
