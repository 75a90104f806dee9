import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OperationId } from '../../../src/core/domain/id.ts'
import type { Json } from '../../../src/core/protocol/json.ts'
import { merge } from '../../../src/core/protocol/merge.ts'
import type { Operation, OperationKind } from '../../../src/core/protocol/operation.ts'
import type { Merged, Row } from '../../../src/core/protocol/row.ts'
import { operation } from '../../support/operations.ts'

/* A server takes hundreds of taps on one assessment in one request: it lets the row grow where it stands. */

const fields = ['summary', 'comment:origin', 'comment:valuation', 'settled:one'] as const

type Step = {
  readonly kind: OperationKind
  readonly sets: readonly number[]
  readonly value: number
  /** Which of the operations before it the author saw, and which he names. */
  readonly saw: number
  readonly names: readonly number[]
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom<OperationKind>('create', 'edit', 'edit', 'edit', 'resolve', 'seal', 'amend'),
  sets: fc.uniqueArray(fc.nat(fields.length - 1), { maxLength: fields.length }),
  value: fc.nat(2),
  saw: fc.nat(6),
  names: fc.array(fc.nat(6), { maxLength: 2 }),
})

const madeOf = (steps: readonly Step[]): readonly Operation[] =>
  steps.map(({ kind, sets, value, saw, names }, at) => {
    const before = (back: number): OperationId | null => (back < at ? (`op-${at - 1 - back}` as OperationId) : null)
    const named = names.flatMap((back) => before(back) ?? [])
    const set = Object.fromEntries(sets.map((field) => [fields[field] as string, `${value}` as Json]))
    return operation({
      id: `op-${at}` as OperationId,
      kind,
      set,
      base: Object.fromEntries(Object.keys(set).map((field) => [field, before(saw)])),
      ...(kind === 'resolve' ? { resolves: named } : {}),
      ...(kind === 'amend' ? { follows: named } : {}),
    })
  })

/** What comes of each operation, and the row that it leaves behind, as a text of that moment. */
const told = (operations: readonly Operation[], isOwn: boolean): readonly string[] => {
  const past = new Map(operations.map((one) => [one.id, one]))
  let row: Row | undefined
  return operations.map((next) => {
    const found: Merged = merge(row, next, (id) => past.get(id), { isOwn: isOwn && row !== undefined })
    if (found.ok) row = found.row
    return JSON.stringify([found.ok ? found.status : found.problem, row])
  })
}

describe('a row that whoever merges holds alone', () => {
  it('comes to the same, step by step, as one that is copied for each operation', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const operations = madeOf(steps)
        expect(told(operations, true)).toEqual(told(operations, false))
      }),
      { numRuns: 2000 },
    )
  })

  it('leaves a row that others hold as it was', () => {
    const first = merge(undefined, operation({ kind: 'create', set: { summary: 'un' } }))
    if (!first.ok) throw new Error('not taken')
    const before = JSON.stringify(first.row)
    merge(first.row, operation({ set: { 'comment:origin': 'deux' } }))
    expect(JSON.stringify(first.row)).toBe(before)
  })
})
