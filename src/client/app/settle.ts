import { checkRating, type Rating, type RatingProblem } from '../../core/domain/assessment.ts'
import { err, type Result } from '../../core/domain/result.ts'
import { type Settlement, settlementField } from '../../core/protocol/entities.ts'
import type { Json } from '../../core/protocol/json.ts'
import type { Operation } from '../../core/protocol/operation.ts'
import type { RecordProblem } from '../storage/record.ts'
import type { App } from './app.ts'
import { newId, now } from './clock.ts'
import type { WorkConflict } from './conflicts.ts'
import { edit, type Grid } from './work.ts'

/**
 * Settles a conflict: the chosen value stands, the others that were in view go, and the reason stays in the assessment,
 * signed with it. One operation, so that it lands whole or not at all.
 */
export const settle = async (
  app: App,
  { assessment, assignment, pack, campaign }: Grid,
  { field, part, standing, others }: WorkConflict,
  chosen: Json,
  reason: string,
): Promise<Result<readonly Operation[], RecordProblem | RatingProblem>> => {
  if (assessment.state === 'signed') return err({ problem: 'already-signed' })
  if (reason.trim() === '') return err({ problem: 'reason-missing' })
  if (part.part === 'rating' && chosen !== null) {
    const { requirements } = assignment.jobDescription
    const rating = chosen as unknown as Rating
    const checked = checkRating(assessment, requirements, pack.framework.scale, part.competency, rating)
    if (!checked.ok) return err(checked.problem)
  }
  const settlement: Settlement = { field, reason: reason.trim(), by: app.identity.person, at: now() }
  const deed = edit(campaign, assignment, assessment, { [field]: chosen, [settlementField(newId())]: settlement })
  return app.perform([
    {
      ...deed,
      kind: deed.kind === 'edit' ? 'resolve' : deed.kind,
      seen: { [field]: [standing.operation] },
      resolves: others.map(({ operation }) => operation),
    },
  ])
}
