import type { Row } from '../../core/protocol/row.ts'
import { standingVersions } from '../../core/protocol/versions.ts'

/** What waits for a person in a row. Nothing of it is lost meanwhile, and nothing is chosen by itself. */
export type Dispute = {
  /** Different answers before anybody signed; work that came beside what was signed; signatures that did not know one another. */
  readonly about: 'answers' | 'late' | 'signatures'
  /** Fields in which values stand beside one another. */
  readonly fields: number
}

export const disputeIn = (row: Row | undefined): Dispute | undefined => {
  if (!row) return undefined
  const fields = new Set(row.conflicts.map(({ field }) => field)).size
  if (standingVersions(row.versions).length > 1) return { about: 'signatures', fields }
  if (fields === 0) return undefined
  return { about: row.versions.length > 0 ? 'late' : 'answers', fields }
}
