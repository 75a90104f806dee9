import { describe, expect, it } from 'vitest'
import { type Assessment, checkRating, checkSign, progressOf, stageOf } from '../../../src/core/domain/assessment.ts'
import { type Campaign, planAssignments, requirementsOf } from '../../../src/core/domain/campaign.ts'
import { addTallies, gaps, readiness, tally } from '../../../src/core/domain/gap.ts'
import type { AssessmentId, AssignmentId, CampaignId, PackId, PersonId, PostId, UnitId } from '../../../src/core/domain/id.ts'
import { trainingNeeds } from '../../../src/core/domain/need.ts'
import type { Pack } from '../../../src/core/domain/pack.ts'
import { highest } from '../../../src/core/domain/scale.ts'
import { daysBetween } from '../../../src/core/domain/time.ts'
import { dayAfter } from '../../../src/core/exchange/calendar.ts'
import { demonstration, type PlannedAssessment } from '../../../src/core/exchange/demonstration.ts'
import { fieldProblem } from './field-problem.ts'
import { starterJson } from './starter-pack-file.ts'

const pack = starterJson() as Pack
const today = '2026-11-22'
const plan = demonstration(pack, today)
const { units, people, posts, campaign, assessments, acknowledgements } = plan

const withRole = (role: string) => people.filter(({ roles }) => roles.some((own) => own === role))
const postOf = (registration: string) => posts.find(({ holder }) => holder === registration)
const requirements = (officer: string) => {
  const post = postOf(officer)
  const job = pack.jobs.find(({ code }) => code === post?.job)
  return job && post ? requirementsOf(job, post) : []
}
const draftOf = ({ ratings, comments, summary, role }: PlannedAssessment): Assessment => ({
  id: 'a' as AssessmentId,
  assignment: 'b' as AssignmentId,
  state: 'draft',
  role,
  ratings,
  comments,
  summary,
})
const inState = (state: Assessment['state']) => assessments.filter((assessment) => assessment.state === state)
const gapsOf = ({ officer, ratings }: PlannedAssessment) => gaps(requirements(officer), ratings)

