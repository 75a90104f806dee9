import type { OperationId } from '../../core/domain/id.ts'
import { overlay } from '../../core/protocol/merge.ts'
import type { Cursors, Replica } from '../../core/protocol/ports.ts'
import { streamsOf } from '../../core/protocol/streams.ts'
import type { Change, Receipt } from '../../core/protocol/sync.ts'
import { type Database, keyOf, type OutboxEntry, type StoredRow, schemaEpoch } from './database.ts'
import { storedRowOf } from './stored-row.ts'
import { StaleTab } from './watchdog.ts'

/** The device's storage as the sync engine sees it. */
export const dexieReplica = (database: Database): Replica => ({
  outbox: async (limit, bytes) => {
    const entries = await database.outbox.orderBy('lsn').limit(limit).toArray()
    let size = 0
    const fitting = entries.filter((entry, place) => {
      size += JSON.stringify(entry.operation).length
      return place === 0 || size <= bytes
    })
    return fitting.map((entry) => entry.operation)
  },
  sending: (operations) => mark(database, operations, 'sending'),
  unknown: (operations) => mark(database, operations, 'unknown'),
  confirm: (receipts) =>
    database.transaction('rw', [database.outbox, database.refused, database.receipts, database.meta], () =>
      settle(database, receipts),
    ),
  take: (page) =>
    database.transaction('rw', [database.rows, database.outbox, database.meta], async () => {
      await assertSchema(database)
      const epoch = (await database.meta.get('epoch'))?.value
      const rows = await rowsAfter(database, page.changes, page.epoch, page.time)
      await database.rows.bulkPut(rows)
      const before = epoch === undefined || epoch === page.epoch ? await storedCursors(database) : {}
      const cursors = { ...zeroes(await storedCursors(database)), ...before, ...page.cursors }
      for (const { row } of page.changes) for (const stream of streamsOf(row)) cursors[stream] ??= 0
      await database.meta.bulkPut([
        { key: 'cursors', value: cursors },
        { key: 'epoch', value: page.epoch },
      ])
    }),
  cursors: () => storedCursors(database),
})

const zeroes = (cursors: Cursors): Record<string, number> => Object.fromEntries(Object.keys(cursors).map((stream) => [stream, 0]))

const storedCursors = async (database: Database): Promise<Cursors> =>
  ((await database.meta.get('cursors'))?.value as Cursors | undefined) ?? {}

const assertSchema = async (database: Database): Promise<void> => {
  const found = await database.meta.get('schema')
  if (Number(found?.value ?? schemaEpoch) > schemaEpoch) throw new StaleTab('the database is newer than this tab')
}

const mark = (database: Database, operations: readonly OperationId[], state: OutboxEntry['state']): Promise<void> =>
  database.transaction('rw', [database.outbox, database.meta], async () => {
    await assertSchema(database)
    const wanted = new Set<string>(operations)
    await database.outbox.filter((entry) => wanted.has(entry.id)).modify({ state })
  })

const settle = async (database: Database, receipts: readonly Receipt[]): Promise<void> => {
  await assertSchema(database)
  const byId = new Map<string, Receipt>(receipts.map((receipt) => [receipt.operation, receipt]))
  const entries = await database.outbox.filter((entry) => byId.has(entry.id)).toArray()
  for (const entry of entries) {
    const receipt = byId.get(entry.id)
    if (!receipt) continue
    const { entity, id, operation } = entry
    const { seq, rev, time, status } = receipt
    if (status === 'refused')
      await database.refused.put({ id, entity, operation, problem: receipt.problem ?? { problem: 'unreadable' }, time })
    else await database.receipts.put({ entity, operation: id, seq, rev, time, status })
  }
  await database.outbox.bulkDelete(entries.map((entry) => entry.lsn))
}

const rowsAfter = async (
  database: Database,
  changes: readonly Change[],
  epoch: string,
  time: string,
): Promise<readonly StoredRow[]> => {
  const latest = new Map(changes.map((change) => [keyOf(change.row.kind, change.row.id), change]))
  const keys = [...latest.keys()]
  const [stored, pending] = await Promise.all([
    database.rows.bulkGet(keys),
    database.outbox.where('entity').anyOf(keys).sortBy('lsn'),
  ])
  return keys.flatMap((key, place): StoredRow[] => {
    const change = latest.get(key)
    const known = stored[place]?.server
    if (!change || (known && known.epoch === epoch && known.rev > change.row.rev)) return []
    const own = pending.filter((entry) => entry.entity === key).map((entry) => entry.operation)
    const row = overlay(change.row, own) ?? change.row
    const server = { epoch, rev: change.row.rev, seq: change.seq, time }
    return [storedRowOf(row, server)]
  })
}
