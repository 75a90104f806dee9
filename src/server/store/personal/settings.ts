import type { Kysely } from 'kysely'
import { type Retention, retentionFrom } from '../../../core/domain/retention.ts'
import type { Day } from '../../../core/domain/time.ts'
import { rowToAdministration, rowToCampaign } from '../../../core/protocol/entities.ts'
import { rowIn } from '../../../core/protocol/row-text.ts'
import type { Tables } from '../schema.ts'

/** A campaign whose end is known, with what its administration set. */
export type Ended = {
  readonly id: string
  readonly stream: string
  readonly closes: Day
  readonly retention: Retention
}

/** What each administration set, by its stream. */
export const retentions = async (trx: Kysely<Tables>): Promise<ReadonlyMap<string, Retention>> => {
  const found = await trx.selectFrom('entity').select('row').where('kind', '=', 'administration').execute()
  return new Map(
    found.map(({ row }) => {
      const read = rowIn(row)
      return [read.stream, retentionFrom(rowToAdministration(read).retention)] as const
    }),
  )
}

/** The published campaigns of every administration. A site belongs to the administration in whose stream its unit is told. */
export const publishedCampaigns = async (trx: Kysely<Tables>): Promise<readonly Ended[]> => {
  const byStream = await retentions(trx)
  const found = await trx.selectFrom('entity').select('row').where('kind', '=', 'campaign').execute()
  const campaigns = found.map(({ row }) => rowIn(row)).map((row) => ({ row, campaign: rowToCampaign(row) }))
  const sites = await homesOf(
    trx,
    campaigns.map(({ campaign }) => campaign.site),
  )
  return campaigns.flatMap(({ row, campaign }) => {
    const retention = byStream.get(sites.get(campaign.site) ?? row.stream)
    const closes = campaign.closes
    // One administration's settings never rule another's work, and work of none is left alone.
    return campaign.published && closes && retention ? [{ id: campaign.id, stream: campaign.site, closes, retention }] : []
  })
}

const homesOf = async (trx: Kysely<Tables>, units: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  if (units.length === 0) return new Map()
  const found = trx
    .selectFrom('entity')
    .select(['id', 'stream'])
    .where('kind', '=', 'unit')
    .where('id', 'in', [...new Set(units)])
  return new Map((await found.execute()).map(({ id, stream }) => [id, stream]))
}

/** The text of an administration's row. */
export const administrationRow = async (db: Kysely<Tables>, id: string): Promise<string | undefined> => {
  const found = db.selectFrom('entity').select('row').where('kind', '=', 'administration').where('id', '=', id)
  return (await found.executeTakeFirst())?.row
}
