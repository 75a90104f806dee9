import { rowToAdministration } from '../../core/protocol/entities.ts'
import type { ServerLog } from '../../core/protocol/ports.ts'
import type { Row } from '../../core/protocol/row.ts'

/** Administrations as a device that joins sees them. */
export const administrationsOf = (rows: readonly Row[]): Awaited<ReturnType<ServerLog['directory']>> =>
  rows.map((row) => {
    const { name, demonstration } = rowToAdministration(row)
    return { stream: row.stream, name, demonstration }
  })
