import { answer } from './line.ts'
import { goodWay } from './speaking.ts'
import { assert } from './violation.ts'
import type { World } from './world.ts'

/** What no line took is tried again now and then only. */
const most = 30

/** The network is good from now on, and everybody speaks until nobody has anything to say. Then the late copies come, and once more. */
export const rest = async (world: World): Promise<void> => {
  for (const device of world.devices) for (const stream of device.scope) await device.store.follow(stream)
  await untilQuiet(world)
  const way = { log: world.headquarters.log, time: world.time, fault: (problem: unknown) => world.faults.push(problem) }
  for (const body of world.late.splice(0)) for await (const _ of answer(way, body));
  await untilQuiet(world)
  assert(world.faults.length === 0, () => `the server failed: ${world.faults.map((fault) => (fault as Error)?.stack ?? fault)}`)
}

const untilQuiet = async (world: World): Promise<void> => {
  let before = ''
  for (let round = 0; round < most; round += 1) {
    for (const device of world.devices) {
      const how = await device.speak(goodWay(world, device))
      assert(how === 'quiet', () => `${device.name} does not get through a good line: ${how}`)
    }
    for (const veteran of world.veterans) await veteran.speak(world.headquarters.log(), world.time(), true)
    const now = await stateOf(world)
    if (now === before && isIdle(now)) return
    before = now
  }
  assert(false, () => `no rest after ${most} rounds`)
}

const isIdle = (state: string): boolean => (JSON.parse(state)[2] as number[]).every((waiting) => waiting === 0)

const stateOf = async ({ headquarters, devices }: World): Promise<string> => {
  const { epoch, heads } = await headquarters.ledger()
  const waiting = await Promise.all(devices.map(async ({ store }) => (await store.unsent()).length))
  return JSON.stringify([epoch, [...heads], waiting])
}
