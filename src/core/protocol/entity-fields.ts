import * as z from 'zod/mini'
import { contestMotives, contestOutcomes } from '../domain/contest.ts'
import { type Retention, retentionBounds } from '../domain/retention.ts'
import { isDay } from '../domain/time.ts'
import { isSettlementField, workPart } from './field-names.ts'
import type { Json } from './json.ts'
import { holdable } from './message/words.ts'
import type { EntityKind } from './operation.ts'

/*
 * The fields of each kind of entity as they travel. A field that is not listed is refused. Apart from the way back to the domain:
 * a device checks nothing that it made itself, and starts without a checker.
 */

const id = z.string().check(z.regex(/^[A-Za-z0-9._:-]{1,120}$/))
const short = z.string().check(z.maxLength(200))
const words = z.string().check(z.maxLength(10_000))
const level = z.int().check(z.minimum(0), z.maximum(8))
const day = z.string().check(z.refine(isDay))
const kept = (kind: keyof Retention) =>
  z.optional(z.int().check(z.minimum(retentionBounds[kind].least), z.maximum(retentionBounds[kind].most)))
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
  administration: {
    name: short,
    country: short,
    language: short,
    demonstration: z.boolean(),
    /** Whom officers ask about their data. */
    contact: z.strictObject({ name: short.check(z.minLength(1)), reach: z.string().check(z.minLength(1), z.maxLength(500)) }),
    /** How long each kind of data is kept, where that is not the default. */
    retention: z.strictObject({
      drafts: kept('drafts'),
      signed: kept('signed'),
      audit: kept('audit'),
      quarantine: kept('quarantine'),
      tablets: kept('tablets'),
    }),
  },
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
    site: z.string().check(z.maxLength(120), holdable),
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
    /** What the officer says later against what was signed, and what was answered: each in an entity of its own, signed like this. */
    contest: z.strictObject({
      version: id,
      motive: z.enum(contestMotives),
      text: words.check(z.minLength(1)),
      by: z.nullable(id),
      at: short,
    }),
    answer: z.strictObject({
      contest: id,
      outcome: z.enum(contestOutcomes),
      reason: words.check(z.minLength(1)),
      amendment: z.nullable(id),
      by: z.nullable(id),
      at: short,
    }),
  },
}

const settlementSchema = z.strictObject({
  field: z.string().check(z.maxLength(120)),
  reason: z.string().check(z.minLength(1), z.maxLength(2000)),
  by: z.nullable(id),
  at: short,
})

/** The field that a value has no place in, or undefined when every field is known and well-formed. */
export const badField = (
  kind: EntityKind,
  set: { readonly [field: string]: Json },
): { field: string; known: boolean } | undefined => {
  for (const field of Object.keys(set)) {
    const value = set[field] ?? null
    const part = kind === 'assessment' ? workPart(field) : undefined
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
  const part = kind === 'assessment' ? workPart(field) : undefined
  if (part) return part === 'rating' ? ratingSchema : words
  if (isSettlementField(field)) return settlementSchema
  return Object.hasOwn(fieldSchemas[kind], field) ? fieldSchemas[kind][field] : undefined
}

const isErasable = (kind: EntityKind, field: string): boolean => kind === 'assessment' && workPart(field) !== undefined
