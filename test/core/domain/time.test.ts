import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { daysBetween, isDay } from '../../../src/core/domain/time.ts'

const day = (at: number): string => new Date(at * 86_400_000).toISOString().slice(0, 10)
const anyDay = fc.integer({ min: -25_000, max: 120_000 })

describe('a day', () => {
  it('counts as the civil calendar does, over any span', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (from, to) => {
        expect(daysBetween(day(from), day(to))).toBe(to - from)
        expect(isDay(day(from))).toBe(true)
      }),
    )
  })

  it.each([
    '2026-02-30',
    '2025-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-4-1',
    '',
    '2026-11-22T00:00',
  ])('is not %j', (text) => expect(isDay(text)).toBe(false))

  it.each(['2024-02-29', '2000-02-29', '2026-12-31'])('is %j', (text) => expect(isDay(text)).toBe(true))
})
