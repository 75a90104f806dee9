import type { CompetencyCode, GroupCode } from './id.ts'
import type { Level, Scale } from './scale.ts'
import type { Text } from './text.ts'

export type CompetencyKind = 'knowledge' | 'skill' | 'attitude'

/** What can be observed of somebody who holds a competency at a level. */
export type LevelDescriptor = { readonly level: Level; readonly indicators: readonly Text[] }

export type Competency = {
  readonly code: CompetencyCode
  readonly group: GroupCode
  readonly kind: CompetencyKind
  readonly name: Text
  readonly definition: Text
  /** Ascending by level. A competency may leave some levels of the scale undefined. */
  readonly levels: readonly LevelDescriptor[]
}

export type CompetencyGroup = { readonly code: GroupCode; readonly name: Text; readonly definition?: Text | undefined }

/** A framework (groups, scale) with its dictionary (competencies). Never edited once published: a new version follows. */
export type Framework = {
  readonly scale: Scale
  readonly groups: readonly CompetencyGroup[]
  readonly competencies: readonly Competency[]
}
