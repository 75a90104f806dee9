import type { Transaction } from 'kysely'
import { isErasedShell, spokenOf } from '../../core/protocol/erased.ts'
import type { EntityKind, Operation } from '../../core/protocol/operation.ts'
import { operationIn } from '../../core/protocol/read-operation.ts'
import type { Receipt } from '../../core/protocol/receipt.ts'
import type { Past as PastOperation, Row } from '../../core/protocol/row.ts'
import { rowIn } from '../../core/protocol/row-text.ts'
import { among } from './among.ts'
import { byName } from './by-name.ts'
import { type Past, refusalKey, rowKey } from './decide.ts'
import { erasedAmong, erasureAmong } from './erasures.ts'
import type { Sent } from './intake.ts'
import { openPacks, type Packs } from './packs.ts'
import type { Tables } from './schema.ts'
import { isOfSender } from './scope/quarantine.ts'

export type OpenedPast = Past & {
  /** Fetches what the last pass asked for and did not find; false where it asked for nothing. */
  readonly fetchMissing: () => Promise<boolean>
  /** Lies in quarantine because of who sent it. */
  readonly isWaiting: (sent: Sent) => boolean
}

const steps: readonly (readonly EntityKind[])[] = [['assignment'], ['assignment', 'campaign'], ['assignment', 'campaign', 'pack']]

/**
 * The part of the log that a batch asks about, read into memory so that deciding stays pure. Rows that the first pass
 * names (the assignment of an assessment, its campaign, its pack) are fetched, and the batch is decided again; so is the past
 * of what stands against one another.
 */
export const openPast = async (
  trx: Transaction<Tables>,
  batch: readonly Sent[],
  packs: Packs = openPacks(),
): Promise<OpenedPast> => {
  const accepted = await acceptedAmong(trx, batch)
  const refused = await refusedAmong(trx, batch)
  const rows = byName<Row | undefined>()
  let missing = new Map<string, { readonly kind: EntityKind; readonly id: string }>()
  const erased = byName<string>()
  const erasure = erasureAmong(erased)
  let isAnyErased = false
  const written = new Map<string, PastOperation | undefined>()
  let unread = new Set<string>()
  const want = (kind: EntityKind, id: string) => missing.set(rowKey(kind, id), { kind, id })
  /** Asks for the row to which a few references lead from an operation's entity. */
  const follow = ({ entity, set }: Operation, step: readonly EntityKind[]): void => {
    if (entity.kind !== 'assessment') return
    let fields: Operation['set'] = Object.hasOwn(set, 'assignment') ? set : (rows.get(entity.kind, entity.id)?.fields ?? {})
    for (const kind of step) {
      const id = fields[kind]
      if (typeof id !== 'string') return
      if (!rows.has(kind, id)) want(kind, id)
      fields = rows.get(kind, id)?.fields ?? {}
    }
  }

  const fetchMissing = async (): Promise<boolean> => {
    const found = [await fetchRows(), await fetchWritten()]
    return found.includes(true)
  }

  /** With an operation come all others on its entity: whoever asks for one goes on to ask what its author had seen. */
  const fetchWritten = async (): Promise<boolean> => {
    const wanted = [...unread]
    unread = new Set()
    if (wanted.length === 0) return false
    for (const id of wanted) written.set(id, undefined)
    const entities = trx
      .selectFrom('operation')
      .select('entity_id')
      .where(among(trx, 'id', wanted))
    const found = await trx.selectFrom('operation').select(['id', 'body']).where('entity_id', 'in', entities).execute()
    for (const { id, body } of found) written.set(id, operationIn(body))
    return true
  }

  const fetchRows = async (): Promise<boolean> => {
    const wanted = [...missing.values()]
    for (const { kind, id } of wanted) rows.set(kind, id, undefined)
    missing = new Map()
    if (wanted.length === 0) return false
    const ids = wanted.flatMap(({ kind, id }) => (kind === 'pack' ? [id] : []))
    const others = wanted.filter(({ kind }) => kind !== 'pack')
    for (const row of [...(await rowsOf(trx, others)), ...(await packs(trx, ids))]) rows.set(row.kind, row.id, row)
    const shells = wanted.filter(({ kind, id }) => isErasedShell(rows.get(kind, id)))
    // A device can make an empty shell too.
    for (const { kind, id, cause } of await erasedAmong(trx, shells)) {
      erased.set(kind, id, cause)
      isAnyErased = true
    }
    return true
  }

  for (const operation of namingFirst(batch)) for (const { kind, id } of spokenOf(operation)) want(kind, id)
  await fetchMissing()
  // What an assessment is checked against, a step at a time, so that the batch is mostly decided once.
  for (const step of steps) {
    for (const sent of batch) if (sent.readable) follow(sent.operation, step)
    if (!(await fetchMissing())) break
  }
  return {
    accepted: (operation) => accepted.get(operation),
    // [S16] Because of who sent it, is asked anew: who may not today may tomorrow.
    refused: (sent) => {
      if (refused.size === 0) return undefined
      const before = refused.get(refusalKey(sent))
      return before?.isOfSender ? undefined : before
    },
    isWaiting: (sent) => refused.size > 0 && refused.get(refusalKey(sent))?.isOfSender === true,
    row: (kind, id) => {
      const row = rows.get(kind, id)
      if (row === undefined && !rows.has(kind, id)) want(kind, id)
      return row
    },
    erased: (operation) => (isAnyErased ? erasure(operation) : undefined),
    written: (id) => {
      if (!written.has(id)) unread.add(id)
      return written.get(id)
    },
    fetchMissing,
  }
}

