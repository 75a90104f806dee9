import type { AssignmentId, CampaignId, StreamId } from '../../core/domain/id.ts'
import { err, ok, type Result } from '../../core/domain/result.ts'
import { putsFrom } from '../../core/protocol/segment/rows.ts'
import { takeRows } from '../storage/take-rows.ts'
import type { App } from './app.ts'
import { authorized } from './authorized.ts'
import { now } from './clock.ts'
import { askedFor, wholeId } from './officer-name.ts'
import { campaignAt } from './read.ts'
import { streamOf } from './work.ts'

export type OfficerProblem = { readonly problem: 'no-network' } | { readonly problem: 'nobody' }

/** Fetches one officer's rows from headquarters, texts and all, before those of everybody have come. */
export const fetchOfficer = async (
  app: App,
  campaign: CampaignId,
  beginning: string,
  ask: typeof fetch = authorized,
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
  askedFor(beginning)
  await takeRows(database, { epoch, time: now(), changes: rows.value })
  const id = await wholeId(app, beginning)
  if (!id) return err({ problem: 'nobody' })
  askedFor(id)
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
