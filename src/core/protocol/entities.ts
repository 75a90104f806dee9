import * as z from 'zod/mini'
import type { Acknowledgement, Assessment, AssessorRole, Rating } from '../domain/assessment.ts'
import type { Assignment, Campaign } from '../domain/campaign.ts'
import type { AdministrationId, AssessmentId, AssignmentId, CompetencyCode, PackId, PersonId } from '../domain/id.ts'
import type { Pack } from '../domain/pack.ts'
import type { Person, Post, Unit } from '../domain/person.ts'
import { type Instant, isDay } from '../domain/time.ts'
import type { Json } from './json.ts'
import type { EntityKind } from './operation.ts'
import type { Row } from './row.ts'
import { standingVersions } from './versions.ts'

/*
 * The fields of each kind of entity as they travel, and the way back to the domain. A field that is not listed is refused.
 */

const id = z.string().check(z.regex(/^[A-Za-z0-9._:-]{1,120}$/))
const short = z.string().check(z.maxLength(200))
const words = z.string().check(z.maxLength(10_000))
const level = z.int().check(z.minimum(0), z.maximum(8))
const day = z.string().check(z.refine(isDay))
const requirement = z.strictObject({
  competency: id,
  level,
  weight: z.int().check(z.minimum(1), z.maximum(5)),
  essential: z.boolean(),
})

export const ratingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('level'), level }),
  z.strictObject({ kind: z.literal('not-observed') }),
  z.strictObject({ kind: z.literal('not-applicable'), reason: words.check(z.minLength(1)) }),
])

export const fieldSchemas: { readonly [kind in EntityKind]: { readonly [field: string]: z.ZodMiniType } } = {
  administration: { name: short, country: short, language: short, demonstration: z.boolean() },
  /** `content` is a whole pack; `core/exchange/pack` says what a pack is. */
  pack: { content: z.json() },
  unit: { code: short, name: short, parent: z.nullable(id), site: z.boolean() },
  person: {
    registration: short,
    familyName: short,
    givenName: short,
    grade: short,
    language: short,
    roles: z.array(z.enum(['champion', 'hr-director', 'supervisor', 'assessor', 'officer'])),
  },
  post: {
    code: short,
    title: short,
    unit: id,
    job: id,
    holder: z.nullable(id),
    adjustments: z.array(requirement),
    descriptionVersion: z.int().check(z.positive()),
  },
  campaign: {
    name: short,
    site: z.string().check(z.maxLength(120)),
    opens: z.string().check(z.maxLength(10)),
    closes: z.string().check(z.maxLength(10)),
    pack: id,
    officers: z.array(id),
    assessors: z.array(id),
    settings: z.strictObject({
      commentFrom: z.nullable(z.int().check(z.minimum(1), z.maximum(8))),
      readyFrom: z.number().check(z.gt(0), z.lte(1)),
      observationDays: z.int().check(z.minimum(0), z.maximum(365)),
    }),
    published: z.strictObject({ at: short, by: id, assignments: z.int().check(z.positive()), opens: day, closes: day }),
  },
  assignment: {
    campaign: id,
    officer: id,
    post: id,
    unit: id,
    assessors: z.array(id).check(z.minLength(1)),
    jobDescription: z.strictObject({
      job: id,
      version: z.int().check(z.positive()),
      requirements: z.array(requirement).check(z.minLength(1)),
    }),
    snapshot: z.strictObject({
      registration: short,
      familyName: short,
      givenName: short,
      grade: short,
      language: short,
      postCode: short,
      postTitle: short,
      unitName: short,
    }),
  },
  assessment: {
    campaign: id,
    assignment: id,
    role: z.enum(['self', 'supervisor', 'expert', 'panel']),
    summary: words,
    signedAt: short,
    signedBy: id,
  },
  acknowledgement: {
    campaign: id,
    assessment: id,
    outcome: z.enum(['attested', 'refused']),
    motive: words,
    observations: words,
    at: short,
  },
}

const rated = /^(rating|comment):([A-Za-z0-9._-]{1,100})$/
const settled = /^settled:[A-Za-z0-9._-]{1,100}$/

/** How a person settled a conflict, and why. Each under a name of its own: two of them never conflict, and all of them are signed. */
export type Settlement = { readonly field: string; readonly reason: string; readonly by: PersonId | null; readonly at: Instant }

const settlementSchema = z.strictObject({
  field: z.string().check(z.maxLength(120)),
  reason: z.string().check(z.minLength(1), z.maxLength(2000)),
  by: z.nullable(id),
  at: short,
})

export const settlementField = (name: string): string => `settled:${name}`

export const ratingField = (competency: CompetencyCode): string => `rating:${competency}`
export const commentField = (competency: CompetencyCode): string => `comment:${competency}`

/** The field that a value has no place in, or undefined when every field is known and well-formed. */
export const badField = (
  kind: EntityKind,
  set: { readonly [field: string]: Json },
): { field: string; known: boolean } | undefined => {
  for (const field of Object.keys(set)) {
    const value = set[field] ?? null
    const part = kind === 'assessment' ? rated.exec(field)?.[1] : undefined
    // By hand: an assessment has dozens of these, and a server reads thousands of assessments a second.
    if (part && (value === null || (part === 'rating' ? isRating(value) : isWords(value)))) continue
    const schema = schemaOf(kind, field)
    if (!schema) return { field, known: false }
    if (value === null && isErasable(kind, field)) continue
    if (!schema.safeParse(value).success) return { field, known: true }
  }
  return undefined
}

const isWords = (value: Json): boolean => typeof value === 'string' && value.length <= 10_000

/** The same as `ratingSchema`. */
const isRating = (value: Json): boolean => {
  if (typeof value !== 'object' || value === null) return false
  const rating = value as { readonly [key: string]: Json }
  const keys = Object.keys(rating).length
  switch (rating['kind']) {
    case 'level':
      return keys === 2 && Number.isInteger(rating['level']) && Number(rating['level']) >= 0 && Number(rating['level']) <= 8
    case 'not-observed':
      return keys === 1
    case 'not-applicable':
      return keys === 2 && isWords(rating['reason'] ?? null) && rating['reason'] !== ''
    default:
      return false
  }
}

const schemaOf = (kind: EntityKind, field: string): z.ZodMiniType | undefined => {
  if (field === 'home') return kind === 'administration' ? undefined : id
  const dynamic = kind === 'assessment' ? rated.exec(field) : null
  if (dynamic) return dynamic[1] === 'rating' ? ratingSchema : words
  if (settled.test(field)) return settlementSchema
  return Object.hasOwn(fieldSchemas[kind], field) ? fieldSchemas[kind][field] : undefined
}

const isErasable = (kind: EntityKind, field: string): boolean => kind === 'assessment' && rated.test(field)

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
}

export const rowToAdministration = (row: Row): Administration =>
  read(row, { name: '', country: '', language: 'fr', demonstration: false })
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
    .flatMap(([field, value]) => (settled.test(field) ? [value as unknown as Settlement] : []))
    .sort((a, b) => (a.at < b.at ? -1 : 1))

export const rowToAcknowledgement = (row: Row): Acknowledgement & { readonly assessment: AssessmentId } =>
  read(row, { motive: '', observations: '' })

/** The rows that are read together: the campaign of a row at a site, nothing for reference data. Opaque, never personal. */
export const scopeOf = (row: Pick<Row, 'kind' | 'id' | 'fields'>): string => {
  if (row.kind === 'campaign') return row.id
  const campaign = row.fields['campaign']
  return typeof campaign === 'string' ? campaign : ''
}
