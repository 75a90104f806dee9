import type { Kysely } from 'kysely'
import type { StreamId } from '../../../core/domain/id.ts'
import { lineOf } from '../../../core/protocol/envelope.ts'
import { erasedShell } from '../../../core/protocol/erased.ts'
import { canonical, type Json } from '../../../core/protocol/json.ts'
import type { EntityKind } from '../../../core/protocol/operation.ts'
import { operationIn } from '../../../core/protocol/read-operation.ts'
import { mergeStatuses } from '../../../core/protocol/row.ts'
import { rowText } from '../../../core/protocol/row-text.ts'
import { readSent } from '../intake.ts'
import { digestOf } from '../personal/work-digest.ts'
import type { Tables } from '../schema.ts'
import type { Report } from './finding.ts'
import { ownKey } from './own-key.ts'
import { isInstant, receiptIn } from './told-anew.ts'

/** What was erased, as far as the log itself bears it out. */
export type Erasures = {
  /** The erasing operation of an entity. */
  readonly of: (entity: { readonly kind: string; readonly id: string }) => string | undefined
  readonly isErasing: (operation: string) => boolean
}

/**
 * An empty text counts only where an operation of the log, signed by the server itself, says that its entity was erased. No device
 * has that key, and nobody can put such an operation into the chain afterwards: emptying a text is then as visible as changing it.
 */
export const verifyErased = async (trx: Kysely<Tables>, report: Report): Promise<Erasures> => {
  const key = await ownKey(trx)
  const borneOut = new Map<string, string>()
  const say = (id: string, column: string, what: string) => report.finding('erased', id, column, what)
  const found = await trx
    .selectFrom('erased')
    .leftJoin('operation', 'operation.id', 'erased.operation')
    .select(['erased.kind', 'erased.id', 'erased.operation', 'erased.cause', 'erased.time'])
    .select(['operation.hash', 'operation.body', 'operation.signature', 'operation.receipt'])
    .execute()
  for (const row of found) {
    const { kind, id, hash, body, signature } = row
    const sent = hash && body ? readSent(lineOf({ hash, text: body, signature: signature ?? undefined })) : undefined
    const operation = sent?.readable ? sent.operation : undefined
    const isRight =
      operation?.key !== undefined &&
      operation.key === key &&
      operation.entity.kind === kind &&
      operation.entity.id === id &&
      operation.wall === row.time &&
      Object.keys(operation.set).length === 0
    if (!isRight) say(`${kind}/${id}`, 'operation', 'is no erasure by this server')
    else borneOut.set(`${kind}/${id}`, row.operation)
    if (row.cause !== 'request' && row.cause !== 'retention') say(`${kind}/${id}`, 'cause', 'is unknown')
  }
  const erasing = new Set(borneOut.values())
  return { of: ({ kind, id }) => borneOut.get(`${kind}/${id}`), isErasing: (operation) => erasing.has(operation) }
}

/** Of an erased entity nothing may be left but its place: the empty shell, and work without words. */
export const verifyShell = (
  entity: Tables['entity'],
  told: readonly Tables['operation'][],
  erasing: string,
  report: Report,
): void => {
  const say = (column: string, what: string) => report.finding('entity', `${entity.kind}/${entity.id}`, column, what)
  const last = told.find(({ id }) => id === erasing)
  if (entity.rev !== told.length) say('rev', 'is not as the log makes it')
  if (entity.seq !== last?.seq) say('seq', 'is not as the log makes it')
  if (entity.stream !== last?.stream) say('stream', 'is not as the log makes it')
  if (!isShellOf(entity)) say('row', 'was erased, and says something')
  const work = told.filter(({ id }) => id !== erasing)
  if (operationIn(last?.body ?? '')?.base['work'] !== digestOf(work)) say('id', 'had other work than its erasure says')
  const revs = told.map((row) => verifyReceipt(row, report))
  if (new Set(revs).size !== told.length || revs.some((rev) => rev < 1 || rev > told.length)) say('rev', 'counts work twice')
}

/** What a receipt says of work whose text is gone can still be held against the columns. */
const verifyReceipt = (row: Tables['operation'], report: Report): number => {
  const receipt = receiptIn(row.receipt)
  const { status, rev, time } = receipt ?? {}
  const wanted = { operation: row.id, hash: row.hash, status, stream: row.stream, seq: row.seq, rev, time }
  const isRight =
    receipt !== undefined &&
    canonical(receipt as unknown as Json) === canonical(wanted as unknown as Json) &&
    mergeStatuses.some((one) => one === status) &&
    isInstant(time)
  if (!isRight) report.finding('operation', row.id, 'receipt', 'is not what came of the operation')
  return receipt?.rev ?? 0
}

/** Written in one way alone, so its text can be held against it to the letter. */
const isShellOf = ({ row, kind, id, stream, rev }: Tables['entity']): boolean =>
  row === rowText(erasedShell({ kind: kind as EntityKind, id, stream: stream as StreamId, rev }))
