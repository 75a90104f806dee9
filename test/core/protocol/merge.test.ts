import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OperationId, StreamId } from '../../../src/core/domain/id.ts'
import { canonical } from '../../../src/core/protocol/json.ts'
import { merge, overlay } from '../../../src/core/protocol/merge.ts'
import type { Row } from '../../../src/core/protocol/row.ts'
import { merged } from '../../support/merged.ts'
import { operation, row } from '../../support/operations.ts'

describe('an operation', () => {
  it('makes the row of an entity that nobody knew', () => {
    expect(merged(undefined, operation({ set: { summary: 'un' } })).fields).toEqual({ summary: 'un' })
  })

  it('[M1] replaces the value that its author saw', () => {
    const first = operation({ set: { summary: 'un' } })
    const second = operation({ set: { summary: 'deux' }, base: { summary: first.id } })
    expect(merged(undefined, first, second)).toMatchObject({ rev: 2, fields: { summary: 'deux' }, conflicts: [] })
  })

  it('[M4] stands in a conflict beside a value that its author had not seen', () => {
    const result = merged(row(), operation({ set: { summary: 'autre' } }))
    expect(result.fields['summary']).toBe('vu du siège')
    expect(result.conflicts).toMatchObject([{ field: 'summary', value: 'autre' }])
  })

  it('[M3] merges with an equal value, whoever wrote it', () => {
    expect(merge(row(), operation({ set: { summary: 'vu du siège' } }))).toMatchObject({ ok: true, status: 'merged' })
  })

  it('[M4] leaves a conflict standing until an operation settles it by name', () => {
    const other = operation({ set: { summary: 'autre' } })
    const both = merged(row(), other)
    const next = { set: { summary: 'suite' }, base: { summary: 'op-elsewhere' as OperationId } }
    expect(merged(both, operation(next)).conflicts.map(({ value }) => value)).toEqual(['autre'])
    expect(merged(both, operation({ ...next, resolves: [other.id] })).conflicts).toEqual([])
  })

  it('[M4] settles only the field it speaks of, though the same operation stands against others too', () => {
    const other = operation({ set: { summary: 'autre', 'comment:origin': 'autre' } })
    const both = merged(
      row({
        fields: { summary: 'un', 'comment:origin': 'un' },
        writers: { summary: 'w' as never, 'comment:origin': 'w' as never },
      }),
      other,
    )
    const settled = merged(
      both,
      operation({ kind: 'resolve', set: { summary: 'un' }, base: { summary: 'w' as never }, resolves: [other.id] }),
    )
    expect(settled.conflicts.map(({ field }) => field)).toEqual(['comment:origin'])
    const told = { field: 'comment:origin', reason: 'vu ensemble', by: null, at: 'x' }
    expect(merged(settled, operation({ kind: 'resolve', set: { 'settled:1': told }, resolves: [other.id] })).conflicts).toEqual(
      [],
    )
  })

  it('never touches the field of another competency', () => {
    const mine = operation({ set: { 'rating:origin': { kind: 'not-observed' } } })
    const yours = operation({ set: { 'rating:valuation': { kind: 'level', level: 2 } } })
    expect(canonical(merged(undefined, mine, yours).fields as never)).toBe(
      canonical(merged(undefined, yours, mine).fields as never),
    )
  })

  it('[M5] changes nothing of what was sealed, and is refused where its author knew that it was', () => {
    const sealed = merged(
      undefined,
      operation({ set: { summary: 'un' } }),
      operation({ kind: 'seal', set: { summary: 'un', signedAt: 'x' } }),
    )
    const version = sealed.versions[0]?.operation as OperationId
    const aware = operation({ set: { 'comment:origin': 'deux' }, base: { 'comment:origin': version } })
    expect(merge(sealed, aware)).toMatchObject({ ok: false, problem: { problem: 'sealed', version } })
    const unaware = merged(sealed, operation({ set: { summary: 'deux', 'comment:origin': 'vu' } }))
    expect(unaware.versions).toEqual(sealed.versions)
    expect(unaware.fields).toEqual(sealed.fields)
    expect(unaware.conflicts.map(({ field, value }) => [field, value])).toEqual([
      ['summary', 'deux'],
      ['comment:origin', 'vu'],
    ])
  })

  it('[M5] takes how a conflict beside a signature was settled, without touching the signature', () => {
    const seal = operation({ kind: 'seal', set: { summary: 'un' } })
    const late = operation({ set: { summary: 'deux' } })
    const told = { field: 'summary', reason: 'le signé reste', by: null, at: 'x' }
    const settle = operation({ kind: 'resolve', set: { 'settled:1': told }, base: { 'settled:1': seal.id }, resolves: [late.id] })
    const settled = merged(undefined, seal, late, settle)
    expect([settled.conflicts, settled.fields['summary'], settled.fields['settled:1']]).toEqual([[], 'un', told])
    expect(settled.versions[0]?.content).toEqual({ summary: 'un' })
  })

  it('[M5] signs an amendment as it was signed, also where it comes before what it follows', () => {
    const before = operation({ set: { summary: 'un', 'comment:origin': 'autre' } })
    const seal = operation({ kind: 'seal', set: { summary: 'un' }, base: { summary: before.id } })
    const set = { summary: 'deux', signedAt: 'x' }
    const amend = operation({ kind: 'amend', set, base: { summary: seal.id }, follows: [seal.id] })
    const early = merged(undefined, before, amend)
    expect(early.versions[0]?.content).toEqual(set)
    expect(early.fields).toEqual(set)
    expect(early.conflicts.map(({ field, value }) => [field, value])).toEqual([
      ['summary', 'un'],
      ['comment:origin', 'autre'],
    ])
    const late = merge(early, seal, (id) => [before, seal, amend].find((one) => one.id === id))
    expect(late).toMatchObject({ ok: true, status: 'superseded', row: { fields: set } })
  })

  it('[M5] keeps how a conflict was settled while an amendment was being signed elsewhere', () => {
    const seal = operation({ kind: 'seal', set: { summary: 'un' } })
    const late = operation({ set: { summary: 'deux' } })
    const told = { field: 'summary', reason: 'le signé reste', by: null, at: 'x' }
    const settle = operation({ kind: 'resolve', set: { 'settled:1': told }, resolves: [late.id] })
    const amend = operation({ kind: 'amend', set: { summary: 'trois' }, base: { summary: seal.id }, follows: [seal.id] })
    expect(merged(undefined, seal, late, settle, amend).fields).toEqual({ summary: 'trois', 'settled:1': told })
  })

  it('[M1] replaces what its author knew by way of later work of others', () => {
    const first = operation({ set: { summary: 'un' } })
    const second = operation({ set: { summary: 'deux' }, base: { summary: first.id } })
    const third = operation({ set: { summary: 'trois' }, base: { summary: second.id } })
    const log = [first, second, third]
    const found = merge(merged(undefined, first), third, (id) => log.find((one) => one.id === id))
    expect(found).toMatchObject({ ok: true, status: 'applied', row: { fields: { summary: 'trois' }, conflicts: [] } })
  })

  it('[M2] is superseded where the author of the present value had seen it', () => {
    const first = operation({ set: { summary: 'un' } })
    const second = operation({ set: { summary: 'deux' }, base: { summary: first.id } })
    const late = merge(merged(undefined, second), first, (id) => [first, second].find((one) => one.id === id))
    expect(late).toMatchObject({ ok: true, status: 'superseded', row: { rev: 2, fields: { summary: 'deux' }, conflicts: [] } })
  })

  it('[M7] moves the entity to the stream that it names as home, and finds it from the old one', () => {
    const home = 'site-2' as StreamId
    const there = merged(row(), operation({ set: { home } }))
    expect([there.stream, there.homes]).toEqual([home, ['site-1']])
    expect(merged(there, operation({ set: { 'comment:origin': 'vu' } })).stream).toBe(home)
    const elsewhere = operation({ set: { home: 'site-3' } })
    const disputed = merged(there, elsewhere)
    expect([disputed.stream, disputed.conflicts.map(({ value }) => value)]).toEqual([home, ['site-3']])
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
