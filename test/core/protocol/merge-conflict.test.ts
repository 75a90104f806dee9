import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OperationId, PersonId } from '../../../src/core/domain/id.ts'
import { merge } from '../../../src/core/protocol/merge.ts'
import type { Operation } from '../../../src/core/protocol/operation.ts'
import type { Row } from '../../../src/core/protocol/row.ts'
import { merged } from '../../support/merged.ts'
import { operation } from '../../support/operations.ts'

describe('a conflict', () => {
  const awa = { author: 'awa' as PersonId, wall: '2026-11-21T08:00:00.000Z' }
  const oumar = { author: 'oumar' as PersonId, wall: '2026-11-21T09:00:00.000Z' }
  const first = operation({ ...awa, set: { summary: 'un' } })
  const other = operation({ ...oumar, set: { summary: 'deux' } })
  const log = (id: OperationId) => [first, other].find((one) => one.id === id)
  const disputed = (): Row => {
    const found = merge(merged(undefined, first), other, log)
    if (!found.ok) throw new Error(found.problem.problem)
    return found.row
  }

  it('names who wrote each of the two values, and when', () => {
    expect(disputed().conflicts).toEqual([
      { field: 'summary', value: 'deux', operation: other.id, ...oumar, base: null, standing: awa },
    ])
  })

  it('leaves the standing author open on a device, which does not hold the past, until the server’s row says it', () => {
    expect(merged(undefined, first, other).conflicts[0]?.standing).toBeNull()
  })

  it('follows the standing value when its author goes on', () => {
    const later = { author: 'fanta' as PersonId, wall: '2026-11-22T07:00:00.000Z' }
    const next = operation({ ...later, set: { summary: 'un et demi' }, base: { summary: first.id } })
    expect(merged(disputed(), next).conflicts).toMatchObject([{ value: 'deux', ...oumar, standing: later }])
  })

  it('says the same of a third value', () => {
    const third = merged(disputed(), operation({ set: { summary: 'trois' } }))
    expect(third.conflicts.map(({ value, standing }) => [value, standing])).toEqual([
      ['deux', awa],
      ['trois', awa],
    ])
  })

  it('goes when its own author comes round to the value that stands', () => {
    const round = operation({ set: { summary: 'un' }, base: { summary: other.id } })
    expect(merge(disputed(), round)).toMatchObject({ ok: true, status: 'merged', row: { conflicts: [] } })
  })

  it('comes back where two people settle it differently, unseen by one another', () => {
    const settle = (summary: string, by: typeof awa) =>
      operation({ ...by, set: { summary }, base: { summary: first.id }, resolves: [other.id] })
    const one = settle('un', awa)
    const two = settle('deux', oumar)
    for (const [before, after] of [
      [one, two],
      [two, one],
    ] as const) {
      const both = merged(disputed(), before, after)
      expect(both.fields['summary']).toBe(before.set['summary'])
      expect(both.conflicts).toMatchObject([{ value: after.set['summary'], operation: after.id }])
    }
    expect(merged(disputed(), one, settle('un', oumar)).conflicts).toEqual([])
  })

  it('[M6] is never signed, and neither is a value that the signer had not in view', () => {
    const signs = (set: Operation['set'], base: Operation['base'] = {}) => operation({ kind: 'seal', set, base })
    expect(merge(disputed(), signs({ summary: 'un', signedAt: 'x' }))).toEqual({
      ok: false,
      problem: { problem: 'unseen', fields: ['summary'] },
    })
    const calm = merged(undefined, first, operation({ set: { 'comment:origin': 'vu' } }))
    expect(merge(calm, signs({ summary: 'un', signedAt: 'x' }))).toMatchObject({ problem: { fields: ['comment:origin'] } })
    expect(merge(calm, signs({ summary: 'autre', 'comment:origin': 'vu', signedAt: 'x' }))).toMatchObject({
      problem: { fields: ['summary'] },
    })
    const signed = merge(calm, signs({ summary: 'un', 'comment:origin': 'vu', signedAt: 'x' }))
    expect(signed).toMatchObject({ ok: true, row: { versions: [{ content: { summary: 'un' } }] } })
  })

  it('always says who wrote both values, whoever writes, follows and settles in whatever order', () => {
    const step = fc.record({
      field: fc.constantFrom('a', 'b'),
      value: fc.nat({ max: 3 }),
      stale: fc.boolean(),
      settle: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const past = new Map<OperationId, Operation>()
        let current: Row | undefined
        for (const [at, { field, value, stale, settle }] of steps.entries()) {
          const writer = current?.writers[field] ?? null
          const open = current?.conflicts.filter((one) => one.field === field).map((one) => one.operation) ?? []
          const made = operation({
            author: `person-${at}` as PersonId,
            wall: `2026-11-22T08:00:${10 + at}.000Z`,
            set: { [field]: value },
            base: { [field]: stale ? null : writer },
            ...(settle && !stale ? { resolves: open } : {}),
          })
          past.set(made.id, made)
          const found = merge(current, made, (id) => past.get(id))
          if (!found.ok) throw new Error(found.problem.problem)
          current = found.row
          if (settle && !stale) expect(current.conflicts.filter((one) => one.field === field)).toEqual([])
        }
        for (const { field, operation: id, author, wall, standing, value } of current?.conflicts ?? []) {
          expect(past.get(id)).toMatchObject({ author, wall, set: { [field]: value } })
          expect(past.get(current?.writers[field] as OperationId)).toMatchObject({ ...standing })
        }
      }),
    )
  })
})
