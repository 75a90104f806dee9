import { merge } from '../../src/core/protocol/merge.ts'
import type { Operation } from '../../src/core/protocol/operation.ts'
import type { Row } from '../../src/core/protocol/row.ts'

/** The row that operations leave behind, one after the other; none of them may be refused. */
export const merged = (before: Row | undefined, ...operations: readonly Operation[]): Row =>
  operations.reduce<Row | undefined>((current, next) => {
    const found = merge(current, next)
    if (!found.ok) throw new Error(found.problem.problem)
    return found.row
  }, before) as Row
