import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { merge } from '../../../src/core/protocol/merge.ts'
import type { Row } from '../../../src/core/protocol/row.ts'
import { rowIn, rowText } from '../../../src/core/protocol/row-text.ts'
import { operation } from '../../support/operations.ts'

const made = (fields: readonly (readonly [string, number])[], isSealed: boolean): Row => {
  const rows = fields.map(([field, level]) => operation({ set: { [`rating:${field}`]: { kind: 'level', level } } }))
  const before = rows.reduce<Row | undefined>((row, one) => {
    const merged = merge(row, one)
    return merged.ok ? merged.row : row
  }, undefined)
  const seal = operation({ kind: 'seal', set: { ...before?.fields, summary: 'vu' }, base: before?.writers ?? {} })
  const sealed = isSealed ? merge(before, seal) : undefined
  return sealed?.ok ? sealed.row : (before ?? { ...(merge(undefined, operation()) as { row: Row }).row })
}

describe('a row as the database keeps it', () => {
  it('is read as what it was, whatever was done to it', () => {
    const word = fc.stringMatching(/^[a-z]{1,3}$/)
    fc.assert(
      fc.property(
        fc.array(fc.tuple(word, fc.integer({ min: 1, max: 4 })), { maxLength: 12 }),
        fc.boolean(),
        (fields, isSealed) => {
          const row = made(fields, isSealed)
          expect(rowIn(rowText(row))).toEqual(row)
          expect(rowIn(JSON.stringify(row))).toEqual(row)
        },
      ),
    )
  })

  it('says the content of a signature once', () => {
    const row = made(
      Array.from({ length: 30 }, (_, at) => [`c${at}`, 2] as const),
      true,
    )
    expect(rowText(row).length).toBeLessThan(JSON.stringify(row).length * 0.45)
  })
})
