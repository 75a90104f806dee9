import { scopeOf } from '../../core/protocol/entities.ts'
import type { Row } from '../../core/protocol/merge.ts'
import { keyOf, type StoredRow } from './database.ts'

/** A row with what it is found by. */
export const storedRowOf = (row: Row, server: StoredRow['server']): StoredRow => ({
  key: keyOf(row.kind, row.id),
  kind: row.kind,
  scope: scopeOf(row),
  stream: row.stream,
  row,
  server,
  ...(row.conflicts.length > 0 ? { conflicts: row.conflicts.length } : {}),
})
