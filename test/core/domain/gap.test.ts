import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addTallies,
  byUrgency,
  coverage,
  due,
  gapsByGroup,
  readiness,
  tally,
  verdict,
  weightedGap,
} from '../../../src/core/domain/gap.ts'
import { asks, code, gapsOf, notApplicable, notObserved, read, work } from './build.ts'

/** Five requirements worked by hand: one exceeded, one met, one short by two and essential, one not seen, one not due. */
const byHand = read(
  [asks('exceeded', 2, 1), asks('met', 3, 2), asks('short', 4, 5, true), asks('unseen', 3, 4, true), asks('undue', 2, 3)],
  { exceeded: 4, met: 3, short: 2, unseen: notObserved, undue: notApplicable },
)

describe('a gap', () => {
  it('is A − R: negative when unmet, never negative as a shortfall or a surplus', () => {
    expect(byHand.map(({ gap, shortfall, surplus, status }) => [gap, shortfall, surplus, status])).toEqual([
      [2, 0, 2, 'surplus'],
      [0, 0, 0, 'meets'],
      [-2, 2, 0, 'shortfall'],
      [undefined, undefined, undefined, 'not-observed'],
      [undefined, undefined, undefined, 'not-applicable'],
    ])
  })

  it('stands for every requirement, in the order of the job description, with or without a rating', () => {
    const lines = read([asks('b', 1), asks('a', 2)], { a: 2 })
    expect(lines.map(({ requirement, status }) => [requirement.competency, status])).toEqual([
      ['b', 'unrated'],
      ['a', 'meets'],
    ])
  })

  it('takes level 0 for a level: on a scale that has it, nobody confounds it with unrated', () => {
    expect(read([asks('a', 2)], { a: 0 })[0]).toMatchObject({ status: 'shortfall', gap: -2, assessed: 0 })
  })
})

describe('the figures worked by hand', () => {
  const sums = tally(byHand)

  it('rest on the three that have a level, out of four due', () => {
    expect([sums.rated, due(sums), sums.required]).toEqual([3, 4, 5])
  })

  it('coverage: two of three', () => expect(coverage(sums)).toBe(2 / 3))

  // Σ w·min(A, R) = 1·2 + 2·3 + 5·2 = 18; Σ w·R = 1·2 + 2·3 + 5·4 = 28.
  it('readiness: 18 of 28, the surplus left out', () => expect(readiness(sums)).toBe(18 / 28))

  // Σ w·s = 5·2 = 10; Σ w = 8.
  it('weighted gap: 10 over 8 levels', () => expect(weightedGap(sums)).toBe(1.25))

  it('count the essential one that is short and the essential one still open', () => {
    expect([sums.essentialShortfalls, sums.essentialOpen]).toEqual([1, 1])
  })
})

describe('the figures of any work', () => {
  it('lie within their bounds: coverage and readiness from 0 to 1, weighted gap from 0 on', () => {
    fc.assert(
      fc.property(work, (said) => {
        const sums = tally(gapsOf(said))
        for (const share of [coverage(sums), readiness(sums)])
          if (share !== undefined) expect(share >= 0 && share <= 1).toBe(true)
        expect((weightedGap(sums) ?? 0) >= 0).toBe(true)
      }),
    )
  })

  it('are undefined, not 0 and not 1, exactly when nothing is rated', () => {
    fc.assert(
      fc.property(work, (said) => {
        const lines = gapsOf(said)
        const sums = tally(lines)
        const rated = lines.some(({ assessed }) => assessed !== undefined)
        expect(coverage(sums) !== undefined).toBe(rated)
        expect(weightedGap(sums) !== undefined).toBe(rated)
        if (!rated) expect(readiness(sums)).toBeUndefined()
      }),
    )
  })

  it('do not change when a surplus grows: surplus never compensates', () => {
    fc.assert(
      fc.property(work, (said) => {
        const capped = said.map((one) =>
          one.rating?.kind === 'level'
            ? { ...one, rating: { ...one.rating, level: Math.min(one.rating.level, one.requirement.level) } }
            : one,
        )
        expect(tally(gapsOf(capped))).toEqual(tally(gapsOf(said)))
      }),
    )
  })

  it('change in nothing but the base when a requirement without a level is added', () => {
    fc.assert(
      fc.property(work, fc.constantFrom(undefined, notObserved, notApplicable), (said, rating) => {
        const before = tally(gapsOf(said))
        const after = tally(gapsOf([...said, { requirement: asks('new', 3, 5), rating }]))
        for (const figure of [coverage, readiness, weightedGap]) expect(figure(after)).toBe(figure(before))
        expect(after.rated).toBe(before.rated)
        expect(after.required).toBe(before.required + 1)
        expect(due(after)).toBe(due(before) + (rating?.kind === 'not-applicable' ? 0 : 1))
      }),
    )
  })

  it('count each requirement once, under one of the four ratings', () => {
    fc.assert(
      fc.property(work, (said) => {
        const { required, rated, notObserved: unseen, notApplicable: undue, unrated } = tally(gapsOf(said))
        expect(rated + unseen + undue + unrated).toBe(required)
        expect(required).toBe(said.length)
      }),
    )
  })

  it('do not depend on the order of the requirements', () => {
    fc.assert(
      fc.property(
        work.chain((said) => fc.tuple(fc.constant(said), fc.shuffledSubarray([...said], { minLength: said.length }))),
        ([said, shuffled]) => {
          expect(tally(gapsOf(shuffled))).toEqual(tally(gapsOf(said)))
        },
      ),
    )
  })

  it('add up: a unit is the sum of its posts, however they are parted', () => {
    fc.assert(
      fc.property(work, fc.nat(25), (said, cut) => {
        const parts = [said.slice(0, cut), said.slice(cut)].map((part) => tally(gapsOf(part)))
        expect(addTallies(parts)).toEqual(tally(gapsOf(said)))
      }),
    )
  })
})

