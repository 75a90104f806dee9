import { sql, type Transaction } from 'kysely'
import type { StreamId } from '../../core/domain/id.ts'
import type { Cursors } from '../../core/protocol/cursor.ts'
import type { EntityKind } from '../../core/protocol/operation.ts'
import type { Page } from '../../core/protocol/ports.ts'
import type { Change, Leave, Mark, Put } from '../../core/protocol/reply.ts'
import { rowIn } from '../../core/protocol/row-text.ts'
import { proofOf } from './keys.ts'
import { chainAt } from './meet.ts'
import { fitting, type PageLimits } from './page-cut.ts'
import type { Tables } from './schema.ts'

export type PageParts = { readonly limit: PageLimits; readonly secret: string; readonly epoch: string }

/**
 * Each row that changed after the cursor once, at its newest `seq`, and each that left, in `seq` order; the mark then stands
 * at the last one sent. [S8] No hole: a row with a `seq` up to the mark was sent as it is, and one that changes later moves
 * behind the mark. At the end of what there is the mark stands at the head.
 */
export const page = async (
  trx: Transaction<Tables>,
  cursors: Cursors,
  { limit, secret, epoch }: PageParts,
): Promise<Page & { readonly epoch: string }> => {
  const changes: Change[] = []
  const marks: Mark[] = []
  let bytes = 0
  let more = false
  for (const { stream, after } of await streamsAhead(trx, cursors)) {
    const places = await placesAfter(trx, stream.id, after, limit.changes - changes.length + 1)
    const fit = fitting(places, limit, { changes: changes.length, bytes })
    const isWhole = fit.count === places.length
    if (!isWhole) more = true
    const last = isWhole ? stream.head : places[fit.count - 1]?.seq
    if (last === undefined) continue
    changes.push(...(await changesUpTo(trx, stream.id, after, last)))
    const id = stream.id as StreamId
    const chain = (await chainAt(trx, stream, last)) ?? ''
    marks.push({ line: 'mark', stream: id, cursor: { seq: last, proof: proofOf(secret, epoch, id, last, chain) } })
    bytes = fit.bytes
  }
  return { epoch, changes, marks, more }
}

type Sized = { readonly seq: number; readonly bytes: number }

const leaveBytes = 120

/** Where the next changes lie and how large they are, one more than fit. */
const placesAfter = async (trx: Transaction<Tables>, stream: string, after: number, most: number): Promise<readonly Sized[]> => {
  const puts = await trx
    .selectFrom('entity')
    .select(['seq', sql<number>`octet_length("row")`.as('bytes')])
    .where('stream', '=', stream)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(most)
    .execute()
  const leaves = await movesAfter(trx, stream, after).select('seq').orderBy('seq').limit(most).execute()
  return [...puts, ...leaves.map(({ seq }) => ({ seq, bytes: leaveBytes }))].sort(bySeq).slice(0, most)
}

const changesUpTo = async (trx: Transaction<Tables>, stream: string, after: number, last: number): Promise<readonly Change[]> => {
  const puts = await trx
    .selectFrom('entity')
    .select(['seq', 'row'])
    .where('stream', '=', stream)
    .where('seq', '>', after)
    .where('seq', '<=', last)
    .orderBy('seq')
    .execute()
  const leaves = await movesAfter(trx, stream, after).selectAll().where('seq', '<=', last).execute()
  const home = stream as StreamId
  return [
    ...puts.map(({ seq, row }) => putOf(home, seq, row)),
    ...leaves.map(({ seq, kind, id, rev }): Leave => ({ line: 'leave', stream: home, seq, kind: kind as EntityKind, id, rev })),
  ].sort(bySeq)
}

/** Read only where somebody looks into it: to a device it goes as it is kept. */
const putOf = (stream: StreamId, seq: number, text: string): Put => {
  const put: Put = {
    line: 'put',
    stream,
    seq,
    get row() {
      return rowIn(text)
    },
  }
  return Object.defineProperty(put, 'text', { value: text })
}

const movesAfter = (trx: Transaction<Tables>, stream: string, after: number) =>
  trx.selectFrom('move').where('stream', '=', stream).where('seq', '>', after)

const bySeq = (a: { readonly seq: number }, b: { readonly seq: number }): number => a.seq - b.seq

/** The streams in which something lies after the cursor. */
const streamsAhead = async (
  trx: Transaction<Tables>,
  cursors: Cursors,
): Promise<readonly { readonly stream: Tables['stream']; readonly after: number }[]> => {
  const wanted = Object.keys(cursors)
  if (wanted.length === 0) return []
  const found = await trx.selectFrom('stream').selectAll().where('id', 'in', wanted).orderBy('id').execute()
  return found
    .map((stream) => ({ stream, after: cursors[stream.id]?.seq ?? 0 }))
    .filter(({ stream, after }) => after < stream.head)
}
