import type { Transaction } from 'dexie'
import { beginning } from '../../core/protocol/cursor.ts'
import { hashOf } from '../../core/protocol/hash.ts'
import { textOf1 } from '../../core/protocol/message/text-1.ts'
import type { Operation } from '../../core/protocol/operation.ts'
import type { Row } from '../../core/protocol/row.ts'
import { wayKey } from './way-key.ts'

type Entry1 = { readonly lsn: number; readonly id: string; readonly entity: string; readonly operation: Operation }

/**
 * From the first release to protocol 2. Work that waits stays what it was: its text is the one under which a server of protocol 1
 * may have it already. Cursors have no proof yet, so streams are read from their beginning once.
 */
export const toProtocol2 = async (transaction: Transaction): Promise<void> => {
  const [outbox, unsent, refused, meta] = ['outbox', 'unsent', 'refused', 'meta'].map((name) => transaction.table(name))
  if (!outbox || !unsent || !refused || !meta) throw new Error('a table is missing')
  const waiting: readonly Entry1[] = await outbox.orderBy('lsn').toArray()
  await unsent.bulkAdd(waiting.map(({ lsn, id, entity, operation }) => ({ order: lsn, id, entity, ...as2(operation) })))
  // Nobody knows any more which of them the last page had sent.
  await meta.put({ key: wayKey, value: { sending: [], unknown: waiting.map(({ id }) => id) } })
  await refused.toCollection().modify((entry: { operation?: Operation; hash?: string; text?: string }) => {
    if (!entry.operation) return
    Object.assign(entry, as2(entry.operation))
    delete entry.operation
  })
  await transaction.table('receipts').clear()
  await transaction
    .table('rows')
    .toCollection()
    .modify((stored: { row: Row }) => {
      const { conflicts, versions } = stored.row
      if (conflicts.length === 0 && versions.length === 0) return
      stored.row = {
        ...stored.row,
        conflicts: conflicts.map((conflict) => ({ ...conflict, base: conflict.base ?? null })),
        versions: versions.map((version) => ({ ...version, follows: version.follows ?? [] })),
      }
    })
  const counter = Number((await meta.get('counter'))?.value ?? 0)
  await meta.put({ key: 'chain', value: { lsn: counter, hash: '' } })
  const cursors = (await meta.get('cursors'))?.value ?? {}
  await meta.put({ key: 'cursors', value: Object.fromEntries(Object.keys(cursors).map((stream) => [stream, beginning])) })
}

const as2 = (operation: Operation): { readonly hash: string; readonly text: string } => {
  const text = textOf1(operation)
  return { hash: hashOf(text), text }
}
