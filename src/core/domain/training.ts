import type { Course } from './course.ts'
import type { Gap } from './gap.ts'
import type { CompetencyCode } from './id.ts'
import type { Language } from './text.ts'

/** A course that answers shortfalls of one person. */
export type TrainingAction = {
  readonly course: Course
  /** The language to take it in: the person's own, else the first fallback that exists. */
  readonly language: Language
  /** False when the material does not exist in the person's language in any format. */
  readonly inOwnLanguage: boolean
  /** True when this format stands in for one of the same name that lacks the person's language. */
  readonly standsIn: boolean
  /** The shortfalls it serves, worst first as given. */
  readonly serves: readonly CompetencyCode[]
}

/**
 * Courses for a person's shortfalls, those that serve the most urgent first. A course serves a shortfall when its level
 * range meets the levels from A + 1 to R. Where one format of a course lacks the person's language and the other has it,
 * the other takes its place, unless a shortfall would then be served by nothing; where none has it, the course is kept in
 * a fallback language and says so.
 */
export const trainingActions = (
  shortfalls: readonly Gap[],
  courses: readonly Course[],
  language: Language,
  fallbacks: readonly Language[] = ['fr', 'en'],
): readonly TrainingAction[] => {
  const candidates = courses.flatMap((course) => {
    const serves = shortfalls.filter((gap) => isServed(gap, course)).map((gap) => gap.requirement.competency)
    return serves.length === 0 ? [] : [{ course, serves }]
  })
  const speaks = ({ languages }: Course): boolean => languages.includes(language)
  const twins = (course: Course) =>
    candidates.filter((other) => other.course !== course && nameOf(other.course) === nameOf(course))
  /** Another format speaks the language and serves all that this one does. */
  const isReplaced = (course: Course, serves: readonly CompetencyCode[]): boolean => {
    const offered = new Set(twins(course).flatMap((twin) => (speaks(twin.course) ? twin.serves : [])))
    return !speaks(course) && serves.every((competency) => offered.has(competency))
  }
  const rank = new Map(shortfalls.map((gap, place) => [gap.requirement.competency, place]))
  const place = (codes: readonly CompetencyCode[]): number =>
    Math.min(...codes.map((code) => rank.get(code) ?? Number.MAX_SAFE_INTEGER))
  return candidates
    .flatMap(({ course, serves }): TrainingAction[] => {
      if (isReplaced(course, serves)) return []
      const inOwnLanguage = speaks(course)
      const spoken = inOwnLanguage
        ? language
        : (fallbacks.find((other) => course.languages.includes(other)) ?? course.languages[0])
      if (spoken === undefined) return []
      const standsIn = inOwnLanguage && twins(course).some((twin) => isReplaced(twin.course, twin.serves))
      return [{ course, language: spoken, inOwnLanguage, standsIn, serves }]
    })
    .sort((a, b) => place(a.serves) - place(b.serves) || b.serves.length - a.serves.length)
}

/** The key that two formats of the same course share: its English name, else whatever name it has. */
const nameOf = (course: Course): string => course.name['en'] ?? Object.values(course.name)[0] ?? course.code

const isServed = ({ requirement, assessed, shortfall }: Gap, course: Course): boolean =>
  assessed !== undefined &&
  shortfall !== undefined &&
  shortfall > 0 &&
  course.serves.some((tie) => tie.competency === requirement.competency && tie.to > assessed && tie.from <= requirement.level)
