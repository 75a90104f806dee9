import type { Transaction } from 'kysely'
import type { Hand, Row } from '../../core/protocol/merge.ts'
import type { EntityKind } from '../../core/protocol/operation.ts'
import type { Receipt } from '../../core/protocol/sync.ts'
import { type Past, refusalKey, rowKey } from './decide.ts'
import type { Sent } from './intake.ts'
import type { Tables } from './schema.ts'

/**
 * The part of the log that a batch asks about, read into memory so that deciding stays pure. Rows that the first pass
 * names (the assignment of an assessment, its campaign, its pack) are fetched, and the batch is decided again; so are
 * the operations that wrote what now stands in a conflict.
 */
export const openPast = async (
  trx: Transaction<Tables>,
  batch: readonly Sent[],
): Promise<Past & { readonly fetchMissing: () => Promise<boolean> }> => {
  const accepted = await acceptedAmong(trx, batch)
  const refused = await refusedAmong(trx, batch)
  const rows = new Map<string, Row | undefined>()
  let missing = new Map<string, { readonly kind: EntityKind; readonly id: string }>()
  const hands = new Map<string, Hand | undefined>()
  let missingHands = new Set<string>()
  const want = (kind: EntityKind, id: string) => missing.set(rowKey(kind, id), { kind, id })

  const fetchMissing = async (): Promise<boolean> => {
    const found = [await fetchRows(), await fetchHands()]
    return found.includes(true)
  }

  const fetchHands = async (): Promise<boolean> => {
    const wanted = [...missingHands]
    missingHands = new Set()
    if (wanted.length === 0) return false
    for (const id of wanted) hands.set(id, undefined)
    const found = await trx.selectFrom('operation').select(['id', 'body']).where('id', 'in', wanted).execute()
    for (const { id, body } of found) hands.set(id, JSON.parse(body))
    return true
  }

  const fetchRows = async (): Promise<boolean> => {
    const wanted = missing
    missing = new Map()
    if (wanted.size === 0) return false
    for (const key of wanted.keys()) rows.set(key, undefined)
    const kinds = [...new Set([...wanted.values()].map(({ kind }) => kind))]
    const ids = [...new Set([...wanted.values()].map(({ id }) => id))]
    const entities = trx.selectFrom('entity').select(['kind', 'id', 'row'])
    const found = await entities.where('kind', 'in', kinds).where('id', 'in', ids).execute()
    for (const { kind, id, row } of found) rows.set(rowKey(kind as EntityKind, id), JSON.parse(row))
    return true
  }

  for (const sent of batch) if (sent.readable) want(sent.operation.entity.kind, sent.operation.entity.id)
  await fetchMissing()
  return {
    accepted: (operation) => accepted.get(operation),
    refused: (sent) => refused.get(refusalKey(sent)),
    row: (kind, id) => {
      const key = rowKey(kind, id)
      if (!rows.has(key)) want(kind, id)
      return rows.get(key)
    },
    written: (id) => {
      if (!hands.has(id)) missingHands.add(id)
      return hands.get(id)
    },
    fetchMissing,
  }
}

const acceptedAmong = async (
  trx: Transaction<Tables>,
  batch: readonly Sent[],
): Promise<ReadonlyMap<string, { readonly hash: string; readonly receipt: Receipt }>> => {
  const ids = batch.flatMap((sent) => (sent.readable ? [sent.operation.id] : []))
  if (ids.length === 0) return new Map()
  const found = await trx.selectFrom('operation').select(['id', 'hash', 'receipt']).where('id', 'in', ids).execute()
  return new Map(found.map(({ id, hash, receipt }) => [id, { hash, receipt: JSON.parse(receipt) }]))
}

const refusedAmong = async (
  trx: Transaction<Tables>,
  batch: readonly Sent[],
): Promise<ReadonlyMap<string, { readonly receipt: Receipt | undefined }>> => {
  const hashes = batch.map(({ hash }) => hash)
  const found = await trx.selectFrom('quarantine').select(['claimed', 'hash', 'receipt']).where('hash', 'in', hashes).execute()
  return new Map(
    found.map(({ claimed, hash, receipt }) => [
      `${claimed}/${hash}`,
      { receipt: receipt === null ? undefined : JSON.parse(receipt) },
    ]),
  )
}
