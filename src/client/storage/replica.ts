import type { OperationId } from '../../core/domain/id.ts'
import type { Replica } from '../../core/protocol/ports.ts'
import type { Cursors } from '../../core/protocol/reply.ts'
import { confirm } from './confirm.ts'
import { type Database, schemaEpoch, type UnsentEntry } from './database.ts'
import { greet } from './greet.ts'
import { take } from './take.ts'
import { StaleTab } from './watchdog.ts'

export type ReplicaParts = {
  /** This page's own session, made at its start. */
  readonly session: string
  readonly newDevice: () => string
  /** Told which operations need no second copy any more. */
  readonly settled?: ((operations: readonly OperationId[]) => void) | undefined
}

/** The device's storage as the sync engine sees it. */
export const dexieReplica = (database: Database, { session, newDevice, settled }: ReplicaParts): Replica => ({
  outbox: async (limit, bytes, except) => {
    const entries = await database.unsent
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
  sending: (operations) => mark(database, operations, 'sending'),
  unknown: (operations) => mark(database, operations, 'unknown'),
  greet: (hello, asked) =>
    database.transaction('rw', [database.rows, database.unsent, database.held, database.meta], async () => {
      await assertSchema(database)
      await greet(database, hello, { asked, session, newDevice })
    }),
  confirm: async (receipts, proof) => {
    const tables = [database.unsent, database.held, database.refused, database.receipts, database.meta]
    const taken = await database.transaction('rw', tables, async () => {
      await assertSchema(database)
      return confirm(database, receipts, proof)
    })
    settled?.(taken)
  },
  take: (page) =>
    database.transaction('rw', [database.rows, database.unsent, database.meta], async () => {
      await assertSchema(database)
      await take(database, page)
    }),
  cursors: async () => ((await database.meta.get('cursors'))?.value ?? {}) as Cursors,
  session: async () => {
    const found = await database.meta.bulkGet(['device', 'incarnation', 'epoch', 'server-key'])
    const [device, last, epoch, key] = found.map((entry) => entry?.value as string | undefined)
    return { device: device ?? '', incarnation: [last ?? null, session], epoch: epoch ?? null, key: key ?? null }
  },
})

const assertSchema = async (database: Database): Promise<void> => {
  const found = await database.meta.get('schema')
  if (Number(found?.value ?? schemaEpoch) > schemaEpoch) throw new StaleTab('the database is newer than this tab')
}

const mark = (database: Database, operations: readonly OperationId[], state: UnsentEntry['state']): Promise<void> =>
  database.transaction('rw', [database.unsent, database.meta], async () => {
    await assertSchema(database)
    await database.unsent.where('id').anyOf(operations).modify({ state })
  })
