import { join } from 'node:path'
import { shellOf } from '../../scripts/budget.mjs'
import { coldStarts } from './cold-start.ts'
import { emptyRootCopy } from './empty-root.ts'
import { competencies, grids } from './grid.ts'
import { median, ms, p95 } from './median.ts'
import { print, times } from './table.ts'
import { demonstrationForAssessor, tabletWith } from './tablet.ts'
import { taps } from './tap.ts'

const dist = join(import.meta.dirname, '../../dist')
const counts = { coldStarts: 7, taps: 120, grids: 9 }

const spread = (values: readonly number[]): string => `${ms(Math.min(...values))} – ${ms(Math.max(...values))}`

export const coldStart = async (): Promise<void> => {
  const empty = await emptyRootCopy(dist)
  const found = await coldStarts(dist, empty.path, counts.coldStarts).finally(empty.remove)
  print(`Cold offline start, new browser process, 6× throttle, median of ${counts.coldStarts}`, [
    ['to the first officer, visible and tappable', ms(median(found.app)), 'target ≤ 1200 ms'],
    ['  least and most', spread(found.app)],
    ['the same page with an empty React root', ms(median(found.empty))],
    ['  least and most', spread(found.empty)],
    ['ratio', times(median(found.app) / median(found.empty)), 'target ≤ 1.60 ×'],
  ])
}

export const scoring = async (): Promise<void> => {
  const tablet = await tabletWith(dist, demonstrationForAssessor)
  try {
    const { tap, bare } = await taps(tablet, counts.taps)
    print(`Tap to durable save, no throttle, ${counts.taps} taps, a bare strict put after each`, [
      ['from the input event to « enregistré », p50', ms(median(tap))],
      ['p95', ms(p95(tap)), 'target ≤ 25 ms'],
      ['bare put of the same row, p50', ms(median(bare))],
      ['p95', ms(p95(bare))],
      ['ratio of the medians', times(median(tap) / median(bare)), 'target ≤ 3.00 ×'],
    ])
    const grid = await grids(tablet, counts.grids)
    print(`Grid of ${competencies} competencies, 4× throttle, median of ${counts.grids}`, [
      ['from the tap on « Grille » to after its first frame', ms(median(grid)), 'target ≤ 100 ms'],
      ['  the first opening of all', ms(grid[0] ?? Number.NaN)],
      ['  least and most', spread(grid)],
    ])
  } finally {
    tablet.remove()
  }
}

export const sizes = (): void => {
  const { allowed, files, whole } = shellOf(dist)
  const kib = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KiB`
  const shell = files.reduce((sum, { size }) => sum + size, 0)
  print('Sizes, brotli', [
    ['first load of the assessor’s shell', kib(shell), `budget ${kib(allowed)}`],
    ['every script and sheet, all languages', kib(whole)],
  ])
}
