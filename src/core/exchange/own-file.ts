import type { Acknowledgement, Rating } from '../domain/assessment.ts'
import type { Assignment, Campaign } from '../domain/campaign.ts'
import type { Contest, ContestAnswer } from '../domain/contest.ts'
import type { Person } from '../domain/person.ts'
import type { Instant } from '../domain/time.ts'
import {
  partOf,
  rowToAcknowledgement,
  rowToAssignment,
  rowToCampaign,
  rowToContest,
  rowToContestAnswer,
  rowToPerson,
  rowToSettlements,
  type Settlement,
} from '../protocol/entities.ts'
import { isErasedShell } from '../protocol/erased.ts'
import type { Row, SealedVersion } from '../protocol/row.ts'

/*
 * An officer's own file as it is handed out: what the system holds about one person, in one document. `docs/personal-data.md`
 * says what each part means. Work that nobody has signed yet is named, not shown: it is communicated once it is signed.
 */

export type OwnVersion = {
  readonly version: string
  readonly signedBy: string | null
  readonly signedAt: Instant
  /** The versions that this one amends. */
  readonly follows: readonly string[]
  readonly ratings: readonly {
    readonly competency: string
    readonly required: number | null
    readonly rating: Rating
    readonly comment: string
  }[]
  readonly summary: string
}

export type OwnAssessment = {
  readonly id: string
  readonly role: string
  readonly state: 'in-preparation' | 'signed'
  readonly versions: readonly OwnVersion[]
  /** How disagreements between assessors were settled. */
  readonly settlements: readonly Settlement[]
  readonly acknowledgement: Acknowledgement | null
  readonly contests: readonly (Omit<Contest, 'assessment'> & { readonly answer: Omit<ContestAnswer, 'assessment'> | null })[]
}

export type OwnAssignment = {
  readonly id: string
  readonly campaign: Pick<Campaign, 'id' | 'name' | 'opens' | 'closes'> | null
  readonly snapshot: Assignment['snapshot']
  readonly job: string
  readonly descriptionVersion: number
  readonly assessors: readonly string[]
  readonly assessments: readonly OwnAssessment[]
}

/** Who changed something about the person, or read it: as far as the server has written it down. */
export type OwnTrace = {
  readonly time: Instant
  readonly action: string
  readonly by: string | null
  readonly object: string
}

export type OwnFile = {
  readonly format: 'palier-own-file'
  readonly version: 1
  readonly made: Instant
  readonly person: Person
  readonly assignments: readonly OwnAssignment[]
  /** Null where no server was asked. */
  readonly trace: readonly OwnTrace[] | null
}

type Parts = { readonly person: string; readonly made: Instant; readonly trace?: readonly OwnTrace[] | null }

/** The file of one person, out of rows that may hold others: only the person's own are read. Undefined where there is nobody. */
export const ownFileOf = (rows: readonly Row[], { person, made, trace = null }: Parts): OwnFile | undefined => {
  const told = rows.filter((row) => !isErasedShell(row))
  const self = told.find(({ kind, id }) => kind === 'person' && id === person)
  if (!self) return undefined
  const assignments = told.filter(({ kind, fields }) => kind === 'assignment' && fields['officer'] === person)
  const own = assignments.map((row) => assignmentOf(row, told))
  const byDate = (one: OwnAssignment): string => one.campaign?.opens ?? ''
  return {
    format: 'palier-own-file',
    version: 1,
    made,
    person: rowToPerson(self),
    assignments: own.sort((a, b) => (byDate(a) < byDate(b) ? 1 : -1)),
    trace,
  }
}

const assignmentOf = (row: Row, rows: readonly Row[]): OwnAssignment => {
  const assignment = rowToAssignment(row)
  const campaign = rows.find(({ kind, id }) => kind === 'campaign' && id === assignment.campaign)
  const assessments = rows.filter(({ kind, fields }) => kind === 'assessment' && fields['assignment'] === row.id)
  return {
    id: row.id,
    campaign: campaign ? headOf(rowToCampaign(campaign)) : null,
    snapshot: assignment.snapshot,
    job: assignment.jobDescription.job,
    descriptionVersion: assignment.jobDescription.version,
    assessors: assignment.assessors,
    assessments: assessments.map((one) => assessmentOf(one, assignment, rows)),
  }
}

const headOf = ({ id, name, opens, closes }: Campaign): NonNullable<OwnAssignment['campaign']> => ({ id, name, opens, closes })

const assessmentOf = (row: Row, assignment: Assignment, rows: readonly Row[]): OwnAssessment => {
  const answers = rows.filter(({ kind, fields }) => kind === 'acknowledgement' && fields['assessment'] === row.id)
  const acknowledged = answers.find(({ fields }) => fields['outcome'] !== undefined)
  const given = answers.flatMap((one) => rowToContestAnswer(one) ?? [])
  const isSigned = row.versions.length > 0
  return {
    id: row.id,
    role: String(row.fields['role'] ?? 'expert'),
    state: isSigned ? 'signed' : 'in-preparation',
    versions: row.versions.map((version) => versionOf(version, assignment)),
    settlements: isSigned ? rowToSettlements(row) : [],
    acknowledgement: acknowledged ? answerOf(rowToAcknowledgement(acknowledged)) : null,
    contests: answers
      .flatMap((one) => rowToContest(one) ?? [])
      .sort((a, b) => (a.at < b.at ? -1 : 1))
      .map(({ assessment: _, ...contest }) => ({ ...contest, answer: answerTo(contest.id, given) })),
  }
}

const answerOf = ({ outcome, motive, observations, at }: Acknowledgement): Acknowledgement => ({
  outcome,
  motive,
  observations,
  at,
})

const answerTo = (contest: string, given: readonly ContestAnswer[]): Omit<ContestAnswer, 'assessment'> | null => {
  const found = given.find((one) => one.contest === contest)
  if (!found) return null
  const { assessment: _, ...answer } = found
  return answer
}

const versionOf = ({ operation, author, wall, follows, content }: SealedVersion, assignment: Assignment): OwnVersion => {
  const required = new Map(assignment.jobDescription.requirements.map(({ competency, level }) => [String(competency), level]))
  const comments = new Map<string, string>()
  for (const [field, value] of Object.entries(content)) {
    const part = partOf(field)
    if (part?.part === 'comment' && value !== null) comments.set(part.competency, String(value))
  }
  const ratings = Object.entries(content).flatMap(([field, value]) => {
    const part = partOf(field)
    if (part?.part !== 'rating' || value === null) return []
    const competency = String(part.competency)
    const rating = value as unknown as Rating
    return [{ competency, required: required.get(competency) ?? null, rating, comment: comments.get(competency) ?? '' }]
  })
  return {
    version: operation,
    signedBy: (content['signedBy'] as string | undefined) ?? author,
    signedAt: String(content['signedAt'] ?? wall),
    follows,
    ratings,
    summary: String(content['summary'] ?? ''),
  }
}
