import { randomUUID } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { StreamId } from '../../core/domain/id.ts'
import type { Instant } from '../../core/domain/time.ts'
import type { Receipt } from '../../core/protocol/receipt.ts'
import { type Decision, decide, type Refused } from './decide.ts'
import { readSent } from './intake.ts'
import { type Head, type Numbered, numbered, placesOf } from './numbered.ts'
import { type OpenedPast, openPast } from './past.ts'
import type { Tables } from './schema.ts'
import { Overtaken } from './transaction.ts'

export type Occasion = { readonly device: string; readonly time: Instant }

/**
 * Takes a batch in within a transaction: reads what it needs, decides, and only then takes the places in the streams. [S1]
 * From there to the commit nobody else can take any, so that commit order and `seq` order are one.
 */
export const append = async (
  trx: Transaction<Tables>,
  lines: readonly string[],
  occasion: Occasion,
): Promise<readonly Receipt[]> => {
  const batch = lines.map(readSent)
  const past = await openPast(trx, batch)
  let decision: Decision
  do decision = decide(batch, past, occasion.time)
  while (await past.fetchMissing())
  await keepRefused(trx, decision.refused, occasion)
  const heads = await advance(trx, decision)
  await assertStill(trx, decision, past)
  const result = numbered(decision, heads, occasion.time)
  await keepTaken(trx, result)
  return result.receipts
}

/** Moves each stream's head past the batch and tells where it stood before. Always in the same order, so that no two wait for each other. */
const advance = async (trx: Transaction<Tables>, decision: Decision): Promise<ReadonlyMap<StreamId, Head>> => {
  const heads = new Map<StreamId, Head>()
  for (const [id, places] of [...placesOf(decision)].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { head, chain } = await trx
      .insertInto('stream')
      .values({ id, head: places, chain: '', durable: 0 })
      .onConflict((conflict) => conflict.column('id').doUpdateSet((eb) => ({ head: eb('stream.head', '+', places) })))
      .returning(['head', 'chain'])
      .executeTakeFirstOrThrow()
    heads.set(id, { head: head - places, chain })
  }
  return heads
}

/**
 * Where several endpoints share a database, another may have changed an entity between reading and taking the places. Now that
 * the streams are ours nobody can: what was decided must still be so, or the whole is decided again.
 */
const assertStill = async (trx: Transaction<Tables>, decision: Decision, past: OpenedPast): Promise<void> => {
  if (decision.rows.size === 0) return
  const revs = await past.revsNow(trx, [...decision.rows.values()])
  if (revs.some(({ kind, id, rev }) => (past.row(kind, id)?.rev ?? 0) !== rev))
    throw new Overtaken('an entity was changed meanwhile')
}

const keepTaken = async (trx: Transaction<Tables>, { operations, rows, heads }: Numbered): Promise<void> => {
  if (operations.length === 0) return
  for (const [id, { chain }] of heads) await trx.updateTable('stream').set({ chain }).where('id', '=', id).execute()
  await trx
    .insertInto('operation')
    .values(
      operations.map(({ taken: { operation, sent }, receipt, place }) => ({
        id: operation.id,
        stream: place.stream,
        seq: place.seq,
        device: operation.device,
        lsn: operation.lsn,
        entity_kind: operation.entity.kind,
        entity_id: operation.entity.id,
        hash: sent.hash,
        chain: place.chain,
        body: sent.body,
        signature: sent.signature ?? null,
        receipt: JSON.stringify(receipt),
      })),
    )
    .execute()
  await keepMoves(trx, operations)
  await trx
    .insertInto('entity')
    .values(
      rows.map(({ row, seq }) => ({
        kind: row.kind,
        id: row.id,
        stream: row.stream,
        seq,
        rev: row.rev,
        row: JSON.stringify(row),
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['kind', 'id']).doUpdateSet((eb) => ({
        stream: eb.ref('excluded.stream'),
        seq: eb.ref('excluded.seq'),
        rev: eb.ref('excluded.rev'),
        row: eb.ref('excluded.row'),
      })),
    )
    .execute()
}

/** [S7] An entity that moves leaves the old stream at the place of the operation and comes into the new one at a place there. */
const keepMoves = async (trx: Transaction<Tables>, operations: Numbered['operations']): Promise<void> => {
  const moves = operations.flatMap(({ taken: { operation, rev }, place, arrival }) =>
    arrival
      ? {
          operation: operation.id,
          stream: place.stream,
          seq: place.seq,
          home: arrival.stream,
          home_seq: arrival.seq,
          home_chain: arrival.chain,
          kind: operation.entity.kind,
          id: operation.entity.id,
          rev,
        }
      : [],
  )
  if (moves.length > 0) await trx.insertInto('move').values(moves).execute()
}

const keepRefused = async (trx: Transaction<Tables>, refused: readonly Refused[], { device, time }: Occasion): Promise<void> => {
  if (refused.length === 0) return
  await trx
    .insertInto('quarantine')
    .values(
      refused.map(({ sent, problem, receipt }) => ({
        id: randomUUID(),
        claimed: sent.claimed.operation ?? '',
        hash: sent.hash,
        device,
        body: sent.body,
        problem: JSON.stringify(problem),
        receipt: receipt ? JSON.stringify(receipt) : null,
        time,
      })),
    )
    .execute()
}
