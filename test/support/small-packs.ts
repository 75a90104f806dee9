import { type Database, openDatabase } from '../../src/client/storage/database.ts'
import type { PackLimits } from '../../src/client/storage/packs/pack.ts'
import { openSealed } from './sealed-database.ts'

/** Two rows make a pack, and three fill one: where few rows come, packs come and go all the same. */
export const smallPacks: PackLimits = { least: 2, most: 3, size: 128 * 1024 }

export const openPacked = (name?: string): Database => openDatabase(name, { packs: smallPacks })

export const openSealedPacked = (name?: string): Database => openSealed(name, { packs: smallPacks })
