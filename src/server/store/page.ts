import type { Transaction } from 'kysely'
import type { StreamId } from '../../core/domain/id.ts'
import type { Access } from '../../core/protocol/access/account.ts'
import { beginning, type Cursors } from '../../core/protocol/cursor.ts'
import type { Page } from '../../core/protocol/ports.ts'
import type { Change, Mark } from '../../core/protocol/reply.ts'
import { among } from './among.ts'
import { leavesUpTo, type Reach, rowsUpTo, sizesAfter } from './changes.ts'
import { proofOf } from './keys.ts'
import { chainAt } from './meet.ts'
import { fitting, type PageLimits } from './page-cut.ts'
import type { Tables } from './schema.ts'
import { partsOf } from './scope/part.ts'
import { partIn, placeIn, placeText } from './scope/place.ts'
import { type Sight, sightOf } from './scope/sight.ts'

export type PageParts = {
  readonly limit: PageLimits
  readonly secret: string
  readonly epoch: string
  readonly access?: Access | undefined
}

/**
 * Each row that changed after the cursor once, at its newest `seq`, and each that left, in `seq` order; the mark then stands
 * at the last one sent. [S8] No hole: a row with a `seq` up to the mark was sent as it is, and one that changes later moves
 * behind the mark. At the end of what there is the mark stands at the head. [S15] Where the session now sees another part of the
 * stream than when the cursor was given, what it sees of the rows up to it comes again first.
 */
export const page = async (
  trx: Transaction<Tables>,
  cursors: Cursors,
  { limit, secret, epoch, access }: PageParts,
): Promise<Page & { readonly epoch: string }> => {
  const changes: Change[] = []
  const marks: Mark[] = []
  let bytes = 0
  let more = false
  const sight = access && (await sightOf(trx, access))
  for (const stretch of await stretches(trx, cursors, sight)) {
    const { stream, after, part, reach } = stretch
    const from = stretch.again ?? after
    const sizes = await sizesAfter(trx, reach, from, limit.changes - changes.length + 1)
    const fit = fitting(sizes, limit, { changes: changes.length, bytes })
    const isWhole = fit.count === sizes.length
    // What was told again ends where the cursor stood: what changed since comes with the next page.
    if (!isWhole || (stretch.again !== undefined && after < stream.head)) more = true
    const last = isWhole ? reach.upTo : sizes[fit.count - 1]?.seq
    if (last === undefined) continue
    changes.push(...(await changesUpTo(trx, reach, from, last)))
    const id = stream.id as StreamId
    const seq = stretch.again === undefined ? last : after
    const proof = proofOf(secret, epoch, id, seq, (await chainAt(trx, stream, seq)) ?? '')
    const again = stretch.again !== undefined && !isWhole ? last : undefined
    marks.push({ line: 'mark', stream: id, cursor: { seq, proof: placeText(proof, part, again) } })
    bytes = fit.bytes
  }
  return { epoch, changes, marks, more }
}

const changesUpTo = async (trx: Transaction<Tables>, reach: Reach, from: number, last: number): Promise<readonly Change[]> => {
  const changes = [...(await rowsUpTo(trx, reach, from, last)), ...(await leavesUpTo(trx, reach, from, last))]
  return changes.sort((a, b) => a.seq - b.seq)
}

/** A part of a stream that is to be told: what lies after the cursor, or what comes again up to it. */
type Stretch = {
  readonly stream: Tables['stream']
  /** Where the cursor stands. */
  readonly after: number
  readonly part: string
  /** From where on rows up to the cursor come again. */
  readonly again: number | undefined
  readonly reach: Reach
}

const stretches = async (trx: Transaction<Tables>, cursors: Cursors, sight: Sight | undefined): Promise<readonly Stretch[]> => {
  const wanted = Object.keys(cursors).filter((stream) => sight?.streams.has(stream) ?? true)
  if (wanted.length === 0) return []
  const found = await trx
    .selectFrom('stream')
    .selectAll()
    .where(among(trx, 'id', wanted))
    .orderBy('id')
    .execute()
  const parts = sight ? await partsOf(trx, sight, wanted) : {}
  return found.flatMap((stream): Stretch[] => {
    const { seq: after, proof } = cursors[stream.id] ?? beginning
    const part = parts[stream.id] ?? ''
    const again = after > 0 ? againFrom(proof, part) : undefined
    if (again === undefined && after >= stream.head) return []
    const reach = { stream: stream.id, upTo: again === undefined ? stream.head : after, sight, isAgain: again !== undefined }
    return [{ stream, after, part, again, reach }]
  })
}

const againFrom = (proof: string, part: string): number | undefined => {
  const place = placeIn(proof)
  return partIn(place) === part ? place.again : 0
}
