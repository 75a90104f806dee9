import type { StreamId } from '../../../src/core/domain/id.ts'
import type { PageLimits } from '../../../src/server/store/page-cut.ts'
import { type Chance, seeded } from '../random.ts'
import { holds } from './checks.ts'
import { openDevice } from './device.ts'
import { type Headquarters, memoryHeadquarters, sites } from './headquarters.ts'
import { memoryStore } from './memory-store.ts'
import { rest } from './rest.ts'
import { deviceSigner, quickSigner, quickVerify } from './signing.ts'
import { step } from './step.ts'
import type { DeviceSigner, Store } from './store.ts'
import { openVeteran } from './veteran.ts'
import type { World } from './world.ts'

/** What a game is played with. In memory when nothing else is said. */
export type Board = {
  readonly headquarters?: (page: PageLimits) => Promise<Headquarters>
  readonly store?: (name: string, signer: DeviceSigner) => Promise<Store>
  readonly verify?: typeof quickVerify
}

/** A game by its seed. Each step draws its own chance, so that a game can be played again without some of its steps. */
export type Game = { readonly seed: number; readonly steps: readonly number[] }

export type Outcome = { readonly violation: unknown; readonly trace: readonly string[]; readonly counts: Counts }
export type Counts = { readonly operations: number; readonly refused: number; readonly conflicts: number }

export const gameOf = (seed: number, steps: number): Game => ({ seed, steps: Array.from({ length: steps }, (_, at) => at) })

/** Plays a game, lets the traffic rest, and checks what must hold. */
export const play = async ({ seed, steps }: Game, board: Board = {}): Promise<Outcome> => {
  const world = await open(seed, board)
  try {
    for (const at of steps) {
      world.step = at
      world.trace.push(`${at}`)
      await step(world, chanceOf(seed, at))
    }
    world.trace.push('rest')
    await rest(world)
    await holds(world)
    return { violation: undefined, trace: world.trace, counts: await countsOf(world) }
  } catch (violation) {
    return { violation, trace: world.trace, counts: { operations: 0, refused: 0, conflicts: 0 } }
  } finally {
    await Promise.all(world.devices.map(({ store }) => store.close()))
    await world.headquarters.close()
  }
}

const chanceOf = (seed: number, at: number): Chance => seeded(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(at + 1, 0x85ebca6b))

const open = async (seed: number, { headquarters, store = inMemory, verify = quickVerify }: Board): Promise<World> => {
  const chance = chanceOf(seed, -1)
  const page = { changes: chance.pick([1, 2, 5, 250]), bytes: chance.pick([600, 3000, 1e9]) }
  let made = 0
  const fresh = (of: string): string => {
    made += 1
    return `${of.split('-')[0]}-${String(made).padStart(6, '0')}`
  }
  const devices = await Promise.all(
    ['north', 'south', 'office'].map(async (name, at) => {
      const device = openDevice({ name, store: await store(name, deviceSigner), scope: scopes[at] ?? [], verify, fresh })
      for (const stream of device.scope) await device.store.follow(stream)
      return device
    }),
  )
  return {
    headquarters: headquarters ? await headquarters(page) : memoryHeadquarters(page, quickSigner),
    devices,
    veterans: [openVeteran('veteran', sites)],
    noted: new Map(),
    late: [],
    replies: [],
    trace: [],
    step: 0,
    faults: [],
    unnoticed: undefined,
    restores: 0,
    copies: 0,
    time: () => '2026-11-22T09:00:00.000Z',
    fresh,
  }
}

const scopes: readonly (readonly StreamId[])[] = [sites.slice(0, 2), sites.slice(1), sites]

const inMemory = async (name: string, signer: DeviceSigner): Promise<Store> => memoryStore(name, signer)

const countsOf = async ({ headquarters, devices }: World): Promise<Counts> => {
  const { operations, rows } = await headquarters.ledger()
  const refused = await Promise.all(devices.map(({ store }) => store.refused()))
  return {
    operations: operations.size,
    refused: refused.flat().length,
    conflicts: [...rows.values()].reduce((sum, { row }) => sum + row.conflicts.length, 0),
  }
}
