import type { AssignmentId } from '../../core/domain/id.ts'
import { fullName } from '../../core/domain/person.ts'
import type { App } from './app.ts'
import { assignmentAt } from './read.ts'

/** Whose assignments these are, by name; those that are not on this device are left out. */
export const officerNames = async ({ database }: App, assignments: readonly string[]) => {
  const found = await Promise.all(assignments.map((id) => assignmentAt(database, id as AssignmentId)))
  return found.flatMap((assignment) =>
    assignment ? [{ assignment: assignment.id as string, name: fullName(assignment.snapshot) }] : [],
  )
}
