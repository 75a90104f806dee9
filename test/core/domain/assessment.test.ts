import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkRating, checkSign, commentsDue, progressOf, stageOf } from '../../../src/core/domain/assessment.ts'
import { asks, assessment, code, fourLevels, level, notApplicable, notObserved, ratingsOf, work } from './build.ts'

const requirements = [asks('a', 3), asks('b', 2, 5, true), asks('c', 4)]
const draft = assessment('as', {})
const check = (competency: string, rating: Parameters<typeof checkRating>[4], on = draft) =>
  checkRating(on, requirements, fourLevels, code(competency), rating)

describe('a rating', () => {
  it('may be a level of the scale, not observed, or not applicable with a reason', () => {
    for (const rating of [level(1), level(4), notObserved, notApplicable])
      expect(check('a', rating)).toEqual({ ok: true, value: rating })
  })

  it('is refused off the scale, beyond the job description, without a reason, or after the signature', () => {
    expect(check('a', level(5))).toEqual({ ok: false, problem: { problem: 'level-off-scale', level: 5, lowest: 1, highest: 4 } })
    expect(check('a', level(0))).toMatchObject({ problem: { problem: 'level-off-scale' } })
    expect(check('z', level(1))).toEqual({ ok: false, problem: { problem: 'not-required', competency: 'z' } })
    expect(check('a', { kind: 'not-applicable', reason: '  ' })).toEqual({ ok: false, problem: { problem: 'reason-missing' } })
    expect(check('a', level(1), assessment('as', {}, '2026-11-10T09:00:00.000Z'))).toEqual({
      ok: false,
      problem: { problem: 'already-signed' },
    })
  })
})

describe('a comment is due', () => {
  const due = (from: number | null, comments: { readonly [competency: string]: string } = {}) =>
    commentsDue(requirements, ratingsOf({ a: 1, b: 4, c: 3 }), assessment('as', {}, undefined, comments).comments, from)

  it('where the level lies as far from the requirement as the campaign says, above as well as below', () => {
    expect(due(2)).toEqual(['a', 'b'])
    expect(due(1)).toEqual(['a', 'b', 'c'])
    expect(due(3)).toEqual([])
  })

  it('no more once it is written; blanks write nothing', () => {
    expect(due(2, { a: 'Deux dossiers refaits.', b: '   ' })).toEqual(['b'])
  })

  it('never where the campaign asks none, nor for what has no level', () => {
    expect(due(null)).toEqual([])
    expect(commentsDue(requirements, ratingsOf({ a: notObserved, b: notApplicable }), new Map(), 1)).toEqual([])
  })
})

describe('a signature', () => {
  it('is possible with unrated requirements: they stay unrated', () => {
    expect(checkSign(assessment('as', { a: 3 }), requirements, 2).ok).toBe(true)
  })

  it('is refused with nothing rated, with comments due, or twice', () => {
    expect(checkSign(draft, requirements, 2)).toEqual({ ok: false, problem: { problem: 'nothing-rated' } })
    expect(checkSign(assessment('as', { beside: 1 }), requirements, 2)).toEqual({
      ok: false,
      problem: { problem: 'nothing-rated' },
    })
    expect(checkSign(assessment('as', { a: 1 }), requirements, 2)).toEqual({
      ok: false,
      problem: { problem: 'comments-due', competencies: ['a'] },
    })
    expect(checkSign(assessment('as', { a: 3 }, '2026-11-10T09:00:00.000Z'), requirements, 2)).toEqual({
      ok: false,
      problem: { problem: 'already-signed' },
    })
  })
})

describe('the stage of an assignment', () => {
  it.each([
    ['to-do', undefined],
    ['to-do', assessment('as', {})],
    ['under-way', assessment('as', { a: 3, b: notObserved })],
    ['to-sign', assessment('as', { a: 3, b: notObserved, c: notApplicable })],
    ['done', assessment('as', { a: 3 }, '2026-11-10T09:00:00.000Z')],
  ] as const)('is %s', (stage, held) => {
    expect(stageOf(held, requirements)).toBe(stage)
  })

  it('counts answers of any of the three kinds, only for what the job requires', () => {
    fc.assert(
      fc.property(work, (said) => {
        const asked = said.map(({ requirement }) => requirement)
        const ratings = new Map(
          said.flatMap(({ requirement, rating }) => (rating ? [[requirement.competency, rating] as const] : [])),
        )
        const beside = new Map([...ratings, [code('beside'), level(1)]])
        const answered = said.filter(({ rating }) => rating).length
        expect(progressOf(asked, beside)).toEqual({ answered, total: said.length })
      }),
    )
  })
})
