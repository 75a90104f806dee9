import fc from 'fast-check'
import type { Assessment, Rating, Ratings } from '../../../src/core/domain/assessment.ts'
import type { Assignment, Campaign } from '../../../src/core/domain/campaign.ts'
import { defaultSettings } from '../../../src/core/domain/campaign.ts'
import { type Gap, gaps } from '../../../src/core/domain/gap.ts'
import type {
  AssessmentId,
  AssignmentId,
  CampaignId,
  CompetencyCode,
  JobCode,
  OperationId,
  PackId,
  PersonId,
  PostId,
  UnitId,
} from '../../../src/core/domain/id.ts'
import type { Requirement, Weight } from '../../../src/core/domain/job.ts'
import type { Scale } from '../../../src/core/domain/scale.ts'

export const code = (name: string): CompetencyCode => name as CompetencyCode

/** The starter scale: 1 to 4. */
export const fourLevels: Scale = {
  levels: [1, 2, 3, 4].map((level) => ({ level, name: { fr: `niveau ${level}` } })),
}

export const asks = (competency: string, level: number, weight: Weight = 1, essential = false): Requirement => ({
  competency: code(competency),
  level,
  weight,
  essential,
})

export const level = (given: number): Rating => ({ kind: 'level', level: given })
export const notObserved: Rating = { kind: 'not-observed' }
export const notApplicable: Rating = { kind: 'not-applicable', reason: 'pas de magasin ici' }

export const ratingsOf = (given: { readonly [competency: string]: Rating | number }): Ratings =>
  new Map(
    Object.entries(given).map(([competency, rating]) => [code(competency), typeof rating === 'number' ? level(rating) : rating]),
  )

export const read = (
  requirements: readonly Requirement[],
  given: { readonly [competency: string]: Rating | number },
): readonly Gap[] => gaps(requirements, ratingsOf(given))

/** A requirement with what was said of it; the second undefined where nothing was. */
export type Said = { readonly requirement: Requirement; readonly rating: Rating | undefined }

const rating: fc.Arbitrary<Rating | undefined> = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 0, max: 7 }).map(level) },
  fc.constantFrom(notObserved, notApplicable, undefined),
)

/** Any job description on any scale 0–7 with any assessment of it. */
export const work: fc.Arbitrary<readonly Said[]> = fc
  .array(
    fc.record({
      level: fc.integer({ min: 0, max: 7 }),
      weight: fc.integer({ min: 1, max: 5 }) as fc.Arbitrary<Weight>,
      essential: fc.boolean(),
      rating,
    }),
    { maxLength: 25 },
  )
  .map((drawn) =>
    drawn.map((one, at) => ({ requirement: asks(`c${at}`, one.level, one.weight, one.essential), rating: one.rating })),
  )

export const gapsOf = (said: readonly Said[]): readonly Gap[] =>
  gaps(
    said.map(({ requirement }) => requirement),
    new Map(said.flatMap((one) => (one.rating ? [[one.requirement.competency, one.rating] as const] : []))),
  )

export const campaign: Campaign = {
  id: 'camp' as CampaignId,
  name: 'Pilote',
  site: 'site' as UnitId,
  opens: '2026-11-02',
  closes: '2026-12-18',
  pack: 'pack' as PackId,
  officers: [],
  assessors: [],
  settings: defaultSettings,
  published: null,
}

export const assignment = (
  id: string,
  requirements: readonly Requirement[],
  { unit = 'u1', job = 'verifier', familyName = id }: { unit?: string; job?: string; familyName?: string } = {},
): Assignment => ({
  id: id as AssignmentId,
  campaign: campaign.id,
  officer: `p-${id}` as PersonId,
  post: `post-${id}` as PostId,
  unit: unit as UnitId,
  assessors: ['assessor' as PersonId],
  jobDescription: { job: job as JobCode, version: 1, requirements },
  snapshot: {
    registration: id,
    familyName,
    givenName: 'Awa',
    grade: '',
    language: 'fr',
    postCode: '',
    postTitle: '',
    unitName: `Unité ${unit}`,
  },
})

export const assessment = (
  of: string,
  given: { readonly [competency: string]: Rating | number },
  signedAt?: string,
  comments: { readonly [competency: string]: string } = {},
): Assessment => {
  const draft = {
    id: `${of}.expert` as AssessmentId,
    assignment: of as AssignmentId,
    role: 'expert' as const,
    ratings: ratingsOf(given),
    comments: new Map(Object.entries(comments).map(([competency, words]) => [code(competency), words])),
    summary: '',
  }
  return signedAt
    ? { ...draft, state: 'signed', signedAt, signedBy: 'assessor' as PersonId, version: 'op' as OperationId }
    : { ...draft, state: 'draft' }
}