describe('the demonstration', () => {
  it('is the same every time, but for its dates', () => {
    expect(demonstration(pack, today)).toEqual(plan)
    const later = demonstration(pack, '2028-02-29')
    expect(later.people).toEqual(people)
    expect(later.assessments.map(({ ratings }) => ratings)).toEqual(assessments.map(({ ratings }) => ratings))
    expect(later.campaign).toMatchObject({ opens: '2028-02-19', closes: '2028-03-20' })
  })

  it('has one site of three units below headquarters', () => {
    expect(units.map(({ parent, site }) => [parent, site])).toEqual([
      [null, false],
      ['DGD', true],
      ['BSN', false],
      ['BSN', false],
      ['BSN', false],
    ])
  })

  it('has sixty officers and the seven people around them', () => {
    expect(['officer', 'assessor', 'hr-director', 'champion', 'supervisor'].map((role) => withRole(role).length)).toEqual([
      60, 2, 1, 1, 3,
    ])
    expect(people.length).toBe(67)
    expect(
      withRole('officer')
        .map(({ language }) => language)
        .filter((language) => language !== 'fr')
        .sort(),
    ).toEqual(['en', 'en', 'en', 'pt', 'pt'])
  })

  it('gives nobody the name or the registration of another', () => {
    expect(new Set(people.map(({ familyName, givenName }) => `${familyName} ${givenName}`)).size).toBe(67)
    expect(new Set(people.map(({ registration }) => registration)).size).toBe(67)
    expect(people.every(({ familyName, givenName, grade }) => familyName && givenName && grade)).toBe(true)
  })

  it('gives everybody one post, with a job of the pack, and leaves three posts vacant', () => {
    expect(new Set(posts.map(({ code }) => code)).size).toBe(70)
    expect(posts.filter(({ holder }) => holder === null).length).toBe(3)
    expect(people.every(({ registration }) => posts.filter(({ holder }) => holder === registration).length === 1)).toBe(true)
    expect(
      posts.every(({ job, unit }) => pack.jobs.some(({ code }) => code === job) && units.some(({ code }) => code === unit)),
    ).toBe(true)
  })

  it('has a campaign that can be published', () => {
    expect(daysBetween(campaign.opens, today)).toBe(10)
    expect(daysBetween(today, campaign.closes)).toBe(20)
    const published = planAssignments(
      {
        ...campaign,
        id: 'c' as CampaignId,
        site: campaign.site as UnitId,
        pack: 'p' as PackId,
        officers: campaign.officers as PersonId[],
        assessors: campaign.assessors as PersonId[],
        published: null,
      } satisfies Campaign,
      pack,
      {
        people: people.map((person) => ({ ...person, id: person.registration as PersonId })),
        posts: posts.map((post) => ({
          ...post,
          id: post.code as PostId,
          unit: post.unit as UnitId,
          holder: post.holder as PersonId,
        })),
        units: units.map((unit) => ({ ...unit, id: unit.code as UnitId, parent: unit.parent as UnitId | null })),
      },
    )
    expect(published.ok ? published.value.length : published.problem).toBe(60)
  })

  it('has assessments at every stage', () => {
    expect(inState('signed').length).toBe(22)
    const stages = inState('draft').map((assessment) => stageOf(draftOf(assessment), requirements(assessment.officer)))
    expect(stages.sort()).toEqual([...Array(2).fill('to-sign'), ...Array(6).fill('under-way')])
    expect(new Set(assessments.map(({ officer }) => officer)).size).toBe(30)
    expect(new Set(assessments.map(({ officer }) => postOf(officer)?.unit)).size).toBe(3)
  })

  it('holds only ratings that could be given, and signs only what could be signed', () => {
    for (const assessment of assessments) {
      const due = requirements(assessment.officer)
      for (const [competency, rating] of assessment.ratings)
        expect(checkRating({ state: 'draft' }, due, pack.framework.scale, competency, rating)).toMatchObject({ ok: true })
      for (const competency of assessment.comments.keys()) expect(assessment.ratings.has(competency)).toBe(true)
      if (assessment.state !== 'signed') continue
      expect(checkSign(draftOf(assessment), due, campaign.settings.commentFrom)).toMatchObject({ ok: true })
      expect(progressOf(due, assessment.ratings).answered).toBe(due.length)
      expect(assessment.summary).not.toBe('')
    }
  })

  it('holds only fields that the server takes', () => {
    for (const { ratings, comments, summary } of assessments)
      expect(fieldProblem('assessment', { ratings, comments, summary })).toBeUndefined()
  })

  it('was done within the campaign and before today, and read after it was signed', () => {
    for (const { at } of [...assessments, ...acknowledgements]) {
      expect(at >= campaign.opens).toBe(true)
      expect(at < today).toBe(true)
    }
    for (const { officer, at } of acknowledgements) {
      const assessment = inState('signed').find((signed) => signed.officer === officer)
      expect(assessment && assessment.at < at).toBe(true)
    }
    for (const day of ['2026-03-01', '2024-03-05', '2027-01-04'])
      for (const { at } of demonstration(pack, day).acknowledgements) expect(at < day).toBe(true)
  })

  it('has officers who signed with observations, and one who refused with a motive', () => {
    expect(acknowledgements.length).toBe(15)
    const refusals = acknowledgements.filter(({ outcome }) => outcome === 'refused')
    expect(refusals.length).toBe(1)
    expect(refusals[0]?.motive).not.toBe('')
    expect(acknowledgements.filter((found) => found.observations !== '').length).toBeGreaterThanOrEqual(5)
  })

  it('shows a site as sites are: mostly sound, weak in a few places, not everything seen', () => {
    const lines = inState('signed').map(gapsOf)
    const sums = addTallies(lines.map(tally))
    expect(readiness(sums)).toBeGreaterThan(0.85)
    expect(readiness(sums)).toBeLessThan(0.98)
    expect(sums.met / sums.rated).toBeGreaterThan(0.7)
    expect(sums.notObserved).toBeGreaterThanOrEqual(5)
    expect(sums.notApplicable).toBe(2)
    expect(sums.essentialShortfalls).toBeGreaterThanOrEqual(3)
    const worst = trainingNeeds(lines, highest(pack.framework.scale)).slice(0, 3)
    expect(worst.map(({ competency }) => competency)).toEqual(
      expect.arrayContaining(['customs-valuation', 'rules-of-origin', 'digital-tools']),
    )
    const far = lines.flat().filter(({ gap }) => gap !== undefined && Math.abs(gap) >= 2)
    expect(far.length).toBeGreaterThanOrEqual(5)
  })

  it('can be made from any pack that has jobs', () => {
    const small = { ...pack, jobs: pack.jobs.slice(14) }
    expect(demonstration(small, today).posts.every(({ job }) => small.jobs.some(({ code }) => code === job))).toBe(true)
  })
})

describe('the calendar', () => {
  it('counts days as the domain does', () => {
    for (let days = -700_000; days < 800_000; days += 367)
      expect(daysBetween('2000-02-29', dayAfter('2000-02-29', days))).toBe(days)
    expect(dayAfter('2027-12-31', 1)).toBe('2028-01-01')
    expect(dayAfter('2028-03-01', -1)).toBe('2028-02-29')
  })
})
