import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { OperationId, StreamId } from '../../src/core/domain/id.ts'
import type { Json } from '../../src/core/protocol/json.ts'
import type { Operation } from '../../src/core/protocol/operation.ts'
import { openLog } from '../../src/server/store/log.ts'
import { openDatabase } from '../../src/server/store/open-database.ts'
import { verify } from '../../src/server/store/verify/verify.ts'
import { chainedDevice } from '../support/filled-log.ts'
import { type Chance, seeded } from '../support/random.ts'
import { scratchFolder } from '../support/server-process.ts'

const folder = scratchFolder()
afterAll(folder.remove)

const streams = ['north', 'south', 'east'] as const
const kinds = ['edit', 'edit', 'edit', 'create', 'resolve', 'seal', 'amend'] as const
const fields = ['summary', 'rating:origin', 'rating:value', 'home'] as const
const names = ['a-1', 'a-2', 'a-3', 'a-4', 'a-5']

/** Any work at all: on what was seen, on what never came, on what is still to come, on what belongs to something else. */
const anyWork = (chance: Chance, entity: string, seen: readonly OperationId[]) => {
  const someId = (): OperationId | null => (chance.chance(0.3) || seen.length === 0 ? null : chance.pick(seen))
  const set: Record<string, Json> = {}
  for (const field of fields) if (chance.chance(field === 'home' ? 0.15 : 0.5)) set[field] = someValue(field, chance)
  const kind = chance.pick(kinds)
  const ids = (): readonly OperationId[] => [someId(), someId()].filter((id): id is OperationId => id !== null)
  return {
    kind,
    entity: { kind: 'assessment' as const, id: entity },
    stream: chance.pick(streams) as string as StreamId,
    set,
    base: Object.fromEntries(Object.keys(set).map((field) => [field, someId()])),
    ...(kind === 'resolve' ? { resolves: ids() } : {}),
    ...(kind === 'amend' ? { follows: ids() } : {}),
  } satisfies Partial<Operation>
}

const someValue = (field: string, chance: Chance): Json => {
  if (field === 'home') return chance.pick(streams)
  return field === 'summary' ? chance.pick(['bon', 'moyen']) : { kind: 'level', level: 1 + chance.below(3) }
}

describe('verifying work that came in any order', () => {
  const seeds = [1, 2, 3, Math.floor(Math.random() * 2 ** 31)]
  it.each([...seeds.map((seed) => [seed, true] as const), [5, false] as const])(
    'finds nothing wrong in what the server itself decided: seed %i, honest %s',
    { timeout: 60_000 },
    async (seed, isHonest) => {
      const chance = seeded(seed)
      const db = await openDatabase(join(folder.path, `any-${seed}.db`))
      const log = await openLog(db)
      const devices = ['a', 'b', 'c'].map((name) => chainedDevice(name))
      const made: { line: string; id: OperationId; entity: string }[] = []
      for (let step = 0; step < 400; step += 1) {
        const device = chance.pick(devices)
        const entity = chance.pick(names)
        const seen = made.flatMap((one) => (one.entity === entity || !isHonest ? [one.id] : []))
        const line = device.line(anyWork(chance, entity, seen))
        made.push({ line, id: device.last(), entity })
      }
      // Nearly in order, so that much of what is named is here already, and some is not.
      const order = made
        .map((one, at) => ({ one, at: at + chance.below(30) }))
        .sort((x, y) => x.at - y.at)
        .map(({ one }) => one.line)
      for (let sent = 0; sent < order.length; ) {
        const batch = order.slice(Math.max(0, sent - chance.below(3)), sent + 1 + chance.below(12))
        sent += batch.length
        await log.append(batch, { device: 'any', time: '2026-11-22T09:00:00.000Z' })
      }
      const { findings, operations, entities, quarantined } = await db.transaction().execute(verify)
      expect(findings, `seed ${seed}`).toEqual([])
      expect(entities).toBe(names.length)
      expect(operations).toBeGreaterThan(50)
      expect(quarantined).toBeGreaterThan(0)
      await db.destroy()
    },
  )
})
