import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PersonId, UnitId } from '../../../src/core/domain/id.ts'
import {
  fullName,
  type Person,
  type Post,
  siteOf,
  supervisorOf,
  type Unit,
  unitsWithin,
} from '../../../src/core/domain/person.ts'

const unit = (id: string, parent: string | null, site = false): Unit => ({
  id: id as UnitId,
  code: id,
  name: id,
  parent: parent as UnitId | null,
  site,
})

const tree = [
  unit('region', null),
  unit('airport', 'region', true),
  unit('freight', 'airport'),
  unit('post', 'freight'),
  unit('port', 'region', true),
]

describe('a full name', () => {
  it('puts the family name first, in capitals that keep their accents', () => {
    expect(fullName({ familyName: 'Maïga', givenName: 'Aïssata' })).toBe('MAÏGA Aïssata')
    expect(fullName({ familyName: 'Keïta', givenName: '' })).toBe('KEÏTA')
  })
})

describe('the tree of units', () => {
  it('holds a unit and all that lies below it', () => {
    expect([...unitsWithin(tree, 'airport' as UnitId)]).toEqual(['airport', 'freight', 'post'])
    expect(unitsWithin(tree, 'region' as UnitId).size).toBe(5)
  })

  it('finds the nearest site upwards, the unit itself included', () => {
    expect(siteOf(tree, 'post' as UnitId)?.id).toBe('airport')
    expect(siteOf(tree, 'port' as UnitId)?.id).toBe('port')
    expect(siteOf(tree, 'region' as UnitId)).toBeUndefined()
    expect(siteOf(tree, 'unknown' as UnitId)).toBeUndefined()
  })

  it('ends on any tangle of parents, circles included, and lists a unit once', () => {
    const names = fc.constantFrom('a', 'b', 'c', 'd')
    fc.assert(
      fc.property(fc.array(fc.tuple(names, fc.option(names)), { maxLength: 8 }), (drawn) => {
        const units = drawn.map(([id, parent]) => unit(id, parent))
        const within = unitsWithin(units, 'a' as UnitId)
        expect(within.has('a' as UnitId)).toBe(true)
        expect(within.size).toBeLessThanOrEqual(4)
        siteOf(units, 'a' as UnitId)
      }),
    )
  })
})

describe('a direct superior', () => {
  const somebody = (id: string, roles: Person['roles']): Person => ({
    id: id as PersonId,
    registration: id,
    familyName: id,
    givenName: '',
    grade: '',
    language: 'fr',
    roles,
  })
  const post = (holder: string, at: string): Post => ({
    id: `post-${holder}` as Post['id'],
    code: holder,
    title: '',
    unit: at as UnitId,
    job: 'j' as Post['job'],
    holder: holder as PersonId,
    adjustments: [],
    descriptionVersion: 1,
  })
  const staff = {
    units: tree,
    people: [somebody('head', ['supervisor']), somebody('chief', ['supervisor']), somebody('officer', ['officer'])],
    posts: [post('head', 'freight'), post('chief', 'airport'), post('officer', 'post')],
  }

  it('is who supervises in the unit, or in the nearest one above it', () => {
    expect(supervisorOf('officer' as PersonId, 'post' as UnitId, staff)?.id).toBe('head')
    expect(supervisorOf('head' as PersonId, 'freight' as UnitId, staff)?.id).toBe('chief')
  })

  it('is nobody at the top, and nobody in particular where two supervise', () => {
    expect(supervisorOf('chief' as PersonId, 'airport' as UnitId, staff)).toBeUndefined()
    const two = {
      ...staff,
      people: [...staff.people, somebody('second', ['supervisor'])],
      posts: [...staff.posts, post('second', 'freight')],
    }
    expect(supervisorOf('officer' as PersonId, 'post' as UnitId, two)).toBeUndefined()
  })
})
