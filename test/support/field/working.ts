import type { OperationId } from '../../../src/core/domain/id.ts'
import { textOf1 } from '../../../src/core/protocol/message/text-1.ts'
import { hashOf } from '../../../src/server/hash.ts'
import type { Chance } from '../random.ts'
import { day, type Event, tell } from './event.ts'
import { sites } from './headquarters.ts'
import { noteDeed } from './notes.ts'
import { deedIn } from './person.ts'
import type { World } from './world.ts'

/* People at work, on devices of today and of the first release. */

const entityIn = (world: World, chance: Chance) => {
  const age = Math.floor(world.step / 90)
  const place = chance.below(5)
  const home = sites[(place + age) % sites.length] ?? ('site-1' as never)
  const entity =
    place < 3 ? ({ kind: 'assessment', id: `a-${age}-${place}` } as const) : ({ kind: 'person', id: `p-${place}` } as const)
  return { entity, home }
}

export const work: Event = async (world, chance) => {
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

export const veteranWorks: Event = async (world, chance) => {
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
