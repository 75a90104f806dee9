import type { Mutant } from './mutant.ts'
import { wrongBetween } from './wrong-between.ts'
import { wrongOnDevices } from './wrong-on-devices.ts'

/** The sixteen wrong ways of docs/sync.md that must never go unnoticed. */
export const wrongVariants: readonly Mutant[] = [...wrongBetween, ...wrongOnDevices]
