import { coverage, weightedGap } from '../../../core/domain/gap.ts'
import type { HeatCell } from '../../../core/domain/heatmap.ts'
import type { GapSignStatus } from '../../ui/gap-sign.tsx'

export type HeatTone = 'short-1' | 'short-2' | 'short-3' | 'meets' | 'over' | 'none'

/** How a cell looks: from the very figure it shows, so that colour and number never tell two stories. */
export type HeatLook = { readonly tone: HeatTone; readonly sign: GapSignStatus }

export const heatLook = ({ sums, over }: HeatCell, show: 'coverage' | 'gap'): HeatLook => {
  if (sums.rated === 0) return { tone: 'none', sign: 'unrated' }
  if (sums.met === sums.rated) return over > 0 ? { tone: 'over', sign: 'surplus' } : { tone: 'meets', sign: 'meets' }
  const third = show === 'coverage' ? thirdOfCoverage(coverage(sums) ?? 0) : stepOfGap(weightedGap(sums) ?? 0)
  return { tone: `short-${third}`, sign: 'shortfall' }
}

const thirdOfCoverage = (share: number): 1 | 2 | 3 => (share < 1 / 3 ? 3 : share < 2 / 3 ? 2 : 1)
const stepOfGap = (levels: number): 1 | 2 | 3 => (levels >= 1 ? 3 : levels >= 0.5 ? 2 : 1)
