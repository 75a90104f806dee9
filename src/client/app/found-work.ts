import type { AssignmentId } from '../../core/domain/id.ts'
import { fullName } from '../../core/domain/person.ts'
import type { Instant } from '../../core/domain/time.ts'
import { rowToAdministration, rowToAssignment, rowToPerson } from '../../core/protocol/entities.ts'
import type { EntityKind, Operation } from '../../core/protocol/operation.ts'
import { operationIn } from '../../core/protocol/read-operation.ts'
import { type Database, keyOf } from '../storage/database.ts'
import type { JournalRecord } from '../storage/journal/journal.ts'
import type { Identity } from './identity.ts'
import { assignmentAt } from './read.ts'

/** Unsent work on one assessment. */
export type FoundWork = {
  /** The assessment's id. */
  readonly key: string
  /** Empty where nothing on this device tells whose it is. */
  readonly officer: string
  readonly operations: number
  readonly last: Instant | null
}

export type FoundElse = { readonly kind: EntityKind; readonly count: number }

type Names = { readonly [id: string]: string }

/** Work of the journal as a person knows it: by officer, everything else in counts. Where the database lacks a name, the journal may have it. */
export const foundWork = async (
  records: readonly JournalRecord[],
  database: Database | undefined,
  names: Names = {},
): Promise<{ readonly work: readonly FoundWork[]; readonly others: readonly FoundElse[] }> => {
  const operations = records.flatMap(({ text }) => operationIn(text) ?? [])
  const own = groupsOf(operations.filter(({ entity }) => entity.kind === 'assessment'))
  const work = await Promise.all(
    [...own].map(async ([key, done]) => ({
      key,
      officer: await officerOf(database, key, names),
      operations: done.length,
      last:
        done
          .map(({ wall }) => wall)
          .sort()
          .at(-1) ?? null,
    })),
  )
  const kinds = new Map<EntityKind, Set<string>>()
  for (const { entity } of operations)
    if (entity.kind !== 'assessment') kinds.set(entity.kind, (kinds.get(entity.kind) ?? new Set()).add(entity.id))
  return { work, others: [...kinds].map(([kind, ids]) => ({ kind, count: ids.size })) }
}

const groupsOf = (operations: readonly Operation[]): ReadonlyMap<string, readonly Operation[]> => {
  const groups = new Map<string, Operation[]>()
  for (const operation of operations) {
    const group = groups.get(operation.entity.id)
    if (group) group.push(operation)
    else groups.set(operation.entity.id, [operation])
  }
  return groups
}

/** An assessment is named after its assignment and its role. */
const officerOf = async (database: Database | undefined, assessment: string, names: Names): Promise<string> => {
  const id = assessment.replace(/\.\w+$/, '')
  const assignment = await (database && assignmentAt(database, id as AssignmentId))
  return assignment ? fullName(assignment.snapshot) : (names[id] ?? '')
}

/** More officers than any assessor has: whoever holds so many is at headquarters, and their names are left there. */
const mostNames = 2_000

/** The names by which lost work would be told: the holder, the administration, and every officer to be assessed here. */
export const namesHeld = async (database: Database, { administration, person }: Identity): Promise<Names> => {
  const assignments = database.rows.where('kind').equals('assignment')
  const [holder, office, officers] = await Promise.all([
    database.rows.get(keyOf('person', person ?? '')),
    database.rows.get(keyOf('administration', administration ?? '')),
    assignments.count().then((count) => (count > mostNames ? [] : assignments.toArray())),
  ])
  const named = officers.map(({ row }) => [row.id, fullName(rowToAssignment(row).snapshot)] as const)
  return Object.fromEntries([
    ...(holder ? [[holder.row.id, fullName(rowToPerson(holder.row))] as const] : []),
    ...(office ? [[office.row.id, rowToAdministration(office.row).name] as const] : []),
    ...named,
  ])
}
