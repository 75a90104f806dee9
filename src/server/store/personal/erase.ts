import { randomBytes } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { DeviceId, OperationId, StreamId } from '../../../core/domain/id.ts'
import type { Instant } from '../../../core/domain/time.ts'
import { envelopeOf } from '../../../core/protocol/envelope.ts'
import { type EntityName, erasedShell } from '../../../core/protocol/erased.ts'
import type { EntityKind, Operation } from '../../../core/protocol/operation.ts'
import type { Signer } from '../../../core/protocol/ports.ts'
import { rowText } from '../../../core/protocol/row-text.ts'
import { linkOf } from '../../hash.ts'
import { among } from '../among.ts'
import type { Tables } from '../schema.ts'
import { Overtaken } from '../transaction.ts'
import { isIn, keyOf } from './names.ts'
import { emptyQuarantine } from './quarantine.ts'
import { workDigest } from './work-digest.ts'

/** `request`: a person asked. `retention`: its time was up. */
export type Cause = 'request' | 'retention'
export type Erasure = { readonly cause: Cause; readonly time: Instant; readonly signer: Signer }
export type Erased = { readonly entities: readonly EntityName[]; readonly operations: number; readonly quarantined: number }

/**
 * Empties entities within a transaction. For each the server itself appends an operation, signed with its own key, that says
 * nothing but that: it takes its place in the stream's chain, so every device hears of it. The texts of all work on the entity go,
 * their hashes stay, and the chain still holds. What was erased before is left as it is.
 */
export const erase = async (trx: Transaction<Tables>, wanted: readonly EntityName[], erasure: Erasure): Promise<Erased> => {
  const entities = await standing(trx, wanted)
  if (entities.length === 0) return { entities: [], operations: 0, quarantined: 0 }
  const streams = await everIn(trx, entities)
  for (const stream of streams) await eraseIn(trx, stream, erasure, entities)
  const operations = await emptyTexts(trx, entities)
  const names = entities.map(({ kind, id }) => ({ kind: kind as EntityKind, id }))
  const quarantined = await emptyQuarantine(trx, names)
  // First downloads are made anew from what is left.
  await trx.deleteFrom('segment').where('stream', 'in', streams).execute()
  await trx.deleteFrom('snapshot').where('stream', 'in', streams).execute()
  return { entities: names, operations, quarantined }
}

type Standing = Pick<Tables['entity'], 'kind' | 'id' | 'stream' | 'rev'>

/** Those that are there and were not erased. */
const standing = async (trx: Transaction<Tables>, wanted: readonly EntityName[]): Promise<readonly Standing[]> => {
  if (wanted.length === 0) return []
  const ids = [...new Set(wanted.map(({ id }) => id))]
  const found = await trx.selectFrom('entity').select(['kind', 'id', 'stream', 'rev']).where('id', 'in', ids).execute()
  const before = await trx.selectFrom('erased').select(['kind', 'id']).where('id', 'in', ids).execute()
  const gone = new Set(before.map(keyOf))
  return found.filter((one) => isIn(wanted, one) && !gone.has(keyOf(one)))
}

/** Every stream that ever told of them, in the order in which streams are locked: what moved on is still in its first downloads. */
const everIn = async (trx: Transaction<Tables>, entities: readonly Standing[]): Promise<readonly string[]> => {
  const ids = entities.map(({ id }) => id)
  const worked = trx
    .selectFrom('operation')
    .select(['entity_kind as kind', 'entity_id as id', 'stream'])
    .distinct()
    .where(among(trx, 'entity_id', ids))
  const kinds = new Set(entities.map(keyOf))
  const told = (await worked.execute()).filter((one) => kinds.has(keyOf(one)))
  return [...new Set([...entities, ...told].map(({ stream }) => stream))].sort()
}

/**
 * The stream's row is the lock: whoever takes work in meanwhile waits, and then decides on the empty shell. In a stream that they
 * left nothing is said.
 */
