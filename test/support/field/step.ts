import type { OperationId } from '../../../src/core/domain/id.ts'
import { textOf1 } from '../../../src/core/protocol/message/text-1.ts'
import { requestBody } from '../../../src/core/protocol/request.ts'
import { hashOf } from '../../../src/server/hash.ts'
import type { Chance } from '../random.ts'
import { noHole } from './checks.ts'
import { type Device, openDevice } from './device.ts'
import { scoped, sites } from './headquarters.ts'
import { answer, badLine, goodLine } from './line.ts'
import { noteDeed } from './notes.ts'
import { deedIn } from './person.ts'
import { assert } from './violation.ts'
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

type Event = (world: World, chance: Chance) => Promise<void>

const day = (years: number, chance: Chance): string =>
  `${2026 + years}-11-${10 + chance.below(20)}T0${chance.below(10)}:${10 + chance.below(50)}:00.000Z`

const tell = (world: World, text: string): void => {
  world.trace[world.trace.length - 1] += ` ${text}`
}

const entityIn = (world: World, chance: Chance) => {
  const age = Math.floor(world.trace.length / 90)
  const place = chance.below(5)
  const home = sites[(place + age) % sites.length] ?? ('site-1' as never)
  const entity =
    place < 3 ? ({ kind: 'assessment', id: `a-${age}-${place}` } as const) : ({ kind: 'person', id: `p-${place}` } as const)
  return { entity, home }
}

const work: Event = async (world, chance) => {
  const device = chance.pick(world.devices)
  const { entity, home } = entityIn(world, chance)
  const row = await device.store.row(`${entity.kind}:${entity.id}`)
  const known = row ?? (device.scope.has(home) ? undefined : null)
  if (known === null) return
  const id = world.fresh('op') as OperationId
  const draft = deedIn({ chance, id, author: device.name, wall: day(device.years, chance), entity, home, row })
  const isSaved = chance.chance(0.95)
  const noted = await noteDeed(device, draft, isSaved)
  tell(
    world,
    `${device.name} ${draft.kind} ${entity.id} ${Object.keys(draft.set)} ${noted ? id : '(not taken)'}${isSaved ? '' : ', crash'}`,
  )
  if (!isSaved) device.reload()
  if (noted) world.noted.set(id, noted)
}

const exchange: Event = async (world, chance) => speak(world, chance, chance.pick(world.devices), 0)

const speak = async (world: World, chance: Chance, device: Device, depth: number): Promise<void> => {
  const log = () => scoped(world.headquarters.log(), device.scope)
  const said: string[] = []
  const way = {
    log,
    time: world.time,
    fault: (problem: unknown) => world.faults.push(problem),
    late: (body: string) => world.late.push(body),
    oldReply: () => world.replies[chance.below(Math.max(1, world.replies.length))],
    keepReply: (text: string) => {
      if (chance.chance(0.1) && world.replies.length < 20) world.replies.push(text)
    },
    meanwhile: async () => {
      const others = world.devices.filter((other) => other !== device)
      if (depth === 0) await speak(world, chance, chance.pick(others), 1)
    },
  }
  const fuse = {
    crashAfter: chance.chance(0.25) ? chance.below(40) : undefined,
    failAfter: chance.chance(0.05) ? 1 + chance.below(5) : undefined,
  }
  const how = await device.speak(
    badLine(way, chance, (word) => said.push(word)),
    fuse,
  )
  tell(world, `${device.name} speaks: ${said.join(' ')} → ${how}`)
  await noHole(world, device)
}

/** A request that hung about in the network comes at last; nobody hears the reply. */
const late: Event = async (world, chance) => {
  if (world.late.length === 0) return
  const at = chance.below(world.late.length)
  const body = chance.chance(0.5) ? world.late[at] : world.late.splice(at, 1)[0]
  if (!body) return
  tell(world, `a late copy comes, of ${body.slice(0, 90)}`)
  await heardByNobody(world, body)
}

