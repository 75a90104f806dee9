import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { trainingNeeds } from '../../../src/core/domain/need.ts'
import { asks, gapsOf, notApplicable, notObserved, read, work } from './build.ts'

/** Three officers on valuation, by hand: short by two with weight 5 and essential, met with weight 3, exceeding with weight 1. */
const team = [
  read([asks('valuation', 3, 5, true), asks('origin', 2, 2)], { valuation: 1, origin: notObserved }),
  read([asks('valuation', 3, 3), asks('origin', 2, 2)], { valuation: 3 }),
  read([asks('valuation', 2, 1), asks('law', 2, 1)], { valuation: 3, law: 1 }),
  read([asks('valuation', 4, 5)], { valuation: notApplicable }),
]

describe('a training need worked by hand', () => {
  const needs = trainingNeeds(team, 4)
  const of = (competency: string) => needs.find((need) => need.competency === competency)

  it('counts who was rated of who was due, and who falls short', () => {
    expect(of('valuation')).toMatchObject({ n: 3, of: 3, short: 1, essentialShort: 1, coverage: 2 / 3 })
  })

  // Σ w·s / Σ w = 5·2 / (5 + 3 + 1)
  it('weighted gap: 10 over 9', () => expect(of('valuation')?.weightedGap).toBe(10 / 9))

  // mean of w·(4 − A) = (5·3 + 3·1 + 1·1) / 3
  it('after Brandão: 19 over 3', () => expect(of('valuation')?.brandao).toBe(19 / 3))

  // mean (R − A) = (2 + 0 − 1) / 3, mean weight = 9 / 3
  it('after Borich: mean discrepancy 1/3 times mean weight 3', () => expect(of('valuation')?.borich).toBeCloseTo(1, 12))

  it('keeps a competency on which nobody is rated, without figures, at the end', () => {
    expect(needs.at(-1)).toMatchObject({
      competency: 'origin',
      n: 0,
      of: 2,
      short: 0,
      brandao: undefined,
      borich: undefined,
      weightedGap: undefined,
      coverage: undefined,
    })
  })

  it('ranks by weighted gap', () => expect(needs.map(({ competency }) => competency)).toEqual(['valuation', 'law', 'origin']))

  it('ranks equal weighted gaps by essential shortfalls', () => {
    const equal = trainingNeeds([read([asks('a', 2, 3), asks('b', 2, 3, true)], { a: 1, b: 1 })], 4)
    expect(equal.map(({ competency }) => competency)).toEqual(['b', 'a'])
  })
})

describe('the list of needs', () => {
  it('names every required competency once, and does not depend on the order of the officers', () => {
    fc.assert(
      fc.property(fc.array(work, { maxLength: 6 }), (people) => {
        const lines = people.map(gapsOf)
        const needs = trainingNeeds(lines, 7)
        const required = new Set(lines.flat().map(({ requirement }) => requirement.competency))
        expect(new Set(needs.map(({ competency }) => competency))).toEqual(required)
        expect(needs).toHaveLength(required.size)
        expect(trainingNeeds([...lines].reverse(), 7)).toEqual(needs)
      }),
    )
  })

  it('is untouched by an officer of whom nothing was said, but for the base', () => {
    fc.assert(
      fc.property(fc.array(work, { minLength: 1, maxLength: 5 }), (people) => {
        const silent = (people[0] ?? []).map((said) => ({ ...said, rating: undefined }))
        const before = trainingNeeds(people.map(gapsOf), 7)
        const after = trainingNeeds([...people, silent].map(gapsOf), 7)
        const figures = ({ competency, n, short, brandao, borich, weightedGap, coverage }: (typeof before)[number]) => ({
          competency,
          n,
          short,
          brandao,
          borich,
          weightedGap,
          coverage,
        })
        expect(after.map(figures)).toEqual(before.map(figures))
      }),
    )
  })
})
