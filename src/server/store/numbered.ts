import type { StreamId } from '../../core/domain/id.ts'
import type { Instant } from '../../core/domain/time.ts'
import type { Receipt } from '../../core/protocol/receipt.ts'
import type { Row } from '../../core/protocol/row.ts'
import { linkOf } from '../hash.ts'
import { byName } from './by-name.ts'
import type { Decision, Taken } from './decide.ts'

/** Where a stream stands: its highest `seq`, and the link of its chain there. */
export type Head = { readonly head: number; readonly chain: string }

/** A place in a stream, with the link of the chain there. */
export type Place = { readonly stream: StreamId; readonly seq: number; readonly chain: string }

export type Numbered = {
  readonly receipts: readonly Receipt[]
  /** Each with its place; one that moved its entity has another one in the stream it moved to. */
  readonly operations: readonly {
    readonly taken: Taken
    readonly receipt: Receipt
    readonly place: Place
    readonly arrival: Place | undefined
  }[]
  /** Each changed row with the `seq` of the last operation on it. */
  readonly rows: readonly { readonly row: Row; readonly seq: number }[]
  /** Where the streams stand afterwards. */
  readonly heads: ReadonlyMap<StreamId, Head>
}

/** How many places a batch needs in each stream. */
export const placesOf = ({ taken }: Decision): ReadonlyMap<StreamId, number> => {
  const places = new Map<StreamId, number>()
  for (const { stream, movedTo } of taken)
    for (const one of movedTo ? [stream, movedTo] : [stream]) places.set(one, (places.get(one) ?? 0) + 1)
  return places
}

/** Gives each accepted operation its `seq` and its link, counting on from where each stream stood before the batch. */
export const numbered = (decision: Decision, before: ReadonlyMap<StreamId, Head>, time: Instant): Numbered => {
  const heads = new Map(before)
  const seqs = byName<number>()
  const placeIn = (stream: StreamId, hash: string): Place => {
    const { head, chain } = heads.get(stream) ?? { head: 0, chain: '' }
    const next = { head: head + 1, chain: linkOf(chain, hash) }
    heads.set(stream, next)
    return { stream, seq: next.head, chain: next.chain }
  }
  const operations = decision.taken.map((taken) => {
    const { operation, sent, status, rev, stream, movedTo } = taken
    const place = placeIn(stream, sent.hash)
    const arrival = movedTo && placeIn(movedTo, sent.hash)
    const { id, entity } = operation
    seqs.set(entity.kind, entity.id, (arrival ?? place).seq)
    const receipt: Receipt = { operation: id, hash: sent.hash, status, stream, seq: place.seq, rev, time }
    return { taken, receipt, place, arrival }
  })
  const receipts = new Map(operations.map(({ taken, receipt }) => [taken, receipt]))
  return {
    receipts: decision.answers.flatMap((answer) => {
      const receipt = 'receipt' in answer ? answer.receipt : receipts.get(answer)
      return receipt ? [receipt] : []
    }),
    operations,
    rows: decision.rows.all().map((row) => ({ row, seq: seqs.get(row.kind, row.id) ?? 0 })),
    heads,
  }
}
