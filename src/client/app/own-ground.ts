import { fullName } from '../../core/domain/person.ts'
import { rowToAssessment } from '../../core/protocol/entities.ts'
import type { EntityKind } from '../../core/protocol/operation.ts'
import { type Database, keyOf } from '../storage/database.ts'
import type { App } from './app.ts'
import { assignmentAt, campaignAt, rowAt } from './read.ts'

/** An assessment with own work that headquarters has not confirmed. */
export type OwnGround = { readonly assignment: string; readonly officer: string; readonly post: string }

const prefix: `${EntityKind}:` = 'assessment:'

/** Read from the work that waits itself: the board on which these assessments stand may be hidden. */
export const unsentAssessments = async ({ database }: Pick<App, 'database'>): Promise<readonly OwnGround[]> => {
  const found = await Promise.all(
    (await assignmentsAtWork(database)).map(async (id): Promise<OwnGround | undefined> => {
      const assignment = await assignmentAt(database, id)
      return assignment && { assignment: id, officer: fullName(assignment.snapshot), post: assignment.snapshot.postTitle }
    }),
  )
  return found.flatMap((one) => one ?? [])
}

/** What own unsent assessments stand on, by key: without the post, the campaign and the pack nobody could go on with one. */
export const groundOf = async (database: Database): Promise<ReadonlySet<string>> => {
  const keys = await Promise.all(
    (await assignmentsAtWork(database)).map(async (id) => {
      const assignment = await assignmentAt(database, id)
      const campaign = assignment && (await campaignAt(database, assignment.campaign))
      if (!campaign) return []
      return [keyOf('assignment', id), keyOf('campaign', campaign.id), keyOf('pack', campaign.pack)]
    }),
  )
  return new Set(keys.flat())
}

const assignmentsAtWork = async (database: Database) => {
  const waiting = await database.unsent.toArray()
  const ids = new Set(waiting.flatMap(({ entity }) => (entity.startsWith(prefix) ? entity.slice(prefix.length) : [])))
  const rows = await Promise.all([...ids].map((id) => rowAt(database, 'assessment', id)))
  return [...new Set(rows.flatMap((row) => (row ? rowToAssessment(row).assignment : [])))]
}
