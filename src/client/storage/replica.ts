import type { Table } from 'dexie'
import type { OperationId } from '../../core/domain/id.ts'
import type { Cursors } from '../../core/protocol/cursor.ts'
import type { Replica, Session } from '../../core/protocol/ports.ts'
import { announce, type Sessions, sessionKeys } from './announce.ts'
import { confirm } from './confirm.ts'
import { type Database, schemaEpoch } from './database.ts'
import { greet } from './greet.ts'
import { markSending, markUnknown } from './on-the-way.ts'
import { openOutbox } from './outbox.ts'
import { take } from './take.ts'
import { guarded, StaleTab, type StorageProblem } from './watchdog.ts'

export type ReplicaParts = {
  /** This page's own session, made at its start. */
  readonly session: string
  readonly newDevice: () => string
  /** Told which operations need no second copy any more. */
  readonly settled?: ((operations: readonly OperationId[]) => void) | undefined
  /** Told by which sessions headquarters may know this device: before it hears one, and after. */
  readonly named?: ((sessions: Sessions) => void) | undefined
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
  { session, newDevice, settled, named, patience = bookkeeping }: ReplicaParts,
): Replica => {
  const { rows, unsent, held, refused, receipts, answers, meta, downloads, segments, contents } = database
  const keep = <Value>(tables: readonly Table[], write: () => Promise<Value>) => kept(database, { tables, write, patience })
  const outbox = openOutbox(database)
  let isAnnounced = false
  const self = async (): Promise<Session> => {
    const [told, ...found] = await meta.bulkGet(['witness', 'device', ...sessionKeys, 'epoch', 'server-key'])
    const [device, last, present, epoch, key] = found.map((entry) => entry?.value as string | undefined)
    const witness = (told?.value ?? {}) as Cursors
    const incarnation = [last ?? null, present ?? session] as const
    const known = { device: device ?? '', incarnation, epoch: epoch ?? null, key: key ?? null }
    return Object.keys(witness).length > 0 ? { ...known, witness } : known
  }
  return {
    announce: async () => {
      if (isAnnounced) return
      isAnnounced = await keep([meta], () => announce(database, session))
      named?.((await self()).incarnation)
    },
    outbox: outbox.read,
    unsent: () => unsent.count(),
    sending: (operations) => keep([meta], () => markSending(database, operations)),
    unknown: (operations) => keep([unsent, meta], () => markUnknown(database, operations)),
    greet: async (hello, asked) => {
      const greeting = { asked, session, newDevice }
      if (await keep([rows, unsent, held, meta, downloads, segments, contents], () => greet(database, hello, greeting)))
        outbox.begin()
      named?.((await self()).incarnation)
    },
    confirm: async (found, proof) => {
      const tables = [rows, unsent, held, refused, receipts, answers, meta]
      const taken = await keep(tables, () => confirm(database, found, { proof, sent: outbox.sent() }))
      outbox.settled(taken)
      settled?.(taken)
    },
    take: (page) => keep([rows, unsent, meta, downloads, segments, contents], () => take(database, page)),
    cursors: async () => ((await meta.get('cursors'))?.value ?? {}) as Cursors,
    session: self,
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
