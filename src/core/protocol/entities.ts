import type { Acknowledgement, Assessment, AssessorRole, Rating } from '../domain/assessment.ts'
import type { Assignment, Campaign } from '../domain/campaign.ts'
import type { Contest, ContestAnswer } from '../domain/contest.ts'
import type { AdministrationId, AssessmentId, AssignmentId, CompetencyCode, PackId, PersonId } from '../domain/id.ts'
import type { Pack } from '../domain/pack.ts'
import type { Person, Post, Unit } from '../domain/person.ts'
import type { Retention } from '../domain/retention.ts'
import type { Instant } from '../domain/time.ts'
import { isSettlementField, rated } from './field-names.ts'
import type { Json } from './json.ts'
import type { Row } from './row.ts'
import { standingVersions } from './versions.ts'

/*
 * From rows back to the domain, and the names under which work is kept. What may stand in a field is in `entity-fields.ts`.
 */

/** How a person settled a conflict, and why. Each under a name of its own: two of them never conflict, and all of them are signed. */
export type Settlement = { readonly field: string; readonly reason: string; readonly by: PersonId | null; readonly at: Instant }

export const settlementField = (name: string): string => `settled:${name}`

export const ratingField = (competency: CompetencyCode): string => `rating:${competency}`
export const commentField = (competency: CompetencyCode): string => `comment:${competency}`

/** One assessment an assignment and role: two devices that assess the same work in the same role write the same entity. */
export const assessmentIdOf = (assignment: AssignmentId, role: AssessorRole): AssessmentId =>
  `${assignment}.${role}` as AssessmentId

/** The id under which a pack's content is stored: `code@version` is immutable within an administration. */
export const packIdOf = (administration: AdministrationId, pack: Pick<Pack, 'code' | 'version'>): PackId =>
  `${administration}.${pack.code}-${pack.version}` as PackId

/** Fields were checked where they entered (server, or the reply's decoder), so here the row is only given its type. */
const read = <Entity>(row: Row, absent: { readonly [field: string]: Json } = {}): Entity =>
  ({ ...absent, ...row.fields, id: row.id }) as unknown as Entity

export type Administration = {
  readonly id: AdministrationId
  readonly name: string
  readonly country: string
  readonly language: string
  readonly demonstration: boolean
  /** Whom officers ask about their data; null until the administration has said. */
  readonly contact: Contact | null
  /** How long it keeps what; null while the defaults hold. */
  readonly retention: Partial<Retention> | null
}

/** Whom to ask: a person or an office, and how to reach them, in the administration's own words. */
export type Contact = { readonly name: string; readonly reach: string }

export const rowToAdministration = (row: Row): Administration =>
  read(row, { name: '', country: '', language: 'fr', demonstration: false, contact: null, retention: null })
export const rowToUnit = (row: Row): Unit => read(row, { code: '', name: '', parent: null, site: false })
export const rowToPerson = (row: Row): Person =>
  read(row, { registration: '', familyName: '', givenName: '', grade: '', language: 'fr', roles: [] })
export const rowToPost = (row: Row): Post =>
  read(row, { code: '', title: '', unit: '', job: '', holder: null, adjustments: [], descriptionVersion: 1 })
export const rowToCampaign = (row: Row): Campaign =>
  read(row, { name: '', site: '', opens: '', closes: '', pack: '', officers: [], assessors: [], published: null })
export const rowToAssignment = (row: Row): Assignment => read(row)
export const rowToPack = (row: Row): Pack => row.fields['content'] as unknown as Pack

/** The version that counts: of those that nobody has followed the first to arrive, until a person settles which one stays. */
export const signedVersion = (row: Row): Row['versions'][number] | undefined => standingVersions(row.versions)[0]

export const rowToAssessment = (row: Row): Assessment => {
  const sealed = signedVersion(row)
  const fields = sealed?.content ?? row.fields
  const ratings = new Map<CompetencyCode, Rating>()
  const comments = new Map<CompetencyCode, string>()
  for (const [field, value] of Object.entries(fields)) {
    const found = rated.exec(field)
    if (!found || value === null) continue
    const competency = found[2] as CompetencyCode
    if (found[1] === 'rating') ratings.set(competency, value as unknown as Rating)
    else comments.set(competency, String(value))
  }
  const work = {
    id: row.id as AssessmentId,
    assignment: fields['assignment'] as AssignmentId,
    role: (fields['role'] ?? 'expert') as AssessorRole,
    ratings,
    comments,
    summary: String(fields['summary'] ?? ''),
    ...(isOutline(row, fields) ? { outlined: true as const } : {}),
  }
  if (!sealed) return { ...work, state: 'draft' }
  const { operation, author, wall } = sealed
  return {
    ...work,
    state: 'signed',
    version: operation,
    signedAt: String(fields['signedAt'] ?? wall),
    signedBy: (fields['signedBy'] ?? author) as never,
  }
}

/** Work begins with something that is said. Where nothing of it has come, not even that it was taken back, it is kept from whoever reads. */
const isOutline = ({ rev, shell }: Row, fields: Row['fields']): boolean =>
  rev > 0 && shell !== true && !Object.keys(fields).some((field) => partOf(field))

/** What a field of an assessment says: which part of the work it is. Undefined for the fields that only place it. */
export const partOf = (
  field: string,
): { readonly part: 'rating' | 'comment'; readonly competency: CompetencyCode } | { readonly part: 'summary' } | undefined => {
  if (field === 'summary') return { part: 'summary' }
  const found = rated.exec(field)
  return found ? { part: found[1] as 'rating' | 'comment', competency: found[2] as CompetencyCode } : undefined
}

/** The conflicts that people settled in an assessment, oldest first. */
export const rowToSettlements = (row: Row): readonly Settlement[] =>
  Object.entries({ ...signedVersion(row)?.content, ...row.fields })
    .flatMap(([field, value]) => (isSettlementField(field) ? [value as unknown as Settlement] : []))
    .sort((a, b) => (a.at < b.at ? -1 : 1))

export const rowToAcknowledgement = (row: Row): Acknowledgement & { readonly assessment: AssessmentId } =>
  read(row, { motive: '', observations: '' })

/** The contest that a row of the officer's answers holds; undefined where it holds another answer. */
export const rowToContest = (row: Row): Contest | undefined => {
  const { contest, assessment } = row.fields
  return contest ? ({ ...(contest as object), id: row.id, assessment } as Contest) : undefined
}

export const rowToContestAnswer = (row: Row): ContestAnswer | undefined => {
  const { answer, assessment } = row.fields
  return answer ? ({ ...(answer as object), id: row.id, assessment } as ContestAnswer) : undefined
}

/** The rows that are read together: the campaign of a row at a site, nothing for reference data. Opaque, never personal. */
export const scopeOf = (row: Pick<Row, 'kind' | 'id' | 'fields'>): string => {
  if (row.kind === 'campaign') return row.id
  const campaign = row.fields['campaign']
  return typeof campaign === 'string' ? campaign : ''
}
