import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { syncOnce } from '../../src/client/sync/engine.ts'
import type { Send } from '../../src/client/sync/send.ts'
import type { DeviceId, OperationId, PersonId, StreamId } from '../../src/core/domain/id.ts'
import { err, ok } from '../../src/core/domain/result.ts'
import { canonical, type Json } from '../../src/core/protocol/json.ts'
import type { Row } from '../../src/core/protocol/merge.ts'
import type { Operation } from '../../src/core/protocol/operation.ts'
import type { ServerLog } from '../../src/core/protocol/ports.ts'
import { protocolVersion } from '../../src/core/protocol/sync.ts'
import { openSqliteLog } from '../../src/server/store/sqlite-log.ts'
import { memoryReplica } from '../support/memory-replica.ts'
import { memoryServerLog } from '../support/memory-server-log.ts'
import { type Chance, seeded } from '../support/random.ts'
import { scratchFolder } from '../support/server-process.ts'

/*
 * The simulated field: several tablets, one server, and a network that loses requests, loses replies after the server has
 * committed, delivers copies late, and answers with a portal's page. Afterwards the traffic rests, and what must hold is
 * checked: nothing lost, nothing silently overwritten (people settle the conflicts they see, and may disagree on that too),
 * sealed is sealed as its signer saw it, everybody the same, outboxes empty.
 */

const site = 'site-1' as StreamId
const time = '2026-11-22T09:00:00.000Z'
const entities = ['a-1', 'a-2', 'a-3']
const fields = ['rating:origin', 'rating:valuation', 'summary'] as const

const openTablet = (name: string) => {
  const memory = memoryReplica()
  let lsn = 0
  const made: Operation[] = []
  const signed = new Map<string, Row['fields']>()
  const work = async (chance: Chance): Promise<void> => {
    const id = chance.pick(entities)
    const row = await memory.read('assessment', id)
    if (row && row.versions.length > 0) return
    const open = row?.conflicts ?? []
    const seal = open.length === 0 && chance.chance(0.03)
    const conflict = open.length > 0 && chance.chance(0.4) ? chance.pick(open) : undefined
    const field = conflict?.field ?? chance.pick(fields)
    const value: Json = field === 'summary' ? `${name} ${lsn}` : { kind: 'level', level: 1 + chance.below(4) }
    const kept = conflict && chance.chance(0.8) ? chance.pick([conflict.value, row?.fields[field] ?? null]) : value
    const set: { readonly [field: string]: Json } = seal ? { ...row?.fields, signedAt: time } : { [field]: kept }
    const resolves = conflict && open.filter((one) => one.field === field).map((one) => one.operation)
    lsn += 1
    const operation: Operation = {
      id: `${name}-${lsn}` as OperationId,
      device: name as DeviceId,
      lsn,
      kind: seal ? 'seal' : 'edit',
      entity: { kind: 'assessment', id },
      stream: site,
      author: name as PersonId,
      set,
      base: Object.fromEntries(Object.keys(set).map((key) => [key, row?.writers[key] ?? null])),
      ...(resolves ? { resolves } : {}),
      wall: `${time.slice(0, -4)}${String(lsn % 1000).padStart(3, '0')}Z`,
    }
    await memory.work([operation])
    made.push(operation)
    if (seal) signed.set(operation.id, row?.fields ?? {})
  }
  return { name, memory, made, signed, work }
}

type Sent = Parameters<Send>[0]

const openNetwork = (log: ServerLog, chance: Chance) => {
  const late: Sent[] = []
  const serve = async (request: Sent) => {
    const { receipts } = await log.append(JSON.parse(JSON.stringify(request.operations)), request.device, time)
    const page = await log.page(request.cursors)
    return { protocol: protocolVersion, nonce: request.nonce, epoch: log.epoch, time, receipts, ...page }
  }
  const bad: Send = async (request) => {
    const luck = chance.next()
    if (luck < 0.15) return err({ problem: 'no-network' })
    if (luck < 0.3) {
      await serve(request)
      return err({ problem: 'no-network' })
    }
    if (luck < 0.4) late.push(request)
    const copy = late.length > 0 && chance.chance(0.3) ? late.splice(chance.below(late.length), 1)[0] : undefined
    if (copy) await serve(copy)
    return ok(await serve(request))
  }
  const good: Send = async (request) => ok(await serve(request))
  return { bad, good }
}

