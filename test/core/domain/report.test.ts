import { describe, expect, it } from 'vitest'
import { coverage } from '../../../src/core/domain/gap.ts'
import { heatmap } from '../../../src/core/domain/heatmap.ts'
import type { AssignmentId, JobCode, UnitId } from '../../../src/core/domain/id.ts'
import { campaignReport, narrowReport, signedOf } from '../../../src/core/domain/report.ts'
import { asks, assessment, assignment, campaign, code, notObserved } from './build.ts'

const asked = [asks('valuation', 3, 5, true), asks('origin', 2, 2)]
const assignments = [
  assignment('diarra', asked),
  assignment('ba', asked, { unit: 'u2' }),
  assignment('coulibaly', asked, { job: 'inspector' }),
  assignment('keita', asked),
  assignment('sow', [asks('law', 2)], { unit: 'u2' }),
]
const done = '2026-11-12T10:00:00.000Z'
const held = new Map(
  [
    assessment('diarra', { valuation: 1, origin: 2 }, '2026-11-10T09:00:00.000Z'),
    assessment('ba', { valuation: 3, origin: notObserved }, done),
    assessment('coulibaly', { valuation: 1, origin: 1 }),
    assessment('sow', { law: notObserved }, '2026-11-11T09:00:00.000Z'),
  ].map((one) => [one.assignment, one] as const),
)
const report = campaignReport(campaign, assignments, held)
const namesOf = (list: typeof report.officers) => list.map(({ assignment: { id } }) => id as string)

describe('a campaign’s report', () => {
  it('names every officer, and counts only signed assessments', () => {
    expect(namesOf(report.officers)).toEqual(['ba', 'coulibaly', 'diarra', 'keita', 'sow'])
    expect(namesOf(signedOf(report.officers))).toEqual(['ba', 'diarra', 'sow'])
    expect(report.sums).toMatchObject({ required: 5, rated: 3, met: 2, notObserved: 2, unrated: 0, essentialShortfalls: 1 })
  })

  it('says how complete it is, and between which signatures', () => {
    expect(report.completeness).toEqual({
      assigned: 5,
      signed: 3,
      underWay: 1,
      toDo: 1,
      earliest: '2026-11-10T09:00:00.000Z',
      latest: done,
    })
  })

  it('shows a provisional assessment with its own figures, which enter no sum', () => {
    const coulibaly = report.officers.find(({ assignment: { id } }) => id === 'coulibaly')
    expect(coulibaly?.sums.rated).toBe(2)
    expect(coulibaly?.verdict).toBe('vetoed')
    const without = campaignReport(campaign, assignments, new Map([...held].filter(([, one]) => one.state === 'signed')))
    expect(without.sums).toEqual(report.sums)
  })

  it('gives each unit its own sums, which add up to the whole', () => {
    expect(report.units.map(({ unit, sums, completeness }) => [unit, sums.rated, completeness.signed])).toEqual([
      ['u1', 2, 1],
      ['u2', 1, 2],
    ])
    expect(report.units.reduce((count, { sums }) => count + sums.required, 0)).toBe(report.sums.required)
  })

  it('does not depend on the order in which rows arrive', () => {
    const shuffled = campaignReport(campaign, [...assignments].reverse(), new Map([...held].reverse()))
    expect(shuffled).toEqual(report)
  })

  it('has no figure where nothing is signed', () => {
    const empty = campaignReport(campaign, assignments, new Map<AssignmentId, never>())
    expect(coverage(empty.sums)).toBeUndefined()
    expect(empty.completeness).toMatchObject({ signed: 0, toDo: 5, latest: undefined })
  })
})

describe('a narrowed report', () => {
  it('makes every sum anew for a unit or a job', () => {
    const unit = narrowReport(report, { unit: 'u1' as UnitId })
    expect(namesOf(unit.officers)).toEqual(['coulibaly', 'diarra', 'keita'])
    expect(unit.sums).toEqual(report.units[0]?.sums)
    expect(narrowReport(report, { job: 'inspector' as JobCode }).completeness).toMatchObject({ assigned: 1, signed: 0 })
  })

  it('keeps the verdict of the whole job when only some competencies are shown', () => {
    const origin = narrowReport(report, { keeps: (competency) => competency === 'origin' })
    expect(origin.sums).toMatchObject({ required: 2, rated: 1, met: 1 })
    expect(origin.officers.find(({ assignment: { id } }) => id === 'diarra')?.verdict).toBe('vetoed')
  })

  it('is the report itself when nothing is chosen', () => expect(narrowReport(report, {})).toEqual(report))
})

describe('the heatmap', () => {
  const rows = heatmap(report, [code('law'), code('origin'), code('valuation'), code('nobody')])

  it('has a row for each competency that a signed assessment was about, in the order given', () => {
    expect(rows.map(({ competency }) => competency)).toEqual(['law', 'origin', 'valuation'])
  })

  it('tells a cell with nothing rated from a competency that the unit does not require', () => {
    const [law, origin] = rows
    expect(law?.byUnit.has('u1' as UnitId)).toBe(false)
    expect(law?.byUnit.get('u2' as UnitId)?.sums).toMatchObject({ required: 1, rated: 0 })
    expect(coverage(origin?.byUnit.get('u2' as UnitId)?.sums ?? report.sums)).toBeUndefined()
  })

  it('sums a row over its posts', () => {
    expect(rows[2]?.whole.sums).toMatchObject({ required: 2, rated: 2, met: 1 })
    expect(coverage(rows[2]?.whole.sums ?? report.sums)).toBe(0.5)
  })
})
