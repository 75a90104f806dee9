import type { OperationId } from '../domain/id.ts'
import { type FieldWork, knows, stronger, withFields, writersOf } from './fields.ts'
import { moved } from './home.ts'
import { canonical } from './json.ts'
import type { Operation } from './operation.ts'
import type { Conflict, Hand, Merged, Row, SealedVersion, Written } from './row.ts'

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
  if (standing.length === 0 && operation.kind === 'seal') return withFirst(row, operation, written)
  if (standing.some((version) => !operation.follows?.includes(version.operation)))
    return { ok: true, status: 'conflict', row: appended(row, operation, operation.set) }
  return { ok: true, status: 'applied', row: appended(amended(row, operation, written), operation, operation.set) }
}

const withFirst = (row: Row, operation: Operation, written: Written): Merged => {
  const { status, ...work } = withFields(row, operation, written)
  const fields = unseen(work, operation)
  if (fields.length > 0) return { ok: false, problem: { problem: 'unseen', fields } }
  const sealed = appended({ ...row, ...work }, operation, work.fields)
  return { ok: true, status: stronger(status, 'applied'), row: moved(sealed, operation) }
}

/**
 * What an amendment signs stands as it was signed, also where it comes before what it follows. What its author had not in view
 * stays beside it as a conflict; how others settled conflicts meanwhile stays told.
 */
const amended = (row: Row, operation: Operation, written: Written): Row => {
  const { set, base, author, wall, resolves = [], follows = [] } = operation
  const standing = { author, wall }
  const sees = (field: string, id: OperationId): boolean =>
    follows.includes(id) || knows([base[field] ?? null, ...resolves], id, field, written)
  const isApart = (field: string): boolean => {
    const writer = row.writers[field]
    if (writer === undefined || field.startsWith('settled:') || sees(field, writer)) return false
    if (!Object.hasOwn(set, field)) return row.kind === 'assessment'
    return canonical(set[field] ?? null) !== canonical(row.fields[field] ?? null)
  }
  const apart = Object.keys(row.fields).filter(isApart)
  const kept = Object.entries(row.fields).filter(([field]) => !apart.includes(field))
  const writers = Object.entries(row.writers).filter(([field]) => !apart.includes(field))
  const conflicts = row.conflicts.filter((conflict) => !sees(conflict.field, conflict.operation))
  return moved(
    {
      ...row,
      fields: { ...Object.fromEntries(kept), ...set },
      writers: { ...Object.fromEntries(writers), ...writersOf(operation) },
      conflicts: [
        ...conflicts.map((conflict) => (Object.hasOwn(set, conflict.field) ? { ...conflict, standing } : conflict)),
        ...apart.map((field) => standingApart(row, field, standing, written)),
      ],
    },
    operation,
  )
}

/** The value of a field as a conflict beside what was signed. */
const standingApart = ({ fields, writers }: Row, field: string, standing: Hand, written: Written): Conflict => {
  const operation = writers[field] as OperationId
  const { author = null, wall = '', base = {} } = written(operation) ?? {}
  return { field, value: fields[field] ?? null, operation, author, wall, base: base[field] ?? null, standing }
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
