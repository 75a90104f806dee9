import type { Campaign } from '../../core/domain/campaign.ts'
import type { PackId } from '../../core/domain/id.ts'
import type { Pack } from '../../core/domain/pack.ts'
import type { Person, Post, Unit } from '../../core/domain/person.ts'
import {
  type Administration,
  rowToAdministration,
  rowToCampaign,
  rowToPack,
  rowToPerson,
  rowToPost,
  rowToUnit,
} from '../../core/protocol/entities.ts'
import type { EntityKind } from '../../core/protocol/operation.ts'
import type { Row } from '../../core/protocol/row.ts'
import type { App } from './app.ts'
import { rowAt } from './read.ts'

/*
 * A device can hold two administrations, the demonstration beside the real one. What is read here belongs to the one that
 * the person who holds the device works for: the staff of the demonstration never stands among real officers.
 */

const ownRows = async ({ database, identity }: App, kind: EntityKind): Promise<readonly Row[]> =>
  (await database.rows.where('kind').equals(kind).toArray())
    .map((stored) => stored.row)
    .filter((row) => row.stream === (identity.administration as string | null))

export const ownAdministration = async ({ database, identity }: App): Promise<Administration | null> => {
  const row = identity.administration && (await rowAt(database, 'administration', identity.administration))
  return row ? rowToAdministration(row) : null
}

export const ownPeople = async (app: App): Promise<readonly Person[]> => (await ownRows(app, 'person')).map(rowToPerson)
export const ownUnits = async (app: App): Promise<readonly Unit[]> => (await ownRows(app, 'unit')).map(rowToUnit)
export const ownPosts = async (app: App): Promise<readonly Post[]> => (await ownRows(app, 'post')).map(rowToPost)

export type StoredPack = { readonly id: PackId; readonly pack: Pack }

/** Newest version of a code first, codes in order. */
export const ownPacks = async (app: App): Promise<readonly StoredPack[]> =>
  (await ownRows(app, 'pack'))
    .flatMap((row) => (row.fields['content'] ? [{ id: row.id as PackId, pack: rowToPack(row) }] : []))
    .sort((a, b) => inOrder(a.pack.code, b.pack.code) || inOrder(b.pack.version, a.pack.version))

/** Made when it is first needed: the first screen needs none, and a collator is dear on a slow tablet. */
const inOrder = (a: string, b: string): number => {
  collator ??= new Intl.Collator('en', { numeric: true })
  return collator.compare(a, b)
}
let collator: Intl.Collator | undefined

/** Campaigns at the administration's own sites: drafts first, then newest first by opening day. */
export const ownCampaigns = async (app: App): Promise<readonly Campaign[]> => {
  const [units, stored] = await Promise.all([ownUnits(app), app.database.rows.where('kind').equals('campaign').toArray()])
  const sites = new Set<string>(units.map((unit) => unit.id))
  return stored
    .map(({ row }) => rowToCampaign(row))
    .filter((campaign) => sites.has(campaign.site))
    .sort((a, b) => Number(a.published !== null) - Number(b.published !== null) || (a.opens < b.opens ? 1 : -1))
}

/** A published campaign, and where it takes place. */
export type PublishedCampaign = { readonly campaign: Campaign; readonly siteName: string }

/** What a report can be about, newest first by opening day. */
export const ownPublished = async (app: App): Promise<readonly PublishedCampaign[]> => {
  const [campaigns, units] = await Promise.all([ownCampaigns(app), ownUnits(app)])
  const nameBySite = new Map(units.map((unit) => [unit.id, unit.name]))
  return campaigns
    .filter(({ published }) => published)
    .map((campaign) => ({ campaign, siteName: nameBySite.get(campaign.site) ?? '' }))
}
