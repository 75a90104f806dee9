import type { AssignmentId, CampaignId, StreamId } from '../../core/domain/id.ts'
import { err, ok, type Result } from '../../core/domain/result.ts'
import { putsFrom } from '../../core/protocol/segment/rows.ts'
import { keyOf } from '../storage/database.ts'
import { takeRows } from '../storage/download-shelf.ts'
import type { App } from './app.ts'
import { now } from './clock.ts'
import { campaignAt } from './read.ts'
import { streamOf } from './work.ts'

export type OfficerProblem = { readonly problem: 'no-network' } | { readonly problem: 'nobody' }

/** Officers whose rows were asked for since the page was opened: what is missing of them is nowhere. */
const asked = new Set<string>()

/** Whether one officer's rows are still to be asked for: the columns tell of work that is not here. */
export const isOnDemand = async ({ database }: App, id: AssignmentId): Promise<boolean> => {
  if (asked.has(id) || (await database.segments.count()) === 0) return false
  return (await database.rows.where('key').startsWith(keyOf('assessment', id)).count()) === 0
}

/** The whole id of an assignment that is here, by the beginning that columns have of it. */
export const wholeId = async ({ database }: App, beginning: string): Promise<AssignmentId | undefined> => {
  const key = await database.rows.where('key').startsWith(keyOf('assignment', beginning)).primaryKeys()
  return key[0]?.slice(keyOf('assignment', '').length) as AssignmentId | undefined
}

/** Fetches one officer's rows from headquarters, texts and all, before those of everybody have come. */
export const fetchOfficer = async (
  app: App,
  campaign: CampaignId,
  beginning: string,
  ask: typeof fetch = fetch,
): Promise<Result<AssignmentId, OfficerProblem>> => {
  const { database } = app
  const found = await campaignAt(database, campaign)
  const epoch = (await database.meta.get('epoch'))?.value
  if (!found || typeof epoch !== 'string' || (await database.segments.count()) === 0) return err({ problem: 'nobody' })
  const stream = streamOf(found)
  const text = await rowsText(stream, beginning, ask)
  if (text === undefined) return err({ problem: 'no-network' })
  const rows = putsFrom(text, stream)
  if (!rows.ok) return err({ problem: 'no-network' })
  asked.add(beginning)
  await takeRows(database, { epoch, time: now(), changes: rows.value })
  const id = await wholeId(app, beginning)
  if (!id) return err({ problem: 'nobody' })
  asked.add(id)
  return ok(id)
}

const rowsText = async (stream: StreamId, beginning: string, ask: typeof fetch): Promise<string | undefined> => {
  try {
    const response = await ask(`/api/v1/rows/${encodeURIComponent(stream)}/${encodeURIComponent(beginning)}`, {
      cache: 'no-store',
      signal: AbortSignal.timeout(60_000),
    })
    const type = response.headers.get('content-type') ?? ''
    if (response.status === 404 && type.startsWith('application/problem+json')) return ''
    return response.ok && type.startsWith('application/x-ndjson') ? await response.text() : undefined
  } catch {
    return undefined
  }
}
