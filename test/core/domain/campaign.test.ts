import { describe, expect, it } from 'vitest'
import { type Campaign, daysLeft, planAssignments, requirementsOf, type Staff } from '../../../src/core/domain/campaign.ts'
import type { JobCode, PersonId, PostId, UnitId } from '../../../src/core/domain/id.ts'
import type { Pack } from '../../../src/core/domain/pack.ts'
import type { Person, Post } from '../../../src/core/domain/person.ts'
import { asks, campaign as blank, fourLevels } from './build.ts'

const pack = {
  framework: {
    scale: fourLevels,
    groups: [],
    competencies: [{ code: 'valuation' }, { code: 'origin' }],
  },
  jobs: [
    { code: 'verifier', requirements: [asks('valuation', 3, 5, true)] },
    { code: 'unknown-competency', requirements: [asks('alchemy', 2)] },
    { code: 'off-scale', requirements: [asks('origin', 5)] },
  ],
} as unknown as Pack

const person = (id: string): Person => ({
  id: id as PersonId,
  registration: `M-${id}`,
  familyName: id,
  givenName: 'Awa',
  grade: 'Inspecteur',
  language: 'fr',
  roles: ['officer'],
})

const post = (holder: string, unit: string, job = 'verifier', adjustments: Post['adjustments'] = []): Post => ({
  id: `post-${holder}` as PostId,
  code: '',
  title: 'Vérificateur',
  unit: unit as UnitId,
  job: job as JobCode,
  holder: holder as PersonId,
  adjustments,
  descriptionVersion: 2,
})

const ids = (...list: readonly string[]) => list as readonly PersonId[]
const ready: Campaign = { ...blank, officers: ids('a', 'b', 'c', 'd'), assessors: ids('x', 'y') }
const staff: Staff = {
  people: ['a', 'b', 'c', 'd', 'x', 'y'].map(person),
  posts: [post('a', 'u2'), post('b', 'u1'), post('c', 'u2'), post('d', 'u1')],
  units: [{ id: 'u1' as UnitId, code: 'U1', name: 'Fret', parent: null, site: true }],
}
const problemsOf = (campaign: Campaign, known = staff) => {
  const planned = planAssignments(campaign, pack, known)
  return planned.ok ? [] : planned.problem
}

describe('requirements of a post', () => {
  it('are the job’s, with the post’s own in place of those of the same competency, new ones at the end', () => {
    const job = { requirements: [asks('a', 1), asks('b', 2)] }
    expect(requirementsOf(job, { adjustments: [asks('c', 4), asks('b', 3, 5)] })).toEqual([
      asks('a', 1),
      asks('b', 3, 5),
      asks('c', 4),
    ])
  })

  it('name each competency once, however often the post adjusts it', () => {
    expect(requirementsOf({ requirements: [] }, { adjustments: [asks('c', 1), asks('c', 2)] })).toEqual([asks('c', 2)])
  })
})

describe('publishing', () => {
  it('makes one assignment an officer, frozen with the description and names of that day', () => {
    const planned = planAssignments({ ...ready, officers: ids('b', 'b') }, pack, staff)
    expect(planned).toMatchObject({
      ok: true,
      value: [
        {
          officer: 'b',
          unit: 'u1',
          jobDescription: { job: 'verifier', version: 2, requirements: [asks('valuation', 3, 5, true)] },
          snapshot: { registration: 'M-b', unitName: 'Fret', postTitle: 'Vérificateur' },
        },
      ],
    })
  })

  it('shares the officers unit by unit, evenly, and keeps an assessor in a unit', () => {
    const planned = planAssignments(ready, pack, staff)
    if (!planned.ok) throw new Error('not planned')
    expect(planned.value.map(({ officer, assessors }) => [officer, ...assessors])).toEqual([
      ['a', 'y'],
      ['b', 'x'],
      ['c', 'y'],
      ['d', 'x'],
    ])
  })

  it('gives nobody themself while another assessor can, and refuses where none can', () => {
    const planned = planAssignments({ ...ready, assessors: ids('b', 'y') }, pack, staff)
    expect(planned.ok && planned.value.find(({ officer }) => officer === 'b')?.assessors).toEqual(['y'])
    expect(problemsOf({ ...ready, assessors: ids('a') })).toEqual([{ problem: 'officer-assesses-self', officer: 'M-a' }])
  })

  it.each([
    ['campaign-without-name', { name: ' ' }],
    ['campaign-without-site', { site: '' as UnitId }],
    ['campaign-dates', { opens: '2026-12-18', closes: '2026-12-17' }],
    ['campaign-dates', { closes: '2026-02-30' }],
    ['campaign-without-officers', { officers: [] }],
    ['campaign-without-assessors', { assessors: [] }],
    ['campaign-published', { published: { at: '', by: 'x' as PersonId, assignments: 1 } }],
    ['officer-unknown', { officers: ids('nobody') }],
    ['officer-without-post', { officers: ids('x') }],
  ] as const)('is refused: %s', (problem, wrong) => {
    expect(problemsOf({ ...ready, ...wrong }).map((found) => found.problem)).toContain(problem)
  })

  it('is refused for a job that the pack lacks, and for requirements that its framework cannot hold', () => {
    const posts = [post('a', 'u1', 'gone'), post('b', 'u1', 'unknown-competency'), post('c', 'u1', 'off-scale'), post('d', 'u1')]
    expect(problemsOf(ready, { ...staff, posts })).toEqual([
      { problem: 'job-unknown', officer: 'M-a', job: 'gone' },
      { problem: 'requirement-unknown-competency', job: 'unknown-competency', competency: 'alchemy' },
      { problem: 'requirement-level-off-scale', job: 'off-scale', competency: 'origin', level: 5 },
    ])
  })
})

describe('the days left', () => {
  it.each([
    ['2026-12-16', 3],
    ['2026-12-18', 1],
    ['2026-12-19', 0],
    ['2027-03-01', 0],
  ])('on %s: %d, the last day included', (today, days) => expect(daysLeft({ closes: '2026-12-18' }, today)).toBe(days))
})
