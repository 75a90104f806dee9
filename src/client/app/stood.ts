import type { AssignmentId, CompetencyCode } from '../../core/domain/id.ts'
import type { Instant } from '../../core/domain/time.ts'
import type { App } from './app.ts'

/** Where an assessment stood when it was left. In the database: what the browser keeps beside it may lag by seconds when it is killed. */
export type Stood = { readonly competency: CompetencyCode; readonly touched: Instant }

const keyOf = (assignment: AssignmentId): string => `stood:${assignment}`

export const stoodAt = async ({ database }: App, assignment: AssignmentId): Promise<Stood | null> =>
  ((await database.meta.get(keyOf(assignment)))?.value as Stood | undefined) ?? null

/** A convenience: losing it costs one tap, so nobody waits for it and nobody is told. */
export const noteStood = ({ database }: App, assignment: AssignmentId, stood: Stood): void => {
  database.meta.put({ key: keyOf(assignment), value: stood }).catch(() => undefined)
}
