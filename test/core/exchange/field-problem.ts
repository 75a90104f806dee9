import type { Comments, Ratings } from '../../../src/core/domain/assessment.ts'
import { commentField, ratingField } from '../../../src/core/protocol/entities.ts'
import { badField } from '../../../src/core/protocol/entity-fields.ts'
import type { Json } from '../../../src/core/protocol/json.ts'

/** The field of an assessment that the protocol would refuse, if any. */
export const fieldProblem = (
  kind: 'assessment',
  { ratings, comments, summary }: { readonly ratings: Ratings; readonly comments: Comments; readonly summary: string },
): string | undefined => {
  const set: Record<string, Json> = { summary }
  for (const [competency, rating] of ratings) set[ratingField(competency)] = rating
  for (const [competency, comment] of comments) set[commentField(competency)] = comment
  return badField(kind, set)?.field
}
