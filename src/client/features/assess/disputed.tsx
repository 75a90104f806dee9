import { lazy, Suspense } from 'react'
import type { CompetencyCode } from '../../../core/domain/id.ts'
import type { WorkConflict } from '../../app/conflicts.ts'
import type { Grid } from '../../app/work.ts'
import { Skeleton } from '../../ui/skeleton.tsx'

/** Few assessments are ever in conflict: the panel comes only to those. */
const ConflictPanel = lazy(async () => ({ default: (await import('./conflict/conflict-panel.tsx')).ConflictPanel }))

export const conflictsAt = ({ conflicts }: Pick<Grid, 'conflicts'>, code: CompetencyCode): readonly WorkConflict[] =>
  conflicts.filter(({ part }) => part.part !== 'summary' && part.competency === code)

export const isDisputed = ({ conflicts }: Pick<Grid, 'conflicts'>, field: string): boolean =>
  conflicts.some((conflict) => conflict.field === field)

type Props = {
  readonly grid: Grid
  readonly conflicts: readonly WorkConflict[]
  readonly named?: boolean
  readonly heading?: 'h2' | 'h3'
}

/** What was answered differently, to be settled right here. `named` where the competency does not stand above it anyway. */
export const Disputed = ({ grid, conflicts, named = false, heading = 'h3' }: Props) =>
  conflicts.length > 0 && (
    <Suspense fallback={<Skeleton shape="rows" count={3} />}>
      {conflicts.map((conflict) => (
        <ConflictPanel key={conflict.field} grid={grid} conflict={conflict} named={named} heading={heading} />
      ))}
    </Suspense>
  )
