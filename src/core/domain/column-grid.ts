import type { Tally } from './gap.ts'
import type { CompetencyCode, JobCode, UnitId } from './id.ts'
import type { JobDescription } from './job.ts'
import { answer, columnState, type ReportColumns } from './report-columns.ts'

/** What every figure is made of. `over` is Σ max(0, A − R), `discrepancy` Σ (R − A), `weightedLevel` Σ w·A, over what is rated. */
export type GridSums = Tally & { readonly over: number; readonly discrepancy: number; readonly weightedLevel: number }

export type GridUnit = {
  readonly id: UnitId
  readonly name: string
  readonly assigned: number
  readonly signed: number
  readonly underWay: number
  /** Days from 1970-01-01 of the first and the last signature. */
  readonly firstDay: number
  readonly lastDay: number
}

/** Units × competencies, over the signed assessments. */
export type ColumnGrid = {
  readonly units: readonly GridUnit[]
  readonly competencies: readonly CompetencyCode[]
  /** By their places in both lists. */
  readonly sums: (unit: number, competency: number) => GridSums
}

/** One pass over all answers of the officers of a job, or of all of them. Nothing is made for a single officer. */
export const columnGrid = (all: readonly ReportColumns[], job?: JobCode): ColumnGrid => {
  const competencies = [...new Set(all.flatMap(({ descriptions }) => descriptions.flatMap(codesOf)))]
  const placeByCompetency = new Map(competencies.map((code, place) => [code, place]))
  const named = new Map(all.flatMap(({ units }) => units.map((unit) => [unit.id, unit.name] as const)))
  const units = [...named].map(([id, name]) => ({ id, name, assigned: 0, signed: 0, underWay: 0, firstDay: 65_536, lastDay: -1 }))
  const placeByUnit = new Map(units.map(({ id }, place) => [id, place]))
  const cells = new Int32Array(units.length * competencies.length * width)
  for (const columns of all) {
    const asked = columns.descriptions.map((one) => (job && one.job !== job ? undefined : askedBy(one, placeByCompetency)))
    const places = columns.units.map(({ id }) => placeByUnit.get(id) ?? 0)
    columns.state.forEach((state, officer) => {
      const requirements = asked[columns.description[officer] ?? 0]
      const place = places[columns.unit[officer] ?? 0] ?? 0
      const unit = units[place]
      if (!requirements || !unit) return
      unit.assigned += 1
      if (state === columnState.underWay) unit.underWay += 1
      if (state !== columnState.signed) return
      const day = columns.day[officer] ?? 0
      unit.signed += 1
      unit.firstDay = Math.min(unit.firstDay, day)
      unit.lastDay = Math.max(unit.lastDay, day)
      addAnswers(cells, place * competencies.length, requirements, columns.answers, columns.start[officer] ?? 0)
    })
  }
  return { units, competencies, sums: (unit, competency) => sumsAt(cells, (unit * competencies.length + competency) * width) }
}

const codesOf = ({ requirements }: JobDescription): readonly CompetencyCode[] => requirements.map(({ competency }) => competency)

/** A description's requirements, flat: place of the competency, level, weight, essential. */
const askedBy = ({ requirements }: JobDescription, places: ReadonlyMap<CompetencyCode, number>): Int32Array =>
  Int32Array.from(
    requirements.flatMap(({ competency, level, weight, essential }) => [
      places.get(competency) ?? 0,
      level,
      weight,
      essential ? 1 : 0,
    ]),
  )

const width = 13

/** In each cell: four answers counted, then what the levels add up to. */
const addAnswers = (cells: Int32Array, row: number, asked: Int32Array, answers: Uint8Array, start: number): void => {
  const add = (cell: number, value: number): void => {
    cells[cell] = (cells[cell] ?? 0) + value
  }
  for (let at = 0, place = start; at < asked.length; at += 4, place += 1) {
    const cell = (row + (asked[at] ?? 0)) * width
    const said = answers[place] ?? 0
    const essential = asked[at + 3] ?? 0
    if (said < answer.lowestLevel) {
      add(cell + said, 1)
      if (said !== answer.notApplicable) add(cell + 3, essential)
      continue
    }
    const level = said - answer.lowestLevel
    const required = asked[at + 1] ?? 0
    const weight = asked[at + 2] ?? 0
    const gap = level - required
    add(cell + 4, 1)
    add(cell + 5, weight)
    add(cell + 6, weight * required)
    add(cell + 7, weight * level)
    if (gap > 0) add(cell + 8, gap)
    if (gap < 0) {
      add(cell + 9, 1)
      add(cell + 10, weight * -gap)
      add(cell + 11, essential)
      add(cell + 12, -gap)
    }
  }
}

const sumsAt = (cells: Int32Array, cell: number): GridSums => {
  const [unrated = 0, notObserved = 0, notApplicable = 0, essentialOpen = 0, rated = 0, weight = 0, weightedRequired = 0] =
    cells.subarray(cell, cell + 7)
  const [weightedLevel = 0, over = 0, short = 0, weightedShortfall = 0, essentialShortfalls = 0, shortfall = 0] = cells.subarray(
    cell + 7,
    cell + width,
  )
  return {
    required: unrated + notObserved + notApplicable + rated,
    rated,
    met: rated - short,
    notObserved,
    notApplicable,
    unrated,
    essentialShortfalls,
    essentialOpen,
    weight,
    weightedRequired,
    weightedHeld: weightedRequired - weightedShortfall,
    weightedShortfall,
    over,
    discrepancy: shortfall - over,
    weightedLevel,
  }
}