const play = async (seed: number, steps: number, log: ServerLog): Promise<void> => {
  const chance = seeded(seed)
  const tablets = ['north', 'south', 'office'].map(openTablet)
  const network = openNetwork(log, chance)
  const speak = (tablet: (typeof tablets)[number], send: Send) =>
    syncOnce({
      replica: tablet.memory.replica,
      send,
      device: tablet.name,
      app: 'field',
      nonce: () => 'nonce-nonce',
      progress: () => undefined,
    })
  for (const { memory } of tablets) await memory.replica.take({ epoch: log.epoch, time, changes: [], cursors: { [site]: 0 } })
  for (let step = 0; step < steps; step += 1) {
    const tablet = chance.pick(tablets)
    if (chance.chance(0.7)) await tablet.work(chance)
    else await speak(tablet, network.bad)
  }
  for (let round = 0; round < 2; round += 1) for (const tablet of tablets) await speak(tablet, network.good)
  await holds(tablets, log, seed)
}

const holds = async (tablets: readonly ReturnType<typeof openTablet>[], log: ServerLog, seed: number): Promise<void> => {
  const where = `seed ${seed}`
  const { changes } = await log.page({ [site]: 0 })
  const rows = new Map(changes.map(({ row }) => [row.id, row]))
  for (const { memory } of tablets) {
    expect(await memory.replica.outbox(10, 1e9), where).toEqual([])
    for (const id of entities) expect(await memory.read('assessment', id), `${where} ${id}`).toEqual(rows.get(id))
  }
  const made = tablets.flatMap((tablet) => tablet.made)
  const { receipts } = await log.append(JSON.parse(JSON.stringify(made)), 'audit', time)
  const refused = new Set(receipts.flatMap((one) => (one.status === 'refused' ? [one.operation] : [])))
  const merged = new Set(receipts.flatMap((one) => (one.status === 'merged' ? [one.operation] : [])))
  expect(receipts, where).toHaveLength(made.length)
  expect(new Set(tablets.flatMap((tablet) => tablet.memory.refused())), where).toEqual(refused)
  const taken = made.filter((operation) => !refused.has(operation.id))
  expect(
    [...rows.values()].reduce((sum, row) => sum + row.rev, 0),
    `${where}: exactly once`,
  ).toBe(taken.length)

  const byId = new Map(made.map((operation) => [operation.id, operation]))
  for (const row of rows.values()) {
    for (const { field, operation, author, wall, standing } of row.conflicts) {
      const writer = byId.get(row.writers[field] as OperationId)
      expect({ author, wall }, `${where}: who differs`).toEqual(handOf(byId.get(operation)))
      expect(standing, `${where}: who wrote what stands`).toEqual(handOf(writer))
    }
    for (const version of row.versions) {
      const shown = tablets.map(({ signed }) => signed.get(version.operation)).find(Boolean)
      expect(version.content, `${where}: exactly as signed`).toEqual({ ...shown, signedAt: time })
      expect(row.conflicts, `${where}: nothing signed in conflict`).toEqual([])
    }
  }

  for (const operation of taken) {
    const row = rows.get(operation.entity.id)
    for (const [field, value] of Object.entries(operation.set)) {
      const stands = [
        row?.fields[field] ?? null,
        ...(row?.conflicts ?? []).filter((one) => one.field === field).map((one) => one.value),
      ]
      const seen = taken.some((other) => other.base[field] === operation.id || other.resolves?.includes(operation.id))
      const settled = seen || merged.has(operation.id) || stands.some((standing) => canonical(standing) === canonical(value))
      expect(settled, `${where}: ${operation.id} ${field} silently overwritten`).toBe(true)
    }
  }
}

const handOf = (operation: Operation | undefined) => operation && { author: operation.author, wall: operation.wall }

describe('the field, on a bad network', () => {
  const seeds = [1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987]
  it.each(seeds)('loses nothing and ends the same everywhere: seed %i', async (seed) => {
    const log = memoryServerLog()
    await play(seed, 400, log)
    await log.close()
  })

  it('does so over the real database, with a fresh seed each time', async () => {
    const seed = Math.floor(Math.random() * 2 ** 31)
    const folder = scratchFolder()
    const log = await openSqliteLog({ path: join(folder.path, 'palier.db') })
    await play(seed, 400, log)
    await log.close()
    folder.remove()
  })
})