const eraseIn = async (trx: Transaction<Tables>, stream: string, erasure: Erasure, all: readonly Standing[]): Promise<void> => {
  const entities = all.filter((one) => one.stream === stream)
  const advanced = trx.updateTable('stream').set((eb) => ({ head: eb('head', '+', entities.length) }))
  const found = await advanced.where('id', '=', stream).returning(['head', 'chain']).executeTakeFirstOrThrow()
  let place = { seq: found.head - entities.length, chain: found.chain }
  for (const entity of entities) {
    const { operation, hash, signature, text } = erasing(entity, erasure, await workDigest(trx, entity))
    place = { seq: place.seq + 1, chain: linkOf(place.chain, hash) }
    await emptyRow(trx, entity, place.seq)
    const rev = entity.rev + 1
    const { time } = erasure
    const receipt = { operation: operation.id, hash, status: 'applied', stream, seq: place.seq, rev, time }
    await trx
      .insertInto('operation')
      .values({
        id: operation.id,
        stream,
        seq: place.seq,
        device: operation.device,
        lsn: operation.lsn,
        entity_kind: entity.kind,
        entity_id: entity.id,
        hash,
        chain: place.chain,
        body: text,
        signature,
        receipt: JSON.stringify(receipt),
      })
      .execute()
    const row = { kind: entity.kind, id: entity.id, operation: operation.id, cause: erasure.cause, time }
    await trx.insertInto('erased').values(row).execute()
  }
  await trx.updateTable('stream').set({ chain: place.chain }).where('id', '=', stream).execute()
}

/** What the server says in its own name. A device cannot: it has not the key. */
const erasing = (entity: Standing, { time, signer }: Erasure, digest: string) => {
  const operation: Operation = {
    id: randomBytes(16).toString('base64url') as OperationId,
    device: 'headquarters' as DeviceId,
    // Never the first of a device: it is chained to nothing.
    lsn: entity.rev + 2,
    kind: 'edit',
    entity: { kind: entity.kind as EntityKind, id: entity.id },
    stream: entity.stream as StreamId,
    author: null,
    set: {},
    base: { work: digest as OperationId },
    wall: time,
    offset: null,
    prev: '',
    key: signer.key,
  }
  const { hash, text } = envelopeOf(operation)
  return { operation, hash, text, signature: signer.sign(hash) }
}

/** What decides who is told of it stays: whoever has it must hear that it is gone. */
const isJudged = (kind: string): boolean => kind === 'assessment' || kind === 'acknowledgement'

const emptyRow = async (trx: Transaction<Tables>, { kind, id, stream, rev }: Standing, seq: number): Promise<void> => {
  const shell = erasedShell({ kind: kind as EntityKind, id, stream: stream as StreamId, rev: rev + 1 })
  const { numUpdatedRows } = await trx
    .updateTable('entity')
    .set({ seq, rev: rev + 1, row: rowText(shell), outline: isJudged(kind) ? rowText(shell) : null })
    .where('kind', '=', kind)
    .where('id', '=', id)
    .where('stream', '=', stream)
    .where('rev', '=', rev)
    .executeTakeFirst()
  if (Number(numUpdatedRows) !== 1) throw new Overtaken('somebody worked on it meanwhile')
}

/** The texts of everything but the erasing operations. */
const emptyTexts = async (trx: Transaction<Tables>, entities: readonly Standing[]): Promise<number> => {
  let count = 0
  for (const { kind, id } of entities) {
    const { numUpdatedRows } = await trx
      .updateTable('operation')
      .set({ body: '' })
      .where('entity_kind', '=', kind)
      .where('entity_id', '=', id)
      .where('id', 'not in', trx.selectFrom('erased').select('operation').where('kind', '=', kind).where('id', '=', id))
      .executeTakeFirst()
    count += Number(numUpdatedRows)
  }
  return count
}