const heardByNobody = async (world: World, body: string): Promise<void> => {
  const way = { log: world.headquarters.log, time: world.time, fault: (problem: unknown) => world.faults.push(problem) }
  for await (const _ of answer(way, body));
}

/** Somebody else carries a device's work there. */
const courier: Event = async (world, chance) => {
  const device = chance.pick(world.devices)
  const carried = (await device.store.unsent()).filter(() => chance.chance(0.6))
  tell(world, `a courier brings ${carried.length} of ${device.name}`)
  if (chance.chance(0.3)) carried.reverse()
  const head = {
    protocol: 2 as const,
    app: 'field',
    device: 'courier',
    incarnation: [null, world.fresh('session')] as const,
    epoch: null,
  }
  const empty = requestBody({ ...head, nonce: 'nonce-nonce', cursors: {} }, []).split('\n')
  const before = `${[empty[0], ...carried.map(({ line }) => line)].join('\n')}\n`
  await heardByNobody(world, `${before}${JSON.stringify({ count: carried.length, hash: hashOf(before) })}\n`)
}

const backUp: Event = async (world) => {
  tell(world, 'backup')
  await world.headquarters.backUp()
}

const restore =
  (isTold: boolean): Event =>
  async (world) => {
    tell(world, isTold ? 'restored' : 'restored without a word')
    world.restores += 1
    await world.headquarters.restore(isTold)
    world.unnoticed = isTold ? undefined : (await world.headquarters.ledger()).epoch
  }

const clone: Event = async (world, chance) => {
  if (world.devices.length >= 6) return
  const device = chance.pick(world.devices)
  const name = world.fresh(device.name)
  tell(world, `${device.name} copied as ${name}`)
  const store = await device.store.copy()
  world.devices.push(openDevice({ name, store, scope: device.scope, verify: device.verify, fresh: world.fresh }))
}

const scope: Event = async (world, chance) => {
  const device = chance.pick(world.devices.filter(({ name }) => !name.startsWith('office')))
  const stream = chance.pick(sites)
  const isGained = !device.scope.delete(stream)
  tell(world, `${device.name} ${isGained ? 'gains' : 'loses'} ${stream}`)
  if (!isGained) return
  device.scope.add(stream)
  await device.store.follow(stream)
}

const clock: Event = async (world, chance) => {
  const years = chance.below(21) - 10
  if (chance.chance(0.3)) world.time = () => day(years, chance)
  else chance.pick(world.devices).years = years
}

const veteranWorks: Event = async (world, chance) => {
  const veteran = chance.pick(world.veterans)
  const { entity, home } = entityIn(world, chance)
  const row = veteran.rows.get(`${entity.kind}:${entity.id}`)
  const id = world.fresh('op') as OperationId
  const { resolves, follows: _, ...draft } = deedIn({ chance, id, author: veteran.name, wall: day(0, chance), entity, home, row })
  if (draft.kind === 'seal' || draft.kind === 'amend' || draft.kind === 'resolve') return
  const made = veteran.record(draft)
  tell(world, `veteran ${draft.kind} ${entity.id} ${Object.keys(draft.set)} ${made ? id : '(not taken)'}`)
  if (!made) return
  const { set, base: view } = made
  const note = { by: veteran.name, hash: hashOf(textOf1(made)), entity: `${entity.kind}:${entity.id}`, view, set }
  world.noted.set(id, { ...note, resolves: resolves ?? [], follows: [], isSaved: true, isSigned: false })
}

const veteranSpeaks: Event = async (world, chance) => {
  const isHeard = chance.chance(0.7)
  tell(world, `veteran speaks${isHeard ? '' : ', reply lost'}`)
  await chance.pick(world.veterans).speak(world.headquarters.log(), world.time(), isHeard)
}

const reload: Event = async (world, chance) => chance.pick(world.devices).reload()

const events: readonly (readonly [number, Event])[] = [
  [0.46, work],
  [0.32, exchange],
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

export const goodWay = (world: World, device: Device) =>
  goodLine({
    log: () => scoped(world.headquarters.log(), device.scope),
    time: world.time,
    fault: (problem) => world.faults.push(problem),
  })
