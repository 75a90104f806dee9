import type { CompetencyCode, CourseCode } from './id.ts'
import type { Level } from './scale.ts'
import type { Language, Text } from './text.ts'

export type CourseFormat = 'e-learning' | 'training-kit'

/** A course brings somebody who stands below `to` up to it, from `from` on. Both on the framework's scale, from ≤ to. */
export type CourseTie = { readonly competency: CompetencyCode; readonly from: Level; readonly to: Level }

/** An entry of the training catalogue. Its key is name and format: the same name may stand twice. */
export type Course = {
  readonly code: CourseCode
  readonly name: Text
  readonly category: Text
  readonly format: CourseFormat
  readonly modules: number
  /** Total length in minutes; absent where the catalogue gives none (kits for trainers). */
  readonly minutes?: number | undefined
  /** Languages that the material itself exists in, not those that its name is translated to. */
  readonly languages: readonly Language[]
  readonly serves: readonly CourseTie[]
}
