import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OperationId, PersonId } from '../../../src/core/domain/id.ts'
import { canonical, type Json } from '../../../src/core/protocol/json.ts'
import { merge } from '../../../src/core/protocol/merge.ts'
import type { Operation } from '../../../src/core/protocol/operation.ts'
import type { Row } from '../../../src/core/protocol/row.ts'
import { operation } from '../../support/operations.ts'

/*
 * Several people write on one entity, each on a device that has heard of the others' work to some extent. Then all of it reaches
 * a server, in whatever order: couriers, restores and lost replies see to that.
 */

const authors = ['awa', 'oumar', 'fanta'] as const
const fields = ['summary', 'comment:origin'] as const

type Step = {
  readonly by: number
  readonly field: number
  readonly value: number
  readonly hears: number
  readonly settles: boolean
}

const step: fc.Arbitrary<Step> = fc.record({
  by: fc.nat(authors.length - 1),
  field: fc.nat(fields.length - 1),
  value: fc.nat(3),
  hears: fc.nat(authors.length - 1),
  settles: fc.boolean(),
})

const takeAll = (operations: readonly Operation[]): Row | undefined => {
  const past = new Map(operations.map((one) => [one.id, one]))
  return operations.reduce<Row | undefined>((row, next) => {
    const found = merge(row, next, (id) => past.get(id))
    if (!found.ok) throw new Error(found.problem.problem)
    return found.row
  }, undefined)
}

/** What each author does, on what he has heard of: his own work, and now and then all that another one holds. */
const playedBy = (steps: readonly Step[]): readonly Operation[] => {
  const heard = authors.map((): readonly Operation[] => [])
  const all: Operation[] = []
  for (const [at, { by, field: which, value, hears, settles }] of steps.entries()) {
    const known = new Set([...(heard[by] ?? []), ...(heard[hears] ?? [])])
    const before = all.filter((one) => known.has(one))
    const row = takeAll(before)
    const field = fields[which] ?? 'summary'
    const open = row?.conflicts.filter((one) => one.field === field).map((one) => one.operation) ?? []
    const made = operation({
      id: `op-${at}` as OperationId,
      author: authors[by] as string as PersonId,
      // No two are equal: of equal values the second merges [M3], and is not told from the first any more.
      set: { [field]: `${value} ${at}` },
      base: { [field]: row?.writers[field] ?? null },
      ...(settles && open.length > 0 ? { kind: 'resolve', resolves: open } : {}),
    })
    all.push(made)
    heard[by] = [...before, made]
  }
  return all
}

/** The values that stand for a field, the present one and those beside it, whichever came first. */
const standing = (row: Row | undefined, field: string): ReadonlySet<string> =>
  new Set([
    ...(row && field in row.fields ? [canonical(row.fields[field] as Json)] : []),
    ...(row?.conflicts.filter((one) => one.field === field).map(({ value }) => canonical(value)) ?? []),
  ])

/** Whether an author had seen an operation on a field, directly or by way of what he saw. */
const knew = (all: ReadonlyMap<string, Operation>, by: Operation, wanted: OperationId, field: string): boolean => {
  const seen = [by.base[field] ?? null, ...(by.resolves ?? [])].filter((id) => id !== null)
  return seen.some((id) => id === wanted || knew(all, all.get(id) as Operation, wanted, field))
}

describe('operations in whatever order', () => {
  const games = fc.array(step, { minLength: 1, maxLength: 9 }).chain((steps) => {
    const made = playedBy(steps)
    return fc.tuple(fc.constant(made), fc.shuffledSubarray([...made], { minLength: made.length }))
  })

  it('[M1][M2][M4] leave the same values standing', () => {
    fc.assert(
      fc.property(games, ([made, shuffled]) => {
        const [one, other] = [takeAll(made), takeAll(shuffled)]
        for (const field of fields) expect(standing(other, field)).toEqual(standing(one, field))
      }),
      { numRuns: 2_000 },
    )
  })

  it('[M1]–[M4] leave standing exactly what nobody went on from', () => {
    fc.assert(
      fc.property(games, ([made, shuffled]) => {
        const all = new Map<string, Operation>(made.map((one) => [one.id, one]))
        const row = takeAll(shuffled)
        for (const field of fields) {
          const writes = made.filter(({ set }) => field in set)
          const last = writes.filter(({ id }) => !writes.some((other) => knew(all, other, id, field)))
          expect(standing(row, field)).toEqual(new Set(last.map(({ set }) => canonical(set[field] as Json))))
        }
      }),
      { numRuns: 2_000 },
    )
  })
})
