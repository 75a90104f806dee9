import { assessmentIn, assignmentIn } from './named-after.ts'
import type { EntityKind, Operation } from './operation.ts'
import type { Row } from './row.ts'

/*
 * What was erased leaves an empty shell in its place: devices that hear of it drop the row, and whatever they still held of it.
 * The texts of its operations are gone; their hashes stay, so that the chains still hold.
 */

export type EntityName = { readonly kind: EntityKind; readonly id: string }

/** A row that says nothing, though something was done to it. */
export const isErasedShell = (row: Row | undefined): boolean =>
  row?.shell === true &&
  row.rev > 0 &&
  Object.keys(row.fields).length === 0 &&
  row.conflicts.length === 0 &&
  row.versions.length === 0

/** What is left of a row once it is erased, at the operation that erased it. */
export const erasedShell = ({ kind, id, stream, rev }: Pick<Row, 'kind' | 'id' | 'stream' | 'rev'>): Row => ({
  kind,
  id,
  stream,
  shell: true,
  rev,
  fields: {},
  writers: {},
  conflicts: [],
  versions: [],
})

/**
 * The entities that an operation speaks of: its own, and those it belongs to. Where one of them was erased, what it says must not
 * come back by another name: an assessment of an assignment that is gone, an assignment of a person who is gone.
 */
export const spokenOf = ({ entity, set }: Pick<Operation, 'entity' | 'set'>): readonly EntityName[] => {
  const found: EntityName[] = [entity]
  const add = (kind: EntityKind, id: unknown): void => {
    if (typeof id === 'string' && !found.some((one) => one.kind === kind && one.id === id)) found.push({ kind, id })
  }
  if (entity.kind === 'assignment') add('person', set['officer'])
  if (entity.kind === 'acknowledgement') {
    for (const id of [assessmentIn(entity.id), set['assessment']]) {
      add('assessment', id)
      add('assignment', assignmentIn(id))
    }
  }
  if (entity.kind === 'assessment') {
    add('assignment', assignmentIn(entity.id))
    add('assignment', set['assignment'])
  }
  return found
}
