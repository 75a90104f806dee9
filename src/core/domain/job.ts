import type { CompetencyCode, JobCode } from './id.ts'
import type { Level } from './scale.ts'
import type { Text } from './text.ts'

/** How much a competency counts for a post, 1 (useful) to 5 (decisive). */
export type Weight = 1 | 2 | 3 | 4 | 5

/** What a job or a post asks: a level of a competency. An essential one, if unmet, vetoes "ready" whatever the mean. */
export type Requirement = {
  readonly competency: CompetencyCode
  readonly level: Level
  readonly weight: Weight
  readonly essential: boolean
}

/** An entry of the job catalogue (emploi-type). */
export type Job = {
  readonly code: JobCode
  readonly family: string
  readonly name: Text
  readonly domain?: Text | undefined
  readonly grade?: Text | undefined
  readonly mission: Text
  readonly activities: readonly Text[]
  readonly results: readonly Text[]
  readonly requirements: readonly Requirement[]
}

export type JobFamily = { readonly code: string; readonly name: Text }

/** What a post is assessed against, frozen when its campaign is published. */
export type JobDescription = {
  readonly job: JobCode
  /** Counts the versions of this post's description: 1 for the job as the catalogue has it. */
  readonly version: number
  readonly requirements: readonly Requirement[]
}
