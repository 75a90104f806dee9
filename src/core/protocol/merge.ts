import type { OperationId, PersonId, StreamId } from '../domain/id.ts'
import type { Instant } from '../domain/time.ts'
import { canonical, type Json } from './json.ts'
import type { EntityKind, Operation } from './operation.ts'

/** Who wrote a value, and when by that device's clock. */
export type Hand = { readonly author: PersonId | null; readonly wall: Instant }

/** Two values for one field, neither of whose authors had seen the other. Both stand until a person resolves it. */
export type Conflict = Hand & {
  readonly field: string
  readonly value: Json
  readonly operation: OperationId
  /** Who wrote the value that stands in the row meanwhile; null where only headquarters knows, until its next change says it. */
  readonly standing: Hand | null
}

/** Looks up an operation of the past. The server has them all; a device keeps none, and leaves it to the server. */
export type Written = (operation: OperationId) => Hand | undefined

/** What was sealed: exactly as signed, for ever. */
export type SealedVersion = {
  readonly operation: OperationId
  readonly author: PersonId | null
  readonly wall: Instant
  readonly content: { readonly [field: string]: Json }
}

/** An entity as the log makes it. The same on device and server once both have seen the same operations. */
export type Row = {
  readonly kind: EntityKind
  readonly id: string
  readonly stream: StreamId
  /** Counts the operations applied. */
  readonly rev: number
  readonly fields: { readonly [field: string]: Json }
  /** For each field, the operation that wrote its present value. */
  readonly writers: { readonly [field: string]: OperationId }
  readonly conflicts: readonly Conflict[]
  readonly versions: readonly SealedVersion[]
}

export type MergeStatus = 'applied' | 'merged' | 'conflict'

export type MergeProblem =
  | { readonly problem: 'sealed'; readonly version: OperationId }
  | { readonly problem: 'foreign-stream'; readonly stream: StreamId }
  /** The row holds what the signer had not in view: these fields are in conflict, or not in what was signed. */
  | { readonly problem: 'unseen'; readonly fields: readonly string[] }

export type Merged =
  | { readonly ok: true; readonly row: Row; readonly status: MergeStatus }
  | { readonly ok: false; readonly problem: MergeProblem }

/**
 * Takes one operation into a row. A field whose author saw the present value is replaced; an equal value merges; any
 * other stays beside the present one as a conflict, so nothing is silently overwritten. A conflict goes only when an
 * operation names it, or when its own author followed it. An edit of an unknown entity
 * makes the row that its create fills later. A sealed row takes nothing more. The seal of an assessment carries all that is
 * signed: a row that holds anything else is not sealed by it, so nobody ever signs what he had not in view.
 */
export const merge = (row: Row | undefined, operation: Operation, written: Written = () => undefined): Merged => {
  const before = row ?? emptyRow(operation)
  if (before.stream !== operation.stream) return { ok: false, problem: { problem: 'foreign-stream', stream: before.stream } }
  const sealed = before.versions.at(-1)
  if (sealed) return { ok: false, problem: { problem: 'sealed', version: sealed.operation } }

  const after = Object.keys(operation.set).reduce<Draft>((draft, field) => withField(draft, field, operation, written), {
    fields: before.fields,
    writers: before.writers,
    conflicts: before.conflicts.filter((conflict) => !operation.resolves?.includes(conflict.operation)),
    status: 'applied',
  })
  const { status, ...work } = after
  if (operation.kind !== 'seal') return { ok: true, status, row: { ...before, ...work, rev: before.rev + 1 } }
  const fields = unseen(after, operation)
  if (fields.length > 0) return { ok: false, problem: { problem: 'unseen', fields } }
  const { id, author, wall } = operation
  const versions = [...before.versions, { operation: id, author, wall, content: after.fields }]
  return { ok: true, status, row: { ...before, ...work, rev: before.rev + 1, versions } }
}

type Draft = Pick<Row, 'fields' | 'writers' | 'conflicts'> & { readonly status: MergeStatus }

const withField = (draft: Draft, field: string, { id, set, base, author, wall }: Operation, written: Written): Draft => {
  const { fields, writers, conflicts } = draft
  const value = set[field] ?? null
  const writer = writers[field]
  const saw = base[field] ?? null
  if (writer === undefined || writer === saw)
    return {
      ...draft,
      fields: { ...fields, [field]: value },
      writers: { ...writers, [field]: id },
      conflicts: conflicts.map((one) => (one.field === field ? { ...one, standing: { author, wall } } : one)),
    }
  const others = conflicts.filter((one) => one.field !== field || one.operation !== saw)
  if (canonical(fields[field] ?? null) === canonical(value))
    return { ...draft, conflicts: others, status: draft.status === 'applied' ? 'merged' : draft.status }
  const standing = conflicts.find((one) => one.field === field)?.standing ?? handOf(written(writer))
  return { ...draft, conflicts: [...others, { field, value, operation: id, author, wall, standing }], status: 'conflict' }
}

const handOf = (hand: Hand | undefined): Hand | null => (hand ? { author: hand.author, wall: hand.wall } : null)

/** Only an assessment has a screen on which conflicts are settled, so only its seal waits for that. */
const unseen = ({ fields, conflicts }: Draft, { entity, set }: Operation): readonly string[] =>
  entity.kind === 'assessment'
    ? [...new Set([...conflicts.map(({ field }) => field), ...Object.keys(fields).filter((field) => !Object.hasOwn(set, field))])]
    : []

const emptyRow = ({ entity, stream }: Operation): Row => ({
  kind: entity.kind,
  id: entity.id,
  stream,
  rev: 0,
  fields: {},
  writers: {},
  conflicts: [],
  versions: [],
})

/** The row with the device's own operations on top that the server has not echoed yet. One that it holds already, or refuses, leaves it as it was. */
export const overlay = (row: Row | undefined, own: readonly Operation[]): Row | undefined =>
  own.reduce<Row | undefined>((current, operation) => {
    if (current && holds(current, operation.id)) return current
    const merged = merge(current, operation)
    return merged.ok ? merged.row : current
  }, row)

const holds = (row: Row, operation: OperationId): boolean =>
  Object.values(row.writers).includes(operation) ||
  row.versions.some((version) => version.operation === operation) ||
  row.conflicts.some((conflict) => conflict.operation === operation)
