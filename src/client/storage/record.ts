import type { DeviceId, OperationId, PersonId, StreamId } from '../../core/domain/id.ts'
import { err, type Result } from '../../core/domain/result.ts'
import type { Instant } from '../../core/domain/time.ts'
import type { Json } from '../../core/protocol/json.ts'
import { type MergeProblem, merge } from '../../core/protocol/merge.ts'
import type { EntityKind, Operation, OperationKind } from '../../core/protocol/operation.ts'
import { streamsOf } from '../../core/protocol/streams.ts'
import { type Database, keyOf, type OutboxEntry, type StoredRow, schemaEpoch } from './database.ts'
import { storedRowOf } from './stored-row.ts'
import { guarded, patience, StaleTab, type StorageProblem } from './watchdog.ts'

/** What a person did, before the device has numbered it. `base` and `lsn` are read where it is written. */
export type Draft = {
  readonly id: OperationId
  readonly kind: OperationKind
  readonly entity: { readonly kind: EntityKind; readonly id: string }
  readonly stream: StreamId
  readonly author: PersonId | null
  readonly resolves?: readonly OperationId[] | undefined
  readonly set: { readonly [field: string]: Json }
  readonly wall: Instant
}

export type RecordProblem = StorageProblem | MergeProblem

class Refused extends Error {
  override readonly name = 'Refused'
  readonly problem: MergeProblem
  constructor(problem: MergeProblem) {
    super(problem.problem)
    this.problem = problem
  }
}

/**
 * Records what a person did: row, operation and outbox entry in one strict transaction, all or nothing. Answers after the
 * transaction is on disk, and only then may anybody say *saved*.
 */
export const record = async (
  database: Database,
  device: DeviceId,
  drafts: readonly Draft[],
): Promise<Result<readonly Operation[], RecordProblem>> => {
  let refused: MergeProblem | undefined
  let abandon = (): void => undefined
  const done = await guarded(
    () =>
      database.transaction('rw', [database.rows, database.outbox, database.meta], async (transaction) => {
        abandon = () => transaction.abort()
        try {
          return await write(database, device, drafts)
        } catch (error) {
          if (error instanceof Refused) refused = error.problem
          throw error
        }
      }),
    () => abandon(),
    patienceFor(drafts.length),
  )
  return !done.ok && refused ? err(refused) : done
}

/** A staff list is thousands of operations in one transaction: slow is not stuck, and a slow computer must finish it too. */
const patienceFor = (operations: number): number => patience + Math.max(0, operations - 100) * 5

const write = async (database: Database, device: DeviceId, drafts: readonly Draft[]): Promise<readonly Operation[]> => {
  const keys = [...new Set(drafts.map(({ entity }) => keyOf(entity.kind, entity.id)))]
  const [meta, found] = await Promise.all([database.meta.bulkGet(['schema', 'counter', 'cursors']), database.rows.bulkGet(keys)])
  if (Number(meta[0]?.value ?? schemaEpoch) > schemaEpoch) throw new StaleTab('the database is newer than this tab')
  const cursors = (meta[2]?.value ?? {}) as { readonly [stream: string]: number }
  let lsn = Number(meta[1]?.value ?? 0)

  const rows = new Map(found.flatMap((stored) => (stored ? [[stored.key, stored] as const] : [])))
  const operations: Operation[] = []
  const streams: Record<string, number> = { ...cursors }
  for (const draft of drafts) {
    const key = keyOf(draft.entity.kind, draft.entity.id)
    const stored = rows.get(key)
    lsn += 1
    const operation = operationOf(draft, device, lsn, stored)
    const merged = merge(stored?.row, operation)
    if (!merged.ok) throw new Refused(merged.problem)
    const { row } = merged
    rows.set(key, storedRowOf(row, stored?.server ?? null))
    for (const stream of streamsOf(row)) streams[stream] ??= 0
    operations.push(operation)
  }
  const followed = Object.keys(streams).length > Object.keys(cursors).length
  const counter = { key: 'counter', value: lsn }
  await Promise.all([
    putAll(database.rows, [...rows.values()]),
    putAll(database.outbox, operations.map(entryOf)),
    putAll(database.meta, followed ? [counter, { key: 'cursors', value: streams }] : [counter]),
  ])
  return operations
}

/** A single put takes a shorter way through Dexie than a bulk of one. */
const putAll = async <Item>(
  table: { put: (item: Item) => Promise<unknown>; bulkPut: (items: readonly Item[]) => Promise<unknown> },
  items: readonly Item[],
): Promise<unknown> => (items.length === 1 && items[0] !== undefined ? table.put(items[0]) : table.bulkPut(items))

/** A signature carries all that the assessment holds here: what is signed is what the signer had before him. */
const operationOf = (draft: Draft, device: DeviceId, lsn: number, stored: StoredRow | undefined): Operation => {
  const signs = draft.kind === 'seal' && draft.entity.kind === 'assessment'
  const set = signs ? { ...stored?.row.fields, ...draft.set } : draft.set
  const base = Object.fromEntries(Object.keys(set).map((field) => [field, stored?.row.writers[field] ?? null]))
  return { ...draft, set, device, lsn, base }
}

const entryOf = (operation: Operation): OutboxEntry => ({
  lsn: operation.lsn,
  id: operation.id,
  entity: keyOf(operation.entity.kind, operation.entity.id),
  state: 'waiting',
  operation,
})
