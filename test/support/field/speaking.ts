import { requestBody } from '../../../src/core/protocol/request.ts'
import { hashOf } from '../../../src/server/hash.ts'
import { type Chance, seeded } from '../random.ts'
import { noFalseCopy, noHole } from './checks.ts'
import type { Device } from './device.ts'
import { type Event, tell } from './event.ts'
import { scoped } from './headquarters.ts'
import { answer, badLine, goodLine } from './line.ts'
import type { World } from './world.ts'

/* What goes over the line: exchanges, copies that come late, work that somebody else carries. */

export const exchange: Event = async (world, chance) => speak(world, chance, chance.pick(world.devices), 0)

/** Two devices speak at the same time. */
export const together: Event = async (world, chance) => {
  const one = chance.pick(world.devices)
  const other = chance.pick(world.devices.filter((device) => device !== one))
  const [first, second] = [seeded(chance.below(1e9)), seeded(chance.below(1e9))]
  await Promise.all([speak(world, first, one, 1), speak(world, second, other, 1)])
}

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
  await noFalseCopy(world, device)
}

/** A request that hung about in the network comes at last; nobody hears the reply. */
export const late: Event = async (world, chance) => {
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
export const courier: Event = async (world, chance) => {
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

export const veteranSpeaks: Event = async (world, chance) => {
  const isHeard = chance.chance(0.7)
  tell(world, `veteran speaks${isHeard ? '' : ', reply lost'}`)
  await chance.pick(world.veterans).speak(world.headquarters.log(), world.time(), isHeard)
}

export const goodWay = (world: World, device: Device) =>
  goodLine({
    log: () => scoped(world.headquarters.log(), device.scope),
    time: world.time,
    fault: (problem) => world.faults.push(problem),
  })
