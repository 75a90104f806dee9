import type { AssignmentId } from '../../core/domain/id.ts'
import { fullName } from '../../core/domain/person.ts'
import type { EntityKind, Operation } from '../../core/protocol/operation.ts'
import type { App } from './app.ts'
import { assignmentAt } from './read.ts'
import { nameOfRow } from './row-dispute.ts'

/** What a record is called: an assessment and what the officer answered to it by the officer, anything else by its own name. */
export const fullNameOfRecord = async ({ database }: App, kind: EntityKind, fields: Operation['set']): Promise<string> => {
  const assessment =
    kind === 'acknowledgement' ? (await database.rows.get(`assessment:${String(fields['assessment'])}`))?.row.fields : fields
  const named = assessment?.['assignment']
  const assignment = typeof named === 'string' ? await assignmentAt(database, named as AssignmentId) : undefined
  return assignment ? fullName(assignment.snapshot) : nameOfRow(fields)
}
