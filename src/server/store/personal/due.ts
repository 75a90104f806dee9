import { type Kysely, sql } from 'kysely'
import { goesFrom } from '../../../core/domain/retention.ts'
import type { Day } from '../../../core/domain/time.ts'
import { type EntityName, isErasedShell } from '../../../core/protocol/erased.ts'
import type { Row } from '../../../core/protocol/row.ts'
import { rowIn } from '../../../core/protocol/row-text.ts'
import type { Tables } from '../schema.ts'
import { rowsUnder } from './about.ts'
import type { Ended } from './settings.ts'

/** Assessments of a campaign that nobody ever signed, once their time is up. */
export const draftsDue = async (trx: Kysely<Tables>, campaign: Ended, today: Day): Promise<readonly EntityName[]> => {
  if (today < goesFrom('drafts', campaign.retention, campaign.closes)) return []
  const found = await trx
    .selectFrom('entity')
    .select('row')
    .where('kind', '=', 'assessment')
    .where('stream', '=', campaign.stream)
    .where(sql<boolean>`"row" like '%"versions":[]%'`)
    .execute()
  return found.map(({ row }) => rowIn(row)).filter((row) => isDraftOf(row, campaign.id))
}

const isDraftOf = (row: Row, campaign: string): boolean =>
  row.fields['campaign'] === campaign && row.versions.length === 0 && !isErasedShell(row)

/**
 * The assignments of a campaign with all that belongs to them, once the last word on every part of them is older than what was
 * signed is kept for: an appeal that is still being answered keeps its file.
 */
export const signedDue = async (trx: Kysely<Tables>, campaign: Ended, today: Day): Promise<readonly EntityName[]> => {
  if (today < goesFrom('signed', campaign.retention, campaign.closes)) return []
  const found = await trx
    .selectFrom('entity')
    .select('row')
    .where('kind', '=', 'assignment')
    .where('stream', '=', campaign.stream)
    .where(sql<boolean>`"row" like ${`%"campaign":${JSON.stringify(campaign.id)}%`}`)
    .execute()
  const due: EntityName[] = []
  for (const assignment of found.map(({ row }) => rowIn(row))) {
    if (assignment.fields['campaign'] !== campaign.id || isErasedShell(assignment)) continue
    const parts = [assignment, ...(await rowsUnder(trx, assignment.id)).filter((row) => !isErasedShell(row))]
    const last = await lastWord(trx, parts)
    if (last === undefined || today >= goesFrom('signed', campaign.retention, last)) due.push(...parts)
  }
  return due
}

/** The day of the last operation on any of these, by the server's own clock. */
const lastWord = async (trx: Kysely<Tables>, rows: readonly Row[]): Promise<Day | undefined> => {
  const ids = rows.map(({ id }) => id)
  const found = await trx.selectFrom('operation').select('receipt').where('entity_id', 'in', ids).execute()
  const days = found.map(({ receipt }) => String((JSON.parse(receipt) as { readonly time?: unknown }).time).slice(0, 10))
  return days.sort().at(-1)
}
