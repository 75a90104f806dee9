import type { AssignmentId, OperationId } from '../../core/domain/id.ts'
import { partOf, signedVersion } from '../../core/protocol/entities.ts'
import { canonical, type Json } from '../../core/protocol/json.ts'
import type { Conflict, Row } from '../../core/protocol/row.ts'
import { standingVersions } from '../../core/protocol/versions.ts'
import type { App } from './app.ts'
import { type GivenValue, namesOf, type WorkConflict } from './conflicts.ts'
import { rowAt } from './read.ts'
import type { Signature } from './signatures.ts'
import { type Grid, gridOf } from './work.ts'

/** What stands beside a signed assessment: work that came too late for it, other signatures, or both. */
export type SignedDispute = {
  readonly grid: Grid
  /** The signatures that nobody followed; the first is the one that counts meanwhile. */
  readonly standing: readonly Signature[]
  /** The parts in which they, or the late work, say something else. */
  readonly fields: readonly WorkConflict[]
  /** Every operation in conflict that is in view here, and in which fields. */
  readonly late: ReadonlyMap<OperationId, ReadonlySet<string>>
  /** What is signed, with what a new version must say of every field. */
  readonly content: Row['fields']
}

/** Null when this device has no such assignment; without `standing` where nothing is signed. */
export const signedDisputeOf = async (app: App, assignment: AssignmentId): Promise<SignedDispute | null> => {
  const grid = await gridOf(app, assignment)
  if (!grid) return null
  const row = await rowAt(app.database, 'assessment', grid.assessment.id)
  const standing = grid.signatures.filter(({ state }) => state !== 'amended').sort((a) => (a.state === 'counts' ? -1 : 1))
  if (!row || standing.length === 0) return { grid, standing: [], fields: [], late: new Map(), content: {} }
  const fields = await disputedFields(app, row, standing)
  return { grid, standing, fields, late: lateIn(row), content: wholeContent(row) }
}

const lateIn = ({ conflicts }: Row): SignedDispute['late'] => {
  const late = new Map<OperationId, Set<string>>()
  for (const { operation, field } of conflicts) late.set(operation, (late.get(operation) ?? new Set()).add(field))
  return late
}

const disputedFields = async (
  { database }: App,
  row: Row,
  [counts, ...beside]: readonly Signature[],
): Promise<readonly WorkConflict[]> => {
  if (!counts) return []
  const names = await namesOf(
    database,
    row.conflicts.map(({ author }) => author),
  )
  const contents = new Map(row.versions.map(({ operation, content }) => [operation, content]))
  const signed = (field: string, { operation, name, at }: Signature): GivenValue => ({
    value: valueIn(contents.get(operation) ?? {}, field),
    operation,
    author: name,
    wall: at,
  })
  const fields = new Set([
    ...[counts, ...beside].flatMap(({ operation }) => Object.keys(contents.get(operation) ?? {})),
    ...row.conflicts.map(({ field }) => field),
  ])
  return [...fields].flatMap((field): WorkConflict[] => {
    const part = partOf(field)
    if (!part) return []
    const standing = signed(field, counts)
    const others = [
      ...beside.map((signature) => signed(field, signature)),
      ...row.conflicts
        .filter((conflict) => conflict.field === field && !isSignedBeside(conflict, beside, contents))
        .map(({ value, operation, author, wall }) => ({
          value: value ?? emptyIn(field),
          operation,
          author: (author && names.get(author)) || null,
          wall,
        })),
    ].filter(({ value }) => canonical(value) !== canonical(standing.value))
    return others.length > 0 ? [{ field, part, standing, others }] : []
  })
}

/** Somebody's answer that he signed himself afterwards is told once, as signed. */
const isSignedBeside = (
  { field, author, value }: Conflict,
  beside: readonly Signature[],
  contents: ReadonlyMap<OperationId, Row['fields']>,
): boolean =>
  beside.some(
    ({ by, operation }) =>
      by === author && canonical(valueIn(contents.get(operation) ?? {}, field)) === canonical(value ?? emptyIn(field)),
  )

const valueIn = (content: Row['fields'], field: string): Json => content[field] ?? emptyIn(field)

/** Words on the whole cannot be taken back, only emptied. */
const emptyIn = (field: string): Json => (field === 'summary' ? '' : null)

/**
 * The content of the version that counts, with every settlement that any signature carries, and nothing of what only an
 * amended version said: a new version says all of it, so that it can be read alone.
 */
const wholeContent = (row: Row): Row['fields'] => {
  const settled = [row.fields, ...standingVersions(row.versions).map(({ content }) => content)].map((fields) =>
    Object.fromEntries(Object.entries(fields).filter(([field]) => field.startsWith('settled:'))),
  )
  const emptied = Object.fromEntries(Object.keys(row.fields).flatMap((field) => (partOf(field) ? [[field, emptyIn(field)]] : [])))
  return Object.assign({}, emptied, signedVersion(row)?.content, ...settled)
}
