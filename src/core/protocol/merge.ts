import type { OperationId, PersonId, StreamId } from '../domain/id.ts'
import type { Instant } from '../domain/time.ts'
import { canonical, type Json } from './json.ts'
import type { EntityKind, Operation } from './operation.ts'

/** Two values for one field, neither of whose authors had seen the other. Both stand until a person resolves it. */
export type Conflict = {
  readonly field: string
  readonly value: Json
  readonly operation: OperationId
  readonly author: PersonId | null
  readonly wall: Instant
}

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

export type Merged =
  | { readonly ok: true; readonly row: Row; readonly status: MergeStatus }
  | { readonly ok: false; readonly problem: MergeProblem }

/**
 * Takes one operation into a row. A field whose author saw the present value is replaced; an equal value merges; any
 * other stays beside the present one as a conflict, so nothing is silently overwritten. A conflict goes only when an
 * operation names it, or when its own author followed it. An edit of an unknown entity
 * makes the row that its create fills later. A sealed row takes nothing more.
 */
export const merge = (row: Row | undefined, operation: Operation): Merged => {
  const before = row ?? emptyRow(operation)
  if (before.stream !== operation.stream) return { ok: false, problem: { problem: 'foreign-stream', stream: before.stream } }
  const sealed = before.versions.at(-1)
  if (sealed) return { ok: false, problem: { problem: 'sealed', version: sealed.operation } }

  let status: MergeStatus = 'applied'
  const fields: Record<string, Json> = { ...before.fields }
  const writers: Record<string, OperationId> = { ...before.writers }
  const settled = new Set(operation.resolves)
  let conflicts = before.conflicts.filter((conflict) => !settled.has(conflict.operation))
  for (const [field, value] of Object.entries(operation.set)) {
    const writer = writers[field]
    const saw = operation.base[field] ?? null
    if (writer === undefined || writer === saw) {
      fields[field] = value
      writers[field] = operation.id
    } else if (canonical(fields[field] ?? null) === canonical(value)) {
      if (status === 'applied') status = 'merged'
    } else {
      status = 'conflict'
      const { author, wall } = operation
      const others = conflicts.filter((conflict) => conflict.field !== field || conflict.operation !== saw)
      conflicts = [...others, { field, value, operation: operation.id, author, wall }]
    }
  }
  const { author, wall } = operation
  const versions =
    operation.kind === 'seal' ? [...before.versions, { operation: operation.id, author, wall, content: fields }] : before.versions
  return { ok: true, status, row: { ...before, rev: before.rev + 1, fields, writers, conflicts, versions } }
}

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
