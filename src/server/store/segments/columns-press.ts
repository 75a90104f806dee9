import type { Assessment } from '../../../core/domain/assessment.ts'
import type { Assignment } from '../../../core/domain/campaign.ts'
import type { AssignmentId, CampaignId } from '../../../core/domain/id.ts'
import { columnsOf } from '../../../core/domain/report-columns.ts'
import { rowToAssessment, rowToAssignment } from '../../../core/protocol/entities.ts'
import type { Change } from '../../../core/protocol/reply.ts'
import { encodeColumns } from '../../../core/protocol/segment/columns.ts'
import { type Segment, segmentOf } from './cutter.ts'

/** Gathers what a director's reports rest on from the rows as they pass. */
export const openColumnsPress = () => {
  const assignments = new Map<AssignmentId, Assignment>()
  const assessments = new Map<string, Assessment>()

  const add = (change: Change): void => {
    if (change.line === 'leave') {
      assignments.delete(change.id as AssignmentId)
      assessments.delete(change.id)
    } else if (change.row.kind === 'assignment' && isWhole(rowToAssignment(change.row)))
      assignments.set(change.row.id as AssignmentId, rowToAssignment(change.row))
    else if (change.row.kind === 'assessment') {
      const assessment = rowToAssessment(change.row)
      // Words are not in columns, so they are not held here either.
      if (assessment.role === 'expert') assessments.set(assessment.id, { ...assessment, comments: new Map(), summary: '' })
    }
  }

  return {
    add,
    end: async (): Promise<readonly Segment[]> => {
      const byCampaign = new Map<CampaignId, Assignment[]>()
      for (const assignment of assignments.values()) {
        const known = byCampaign.get(assignment.campaign)
        if (known) known.push(assignment)
        else byCampaign.set(assignment.campaign, [assignment])
      }
      const found = new Map([...assessments.values()].map((assessment) => [assessment.assignment, assessment]))
      const columns = [...byCampaign]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([campaign, own]) => columnsOf(campaign, own, found))
      return Promise.all(columns.map((one) => segmentOf(encodeColumns(one), 'columns', one.names.length)))
    },
  }
}

/** Work that came before its assignment leaves a shell, which says nothing yet. */
const isWhole = ({ campaign, jobDescription, snapshot }: Assignment): boolean =>
  Boolean(campaign && jobDescription?.requirements && snapshot)
