import { coverage, due, type Gap, type Tally, tally, weightedGap } from './gap.ts'
import type { CompetencyCode } from './id.ts'
import type { Level } from './scale.ts'

/** How much a group of officers needs one competency. `n` is how many of them were rated on it, `of` how many are due. */
export type TrainingNeed = {
  readonly competency: CompetencyCode
  readonly n: number
  readonly of: number
  /** Officers rated below the required level. */
  readonly short: number
  readonly essentialShort: number
  /**
   * Mean of w·(k − A) over the rated officers, k the highest level: need = importance × distance to full mastery, after
   * Brandão (2012), *Mensuração de competências no trabalho*. Undefined when nobody is rated.
   */
  readonly brandao: number | undefined
  /**
   * Mean weighted discrepancy: mean of (R − A) times the mean weight, after Borich (1980), doi:10.1177/002248718003100310.
   * A surplus counts against a shortfall here, by definition; undefined when nobody is rated.
   */
  readonly borich: number | undefined
  /** Σ w·s / Σ w over the rated officers. */
  readonly weightedGap: number | undefined
  readonly coverage: number | undefined
  readonly sums: Tally
}

/**
 * One entry a competency that anybody is required to hold, greatest priority first: weighted gap, then essential
 * shortfalls, then Borich's discrepancy. Competencies on which nobody is rated come last and keep their place in the list.
 */
export const trainingNeeds = (people: readonly (readonly Gap[])[], highest: Level): readonly TrainingNeed[] => {
  const lines = new Map<CompetencyCode, Gap[]>()
  for (const person of people)
    for (const line of person) {
      const known = lines.get(line.requirement.competency)
      if (known) known.push(line)
      else lines.set(line.requirement.competency, [line])
    }
  return inPriority([...lines].map(([competency, own]) => needOf(competency, own, highest)))
}

export const inPriority = (needs: readonly TrainingNeed[]): readonly TrainingNeed[] => [...needs].sort(byPriority)

const needOf = (competency: CompetencyCode, lines: readonly Gap[], highest: Level): TrainingNeed => {
  const rated = lines.flatMap((line) => (line.assessed === undefined ? [] : [{ ...line, assessed: line.assessed }]))
  return trainingNeedOf(competency, tally(lines), {
    discrepancy: rated.reduce((sum, { requirement, assessed }) => sum + requirement.level - assessed, 0),
    need: rated.reduce((sum, { requirement, assessed }) => sum + requirement.weight * (highest - assessed), 0),
  })
}

/** A need from its sums over the rated officers: Σ (R − A) and Σ w·(k − A). */
export const trainingNeedOf = (
  competency: CompetencyCode,
  sums: Tally,
  { discrepancy, need }: { readonly discrepancy: number; readonly need: number },
): TrainingNeed => {
  const n = sums.rated
  return {
    competency,
    n,
    of: due(sums),
    short: n - sums.met,
    essentialShort: sums.essentialShortfalls,
    brandao: n === 0 ? undefined : need / n,
    borich: n === 0 ? undefined : (discrepancy / n) * (sums.weight / n),
    weightedGap: weightedGap(sums),
    coverage: coverage(sums),
    sums,
  }
}

const byPriority = (a: TrainingNeed, b: TrainingNeed): number =>
  (b.weightedGap ?? -1) - (a.weightedGap ?? -1) ||
  b.essentialShort - a.essentialShort ||
  (b.borich ?? -1e9) - (a.borich ?? -1e9) ||
  (a.competency < b.competency ? -1 : 1)
