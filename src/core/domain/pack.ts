import type { Course } from './course.ts'
import type { Framework } from './framework.ts'
import type { Job, JobFamily } from './job.ts'
import type { Language, Text } from './text.ts'

/**
 * What a region or an administration publishes together: framework, dictionary, job catalogue, training catalogue.
 * Immutable under its code and version: `code@version` names exactly one content.
 */
export type Pack = {
  readonly format: 'palier-pack'
  readonly formatVersion: 1
  /** Lower-case words and hyphens. */
  readonly code: string
  /** Semantic version of the content. */
  readonly version: string
  readonly name: Text
  readonly description: Text
  readonly provenance: Text
  readonly licence: string
  /** Languages in which every text of the pack is present. */
  readonly languages: readonly Language[]
  readonly framework: Framework
  readonly families: readonly JobFamily[]
  readonly jobs: readonly Job[]
  readonly courses: readonly Course[]
}
