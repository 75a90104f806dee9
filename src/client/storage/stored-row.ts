import { scopeOf } from '../../core/protocol/entities.ts'
import type { Row } from '../../core/protocol/row.ts'
import { standingVersions } from '../../core/protocol/versions.ts'
import { keyOf, type StoredRow } from './database.ts'

/** A row with what it is found by. */
export const storedRowOf = (row: Row, server: StoredRow['server']): StoredRow => {
  const conflicts = disputesIn(row)
  return {
    key: keyOf(row.kind, row.id),
    kind: row.kind,
    scope: scopeOf(row),
    stream: row.stream,
    row,
    server,
    ...(conflicts > 0 ? { conflicts } : {}),
  }
}

/** What waits for a person: values beside one another, and signatures that did not know each other. */
export const disputesIn = ({ conflicts, versions }: Row): number =>
  conflicts.length + Math.max(0, standingVersions(versions).length - 1)
