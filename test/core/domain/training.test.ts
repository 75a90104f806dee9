import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Course, CourseFormat } from '../../../src/core/domain/course.ts'
import { byUrgency, type Gap } from '../../../src/core/domain/gap.ts'
import type { CourseCode } from '../../../src/core/domain/id.ts'
import { trainingActions } from '../../../src/core/domain/training.ts'
import { asks, code, gapsOf, read, work } from './build.ts'

type Tie = readonly [competency: string, from: number, to: number]

const course = (name: string, format: CourseFormat, languages: readonly string[], ...ties: readonly Tie[]): Course => ({
  code: `${name}-${format}` as CourseCode,
  name: { en: name, fr: `${name} (fr)` },
  category: { en: 'x' },
  format,
  modules: 1,
  languages,
  serves: ties.map(([competency, from, to]) => ({ competency: code(competency), from, to })),
})

const shortfallsOf = (lines: readonly Gap[]): readonly Gap[] => byUrgency(lines).filter(({ status }) => status === 'shortfall')
const shortBy = (required: number, held: number) => shortfallsOf(read([asks('valuation', required)], { valuation: held }))
const named = (actions: ReturnType<typeof trainingActions>) => actions.map(({ course: { code: key } }) => key)

describe('a course serves a shortfall', () => {
  it.each([
    [1, 3, [1, 2], true],
    [1, 3, [3, 4], true],
    [1, 3, [4, 4], false],
    [2, 3, [1, 2], false],
    [2, 3, [1, 3], true],
  ] as const)('from level %d to %d, by a course for levels %j: %s', (held, required, [from, to], serves) => {
    const offered = [course('Valuation', 'e-learning', ['fr'], ['valuation', from, to])]
    expect(trainingActions(shortBy(required, held), offered, 'fr').length > 0).toBe(serves)
  })

  it('only of the same competency, and only a shortfall', () => {
    const offered = [course('Origin', 'e-learning', ['fr'], ['origin', 1, 4])]
    expect(trainingActions(shortBy(3, 1), offered, 'fr')).toEqual([])
    expect(trainingActions(read([asks('origin', 2)], { origin: 2 }), offered, 'fr')).toEqual([])
    expect(trainingActions(read([asks('origin', 2)], {}), offered, 'fr')).toEqual([])
  })
})

describe('the language of a course', () => {
  const english = course('Facilitation', 'e-learning', ['en'], ['valuation', 1, 2])

  it('is the officer’s own where the material exists in it', () => {
    const offered = [course('Valuation', 'e-learning', ['en', 'fr'], ['valuation', 1, 2])]
    expect(trainingActions(shortBy(3, 1), offered, 'fr')).toMatchObject([
      { language: 'fr', inOwnLanguage: true, standsIn: false },
    ])
  })

  it('falls back to the kit when the e-learning has no French, and says that the kit stands in', () => {
    const kit = course('Facilitation', 'training-kit', ['en', 'fr'], ['valuation', 2, 3])
    const actions = trainingActions(shortBy(3, 1), [english, kit], 'fr')
    expect(actions).toMatchObject([{ course: { format: 'training-kit' }, language: 'fr', inOwnLanguage: true, standsIn: true }])
  })

  it('stays English, and says so, when no format has French', () => {
    expect(trainingActions(shortBy(3, 1), [english], 'fr')).toMatchObject([
      { language: 'en', inOwnLanguage: false, standsIn: false },
    ])
  })

  it('falls back to French before English for an officer of another language', () => {
    const offered = [course('Transit', 'e-learning', ['en', 'fr'], ['valuation', 1, 2])]
    expect(trainingActions(shortBy(3, 1), offered, 'es')).toMatchObject([{ language: 'fr', inOwnLanguage: false }])
  })

  it('loses no shortfall to a stand-in that serves less: both formats are then kept', () => {
    const lines = shortfallsOf(read([asks('valuation', 3, 5), asks('origin', 2)], { valuation: 2, origin: 1 }))
    const both = course('Facilitation', 'e-learning', ['en'], ['valuation', 1, 3], ['origin', 1, 2])
    const kit = course('Facilitation', 'training-kit', ['fr'], ['valuation', 2, 3])
    const actions = trainingActions(lines, [both, kit], 'fr')
    expect(new Set(actions.flatMap(({ serves }) => serves))).toEqual(new Set(['valuation', 'origin']))
    expect(actions.map(({ standsIn }) => standsIn)).toEqual([false, false])
  })
})

describe('the list of actions', () => {
  it('puts what serves the most urgent shortfall first, then what serves more of them', () => {
    const lines = shortfallsOf(read([asks('law', 3, 1), asks('valuation', 3, 5, true)], { law: 1, valuation: 2 }))
    const offered = [
      course('Law', 'e-learning', ['fr'], ['law', 1, 3]),
      course('Valuation', 'e-learning', ['fr'], ['valuation', 1, 3]),
      course('Both', 'e-learning', ['fr'], ['law', 1, 3], ['valuation', 1, 3]),
    ]
    expect(named(trainingActions(lines, offered, 'fr'))).toEqual(['Both-e-learning', 'Valuation-e-learning', 'Law-e-learning'])
  })

  it('leaves no shortfall without a course that some course serves, whatever the languages', () => {
    const languages = fc.subarray(['fr', 'en', 'es'], { minLength: 1 })
    const ties = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 7 }), fc.integer({ min: 0, max: 3 })),
      {
        minLength: 1,
        maxLength: 3,
      },
    )
    const offer = fc.record({
      name: fc.constantFrom('A', 'B'),
      format: fc.constantFrom<CourseFormat>('e-learning', 'training-kit'),
      languages,
      ties,
    })
    fc.assert(
      fc.property(work, fc.array(offer, { maxLength: 6 }), (said, drawn) => {
        const courses = drawn.map(({ name, format, languages: spoken, ties: tied }) =>
          course(name, format, spoken, ...tied.map(([at, from, span]): Tie => [`c${at}`, from, from + span])),
        )
        const shortfalls = shortfallsOf(gapsOf(said))
        const served = (language: string) =>
          [...new Set(trainingActions(shortfalls, courses, language).flatMap(({ serves }) => serves))].sort()
        const everything = courses.map((one) => ({ ...one, languages: ['fr'] }))
        const possible = [...new Set(trainingActions(shortfalls, everything, 'fr').flatMap(({ serves }) => serves))].sort()
        expect(served('fr')).toEqual(possible)
        expect(served('ar')).toEqual(possible)
      }),
    )
  })
})
