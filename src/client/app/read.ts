import type { Assessment } from '../../core/domain/assessment.ts'
import type { Assignment, Campaign } from '../../core/domain/campaign.ts'
import type { AssessmentId, AssignmentId, CampaignId, PackId } from '../../core/domain/id.ts'
import type { Pack } from '../../core/domain/pack.ts'
import type { Person, Post, Unit } from '../../core/domain/person.ts'
import {
  type Administration,
  rowToAcknowledgement,
  rowToAdministration,
  rowToAssessment,
  rowToAssignment,
  rowToCampaign,
  rowToPack,
  rowToPerson,
  rowToPost,
  rowToUnit,
} from '../../core/protocol/entities.ts'
import type { EntityKind } from '../../core/protocol/operation.ts'
import type { Row } from '../../core/protocol/row.ts'
import { type Database, keyOf, type StoredRow } from '../storage/database.ts'

const rowsOf = async (database: Database, kind: EntityKind): Promise<readonly Row[]> =>
  (await database.rows.where('kind').equals(kind).toArray()).map((stored) => stored.row)

/** The rows of one kind in a campaign, with where each stands against the server's. */
export const storedWithin = (database: Database, kind: EntityKind, scope: string): Promise<readonly StoredRow[]> =>
  database.rows.where('[kind+scope]').equals([kind, scope]).toArray()

const rowsWithin = async (database: Database, kind: EntityKind, scope: string): Promise<readonly Row[]> =>
  (await storedWithin(database, kind, scope)).map((stored) => stored.row)

export const rowAt = async (database: Database, kind: EntityKind, id: string): Promise<Row | undefined> =>
  (await database.rows.get(keyOf(kind, id)))?.row

export const administrations = async (database: Database): Promise<readonly Administration[]> =>
  (await rowsOf(database, 'administration')).map(rowToAdministration)

export const people = async (database: Database): Promise<readonly Person[]> =>
  (await rowsOf(database, 'person')).map(rowToPerson)
export const units = async (database: Database): Promise<readonly Unit[]> => (await rowsOf(database, 'unit')).map(rowToUnit)
export const posts = async (database: Database): Promise<readonly Post[]> => (await rowsOf(database, 'post')).map(rowToPost)

/** Newest first by opening day. */
export const campaigns = async (database: Database): Promise<readonly Campaign[]> =>
  (await rowsOf(database, 'campaign')).map(rowToCampaign).sort((a, b) => (a.opens < b.opens ? 1 : a.opens > b.opens ? -1 : 0))

export const campaignAt = async (database: Database, id: CampaignId): Promise<Campaign | undefined> => {
  const row = await rowAt(database, 'campaign', id)
  return row && rowToCampaign(row)
}

export const assignmentAt = async (database: Database, id: AssignmentId): Promise<Assignment | undefined> => {
  const row = await rowAt(database, 'assignment', id)
  return row && rowToAssignment(row)
}

export const assignmentsOf = async (database: Database, campaign: CampaignId): Promise<readonly Assignment[]> =>
  (await rowsWithin(database, 'assignment', campaign)).map(rowToAssignment)

/** The expert assessment of each assignment of a campaign that has one. */
export const assessmentsOf = async (database: Database, campaign: CampaignId): Promise<ReadonlyMap<AssignmentId, Assessment>> =>
  expertsIn(await rowsWithin(database, 'assessment', campaign))

export const expertsIn = (rows: readonly Row[]): ReadonlyMap<AssignmentId, Assessment> => {
  const found = rows.map(rowToAssessment)
  return new Map(found.filter(({ role }) => role === 'expert').map((assessment) => [assessment.assignment, assessment]))
}

/** The assessments of a campaign to which the officer has answered. */
export const acknowledgedIn = async (database: Database, campaign: CampaignId): Promise<ReadonlySet<AssessmentId>> =>
  new Set(
    // A contest is no answer to whether it was read.
    (await rowsWithin(database, 'acknowledgement', campaign)).flatMap((row) =>
      row.fields['outcome'] === undefined ? [] : [rowToAcknowledgement(row).assessment],
    ),
  )

/** A pack never changes under its id, so it is read from a database once. */
const packsByDatabase = new WeakMap<Database, Map<PackId, Pack>>()

export const packAt = async (database: Database, id: PackId): Promise<Pack | undefined> => {
  const packs = packsByDatabase.get(database) ?? new Map<PackId, Pack>()
  packsByDatabase.set(database, packs)
  const known = packs.get(id)
  if (known) return known
  const row = await rowAt(database, 'pack', id)
  if (!row?.fields['content']) return undefined
  const pack = rowToPack(row)
  packs.set(id, pack)
  return pack
}
