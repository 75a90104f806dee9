import type { Campaign } from '../../core/domain/campaign.ts'
import type { AssignmentId, CampaignId } from '../../core/domain/id.ts'
import { type Person, supervisorOf } from '../../core/domain/person.ts'
import { type Administration, rowToAdministration, rowToPerson } from '../../core/protocol/entities.ts'
import { type Database, keyOf } from '../storage/database.ts'
import { receiptFor } from '../storage/receipts.ts'
import type { App } from './app.ts'
import { staffOf } from './campaigns.ts'
import { isOnDemand, wholeId } from './officer-name.ts'
import { ownPublished } from './own.ts'
import { rowAt } from './read.ts'
import { type Whereabouts, whereaboutsOf } from './whereabouts.ts'
import { type Grid, gridOf } from './work.ts'

/** What the individual sheet prints: the grid, who assessed, for whom, and what proves that headquarters holds it. */
export type Sheet = Grid & {
  readonly administration: Administration | undefined
  /** Who signed, or, while nobody has, the assessors appointed. */
  readonly assessors: readonly Person[]
  /** The officer's direct superior, where the posts say who that is. */
  readonly supervisor: Person | undefined
  readonly whereabouts: Whereabouts | undefined
  /** That headquarters holds the signed work, whatever else stands beside it; undefined while something of it is only here. */
  readonly received: Received | undefined
}

type Received = Pick<Extract<Whereabouts, { readonly state: 'at-headquarters' }>, 'seq' | 'time' | 'receipt'>

/** Null when this device has no such assignment, or not the whole of it. */
export const sheetOf = async (app: App, named: AssignmentId): Promise<Sheet | null> => {
  if (await isOnDemand(app, named)) return null
  const id = (await wholeId(app, named)) ?? named
  const grid = await gridOf(app, id)
  if (!grid) return null
  const { assessment, assignment, campaign } = grid
  const key = keyOf('assessment', assessment.id)
  const [administration, assessors, places, staff] = await Promise.all([
    administrationOf(app.database, campaign),
    peopleAt(app.database, assessment.state === 'signed' ? [assessment.signedBy] : assignment.assessors),
    whereaboutsOf(app.database, [key]),
    staffOf(app),
  ])
  return {
    ...grid,
    administration,
    assessors,
    supervisor: supervisorOf(assignment.officer, assignment.unit, staff),
    whereabouts: places.get(key),
    received: await receivedOf(app.database, key, places.get(key)),
  }
}

/** The one that the campaign's site belongs to: a device can hold another beside its own, and a sheet speaks for one of them. */
const administrationOf = async (database: Database, { site }: Pick<Campaign, 'site'>): Promise<Administration | undefined> => {
  const unit = await rowAt(database, 'unit', site)
  const row = unit && (await rowAt(database, 'administration', unit.stream))
  return row && rowToAdministration(row)
}

/** What is to be settled beside a signature does not take away that the signature arrived. */
const receivedOf = async (database: Database, key: string, where: Whereabouts | undefined): Promise<Received | undefined> => {
  if (where?.state === 'at-headquarters') return where
  if (where?.state !== 'conflict' || where.operations > 0) return undefined
  const [stored, row] = await Promise.all([receiptFor(database, key), database.rows.get(key)])
  if (stored) return { seq: stored.receipt.seq, time: stored.receipt.time, receipt: stored.receipt.operation }
  return row?.server ? { seq: row.server.seq, time: row.server.time, receipt: null } : undefined
}

const peopleAt = async (database: Database, ids: readonly string[]): Promise<readonly Person[]> =>
  (await database.rows.bulkGet(ids.map((id) => keyOf('person', id)))).flatMap((stored) =>
    stored ? [rowToPerson(stored.row)] : [],
  )

/** The campaign that a report is about: the one asked for, else the newest own one that is published. Null when there is none here. */
export const reportedCampaign = async (app: App, asked: string | null): Promise<CampaignId | null> => {
  if (asked) return asked as CampaignId
  return (await ownPublished(app))[0]?.campaign.id ?? null
}
