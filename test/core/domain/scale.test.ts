import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkScale, highest, isOnScale, lowest, type Scale } from '../../../src/core/domain/scale.ts'
import { fourLevels } from './build.ts'

const scaleOf = (...levels: readonly number[]): Scale => ({ levels: levels.map((level) => ({ level, name: { fr: 'x' } })) })

describe('a scale', () => {
  it('has 2 to 8 consecutive levels from 0 or 1 on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 2, max: 8 }), (first, size) => {
        const scale = scaleOf(...Array.from({ length: size }, (_, at) => first + at))
        expect(checkScale(scale)).toEqual({ ok: true, value: scale })
        expect([lowest(scale), highest(scale)]).toEqual([first, first + size - 1])
      }),
    )
  })

  it.each([
    [[1], { problem: 'scale-size', count: 1 }],
    [[0, 1, 2, 3, 4, 5, 6, 7, 8], { problem: 'scale-size', count: 9 }],
    [[2, 3], { problem: 'scale-start', first: 2 }],
    [[1, 2, 4], { problem: 'scale-step', at: 2 }],
    [[1, 1], { problem: 'scale-step', at: 1 }],
  ])('is refused as %j', (levels, problem) => {
    expect(checkScale(scaleOf(...levels))).toEqual({ ok: false, problem })
  })

  it('knows its own levels: neither zero, nor one above, nor a fraction', () => {
    expect([0, 1, 4, 5, 2.5].map((level) => isOnScale(fourLevels, level))).toEqual([false, true, true, false, false])
  })
})
