import type { Assessment, Rating } from './assessment.ts'
import type { Assignment } from './campaign.ts'
import type { AssessmentId, AssignmentId, CompetencyCode, JobCode, OperationId, PersonId, PostId } from './id.ts'
import { columnState, type ReportColumns, ratingOf } from './report-columns.ts'
import { dayAt } from './time.ts'

export type CampaignRows = {
  readonly assignments: readonly Assignment[]
  readonly assessments: ReadonlyMap<AssignmentId, Assessment>
}

/**
 * A campaign's work from its columns, for those of its officers whose rows are not here yet. Ids are the beginnings that the
 * columns have; a signature has its day; comments and reasons are missing. Rows that are here stand as they are.
 */
export const workFrom = (all: readonly ReportColumns[], rows: CampaignRows, titleOf: (job: JobCode) => string): CampaignRows => {
  const length = all[0]?.names[0]?.length ?? 0
  const assignmentByName = new Map(rows.assignments.map((assignment) => [assignment.id.slice(0, length), assignment]))
  const assessmentByName = new Map([...rows.assessments.values()].map((one) => [one.assignment.slice(0, length), one]))
  const assignments: Assignment[] = []
  const assessments = new Map<AssignmentId, Assessment>()
  for (const columns of all)
    columns.names.forEach((name, officer) => {
      const assignment = assignmentByName.get(name) ?? assignmentAt(columns, officer, titleOf)
      const assessment = assessmentByName.get(name) ?? assessmentAt(columns, officer, assignment.id)
      assignments.push(assignment)
      if (assessment) assessments.set(assignment.id, assessment)
    })
  const told = new Set(assignments.map(({ id }) => id))
  for (const assignment of rows.assignments) {
    if (told.has(assignment.id)) continue
    const assessment = rows.assessments.get(assignment.id)
    assignments.push(assignment)
    if (assessment) assessments.set(assignment.id, assessment)
  }
  return { assignments, assessments }
}

const assignmentAt = (columns: ReportColumns, officer: number, titleOf: (job: JobCode) => string): Assignment => {
  const { campaign, units, descriptions, names, people, unit, description } = columns
  const name = names[officer] ?? ''
  const where = units[unit[officer] ?? 0]
  const asked = descriptions[description[officer] ?? 0]
  if (!where || !asked) throw new Error('columns were not decoded')
  const { familyName = '', givenName = '' } = people[officer] ?? {}
  return {
    id: name as AssignmentId,
    campaign,
    officer: name as PersonId,
    post: name as PostId,
    unit: where.id,
    assessors: [],
    jobDescription: asked,
    snapshot: {
      registration: '',
      familyName,
      givenName,
      grade: '',
      language: '',
      postCode: '',
      postTitle: titleOf(asked.job),
      unitName: where.name,
    },
  }
}

const assessmentAt = (columns: ReportColumns, officer: number, assignment: AssignmentId): Assessment | undefined => {
  const state = columns.state[officer]
  if (state === columnState.toDo) return undefined
  const work = {
    id: `${assignment}.expert` as AssessmentId,
    assignment,
    role: 'expert' as const,
    ratings: ratingsAt(columns, officer),
    comments: new Map<CompetencyCode, string>(),
    summary: '',
  }
  if (state === columnState.underWay) return { ...work, state: 'draft' }
  // Noon, so that the day is the same one wherever it is read.
  const signedAt = `${dayAt(columns.day[officer] ?? 0)}T12:00:00.000Z`
  return { ...work, state: 'signed', signedAt, signedBy: '' as PersonId, version: '' as OperationId }
}

const ratingsAt = (columns: ReportColumns, officer: number): ReadonlyMap<CompetencyCode, Rating> => {
  const start = columns.start[officer] ?? 0
  const asked = columns.descriptions[columns.description[officer] ?? 0]?.requirements ?? []
  return new Map(
    asked.flatMap(({ competency }, place) => {
      const rating = ratingOf(columns.answers[start + place] ?? 0)
      return rating ? [[competency, rating] as const] : []
    }),
  )
}
