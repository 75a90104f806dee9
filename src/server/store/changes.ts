import { type ExpressionBuilder, sql, type Transaction } from 'kysely'
import type { StreamId } from '../../core/domain/id.ts'
import type { EntityKind } from '../../core/protocol/operation.ts'
import { reference } from '../../core/protocol/reference.ts'
import type { Leave, Put } from '../../core/protocol/reply.ts'
import { rowIn } from '../../core/protocol/row-text.ts'
import type { Tables } from './schema.ts'
import type { Sight } from './scope/sight.ts'
import { rowAsSeen, within } from './scope/within.ts'

/** What of a stream is read. */
export type Reach = {
  readonly stream: string
  readonly upTo: number
  /** Absent where the server has no accounts: then all of it. */
  readonly sight: Sight | undefined
  /** Rows up to the cursor are told once more; reference data, which everybody sees, is not. */
  readonly isAgain: boolean
}

type Sized = { readonly seq: number; readonly bytes: number }

const leaveBytes = 120

/** Where the next changes lie and how large they are, one more than fit. */
export const sizesAfter = async (
  trx: Transaction<Tables>,
  reach: Reach,
  after: number,
  most: number,
): Promise<readonly Sized[]> => {
  const puts = await rowsAfter(trx, reach, after)
    .select(['seq', sql<number>`octet_length("row")`.as('bytes')])
    .orderBy('seq')
    .limit(most)
    .execute()
  const leaves = reach.isAgain
    ? []
    : await leavesAfter(trx, reach, after).select('move.seq').orderBy('move.seq').limit(most).execute()
  return [...puts, ...leaves.map(({ seq }) => ({ seq, bytes: leaveBytes }))].sort((a, b) => a.seq - b.seq).slice(0, most)
}

export const rowsUpTo = async (trx: Transaction<Tables>, reach: Reach, after: number, last: number): Promise<readonly Put[]> => {
  const found = await rowsAfter(trx, reach, after)
    .select('seq')
    .select(rowAsSeen(trx, reach.sight))
    .where('seq', '<=', last)
    .orderBy('seq')
    .execute()
  return found.map(({ seq, text }) => putOf(reach.stream as StreamId, seq, text))
}

/** That something left is told only to whoever may see it where it is now. */
export const leavesUpTo = async (
  trx: Transaction<Tables>,
  reach: Reach,
  after: number,
  last: number,
): Promise<readonly Leave[]> => {
  if (reach.isAgain) return []
  const found = await leavesAfter(trx, reach, after)
    .select(['move.seq', 'move.kind', 'move.id', 'move.rev'])
    .where('move.seq', '<=', last)
    .execute()
  const stream = reach.stream as StreamId
  return found.map(({ seq, kind, id, rev }) => ({ line: 'leave', stream, seq, kind: kind as EntityKind, id, rev }))
}

const rowsAfter = (trx: Transaction<Tables>, { stream, upTo, sight, isAgain }: Reach, after: number) =>
  trx
    .selectFrom('entity')
    .where('stream', '=', stream)
    .where('seq', '>', after)
    .where('seq', '<=', upTo)
    .$if(isAgain, (rows) => rows.where('kind', 'not in', reference))
    .$if(sight !== undefined, (rows) => (sight ? rows.where(within(trx, sight)) : rows))

const leavesAfter = (trx: Transaction<Tables>, { stream, sight }: Reach, after: number) =>
  trx
    .selectFrom('move')
    .where('move.stream', '=', stream)
    .where('move.seq', '>', after)
    .$if(sight !== undefined, (leaves) => (sight ? leaves.where((eb) => eb.exists(inSight(trx, eb, sight))) : leaves))

const inSight = (trx: Transaction<Tables>, eb: ExpressionBuilder<Tables, 'move'>, sight: Sight) =>
  eb
    .selectFrom('entity')
    .select('entity.id')
    .whereRef('entity.kind', '=', 'move.kind')
    .whereRef('entity.id', '=', 'move.id')
    .where((row) => within(trx, sight)(row as unknown as ExpressionBuilder<Tables, 'entity'>))

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
