import { describe, expect, it } from 'vitest'
import { type CampaignRows, workFrom } from '../../../src/core/domain/column-work.ts'
import type { AssignmentId } from '../../../src/core/domain/id.ts'
import { campaignReport } from '../../../src/core/domain/report.ts'
import { columnsOf } from '../../../src/core/domain/report-columns.ts'
import { siteWork } from '../../support/large-administration.ts'

const site = siteWork(7, 400)
const assessmentOf = new Map(site.assessments.map((one) => [one.assignment, one]))
const columns = columnsOf(site.campaign.id, site.assignments, assessmentOf)
const report = campaignReport(site.campaign, site.assignments, assessmentOf)
const nothing: CampaignRows = { assignments: [], assessments: new Map() }

const reportOf = (rows: CampaignRows) => {
  const work = workFrom(columns, rows, (job) => `titre de ${job}`)
  return campaignReport(site.campaign, work.assignments, work.assessments)
}

describe('work told by columns', () => {
  it('makes the report that the rows make, verdicts and all, before any row is here', () => {
    const told = reportOf(nothing)
    expect(told.sums).toEqual(report.sums)
    expect(told.units.map(({ sums }) => sums)).toEqual(report.units.map(({ sums }) => sums))
    const verdicts = (one: typeof told) =>
      one.officers.map(({ verdict, assignment }) => `${assignment.id.slice(0, 8)} ${verdict}`).sort()
    expect(verdicts(told)).toEqual(verdicts(report))
    expect(told.completeness).toMatchObject({ signed: report.completeness.signed, underWay: report.completeness.underWay })
  })

  it('names every officer, unit and job', () => {
    const [first] = reportOf(nothing).officers
    const whole = report.officers.find(({ assignment }) => assignment.id.startsWith(first?.assignment.id ?? '-'))
    expect(first?.assignment.snapshot).toMatchObject({
      familyName: whole?.assignment.snapshot.familyName,
      unitName: whole?.assignment.snapshot.unitName,
      postTitle: `titre de ${whole?.assignment.jobDescription.job}`,
    })
  })

  it('gives way to rows as they come, assignment by assignment and assessment by assessment', () => {
    const some = site.assignments.slice(0, 150)
    const half: CampaignRows = {
      assignments: some,
      assessments: new Map([...assessmentOf].filter(([id]) => some.slice(0, 50).some((one) => one.id === id))),
    }
    const told = reportOf(half)
    expect(told.officers.length).toBe(site.assignments.length)
    expect(told.sums).toEqual(report.sums)
    expect(told.officers.filter(({ assignment }) => assignment.id.length === 32).length).toBe(150)
  })

  it('keeps what only this device knows', () => {
    const own = { ...site.assignments[0], id: 'f'.repeat(32) as AssignmentId } as (typeof site.assignments)[number]
    expect(reportOf({ assignments: [own], assessments: new Map() }).officers.length).toBe(site.assignments.length + 1)
  })
})
