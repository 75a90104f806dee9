import type { OperationId } from '../domain/id.ts'
import { withFields } from './fields.ts'
import { moved, withHome } from './home.ts'
import { isVersion, type Operation } from './operation.ts'
import type { Merged, Row, Written } from './row.ts'
import { standingVersions, withVersion } from './versions.ts'

/**
 * Takes one operation into a row, in whatever order operations come; the same function on device and server.
 * [M1] A value whose author saw the present one, or what came of it, replaces it. [M2] One that the author of the present value
 * knew is superseded. [M3] An equal value merges. [M4] Any other stays beside the present one as a conflict, so nothing is
 * silently overwritten, until an operation names it or follows it. [M5] A sealed version never changes: work unaware of it stays
 * beside it as a conflict, another signature as its sibling, and only an `amend` that names it follows it. [M6] The seal of an
 * assessment carries all that is signed: a row that holds anything else is not sealed by it, so nobody ever signs what he
 * had not in view. [M7] `home` moves the entity to another stream.
 */
export const merge = (
  row: Row | undefined,
  operation: Operation,
  written: Written = () => undefined,
  { isOwn = false }: Holding = {},
): Merged => {
  const before = withHome(row ?? emptyRow(operation), operation)
  if (!before) return { ok: false, problem: { problem: 'foreign-stream', stream: row?.stream ?? operation.stream } }
  if (isVersion(operation.kind)) return withVersion(before, operation, written)
  const sealed = standingVersions(before.versions)
  const known = sealed.find((version) => isAware(operation, version.operation))
  if (known && !isSettlementOnly(operation)) return { ok: false, problem: { problem: 'sealed', version: known.operation } }
  // What was signed may be the very fields of the row: those are nobody's own.
  const inPlace = isOwn && before.versions.length === 0
  const { status, fields, writers, conflicts } = withFields(before, operation, written, { frozen: sealed.length > 0, inPlace })
  return { ok: true, status, row: moved({ ...before, fields, writers, conflicts, rev: before.rev + 1 }, operation) }
}

export type Holding = {
  /** Whoever calls made the row by merging, holds it alone and lets go of it: its fields may be changed where they stand. */
  readonly isOwn?: boolean
}

/** The author had a sealed version before him: he wrote on what it wrote. */
const isAware = ({ base, follows }: Operation, version: OperationId): boolean =>
  follows?.includes(version) === true || Object.values(base).includes(version)

/** How conflicts beside a sealed version were settled is told outside of what was signed. */
const isSettlementOnly = ({ kind, set }: Operation): boolean =>
  kind === 'resolve' && Object.keys(set).every((field) => field.startsWith('settled:'))

const emptyRow = ({ kind, entity, stream }: Operation): Row => ({
  kind: entity.kind,
  id: entity.id,
  stream,
  ...(kind === 'create' ? {} : { shell: true }),
  rev: 0,
  fields: {},
  writers: {},
  conflicts: [],
  versions: [],
})

/** The row with the device's own operations on top that the server has not echoed yet. One that it holds already, or refuses, leaves it as it was. */
export const overlay = (row: Row | undefined, own: readonly Operation[]): Row | undefined => {
  const byId = new Map(own.map((operation) => [operation.id, operation]))
  return own.reduce<Row | undefined>((current, operation) => {
    if (current && holds(current, operation.id)) return current
    const merged = merge(current, operation, (id) => byId.get(id))
    return merged.ok ? merged.row : current
  }, row)
}

const holds = (row: Row, operation: OperationId): boolean =>
  Object.values(row.writers).includes(operation) ||
  row.versions.some((version) => version.operation === operation) ||
  row.conflicts.some((conflict) => conflict.operation === operation)