describe('a unit’s coverage', () => {
  it('is the sum over its posts and not the mean of their means', () => {
    const small = tally(read([asks('a', 2)], { a: 2 }))
    const large = tally(read([asks('a', 2), asks('b', 2), asks('c', 2)], { a: 1, b: 1, c: 1 }))
    const mean = ((coverage(small) ?? 0) + (coverage(large) ?? 0)) / 2
    expect(mean).toBe(0.5)
    expect(coverage(addTallies([small, large]))).toBe(1 / 4)
  })

  it('ignores a post on which nothing is rated instead of taking it for zero', () => {
    const rated = tally(read([asks('a', 2)], { a: 2 }))
    const silent = tally(read([asks('a', 2), asks('b', 3)], {}))
    expect(coverage(addTallies([rated, silent]))).toBe(1)
    expect(due(addTallies([rated, silent]))).toBe(3)
  })
})

describe('the verdict', () => {
  const of = (lines: ReturnType<typeof read>) => verdict(tally(lines), 0.85)

  it('is vetoed by one essential shortfall, whatever the mean', () => {
    const nearlyPerfect = [asks('core', 2, 1, true), ...Array.from({ length: 20 }, (_, at) => asks(`c${at}`, 4, 5))]
    const held = Object.fromEntries(nearlyPerfect.map(({ competency, level }) => [competency, level]))
    const lines = read(nearlyPerfect, { ...held, core: 1 })
    expect(readiness(tally(lines))).toBeGreaterThan(0.99)
    expect(of(lines)).toBe('vetoed')
  })

  it('says ready at the threshold itself, 17 of 20', () => {
    expect(of(read([asks('a', 4, 5)], { a: 3 }))).toBe('not-yet')
    expect(of(read([asks('a', 4, 4), asks('b', 4, 1)], { a: 4, b: 1 }))).toBe('ready')
  })

  it('stays undetermined while nothing is rated, or an essential requirement is open', () => {
    expect(of(read([asks('a', 2)], {}))).toBe('undetermined')
    expect(of(read([asks('a', 2), asks('b', 2, 1, true)], { a: 2, b: notObserved }))).toBe('undetermined')
    expect(of(read([asks('a', 2), asks('b', 2, 1, true)], { a: 2, b: notApplicable }))).toBe('ready')
  })

  it('is never ready where an essential requirement falls short', () => {
    fc.assert(
      fc.property(work, fc.double({ min: 0.01, max: 1, noNaN: true }), (said, threshold) => {
        const lines = gapsOf(said)
        const short = lines.some(({ requirement, status }) => requirement.essential && status === 'shortfall')
        if (short) expect(verdict(tally(lines), threshold)).toBe('vetoed')
      }),
    )
  })
})

describe('urgency', () => {
  it('puts essential shortfalls first, then weighted shortfalls, then met, surplus, and what has no level', () => {
    const lines = read(
      [
        asks('unseen', 2),
        asks('surplus', 1),
        asks('met', 2),
        asks('light-2', 3, 1),
        asks('heavy-1', 3, 5),
        asks('essential', 2, 1, true),
      ],
      { unseen: notObserved, surplus: 3, met: 2, 'light-2': 1, 'heavy-1': 2, essential: 1 },
    )
    expect(byUrgency(lines).map(({ requirement }) => requirement.competency)).toEqual([
      'essential',
      'heavy-1',
      'light-2',
      'met',
      'surplus',
      'unseen',
    ])
  })
})

describe('gaps by group', () => {
  it('give means over what is rated, and none where nothing is', () => {
    const lines = read([asks('a1', 2), asks('a2', 4), asks('a3', 4), asks('b1', 3)], { a1: 1, a2: 4, a3: notObserved })
    const [a, b] = gapsByGroup(lines, (competency) => competency.slice(0, 1), ['a', 'b', 'c'])
    expect(a).toMatchObject({ group: 'a', meanRequired: 3, meanAssessed: 2.5 })
    expect(a?.lines.map(({ requirement }) => requirement.competency)).toEqual([code('a1'), code('a2'), code('a3')])
    expect(b).toMatchObject({ group: 'b', meanRequired: undefined, meanAssessed: undefined })
  })

  it('leave out a group that the job does not touch, and lose no requirement of the others', () => {
    fc.assert(
      fc.property(work, (said) => {
        const groups = gapsByGroup(gapsOf(said), (competency) => (Number(competency.slice(1)) % 2 ? 'odd' : 'even'), [
          'odd',
          'even',
          'never',
        ])
        expect(groups.reduce((count, { lines }) => count + lines.length, 0)).toBe(said.length)
        expect(addTallies(groups.map(({ sums }) => sums))).toEqual(tally(gapsOf(said)))
      }),
    )
  })
})
