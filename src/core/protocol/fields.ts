import type { OperationId } from '../domain/id.ts'
import { canonical } from './json.ts'
import type { Operation } from './operation.ts'
import { type Conflict, type Hand, type MergeStatus, mergeStatuses, type Row, type Written } from './row.ts'

/** What an operation leaves of a row's fields. */
export type FieldWork = Pick<Row, 'fields' | 'writers' | 'conflicts'> & { readonly status: MergeStatus }

/** The fields of a row after an operation. `frozen`: what stands was signed, and nothing replaces it. */
export const withFields = (row: Row, operation: Operation, written: Written, frozen = false): FieldWork => {
  const { resolves, set } = operation
  const start: FieldWork = {
    fields: row.fields,
    writers: row.writers,
    conflicts: resolves ? row.conflicts.filter((conflict) => !resolves.includes(conflict.operation)) : row.conflicts,
    status: Object.keys(set).length === 0 ? 'applied' : 'superseded',
  }
  return Object.keys(set).reduce<FieldWork>((work, field) => withField(work, field, operation, written, frozen), start)
}

const withField = (work: FieldWork, field: string, operation: Operation, written: Written, frozen: boolean): FieldWork => {
  const { fields, writers, conflicts, status } = work
  const value = operation.set[field] ?? null
  const writer = writers[field]
  const saw = operation.base[field] ?? null
  const sees = (id: OperationId): boolean => knows([saw, ...(operation.resolves ?? [])], id, field, written)
  const isFree = !frozen || field.startsWith('settled:')
  if (isFree && (writer === undefined || writer === saw || sees(writer)))
    return promoted(withValue(work, field, operation, sees), field, written)

  const here = conflicts.filter((conflict) => conflict.field === field)
  const isKnownTo = (by: OperationId): boolean => knows([by], operation.id, field, written)
  const others = here.length > 0 ? conflicts.filter((one) => one.field !== field || !sees(one.operation)) : conflicts
  if ((writer !== undefined && isKnownTo(writer)) || here.some((conflict) => isKnownTo(conflict.operation)))
    return { ...work, conflicts: others }
  if (writer !== undefined && canonical(fields[field] ?? null) === canonical(value))
    return { ...work, conflicts: others, status: stronger(status, 'merged') }
  const standing = here[0]?.standing ?? (writer === undefined ? null : handOf(written(writer)))
  const { id, author, wall } = operation
  const conflict: Conflict = { field, value, operation: id, author, wall, base: saw, standing }
  return { ...work, conflicts: [...others, conflict], status: 'conflict' }
}

const withValue = (
  { fields, writers, conflicts, status }: FieldWork,
  field: string,
  { id, set, author, wall }: Operation,
  sees: (id: OperationId) => boolean,
): FieldWork => ({
  fields: { ...fields, [field]: set[field] ?? null },
  writers: { ...writers, [field]: id },
  conflicts: conflicts.some((one) => one.field === field)
    ? standingBy(
        conflicts.filter((one) => one.field !== field || !sees(one.operation)),
        field,
        { author, wall },
      )
    : conflicts,
  status: stronger(status, 'applied'),
})

/** A value in conflict whose author knew what now stands had only come too early: it follows. */
const promoted = (work: FieldWork, field: string, written: Written): FieldWork => {
  const writer = work.writers[field]
  const follows = ({ base, operation }: Conflict): boolean =>
    writer !== undefined && (base === writer || knows([base, operation], writer, field, written))
  const next = work.conflicts.find((one) => one.field === field && follows(one))
  if (!next) return work
  const { value, operation, author, wall } = next
  const conflicts = standingBy(
    work.conflicts.filter((one) => one !== next),
    field,
    { author, wall },
  )
  const fields = { ...work.fields, [field]: value }
  return promoted({ ...work, fields, writers: { ...work.writers, [field]: operation }, conflicts }, field, written)
}

const standingBy = (conflicts: readonly Conflict[], field: string, standing: Hand): readonly Conflict[] =>
  conflicts.map((one) => (one.field === field ? { ...one, standing } : one))

/** Whether the wanted operation is among the first, or among what their authors had seen of this field, however long ago. */
const knows = (first: readonly (OperationId | null)[], wanted: OperationId, field: string, written: Written): boolean => {
  const todo = [...first]
  const met = new Set<OperationId>()
  for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
    if (id === wanted) return true
    if (id === null || met.has(id)) continue
    met.add(id)
    const past = written(id)
    if (past) todo.push(past.base[field] ?? null, ...(past.resolves ?? []))
  }
  return false
}

export const stronger = (one: MergeStatus, other: MergeStatus): MergeStatus =>
  mergeStatuses.indexOf(one) >= mergeStatuses.indexOf(other) ? one : other

const handOf = (hand: Hand | undefined): Hand | null => (hand ? { author: hand.author, wall: hand.wall } : null)
