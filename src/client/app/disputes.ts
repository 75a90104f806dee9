import type { AssessmentId, CampaignId } from '../../core/domain/id.ts'
import type { Row } from '../../core/protocol/row.ts'
import { standingVersions } from '../../core/protocol/versions.ts'
import type { Database } from '../storage/database.ts'

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

/** The signed assessments of a campaign beside whose signature something waits for a person, of those whose rows are here. */
export const disputedIn = async ({ rows }: Database, campaign: CampaignId): Promise<ReadonlySet<AssessmentId>> => {
  const found = await rows.where('conflicts').above(0).toArray()
  const own = found.filter(({ kind, scope }) => kind === 'assessment' && scope === campaign)
  return new Set(own.filter(({ row }) => row.versions.length > 0 && disputeIn(row)).map(({ row }) => row.id as AssessmentId))
}
