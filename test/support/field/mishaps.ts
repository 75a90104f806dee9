import { openDevice } from './device.ts'
import { day, type Event, tell } from './event.ts'
import { sites } from './headquarters.ts'

/* What befalls the server and the devices: backups and restores, copied profiles, other scopes, wrong clocks. */

export const backUp: Event = async (world) => {
  tell(world, 'backup')
  await world.headquarters.backUp()
}

export const restore =
  (isTold: boolean): Event =>
  async (world) => {
    tell(world, isTold ? 'restored' : 'restored without a word')
    world.restores += 1
    await world.headquarters.restore(isTold)
    world.unnoticed = isTold ? undefined : (await world.headquarters.ledger()).epoch
  }

export const clone: Event = async (world, chance) => {
  if (world.devices.length >= 6) return
  const device = chance.pick(world.devices)
  const name = world.fresh(device.name)
  tell(world, `${device.name} copied as ${name}`)
  const store = await device.store.copy()
  world.copies += 1
  world.devices.push(openDevice({ name, store, scope: device.scope, verify: device.verify, fresh: world.fresh }))
}

export const scope: Event = async (world, chance) => {
  const device = chance.pick(world.devices.filter(({ name }) => !name.startsWith('office')))
  const stream = chance.pick(sites)
  const isGained = !device.scope.delete(stream)
  tell(world, `${device.name} ${isGained ? 'gains' : 'loses'} ${stream}`)
  if (!isGained) return
  device.scope.add(stream)
  await device.store.follow(stream)
}

export const clock: Event = async (world, chance) => {
  const years = chance.below(21) - 10
  if (chance.chance(0.3)) world.time = () => day(years, chance)
  else chance.pick(world.devices).years = years
}

export const reload: Event = async (world, chance) => chance.pick(world.devices).reload()
