import { type Gap, type Tally, tally } from './gap.ts'
import type { CompetencyCode, UnitId } from './id.ts'
import { type CampaignReport, type OfficerReport, signedOf } from './report.ts'

/** One unit on one competency. `over` is Σ max(0, A − R): it tells "meets" from "surplus" and enters no other figure. */
export type HeatCell = { readonly sums: Tally; readonly over: number }

export type HeatRow = {
  readonly competency: CompetencyCode
  /** Units whose posts do not ask this competency have no cell; a cell with nothing rated is a cell. */
  readonly byUnit: ReadonlyMap<UnitId, HeatCell>
  /** The sum of the row's cells: never their mean. */
  readonly whole: HeatCell
}

/** Unit × competency over the signed assessments, one row a competency that anybody is required to hold, in the order given. */
export const heatmap = (report: CampaignReport, order: readonly CompetencyCode[]): readonly HeatRow[] => {
  const signed = signedOf(report.officers)
  return order.flatMap((competency): HeatRow[] => {
    const whole = linesOn(signed, competency)
    if (whole.length === 0) return []
    const byUnit = report.units.flatMap(({ unit, officers }) => {
      const own = linesOn(signedOf(officers), competency)
      return own.length === 0 ? [] : [[unit, cellOf(own)] as const]
    })
    return [{ competency, byUnit: new Map(byUnit), whole: cellOf(whole) }]
  })
}

const linesOn = (officers: readonly OfficerReport[], competency: CompetencyCode): readonly Gap[] =>
  officers.flatMap(({ lines }) => lines.filter(({ requirement }) => requirement.competency === competency))

const cellOf = (lines: readonly Gap[]): HeatCell => ({
  sums: tally(lines),
  over: lines.reduce((sum, { surplus }) => sum + (surplus ?? 0), 0),
})
