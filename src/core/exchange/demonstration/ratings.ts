import { type Comments, commentsDue, type Rating, type Ratings } from '../../domain/assessment.ts'
import { gaps } from '../../domain/gap.ts'
import type { CompetencyCode } from '../../domain/id.ts'
import type { Requirement } from '../../domain/job.ts'
import type { Pack } from '../../domain/pack.ts'
import type { Level } from '../../domain/scale.ts'
import { textIn } from '../../domain/text.ts'
import type { Chance } from './chance.ts'
import { inapplicableReasons, remarksOn, unseenRemarks } from './remarks.ts'

export type Judged = { readonly ratings: Ratings; readonly comments: Comments; readonly summary: string }

/** Where the site is weak, and how often an officer falls one and two levels short there. */
const weaknesses: { readonly [code: string]: { readonly one: number; readonly two: number } } = {
  'customs-valuation': { one: 0.42, two: 0.2 },
  'rules-of-origin': { one: 0.5, two: 0.2 },
  'digital-tools': { one: 0.42, two: 0.18 },
  'professional-writing': { one: 0.28, two: 0.04 },
  'risk-management': { one: 0.3, two: 0.03 },
}
const usual = { one: 0.1, two: 0.015 }
/** Officers are chosen for what is essential at their post. */
const usualEssential = { one: 0.03, two: 0 }

/** What an assessor found of one officer: near the required level, lower where the site is weak, and not always seen. */
export const judge = (
  pack: Pack,
  requirements: readonly Requirement[],
  chance: Chance,
  options: { readonly commentFrom: number; readonly hasInapplicable: boolean },
): Judged => {
  const ability = (chance.next() - 0.5) * 0.16
  const inapplicable = options.hasInapplicable ? leastImportant(requirements) : undefined
  const ratings = new Map<CompetencyCode, Rating>()
  for (const requirement of requirements) {
    const { competency } = requirement
    if (competency === inapplicable) ratings.set(competency, { kind: 'not-applicable', reason: chance.pick(inapplicableReasons) })
    else if (!requirement.essential && chance.happens(0.035)) ratings.set(competency, { kind: 'not-observed' })
    else ratings.set(competency, { kind: 'level', level: levelFound(pack, requirement, chance, ability) })
  }
  const due = new Set(commentsDue(requirements, ratings, new Map(), options.commentFrom))
  const comments = new Map<CompetencyCode, string>()
  for (const { competency, level } of requirements) {
    const about = pack.framework.competencies.find(({ code }) => code === competency)
    const rating = ratings.get(competency)
    if (rating?.kind === 'not-observed' && chance.happens(0.6)) comments.set(competency, chance.pick(unseenRemarks))
    if (rating?.kind !== 'level' || !about) continue
    const distance = rating.level - level
    const isSaid = chance.happens(distance === 0 ? 0.05 : distance < 0 ? 0.4 : 0.2)
    if (due.has(competency) || isSaid) comments.set(competency, chance.pick(remarksOn(about, distance)))
  }
  return { ratings, comments, summary: summaryOf(pack, requirements, ratings) }
}

const levelFound = (pack: Pack, requirement: Requirement, chance: Chance, ability: number): Level => {
  const { one, two } = weaknesses[requirement.competency] ?? (requirement.essential ? usualEssential : usual)
  const drawn = chance.next() + ability
  const distance = drawn < two ? -2 : drawn < two + one ? -1 : drawn > 0.86 ? 1 : 0
  const wanted = requirement.level + distance
  const defined = pack.framework.competencies.find(({ code }) => code === requirement.competency)?.levels ?? []
  const levels = defined.length > 0 ? defined : pack.framework.scale.levels
  return levels.reduce(
    (best, { level }) => (Math.abs(level - wanted) < Math.abs(best - wanted) ? level : best),
    requirement.level,
  )
}

const leastImportant = (requirements: readonly Requirement[]): CompetencyCode | undefined =>
  requirements.filter(({ essential }) => !essential).toSorted((a, b) => a.weight - b.weight)[0]?.competency

const summaryOf = (pack: Pack, requirements: readonly Requirement[], ratings: Ratings): string => {
  const names = (codes: readonly CompetencyCode[]): string =>
    codes
      .map((code) => pack.framework.competencies.find((competency) => competency.code === code))
      .map((competency) => (competency ? textIn(competency.name, 'fr') : ''))
      .join(' ; ')
  const short = gaps(requirements, ratings).filter(({ shortfall = 0 }) => shortfall > 0)
  const essential = short.filter(({ requirement }) => requirement.essential).map(({ requirement }) => requirement.competency)
  const others = short.filter(({ requirement }) => !requirement.essential).map(({ requirement }) => requirement.competency)
  if (essential.length > 0)
    return `Travail sérieux, dont une partie reste à consolider. Priorité absolue, compétences essentielles : ${names(essential)}.`
  if (others.length > 2) return `Bonne tenue du poste. Formations à prévoir : ${names(others.slice(0, 3))}.`
  return 'Poste bien tenu ; les quelques écarts se corrigeront par la pratique et par les échanges entre collègues.'
}