/** The operations that name anything which those before them in the batch do not: of dozens of taps on one assessment, one. */
const namingFirst = (batch: readonly Sent[]): readonly Operation[] => {
  const named = byName<true>()
  return batch.flatMap((sent) => {
    if (!sent.readable) return []
    const { entity, set } = sent.operation
    const isNamed = entity.kind === 'assessment' && !Object.hasOwn(set, 'assignment') && named.has(entity.kind, entity.id)
    named.set(entity.kind, entity.id, true)
    return isNamed ? [] : [sent.operation]
  })
}

const rowsOf = async (
  trx: Transaction<Tables>,
  wanted: readonly { readonly kind: EntityKind; readonly id: string }[],
): Promise<readonly Row[]> => {
  if (wanted.length === 0) return []
  const kinds = [...new Set(wanted.map(({ kind }) => kind))]
  const ids = [...new Set(wanted.map(({ id }) => id))]
  const found = await trx
    .selectFrom('entity')
    .select('row')
    .where('kind', 'in', kinds)
    .where(among(trx, 'id', ids))
    .execute()
  return found.map(({ row }) => rowIn(row))
}

const acceptedAmong = async (
  trx: Transaction<Tables>,
  batch: readonly Sent[],
): Promise<ReadonlyMap<string, { readonly hash: string; readonly receipt: Receipt }>> => {
  const ids = batch.flatMap((sent) => (sent.readable ? [sent.operation.id] : []))
  if (ids.length === 0) return new Map()
  const found = await trx
    .selectFrom('operation')
    .select(['id', 'hash', 'receipt'])
    .where(among(trx, 'id', ids))
    .execute()
  return new Map(found.map(({ id, hash, receipt }) => [id, { hash, receipt: JSON.parse(receipt) }]))
}

type RefusedBefore = { readonly receipt: Receipt | undefined; readonly isOfSender: boolean }

const refusedAmong = async (trx: Transaction<Tables>, batch: readonly Sent[]): Promise<ReadonlyMap<string, RefusedBefore>> => {
  const hashes = batch.map(({ hash }) => hash)
  if (hashes.length === 0) return new Map()
  const kept = trx
    .selectFrom('quarantine')
    .select(['claimed', 'hash', 'receipt', 'problem'])
    .where(among(trx, 'hash', hashes))
  const found = await kept.where('admitted', 'is', null).execute()
  return new Map(
    found.map(({ claimed, hash, receipt, problem }) => [
      `${claimed}/${hash}`,
      { receipt: receipt === null ? undefined : JSON.parse(receipt), isOfSender: isOfSender(problem) },
    ]),
  )
}
