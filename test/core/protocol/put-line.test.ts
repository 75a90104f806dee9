import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { merge } from '../../../src/core/protocol/merge.ts'
import { operation2Schema, operationOf2 } from '../../../src/core/protocol/message/operation-2.ts'
import { putSchema } from '../../../src/core/protocol/message/put.ts'
import { putIn } from '../../../src/core/protocol/put-line.ts'
import { replyLineIn, replyLineText } from '../../../src/core/protocol/reply.ts'
import { change, operation } from '../../support/operations.ts'

/** One thing about a message altered: a key taken away, added or given another value. */
const alteration = fc.record({
  path: fc.array(fc.nat(20), { minLength: 1, maxLength: 3 }),
  how: fc.constantFrom('delete', 'add', 'null', 'number', 'text', 'list', 'object', 'long'),
})
const values = {
  null: null,
  number: -1.5,
  text: 'un texte à espaces',
  list: [1],
  object: { a: 1 },
  long: 'x'.repeat(300),
} as const

const altered = (input: unknown, { path, how }: { path: readonly number[]; how: string }): unknown => {
  const copy = structuredClone(input)
  let at = copy as Record<string, unknown>
  for (const step of path.slice(0, -1)) {
    const keys = Object.keys(at)
    const next = at[keys[step % Math.max(1, keys.length)] ?? '']
    if (typeof next !== 'object' || next === null) break
    at = next as Record<string, unknown>
  }
  const keys = Object.keys(at)
  const key = keys[(path.at(-1) ?? 0) % Math.max(1, keys.length)] ?? 'none'
  if (how === 'delete') delete at[key]
  else if (how === 'add') at['beyond'] = 1
  else at[key] = values[how as keyof typeof values]
  return JSON.parse(JSON.stringify(copy))
}

const ordinary = () => {
  const made = operation({ set: { 'rating:origin': { kind: 'level', level: 2 }, summary: 'vu' } })
  const merged = merge(undefined, made)
  const sealed = merged.ok
    ? merge(merged.row, operation({ kind: 'seal', set: merged.row.fields, base: merged.row.writers }))
    : undefined
  if (!sealed?.ok) throw new Error('not sealed')
  return JSON.parse(replyLineText(change(3, sealed.row)))
}

describe('a check by hand', () => {
  it('takes no row that the schema would refuse', () => {
    const line = ordinary()
    expect(putIn(line)).toBeDefined()
    fc.assert(
      fc.property(fc.array(alteration, { minLength: 1, maxLength: 3 }), (changes) => {
        const input = changes.reduce(altered, line)
        if (putIn(input)) expect(putSchema.safeParse(input).success).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it('takes an operation exactly where the schema does', () => {
    const made = { v: 2, ...operation({ resolves: ['op-x' as never], follows: ['op-y' as never] }) }
    expect(operationOf2(made)).toBeDefined()
    fc.assert(
      fc.property(fc.array(alteration, { maxLength: 3 }), (changes) => {
        const input = changes.reduce(altered, made as unknown)
        expect(operationOf2(input) !== undefined).toBe(operation2Schema.safeParse(input).success)
      }),
      { numRuns: 3000 },
    )
  })

  it('brings a row back as what it was', () => {
    const sent = change(7, { ...(replyLineIn(JSON.stringify(ordinary())) as { row: object }).row })
    expect(replyLineIn(replyLineText(sent).trimEnd())).toEqual(sent)
  })
})
