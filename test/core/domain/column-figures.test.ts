import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Assessment } from '../../../src/core/domain/assessment.ts'
import { columnFigures } from '../../../src/core/domain/column-figures.ts'
import { heatmap } from '../../../src/core/domain/heatmap.ts'
import type { CompetencyCode, JobCode, UnitId } from '../../../src/core/domain/id.ts'
import type { Requirement } from '../../../src/core/domain/job.ts'
import { trainingNeeds } from '../../../src/core/domain/need.ts'
import { campaignReport, narrowReport, type ReportFilter, signedOf } from '../../../src/core/domain/report.ts'
import { answerOf, columnsOf, ratingOf } from '../../../src/core/domain/report-columns.ts'
import { dayAt } from '../../../src/core/domain/time.ts'
import { siteWork } from '../../support/large-administration.ts'
import { assessment, assignment, campaign, level, notApplicable, notObserved, type Said, work } from './build.ts'

type Officer = {
  readonly said: readonly Said[]
  readonly unit: string
  readonly state: 'none' | 'draft' | 'signed'
  readonly day: number
}

const officers: fc.Arbitrary<readonly Officer[]> = fc.array(
  fc.record({
    said: work,
    unit: fc.constantFrom('u1', 'u2', 'u3'),
    state: fc.constantFrom('none', 'draft', 'signed', 'signed'),
    day: fc.integer({ min: 19_000, max: 21_000 }),
  }) as fc.Arbitrary<Officer>,
  { maxLength: 12 },
)

const worked = (drawn: readonly Officer[]) => {
  const assignments = drawn.map(({ said, unit }, at) =>
    assignment(
      `a${at}`,
      said.map(({ requirement }): Requirement => requirement),
      { unit, job: `job-${at % 3}` },
    ),
  )
  const assessments = drawn.flatMap(({ said, state, day }, at): Assessment[] => {
    if (state === 'none') return []
    const given = Object.fromEntries(said.flatMap((one) => (one.rating ? [[one.requirement.competency, one.rating]] : [])))
    return [assessment(`a${at}`, given, state === 'signed' ? `${dayAt(day)}T09:30:00.000Z` : undefined)]
  })
  return { assignments, assessmentOf: new Map(assessments.map((one) => [one.assignment, one])) }
}

const codes = Array.from({ length: 25 }, (_, at) => `c${at}` as CompetencyCode)
const dayOf = (instant: string | undefined): string | undefined => instant?.slice(0, 10)

const filters: fc.Arbitrary<ReportFilter> = fc.record({
  unit: fc.constantFrom(undefined, 'u1' as UnitId, 'u2' as UnitId),
  job: fc.constantFrom(undefined, 'job-1' as JobCode),
  keeps: fc.constantFrom(undefined, (code: CompetencyCode) => code.length === 2),
})

describe('figures from columns', () => {
  it('are those made from the rows, to the digit, whatever part of the report is read', () => {
    fc.assert(
      fc.property(officers, filters, (drawn, filter) => {
        const { assignments, assessmentOf } = worked(drawn)
        const report = narrowReport(campaignReport(campaign, assignments, assessmentOf), filter)
        const figures = columnFigures(columnsOf(campaign.id, assignments, assessmentOf), filter)
        const byDay = <One extends { earliest: string | undefined; latest: string | undefined }>(one: One) => ({
          ...one,
          earliest: dayOf(one.earliest),
          latest: dayOf(one.latest),
        })
        expect(figures.sums).toEqual(report.sums)
        expect(figures.completeness).toEqual(byDay(report.completeness))
        expect(figures.units).toEqual(
          report.units.map(({ unit, name, sums, completeness }) => ({ unit, name, sums, completeness: byDay(completeness) })),
        )
        const named = (rows: ReturnType<typeof heatmap>) =>
          rows.map(({ competency, byUnit, whole }) => ({ competency, whole, byUnit: Object.fromEntries(byUnit) }))
        expect(named(figures.heat(codes))).toEqual(named(heatmap(report, codes)))
        expect(figures.needs(7)).toEqual(
          trainingNeeds(
            signedOf(report.officers).map(({ lines }) => lines),
            7,
          ),
        )
      }),
      { numRuns: 300 },
    )
  })

  it('keep a level, not observed, not applicable and unrated apart', () => {
    const said = [undefined, notObserved, notApplicable, ...[0, 1, 2, 3, 4, 5, 6, 7, 8].map(level)]
    expect(new Set(said.map(answerOf)).size).toBe(said.length)
    for (const rating of said) expect(ratingOf(answerOf(rating))?.kind).toBe(rating?.kind)
  })

  it('tell the calendar day of every number of days', () => {
    expect([0, 59, 365, 11_016, 20_779].map(dayAt)).toEqual([
      '1970-01-01',
      '1970-03-01',
      '1971-01-01',
      '2000-02-29',
      '2026-11-22',
    ])
  })

  it('of a whole site, in as many sets of columns as it takes, are those of its rows', () => {
    const site = siteWork(1, 5000)
    const assessmentOf = new Map(site.assessments.map((one) => [one.assignment, one]))
    const columns = columnsOf(site.campaign.id, site.assignments, assessmentOf)
    expect(columns.length).toBe(2)
    expect(columnFigures(columns).sums).toEqual(campaignReport(site.campaign, site.assignments, assessmentOf).sums)
  })
})
