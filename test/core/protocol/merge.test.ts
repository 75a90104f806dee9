import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OperationId, StreamId } from '../../../src/core/domain/id.ts'
import { canonical, depthOf } from '../../../src/core/protocol/json.ts'
import { merge, overlay, type Row } from '../../../src/core/protocol/merge.ts'
import { operation, row } from '../../support/operations.ts'

const merged = (before: Row | undefined, ...operations: readonly ReturnType<typeof operation>[]): Row =>
  operations.reduce<Row | undefined>((current, next) => {
    const found = merge(current, next)
    if (!found.ok) throw new Error(found.problem.problem)
    return found.row
  }, before) as Row

describe('an operation', () => {
  it('makes the row of an entity that nobody knew', () => {
    expect(merged(undefined, operation({ set: { summary: 'un' } })).fields).toEqual({ summary: 'un' })
  })

  it('replaces the value that its author saw', () => {
    const first = operation({ set: { summary: 'un' } })
    const second = operation({ set: { summary: 'deux' }, base: { summary: first.id } })
    expect(merged(undefined, first, second)).toMatchObject({ rev: 2, fields: { summary: 'deux' }, conflicts: [] })
  })

  it('stands in a conflict beside a value that its author had not seen', () => {
    const result = merged(row(), operation({ set: { summary: 'autre' } }))
    expect(result.fields['summary']).toBe('vu du siège')
    expect(result.conflicts).toMatchObject([{ field: 'summary', value: 'autre' }])
  })

  it('merges with an equal value, whoever wrote it', () => {
    expect(merge(row(), operation({ set: { summary: 'vu du siège' } }))).toMatchObject({ ok: true, status: 'merged' })
  })

  it('leaves a conflict standing until an operation settles it by name', () => {
    const other = operation({ set: { summary: 'autre' } })
    const both = merged(row(), other)
    const next = { set: { summary: 'suite' }, base: { summary: 'op-elsewhere' as OperationId } }
    expect(merged(both, operation(next)).conflicts.map(({ value }) => value)).toEqual(['autre'])
    expect(merged(both, operation({ ...next, resolves: [other.id] })).conflicts).toEqual([])
  })

  it('never touches the field of another competency', () => {
    const mine = operation({ set: { 'rating:origin': { kind: 'not-observed' } } })
    const yours = operation({ set: { 'rating:valuation': { kind: 'level', level: 2 } } })
    expect(canonical(merged(undefined, mine, yours).fields as never)).toBe(
      canonical(merged(undefined, yours, mine).fields as never),
    )
  })

  it('changes nothing of what was sealed', () => {
    const sealed = merged(undefined, operation({ set: { summary: 'un' } }), operation({ kind: 'seal', set: { signedAt: 'x' } }))
    expect(
      merge(sealed, operation({ set: { summary: 'deux' }, base: { summary: sealed.writers['summary'] as OperationId } })),
    ).toMatchObject({
      ok: false,
      problem: { problem: 'sealed' },
    })
    expect(sealed.versions[0]?.content).toEqual({ summary: 'un', signedAt: 'x' })
  })

  it('is refused in a stream that is not the home of its entity', () => {
    expect(merge(row(), operation({ stream: 'elsewhere' as StreamId }))).toMatchObject({
      ok: false,
      problem: { problem: 'foreign-stream' },
    })
  })

  it('loses no value in whatever order two authors write, unseen by one another', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 4 })), { maxLength: 12 }),
        (writes) => {
          const result = writes.reduce<Row>(
            (current, [field, level]) => merged(current, operation({ set: { [field]: level } })),
            row(),
          )
          for (const [field, level] of writes) {
            const standing = [
              result.fields[field],
              ...result.conflicts.filter((one) => one.field === field).map(({ value }) => value),
            ]
            expect(standing).toContain(level)
          }
        },
      ),
    )
  })
})

describe('own work on top of the server’s row', () => {
  it('is not applied a second time when the row holds it already', () => {
    const mine = operation({ set: { summary: 'un' } })
    const echoed = merged(undefined, mine)
    expect(overlay(echoed, [mine])).toBe(echoed)
  })
})

describe('canonical text', () => {
  it('is the same for the same content in whatever order its keys stand', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (content) => {
        const turned = Object.fromEntries(Object.entries(content).reverse())
        expect(canonical(turned as never)).toBe(canonical(content as never))
        expect(JSON.parse(canonical(content as never))).toEqual(JSON.parse(JSON.stringify(content)))
      }),
    )
  })
})

describe('depth', () => {
  it('is counted no further than asked, however deep a document goes', () => {
    let deep: unknown = 1
    for (let level = 0; level < 5000; level += 1) deep = [deep]
    expect(depthOf(deep, 24)).toBe(25)
    expect(depthOf({ a: [1, { b: 2 }] }, 24)).toBe(3)
    expect(depthOf('text', 24)).toBe(0)
  })
})
