import type { OperationId } from '../domain/id.ts'
import { type FieldWork, stronger, withFields, writersOf } from './fields.ts'
import { moved } from './home.ts'
import type { Operation } from './operation.ts'
import type { Merged, Row, SealedVersion, Written } from './row.ts'

/** The sealed versions that no other one follows. More than one are siblings: their signers did not know each other. */
export const standingVersions = (versions: readonly SealedVersion[]): readonly SealedVersion[] => {
  if (versions.length < 2) return versions
  const followed = new Set<OperationId>(versions.flatMap(({ follows }) => follows))
  return versions.filter(({ operation }) => !followed.has(operation))
}

/** Appends what was signed. Nothing of a version that is there changes, and nothing is merged into it. */
export const withVersion = (row: Row, operation: Operation, written: Written): Merged => {
  const standing = standingVersions(row.versions)
  if (row.versions.some(({ follows }) => follows.includes(operation.id)))
    return { ok: true, status: 'superseded', row: appended(row, operation, operation.set) }
  if (standing.length === 0) return withFirst(row, operation, written)
  if (standing.some((version) => !operation.follows?.includes(version.operation)))
    return { ok: true, status: 'conflict', row: appended(row, operation, operation.set) }
  const { set, resolves = [] } = operation
  const writers = writersOf(operation)
  const conflicts = row.conflicts.filter((conflict) => !resolves.includes(conflict.operation))
  return { ok: true, status: 'applied', row: appended({ ...row, fields: set, writers, conflicts }, operation, set) }
}

const withFirst = (row: Row, operation: Operation, written: Written): Merged => {
  const { status, ...work } = withFields(row, operation, written)
  const fields = operation.kind === 'seal' ? unseen(work, operation) : []
  if (fields.length > 0) return { ok: false, problem: { problem: 'unseen', fields } }
  const sealed = appended({ ...row, ...work }, operation, work.fields)
  return { ok: true, status: stronger(status, 'applied'), row: moved(sealed, operation) }
}

const appended = (row: Row, { id, author, wall, follows = [] }: Operation, content: Row['fields']): Row => ({
  ...row,
  rev: row.rev + 1,
  versions: [...row.versions, { operation: id, author, wall, follows, content }],
})

/** Only an assessment has a screen on which conflicts are settled, so only its seal waits for that. */
const unseen = ({ fields, conflicts }: Omit<FieldWork, 'status'>, { entity, set }: Operation): readonly string[] =>
  entity.kind === 'assessment'
    ? [...new Set([...conflicts.map(({ field }) => field), ...Object.keys(fields).filter((field) => !Object.hasOwn(set, field))])]
    : []
