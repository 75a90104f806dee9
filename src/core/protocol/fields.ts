import type { OperationId } from '../domain/id.ts'
import { canonical, type Json } from './json.ts'
import type { Operation } from './operation.ts'
import { type Conflict, type Hand, type MergeStatus, mergeStatuses, type Row, type Written } from './row.ts'

/** What an operation leaves of a row's fields. */
export type FieldWork = Pick<Row, 'fields' | 'writers' | 'conflicts'> & { readonly status: MergeStatus }

/** The same, while it is being made: one copy an operation, however many fields it sets. */
type Draft = {
  readonly fields: Record<string, Json>
  readonly writers: Record<string, OperationId>
  conflicts: readonly Conflict[]
  status: MergeStatus
}

export type TakingIn = {
  /** What stands was signed, and nothing replaces it. */
  readonly frozen?: boolean
  /** The row's own fields and writers are changed: it was made for this, and nobody else looks at it. */
  readonly inPlace?: boolean
}

/** The fields of a row after an operation. */
export const withFields = (
  row: Row,
  operation: Operation,
  written: Written,
  { frozen = false, inPlace = false }: TakingIn = {},
): FieldWork => {
  const { resolves, set } = operation
  const fields = Object.keys(set)
  if (isBlank(row)) return { fields: { ...set }, writers: writersOf(operation), conflicts: row.conflicts, status: 'applied' }
  const conflicts = resolves ? row.conflicts.filter((conflict) => !settles(operation, conflict)) : row.conflicts
  const status = fields.length === 0 ? 'applied' : 'superseded'
  const draft: Draft = inPlace
    ? { fields: row.fields, writers: row.writers, conflicts, status }
    : {
        fields: { ...row.fields },
        writers: { ...row.writers },
        conflicts,
        status,
      }
  for (const field of fields) takeField(draft, field, operation, written, frozen)
  return draft
}

/** Whether an operation settles a conflict: it names the other value, and speaks of the field. What it does not speak of stays. */
const settles = ({ resolves = [], set }: Operation, { operation, field }: Conflict): boolean =>
  resolves.includes(operation) &&
  (Object.hasOwn(set, field) ||
    Object.values(set).some(
      (value) => typeof value === 'object' && value !== null && 'field' in value && value['field'] === field,
    ))

/** Its rev says it first: to list the fields of a row that grows by one at a time takes as long as to take one in. */
const isBlank = ({ rev, fields, conflicts }: Row): boolean =>
  rev === 0 && conflicts.length === 0 && Object.keys(fields).length === 0

/** Every field that an operation sets, written by it. */
export const writersOf = ({ id, set }: Operation): Row['writers'] => {
  // Without a prototype it is a plain dictionary from the first name on. Hardly two assessments have the same fields, and for each
  // other order of names a machine learns a new shape: that takes longer than all else in the merge of a seal.
  const writers: Record<string, OperationId> = Object.create(null)
  for (const field of Object.keys(set)) writers[field] = id
  return writers
}

const takeField = (draft: Draft, field: string, operation: Operation, written: Written, frozen: boolean): void => {
  const { fields, writers, conflicts } = draft
  const value = operation.set[field] ?? null
  const writer = writers[field]
  const saw = operation.base[field] ?? null
  const sees = (id: OperationId): boolean => knows([saw, ...(operation.resolves ?? [])], id, field, written)
  const isFree = !frozen || field.startsWith('settled:')
  if (isFree && (writer === undefined || writer === saw || sees(writer))) {
    draft.status = stronger(draft.status, 'applied')
    replace(draft, field, { value, operation: operation.id, author: operation.author, wall: operation.wall }, sees)
    promote(draft, field, written)
    return
  }

  const here = conflicts.filter((conflict) => conflict.field === field)
  const isKnownTo = (by: OperationId): boolean => knows([by], operation.id, field, written)
  if (here.length > 0) draft.conflicts = conflicts.filter((one) => one.field !== field || !sees(one.operation))
  if ((writer !== undefined && isKnownTo(writer)) || here.some((conflict) => isKnownTo(conflict.operation))) return
  if (writer !== undefined && canonical(fields[field] ?? null) === canonical(value)) {
    draft.status = stronger(draft.status, 'merged')
    return
  }
  const standing = here[0]?.standing ?? (writer === undefined ? null : handOf(written(writer)))
  const { id, author, wall } = operation
  draft.conflicts = [...draft.conflicts, { field, value, operation: id, author, wall, base: saw, standing }]
  draft.status = 'conflict'
}

type Value = Hand & { readonly value: Json; readonly operation: OperationId }

/** Puts a value in the place of the present one. Conflicts that its author had seen are over; the others stand beside it now. */
const replace = (draft: Draft, field: string, next: Value, sees: (id: OperationId) => boolean): void => {
  draft.fields[field] = next.value
  draft.writers[field] = next.operation
  if (draft.conflicts.every((one) => one.field !== field)) return
  const standing = { author: next.author, wall: next.wall }
  draft.conflicts = draft.conflicts
    .filter((one) => one.field !== field || !sees(one.operation))
    .map((one) => (one.field === field ? { ...one, standing } : one))
}

/** A value in conflict whose author knew what now stands had only come too early: it follows. */
const promote = (draft: Draft, field: string, written: Written): void => {
  const writer = draft.writers[field]
  const follows = ({ base, operation }: Conflict): boolean =>
    writer !== undefined && (base === writer || knows([base, operation], writer, field, written))
  const next = draft.conflicts.find((one) => one.field === field && follows(one))
  if (!next) return
  replace(draft, field, next, (id) => id === next.operation)
  promote(draft, field, written)
}

/** Whether the wanted operation is among the first, or among what their authors had seen of this field, however long ago. */
export const knows = (first: readonly (OperationId | null)[], wanted: OperationId, field: string, written: Written): boolean => {
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
