import type { Rating } from '../../src/core/domain/assessment.ts'
import type { CompetencyCode } from '../../src/core/domain/id.ts'
import { commentField, ratingField } from '../../src/core/protocol/entities.ts'
import type { Json } from '../../src/core/protocol/json.ts'

/** One signed assessment as a plain document, the way any program would hold it. About 2 KB of JSON. */
export type Assessed = {
  readonly id: string
  readonly campaign: string
  readonly assignment: string
  readonly role: 'expert'
  readonly ratings: { readonly [competency: string]: Rating }
  readonly comments: { readonly [competency: string]: string }
  readonly summary: string
  readonly signedAt: string
  readonly signedBy: string
}

type Fields = { readonly [field: string]: Json }

/** The same work as the fields of an operation. */
export const fieldsIn = (assessed: Assessed): Fields => Object.assign({}, ...tappedFields(assessed))

/** The same work as it was done on the tablet: what each tap and each text set, one after the other. */
export const tappedFields = ({
  id: _,
  ratings,
  comments,
  summary,
  signedAt,
  signedBy,
  ...placing
}: Assessed): readonly Fields[] => [
  placing,
  ...Object.entries(ratings).map(([competency, rating]) => ({ [ratingField(competency as CompetencyCode)]: rating })),
  ...Object.entries(comments).map(([competency, comment]) => ({ [commentField(competency as CompetencyCode)]: comment })),
  { summary },
  { signedAt, signedBy },
]
