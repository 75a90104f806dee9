import { scopeOf } from '../../core/protocol/entities.ts'
import type { Row } from '../../core/protocol/row.ts'
import { standingVersions } from '../../core/protocol/versions.ts'
import { keyOf, type StoredRow } from './database.ts'

/** A row with what it is found by. */
export const storedRowOf = (row: Row, server: StoredRow['server'], under?: Row): StoredRow => {
  const conflicts = disputesIn(row)
  return {
    key: keyOf(row.kind, row.id),
    kind: row.kind,
    scope: scopeOf(row),
    // One that only this device knows is told of, if ever, where it was made, wherever it moved since.
    stream: server?.stream ?? row.homes?.[0] ?? row.stream,
    row,
    ...(under ? { under } : {}),
    server,
    ...(conflicts > 0 ? { conflicts } : {}),
  }
}

/** The same of a row of which only what it is found by is known: nothing waits for a person on it. */
export const unreadRowOf = (row: Row, scope: string, server: NonNullable<StoredRow['server']>): StoredRow => ({
  key: keyOf(row.kind, row.id),
  kind: row.kind,
  scope,
  stream: server.stream ?? row.stream,
  row,
  server,
})

/** A stored row after own work on it. What the server last said stays beneath. */
export const withOwnWork = (stored: StoredRow | undefined, row: Row): StoredRow =>
  storedRowOf(row, stored?.server ?? null, stored?.server ? (stored.under ?? stored.row) : undefined)

/** What waits for a person: values beside one another, and signatures that did not know each other. */
export const disputesIn = ({ conflicts, versions }: Row): number =>
  conflicts.length + Math.max(0, standingVersions(versions).length - 1)
