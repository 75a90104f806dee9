import { expect, it } from 'vitest'
import type { Access } from '../../../src/core/protocol/access/account.ts'
import { beginning } from '../../../src/core/protocol/cursor.ts'
import { openLog } from '../../../src/server/store/log.ts'
import { onEachDatabase } from '../../support/each-database.ts'
import { type Planted, plant } from '../../support/large-tables.ts'
import { accessOf } from '../../support/two-administrations.ts'

const person = 'p' as Access['person']
const units = ['u0'] as unknown as Access['units']

const callers: readonly (readonly [string, Access])[] = [
  ['a director of the whole', accessOf('a', 'hr-director', { person })],
  ['a director of a unit', accessOf('a', 'hr-director', { person, units })],
  ['a supervisor', accessOf('a', 'supervisor', { person, units })],
  ['an assessor', accessOf('a', 'assessor', { person })],
  ['an officer', accessOf('a', 'officer', { person })],
  ['a champion', accessOf('a', 'champion', { person })],
  ['an administrator', accessOf('a', 'administrator', { person: null })],
]

/** An administration of so many units, all of them below the first, with one campaign and one officer's work at the last. */
const administrationOf = (count: number): readonly Planted[] => {
  const last = `u${count - 1}`
  const home = { stream: 'a' }
  const site = { stream: last }
  return [
    { kind: 'administration', id: 'a', fields: { name: 'a' }, ...home },
    ...Array.from(
      { length: count },
      (_, at): Planted => ({
        kind: 'unit',
        id: `u${at}`,
        fields: { name: 'u', parent: at > 0 ? 'u0' : null, site: true },
        ...home,
      }),
    ),
    { kind: 'person', id: 'p', fields: { familyName: 'p' }, ...home },
    { kind: 'post', id: 'q', fields: { title: 'q', unit: last, holder: 'p' }, ...home },
    { kind: 'campaign', id: 'c', fields: { name: 'c', site: last, assessors: ['p'] }, ...site },
    { kind: 'assignment', id: 't', fields: { campaign: 'c', officer: 'p', unit: last, assessors: ['p'] }, ...site },
    { kind: 'assessment', id: 't.self', fields: { campaign: 'c', assignment: 't', role: 'self' }, ...site },
  ]
}

onEachDatabase('an administration of many units', (fresh) => {
  it.each([3_000, 9_000])(
    '[S14] is told to every role, of %i units',
    async (count) => {
      const db = await fresh()
      const log = await openLog(db)
      await plant(db, administrationOf(count))
      const cursors = { a: beginning, [`u${count - 1}`]: beginning }
      for (const [name, access] of callers) {
        const { streams } = await log.meet({ device: 'd', incarnation: null, epoch: null, cursors, access })
        expect(streams, name).toEqual({ a: count + 3, [`u${count - 1}`]: 3 })
        const { changes } = await log.page(cursors, access)
        expect(changes.length, name).toBeGreaterThan(200)
        const own = await log.page({ [`u${count - 1}`]: beginning }, access)
        expect(own.changes.length, name).toBe(name === 'an administrator' ? 0 : 3)
      }
    },
    60_000,
  )
})
