import { type ColumnGrid, columnGrid, type GridSums, type GridUnit } from './column-grid.ts'
import { addTallies, type Tally } from './gap.ts'
import type { HeatCell, HeatRow } from './heatmap.ts'
import type { CompetencyCode, UnitId } from './id.ts'
import { inPriority, type TrainingNeed, trainingNeedOf } from './need.ts'
import type { Completeness, ReportFilter } from './report.ts'
import type { ReportColumns } from './report-columns.ts'
import type { Level } from './scale.ts'
import { dayAt } from './time.ts'

export type UnitFigures = {
  readonly unit: UnitId
  readonly name: string
  readonly completeness: Completeness
  readonly sums: Tally
}

/** The figures of a report, the same to the digit as those made from its rows. Of a signature they know the day alone. */
export type ColumnFigures = {
  readonly completeness: Completeness
  readonly sums: Tally
  /** By name. */
  readonly units: readonly UnitFigures[]
  readonly heat: (order: readonly CompetencyCode[]) => readonly HeatRow[]
  readonly needs: (highest: Level) => readonly TrainingNeed[]
}

export const columnFigures = (all: readonly ReportColumns[], { unit, job, keeps }: ReportFilter = {}): ColumnFigures => {
  const grid = columnGrid(all, job)
  const chosen = grid.units.flatMap((one, place) => (one.assigned > 0 && (!unit || unit === one.id) ? [{ ...one, place }] : []))
  const places = chosen.map(({ place }) => place)
  const kept = grid.competencies.flatMap((code, place) => (!keeps || keeps(code) ? [place] : []))
  const units = chosen
    .map(({ place, ...one }) => ({
      unit: one.id,
      name: one.name,
      completeness: completenessOf([one]),
      sums: addTallies(kept.map((competency) => grid.sums(place, competency))),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  return {
    completeness: completenessOf(chosen),
    sums: addTallies(units.map(({ sums }) => sums)),
    units,
    heat: (order) => order.flatMap((code) => heatRowOf(grid, kept, places, code)),
    needs: (highest) => inPriority(kept.flatMap((competency) => needOf(grid, places, competency, highest))),
  }
}

const completenessOf = (units: readonly GridUnit[]): Completeness => {
  const total = (count: (unit: GridUnit) => number): number => units.reduce((sum, unit) => sum + count(unit), 0)
  const [assigned, signed, underWay] = [total((one) => one.assigned), total((one) => one.signed), total((one) => one.underWay)]
  return {
    assigned,
    signed,
    underWay,
    toDo: assigned - signed - underWay,
    earliest: signed === 0 ? undefined : dayAt(Math.min(...units.map(({ firstDay }) => firstDay))),
    latest: signed === 0 ? undefined : dayAt(Math.max(...units.map(({ lastDay }) => lastDay))),
  }
}

const cellsOn = ({ sums }: ColumnGrid, units: readonly number[], competency: number): readonly (readonly [number, GridSums])[] =>
  units.map((unit) => [unit, sums(unit, competency)] as const).filter(([, cell]) => cell.required > 0)

const heatRowOf = (
  grid: ColumnGrid,
  kept: readonly number[],
  units: readonly number[],
  code: CompetencyCode,
): readonly HeatRow[] => {
  const competency = grid.competencies.indexOf(code)
  const cells = kept.includes(competency) ? cellsOn(grid, units, competency) : []
  if (cells.length === 0) return []
  const byUnit = cells.flatMap(([place, cell]) => {
    const unit = grid.units[place]
    return unit ? [[unit.id, heatCellOf([cell])] as const] : []
  })
  return [{ competency: code, byUnit: new Map(byUnit), whole: heatCellOf(cells.map(([, cell]) => cell)) }]
}

const heatCellOf = (cells: readonly GridSums[]): HeatCell => ({
  sums: addTallies(cells),
  over: cells.reduce((sum, { over }) => sum + over, 0),
})

const needOf = (grid: ColumnGrid, units: readonly number[], competency: number, highest: Level): readonly TrainingNeed[] => {
  const code = grid.competencies[competency]
  const cells = cellsOn(grid, units, competency).map(([, cell]) => cell)
  if (code === undefined || cells.length === 0) return []
  const sums = addTallies(cells)
  const total = (part: 'discrepancy' | 'weightedLevel'): number => cells.reduce((sum, cell) => sum + cell[part], 0)
  return [
    trainingNeedOf(code, sums, {
      discrepancy: total('discrepancy'),
      need: highest * sums.weight - total('weightedLevel'),
    }),
  ]
}
