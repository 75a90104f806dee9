import * as z from 'zod/mini'

/** What one pack may hold at most. */
export const packLimits = {
  /** Bytes of a pack file. */
  bytes: 8 * 1024 * 1024,
  /** Nesting of its JSON; a sound pack needs 8. */
  depth: 16,
  /** Values in all, so that a hostile file costs no more than a large one. */
  values: 400_000,
  groups: 50,
  competencies: 500,
  families: 100,
  jobs: 500,
  courses: 1000,
  requirements: 100,
  /** Problems reported at once. */
  problems: 100,
} as const

export const codePattern = /^[a-z0-9]+(-[a-z0-9]+)*$/
/** Semantic version without build metadata: a version becomes part of an id, which has no `+`. */
export const versionPattern =
  /^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})(-[0-9A-Za-z-]{1,20}(\.[0-9A-Za-z-]{1,20}){0,3})?$/
export const languagePattern = /^[a-z]{2,3}$/

const code = z.string().check(z.maxLength(100), z.regex(codePattern))
const language = z.string().check(z.regex(languagePattern))
const text = (length: number) => z.record(language, z.string().check(z.maxLength(length)))
const list = <Item extends z.ZodMiniType>(item: Item, most: number, least = 0) =>
  z.array(item).check(z.minLength(least), z.maxLength(most))

const name = text(200)
const sentence = text(600)
const prose = text(4000)
const level = z.int().check(z.minimum(0), z.maximum(8))

const scaleLevel = z.strictObject({ level, name, description: z.optional(sentence) })

const competency = z.strictObject({
  code,
  group: code,
  kind: z.enum(['knowledge', 'skill', 'attitude']),
  name,
  definition: sentence,
  levels: list(z.strictObject({ level, indicators: list(sentence, 20, 1) }), 8),
})

const requirement = z.strictObject({
  competency: code,
  level,
  weight: z.int().check(z.minimum(1), z.maximum(5)),
  essential: z.boolean(),
})

const job = z.strictObject({
  code,
  family: code,
  name,
  domain: z.optional(name),
  grade: z.optional(name),
  mission: sentence,
  activities: list(sentence, 40),
  results: list(sentence, 40),
  requirements: list(requirement, packLimits.requirements, 1),
})

const course = z.strictObject({
  code,
  name,
  category: name,
  format: z.enum(['e-learning', 'training-kit']),
  modules: z.int().check(z.minimum(0), z.maximum(1000)),
  minutes: z.optional(z.int().check(z.minimum(1), z.maximum(100_000))),
  languages: list(language, 40, 1),
  serves: list(z.strictObject({ competency: code, from: level, to: level }), 50),
})

/** The shape of a pack file, version 1. Unknown keys are refused. `pack-consistency.ts` has the rules that no shape can say. */
export const packSchema = z.strictObject({
  format: z.literal('palier-pack'),
  formatVersion: z.literal(1),
  code: z.string().check(z.maxLength(40), z.regex(codePattern)),
  version: z.string().check(z.maxLength(30), z.regex(versionPattern)),
  name,
  description: prose,
  provenance: prose,
  licence: z.string().check(z.minLength(1), z.maxLength(200)),
  languages: list(language, 20, 1),
  framework: z.strictObject({
    scale: z.strictObject({ levels: list(scaleLevel, 50) }),
    groups: list(z.strictObject({ code, name, definition: z.optional(sentence) }), packLimits.groups),
    competencies: list(competency, packLimits.competencies),
  }),
  families: list(z.strictObject({ code, name }), packLimits.families),
  jobs: list(job, packLimits.jobs),
  courses: list(course, packLimits.courses),
})
