import type { Assessment, Rating } from '../../src/core/domain/assessment.ts'
import { type Assignment, type Campaign, defaultSettings } from '../../src/core/domain/campaign.ts'
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
} from '../../src/core/domain/id.ts'
import type { JobDescription, Requirement, Weight } from '../../src/core/domain/job.ts'
import { type Chance, seeded } from './random.ts'

export type SiteWork = {
  readonly campaign: Campaign
  readonly assignments: readonly Assignment[]
  readonly assessments: readonly Assessment[]
}

export const competencies = Array.from(
  { length: 60 },
  (_, at) => `competence-${String(at + 1).padStart(2, '0')}` as CompetencyCode,
)

/** Competencies in which a whole administration is weak, as every pilot finds some. */
const weak = new Set(competencies.filter((_, at) => at % 9 === 4))

/** Twenty jobs of thirty requirements, the same at every site. */
const jobs: readonly JobDescription[] = Array.from({ length: 20 }, (_, job) => {
  const chance = seeded(500 + job)
  const first = chance.below(competencies.length)
  return {
    job: `metier-${job + 1}` as JobCode,
    version: 1,
    requirements: Array.from(
      { length: 30 },
      (_, at): Requirement => ({
        competency: competencies[(first + at * 7) % competencies.length] as CompetencyCode,
        level: 1 + chance.below(4),
        weight: (1 + chance.below(5)) as Weight,
        essential: chance.chance(0.2),
      }),
    ),
  }
})

/** One site at work: `officers` officers in twelve units, `signed` of their assessments signed, most of the others begun. */
export const siteWork = (site: number, officers: number, signed = 0.9, asked = jobs): SiteWork => {
  const chance = seeded(9000 + site)
  const id = (): string => Array.from({ length: 32 }, () => chance.below(16).toString(16)).join('')
  const units = Array.from({ length: 12 }, (_, at) => ({ id: id() as UnitId, name: `Brigade ${site}-${at + 1}` }))
  const campaign: Campaign = {
    id: id() as CampaignId,
    name: `Campagne ${site}`,
    site: id() as UnitId,
    opens: '2026-10-05',
    closes: '2026-12-18',
    pack: 'pack' as PackId,
    officers: [],
    assessors: [],
    settings: defaultSettings,
    published: { at: '2026-10-05T08:00:00.000Z', by: id() as PersonId, assignments: officers },
  }
  const assessor = id() as PersonId
  const assignments = Array.from({ length: officers }, (_, at): Assignment => {
    const unit = chance.pick(units)
    return {
      id: id() as AssignmentId,
      campaign: campaign.id,
      officer: id() as PersonId,
      post: id() as PostId,
      unit: unit.id,
      assessors: [assessor],
      jobDescription: adjusted(chance.pick(asked), chance),
      snapshot: {
        registration: `${site}${String(at).padStart(4, '0')}`,
        familyName: nameFrom(familyNames, chance),
        givenName: nameFrom(givenNames, chance),
        grade: 'Contrôleur',
        language: 'fr',
        postCode: `P-${at}`,
        postTitle: 'Vérificateur',
        unitName: unit.name,
      },
    }
  })
  const assessments = assignments.flatMap((assignment) => {
    const luck = chance.next()
    if (luck >= signed + (1 - signed) * 0.6) return []
    return [assessmentOf(assignment, luck < signed, assessor, chance, id)]
  })
  return { campaign, assignments, assessments }
}

const syllables = [
  'ka',
  'di',
  'ou',
  'ma',
  'tra',
  'ré',
  'san',
  'go',
  'ko',
  'né',
  'li',
  'ba',
  'sé',
  'ya',
  'fa',
  'tou',
  'ssa',
  'mi',
  'nda',
  'wé',
]

/** Made-up names of two to four syllables: thousands of them, so that they cost what real ones cost. */
const namePool = (size: number, seed: number): readonly string[] => {
  const chance = seeded(seed)
  return Array.from({ length: size }, () => {
    const name = Array.from({ length: 2 + chance.below(3) }, () => chance.pick(syllables)).join('')
    return name.charAt(0).toLocaleUpperCase('fr') + name.slice(1)
  })
}
const familyNames = namePool(3000, 1)
const givenNames = namePool(1200, 2)

/** Few names are frequent and most are rare. */
const nameFrom = (pool: readonly string[], chance: Chance): string => pool[Math.floor(chance.next() ** 3 * pool.length)] ?? ''

/** One post in twelve asks a little more or less than its job. */
const adjusted = (description: JobDescription, chance: Chance): JobDescription => {
  if (!chance.chance(1 / 12)) return description
  const at = chance.below(description.requirements.length)
  const requirements = description.requirements.map((one, place) => (place === at ? { ...one, level: 1 + (one.level % 4) } : one))
  return { ...description, version: 2, requirements }
}

const assessmentOf = (
  { id, jobDescription }: Assignment,
  isSigned: boolean,
  assessor: PersonId,
  chance: Chance,
  newId: () => string,
): Assessment => {
  const ability = (chance.next() - 0.5) * 0.3
  const reached = isSigned ? jobDescription.requirements.length : 1 + chance.below(jobDescription.requirements.length)
  const work = {
    id: `${id}.expert` as AssessmentId,
    assignment: id,
    role: 'expert' as const,
    ratings: new Map(jobDescription.requirements.slice(0, reached).flatMap((one) => ratingFor(one, ability, chance))),
    comments: new Map<CompetencyCode, string>(),
    summary: '',
  }
  if (!isSigned) return { ...work, state: 'draft' }
  const day = `2026-${10 + chance.below(2)}-${String(1 + chance.below(28)).padStart(2, '0')}`
  const signedAt = `${day}T${String(8 + chance.below(9)).padStart(2, '0')}:${String(chance.below(60)).padStart(2, '0')}:00.000Z`
  return { ...work, state: 'signed', signedAt, signedBy: assessor, version: newId() as OperationId }
}

/** Near the required level, lower where the administration is weak, now and then not seen, not applicable or left open. */
const ratingFor = (
  { competency, level }: Requirement,
  ability: number,
  chance: Chance,
): readonly (readonly [CompetencyCode, Rating])[] => {
  const kind = chance.next()
  if (kind < 0.01) return []
  if (kind < 0.045) return [[competency, { kind: 'not-observed' }]]
  if (kind < 0.055) return [[competency, { kind: 'not-applicable', reason: 'hors du poste' }]]
  const drawn = chance.next() + ability
  const [two, one] = weak.has(competency) ? [0.2, 0.45] : [0.04, 0.17]
  const distance = drawn < two ? -2 : drawn < two + one ? -1 : drawn > 0.83 ? 1 : 0
  return [[competency, { kind: 'level', level: Math.min(4, Math.max(1, level + distance)) }]]
}
