import type { Table } from 'dexie'
import type { OperationId } from '../../core/domain/id.ts'
import type { Cursors } from '../../core/protocol/cursor.ts'
import type { Replica } from '../../core/protocol/ports.ts'
import { confirm } from './confirm.ts'
import { type Database, schemaEpoch, type UnsentEntry } from './database.ts'
import { greet } from './greet.ts'
import { take } from './take.ts'
import { guarded, StaleTab, type StorageProblem } from './watchdog.ts'
import { witnessOf } from './witness.ts'

export type ReplicaParts = {
  /** This page's own session, made at its start. */
  readonly session: string
  readonly newDevice: () => string
  /** Told which operations need no second copy any more. */
  readonly settled?: ((operations: readonly OperationId[]) => void) | undefined
  /** How long one write of the books may take, in milliseconds. */
  readonly patience?: number
}

/** A page of changes is many rows, and nobody waits for it with a finger on the glass: slow is not stuck. */
const bookkeeping = 20_000

/** Thrown where the device cannot keep the books: the exchange ends, and the person is told. */
export class NotStored extends Error {
  override readonly name = 'NotStored'
  readonly problem: StorageProblem
  constructor(problem: StorageProblem) {
    super(`${problem.cause}: ${problem.detail}`)
    this.problem = problem
  }
}

/** The device's storage as the sync engine sees it. */
export const dexieReplica = (
  database: Database,
  { session, newDevice, settled, patience = bookkeeping }: ReplicaParts,
): Replica => {
  const { rows, unsent, held, refused, receipts, meta } = database
  const keep = <Value>(tables: readonly Table[], write: () => Promise<Value>) => kept(database, { tables, write, patience })
  const mark = (operations: readonly OperationId[], state: UnsentEntry['state']): Promise<void> =>
    keep([unsent, meta], async () => {
      await unsent.where('id').anyOf(operations).modify({ state })
    })
  return {
    outbox: async (limit, bytes, except) => {
      const entries = await unsent
        .orderBy('order')
        .limit(limit + (except?.size ?? 0))
        .toArray()
      let size = 0
      const wanted = entries.filter((entry) => !except?.has(entry.id))
      return wanted
        .filter((entry, place) => {
          size += entry.text.length
          return place === 0 || size <= bytes
        })
        .map(({ id, hash, text, signature }) => ({ id, hash, text, ...(signature ? { signature } : {}) }))
    },
    sending: (operations) => mark(operations, 'sending'),
    unknown: (operations) => mark(operations, 'unknown'),
    greet: (hello, asked) => keep([rows, unsent, held, meta], () => greet(database, hello, { asked, session, newDevice })),
    confirm: async (found, proof) => {
      const taken = await keep([rows, unsent, held, refused, receipts, meta], () => confirm(database, found, proof))
      settled?.(taken)
    },
    take: (page) => keep([rows, unsent, meta], () => take(database, page)),
    cursors: async () => ((await meta.get('cursors'))?.value ?? {}) as Cursors,
    session: async () => {
      const found = await meta.bulkGet(['device', 'incarnation', 'epoch', 'server-key'])
      const [device, last, epoch, key] = found.map((entry) => entry?.value as string | undefined)
      const witness = await witnessOf(database)
      const self = { device: device ?? '', incarnation: [last ?? null, session] as const, epoch: epoch ?? null, key: key ?? null }
      return Object.keys(witness).length > 0 ? { ...self, witness } : self
    },
  }
}

type Keeping<Value> = {
  readonly tables: readonly Table[]
  readonly write: () => Promise<Value>
  readonly patience: number
}

/** One write of the books: all of it or nothing, by no older code than the database, and never waited for without end. */
const kept = async <Value>(database: Database, { tables, write, patience }: Keeping<Value>): Promise<Value> => {
  let abandon = (): void => undefined
  const done = await guarded(
    () =>
      database.transaction('rw', tables, async (transaction) => {
        abandon = () => transaction.abort()
        await assertSchema(database)
        return write()
      }),
    () => abandon(),
    patience,
  )
  if (done.ok) return done.value
  throw new NotStored(done.problem)
}

const assertSchema = async (database: Database): Promise<void> => {
  const found = await database.meta.get('schema')
  if (Number(found?.value ?? schemaEpoch) > schemaEpoch) throw new StaleTab('the database is newer than this tab')
}
