import { describe, expect, it } from 'vitest'
import { stageOf } from '../../../src/core/domain/assessment.ts'
import type { AssignmentId, StreamId } from '../../../src/core/domain/id.ts'
import { campaignReport, signedOf } from '../../../src/core/domain/report.ts'
import { rowToAssessment } from '../../../src/core/protocol/entities.ts'
import type { Row } from '../../../src/core/protocol/row.ts'
import { outlineOf } from '../../../src/server/store/scope/outline.ts'
import { asks, assignment, campaign } from '../../core/domain/build.ts'
import { row } from '../../support/operations.ts'

const asked = [asks('valuation', 3, 5, true), asks('origin', 2, 2)]
const officers = ['begun', 'emptied', 'signed', 'untouched']
const level = { kind: 'level', level: 2 } as const

const rowOf = (officer: string, said: Row['fields']): Row =>
  row({
    kind: 'assessment',
    id: `${officer}.expert`,
    stream: 'site' as StreamId,
    rev: 1,
    fields: { campaign: 'c', assignment: officer, role: 'expert', ...said },
  })

const signed = rowOf('signed', {
  'rating:valuation': level,
  'rating:origin': level,
  signedAt: '2026-11-12T10:00:00.000Z',
  signedBy: 'p',
})
const rows: readonly Row[] = [
  rowOf('begun', { 'rating:valuation': level }),
  rowOf('emptied', { 'rating:valuation': null }),
  {
    ...signed,
    versions: [
      { operation: 'seal', author: 'p', wall: '2026-11-12T10:00:00.000Z', follows: [], content: signed.fields } as never,
    ],
  },
]

const reportOn = (seen: readonly Row[]) => {
  const held = new Map(seen.map(rowToAssessment).map((one) => [one.assignment as AssignmentId, one]))
  const report = campaignReport(
    campaign,
    officers.map((officer) => assignment(officer, asked)),
    held,
  )
  return { report, stages: officers.map((officer) => stageOf(held.get(officer as AssignmentId), asked)) }
}

describe('work of which only an outline is shown', () => {
  it('counts as begun and as signed, and in no figure', () => {
    const { report, stages } = reportOn(rows.map(outlineOf))
    expect(report.completeness).toMatchObject({ assigned: 4, signed: 1, underWay: 2, toDo: 1 })
    expect(stages).toEqual(['under-way', 'under-way', 'done', 'to-do'])
    expect(signedOf(report.officers)).toEqual([])
    expect(report.sums.required).toBe(0)
  })

  it('is told from work that is shown in full, and from work that was taken back', () => {
    const { report, stages } = reportOn(rows)
    expect(report.completeness).toMatchObject({ assigned: 4, signed: 1, underWay: 1, toDo: 2 })
    expect(stages).toEqual(['under-way', 'to-do', 'done', 'to-do'])
    expect(signedOf(report.officers).map(({ assignment: { id } }) => id)).toEqual(['signed'])
  })
})
