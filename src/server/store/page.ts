import { sql, type Transaction } from 'kysely'
import type { StreamId } from '../../core/domain/id.ts'
import type { Cursors, Page } from '../../core/protocol/ports.ts'
import type { Change } from '../../core/protocol/sync.ts'
import { fitting, type PageLimits } from './page-cut.ts'
import type { Tables } from './schema.ts'

/**
 * Each row that changed after the cursor once, at its newest `seq`, in `seq` order; the cursor then stands at the last one
 * sent. No hole: a row with a `seq` up to the cursor was sent as it is, and one that changes later moves behind the cursor.
 */
export const page = async (trx: Transaction<Tables>, cursors: Cursors, limit: PageLimits): Promise<Page> => {
  const changes: Change[] = []
  const reached: Record<string, number> = { ...cursors }
  let bytes = 0
  let more = false
  for (const { stream, after } of await streamsAhead(trx, cursors)) {
    const room = limit.changes - changes.length
    const sizes = await trx
      .selectFrom('entity')
      .select(['seq', sql<number>`octet_length("row")`.as('bytes')])
      .where('stream', '=', stream)
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(room + 1)
      .execute()
    const fit = fitting(sizes, limit, { changes: changes.length, bytes })
    if (fit.count < sizes.length) more = true
    const last = sizes[fit.count - 1]?.seq
    if (last === undefined) continue
    const found = await trx
      .selectFrom('entity')
      .select(['seq', 'row'])
      .where('stream', '=', stream)
      .where('seq', '>', after)
      .where('seq', '<=', last)
      .orderBy('seq')
      .execute()
    for (const { seq, row } of found) changes.push({ stream: stream as StreamId, seq, row: JSON.parse(row) })
    bytes = fit.bytes
    reached[stream] = last
  }
  return { changes, cursors: reached, more }
}

/** The streams in which something lies after the cursor. */
const streamsAhead = async (
  trx: Transaction<Tables>,
  cursors: Cursors,
): Promise<readonly { readonly stream: string; readonly after: number }[]> => {
  const wanted = Object.keys(cursors)
  if (wanted.length === 0) return []
  const found = await trx.selectFrom('stream').selectAll().where('id', 'in', wanted).orderBy('id').execute()
  return found.map(({ id, head }) => ({ stream: id, after: cursors[id] ?? 0, head })).filter(({ after, head }) => after < head)
}
