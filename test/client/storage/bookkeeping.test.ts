import { describe, expect, it } from 'vitest'
import { type Database, openDatabase, schemaEpoch } from '../../../src/client/storage/database.ts'
import { record } from '../../../src/client/storage/record.ts'
import { dexieReplica } from '../../../src/client/storage/replica.ts'
import { syncOnce } from '../../../src/client/sync/engine.ts'
import { beginning } from '../../../src/core/protocol/cursor.ts'
import { exchangeOf, loopback } from '../../support/loopback.ts'
import { memoryServerLog } from '../../support/memory-server-log.ts'
import { operation, stream } from '../../support/operations.ts'
import { openSealed } from '../../support/sealed-database.ts'

let opened = 0

type Open = (name?: string) => Database

const deviceWith = async (open: Open, made = operation()): Promise<Database> => {
  const database = open(`books-${opened++}`)
  await database.meta.bulkPut([
    { key: 'device', value: 'tablet-1' },
    { key: 'cursors', value: { [stream]: beginning } },
  ])
  await record(database, [made])
  return database
}

const speak = (database: Database, patience: number) =>
  syncOnce(
    exchangeOf({
      replica: dexieReplica(database, { session: 's', newDevice: () => 'renamed', patience }),
      send: loopback(memoryServerLog()),
    }),
  )

/** From the receipt on, a write to one table never settles, as on a disk that is full in the wrong moment. */
const hang = (database: Database, table: 'held' | 'rows'): void => {
  database[table].bulkPut = () => database.meta.toArray().then(() => new Promise(() => undefined)) as never
}

describe.each([
  ['the books of an exchange', openDatabase],
  ['the sealed books of an exchange', openSealed],
])('%s', (_, open) => {
  it.each(['held', 'rows'] as const)(
    'are given up when a write to %s never settles, and the work stays on the outbox',
    async (table) => {
      const database = await deviceWith(open)
      hang(database, table)
      const outcome = await speak(database, 150)
      expect(outcome).toEqual({ ok: false, problem: { problem: 'not-stored' } })
      if (table === 'held') expect(await database.unsent.count()).toBe(1)
    },
  )

  it('are kept by no tab whose code is older than the database', async () => {
    const database = await deviceWith(open)
    await database.meta.put({ key: 'schema', value: schemaEpoch + 1 })
    await expect(speak(database, 1000)).rejects.toThrow(/stale-tab/)
    expect(await database.unsent.count()).toBe(1)
  })

  it('close with the receipt and what headquarters holds when all is well', async () => {
    const made = operation()
    const database = await deviceWith(open, made)
    expect((await speak(database, 1000)).ok).toBe(true)
    expect([await database.unsent.count(), (await database.held.toArray()).flatMap(({ ids }) => ids)]).toEqual([0, [made.id]])
  })
})
