import { createHash, randomUUID } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { StreamId } from '../../core/domain/id.ts'
import type { Instant } from '../../core/domain/time.ts'
import type { Appended } from '../../core/protocol/ports.ts'
import { type Decision, decide, type Numbered, numbered, placesOf, type Refused } from './decide.ts'
import { readSent } from './intake.ts'
import { openPast } from './past.ts'
import type { Tables } from './schema.ts'

type Occasion = { readonly device: string; readonly time: Instant }

/** Takes a batch in within a transaction: reads what it needs, decides, and writes with the heads of the streams last. */
export const append = async (
  trx: Transaction<Tables>,
  inputs: readonly unknown[],
  { device, time }: Occasion,
): Promise<Appended> => {
  const batch = inputs.map((input) => readSent(input, sha256))
  const past = await openPast(trx, batch)
  let decision: Decision
  do decision = decide(batch, past, time)
  while (await past.fetchMissing())
  await keepRefused(trx, decision.refused, { device, time })
  const heads = await advance(trx, decision)
  const result = numbered(decision, heads, time)
  await keepTaken(trx, result)
  return { receipts: result.receipts }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Moves each stream's head past the batch and tells where it stood before. */
const advance = async (trx: Transaction<Tables>, decision: Decision): Promise<ReadonlyMap<StreamId, number>> => {
  const heads = new Map<StreamId, number>()
  for (const [stream, places] of [...placesOf(decision)].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { head } = await trx
      .insertInto('stream')
      .values({ id: stream, head: places })
      .onConflict((conflict) => conflict.column('id').doUpdateSet((eb) => ({ head: eb('stream.head', '+', places) })))
      .returning('head')
      .executeTakeFirstOrThrow()
    heads.set(stream, head - places)
  }
  return heads
}

const keepTaken = async (trx: Transaction<Tables>, { operations, rows }: Numbered): Promise<void> => {
  if (operations.length === 0) return
  await trx
    .insertInto('operation')
    .values(
      operations.map(({ taken: { operation, sent }, receipt }) => ({
        id: operation.id,
        stream: operation.stream,
        seq: receipt.seq,
        device: operation.device,
        lsn: operation.lsn,
        entity_kind: operation.entity.kind,
        entity_id: operation.entity.id,
        hash: sent.hash,
        body: sent.body,
        receipt: JSON.stringify(receipt),
      })),
    )
    .execute()
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
      conflict
        .columns(['kind', 'id'])
        .doUpdateSet((eb) => ({ seq: eb.ref('excluded.seq'), rev: eb.ref('excluded.rev'), row: eb.ref('excluded.row') })),
    )
    .execute()
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
