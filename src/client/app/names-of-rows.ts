import { fullName } from '../../core/domain/person.ts'
import { rowToAssignment, rowToPerson } from '../../core/protocol/entities.ts'
import type { EntityKind } from '../../core/protocol/operation.ts'
import type { Row } from '../../core/protocol/row.ts'
import { keyOf } from '../storage/database.ts'
import type { App } from './app.ts'

const kinds: readonly EntityKind[] = ['administration', 'unit', 'campaign', 'person', 'assignment', 'assessment', 'post']

/** What the things with these ids are called, as far as this device holds them: an assessment as the officer whom it is about. */
export const namesOfRows = async ({ database }: App, ids: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const found = await database.rows.bulkGet(ids.flatMap((id) => kinds.map((kind) => keyOf(kind, id))))
  const rows = found.flatMap((stored) => (stored ? [stored.row] : []))
  const behind = rows.flatMap(({ kind, fields }) =>
    kind === 'assessment' ? [keyOf('assignment', String(fields['assignment']))] : [],
  )
  const assignments = new Map(
    (await database.rows.bulkGet(behind)).flatMap((stored) => (stored ? [[stored.row.id as string, stored.row] as const] : [])),
  )
  return new Map(
    rows
      .map((row) => [row.id as string, nameOf(row, assignments)] as const)
      .filter((pair): pair is readonly [string, string] => pair[1] !== undefined && pair[1].trim() !== ''),
  )
}

const nameOf = (row: Row, assignments: ReadonlyMap<string, Row>): string | undefined => {
  const { kind, fields } = row
  if (kind === 'person') return fullName(rowToPerson(row))
  if (kind === 'assignment') return fullName(rowToAssignment(row).snapshot)
  if (kind === 'assessment') {
    const assignment = assignments.get(String(fields['assignment']))
    return assignment && fullName(rowToAssignment(assignment).snapshot)
  }
  const name = fields[kind === 'post' ? 'title' : 'name']
  return typeof name === 'string' ? name : undefined
}
