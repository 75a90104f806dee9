import type { Chance } from '../random.ts'
import type { World } from './world.ts'

/** One thing that happens, somewhere in the field. */
export type Event = (world: World, chance: Chance) => Promise<void>

/** A moment by a clock that is some years off. */
export const day = (years: number, chance: Chance): string =>
  `${2026 + years}-11-${10 + chance.below(20)}T0${chance.below(10)}:${10 + chance.below(50)}:00.000Z`

/** Adds to the line of the trace that tells of the present step. */
export const tell = (world: World, text: string): void => {
  world.trace[world.trace.length - 1] += ` ${text}`
}
