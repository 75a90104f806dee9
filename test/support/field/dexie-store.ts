import 'fake-indexeddb/auto'
import type { Database } from '../../../src/client/storage/database.ts'
import { lifeIn, lifeKey, lifeName } from '../../../src/client/storage/life.ts'
import { record } from '../../../src/client/storage/record.ts'
import { dexieReplica } from '../../../src/client/storage/replica.ts'
import { beginning } from '../../../src/core/protocol/cursor.ts'
import { lineOf } from '../../../src/core/protocol/envelope.ts'
import { openPacked, openSealedPacked } from '../small-packs.ts'
import type { DeviceSigner, Store } from './store.ts'

let opened = 0

/** The device's own storage, as it is in the browser, though a few rows make a pack already. */
export const dexieStore = (name: string, signer: DeviceSigner): Promise<Store> => storeIn(openPacked, name, signer)

/** The same, as it is on a shared tablet: sealed under a key of its own. */
export const sealedStore = (name: string, signer: DeviceSigner): Promise<Store> => storeIn(openSealedPacked, name, signer)

type Open = (name: string) => Database

const storeIn = async (open: Open, name: string, signer: DeviceSigner): Promise<Store> => {
  const database = fresh(open)
  await database.meta.put({ key: 'device', value: name })
  return storeOn(open, database, signer)
}

const fresh = (open: Open): Database => {
  opened += 1
  return open(`field-${opened}`)
}

const storeOn = (open: Open, database: Database, signer: DeviceSigner): Store => ({
  replica: (session, newDevice) => dexieReplica(database, { session, newDevice }),
  record: async (draft) => {
    const done = await record(database, [draft], { signer: { key: signer.key, sign: async (hash) => signer.sign(hash) } })
    return done.ok
  },
  row: async (key) => (await database.rows.get(key))?.row,
  shown: async () => {
    const [epoch, life] = await database.meta.bulkGet(['epoch', lifeKey])
    const present = lifeName(String(epoch?.value), lifeIn(life))
    const rows = await database.rows.toArray()
    return new Map(rows.map(({ key, row, server }) => [key, { row, rev: server?.epoch === present ? server.rev : 0 }]))
  },
  unsent: async () =>
    (await database.unsent.orderBy('order').toArray()).map(({ id, hash, text, signature }) => ({
      id,
      hash,
      line: lineOf({ hash, text, signature }),
    })),
  refused: async () => (await database.refused.toArray()).map(({ id, problem }) => ({ id, problem: problem.problem })),
  follow: async (stream) => {
    const cursors = (await database.meta.get('cursors'))?.value ?? {}
    await database.meta.put({ key: 'cursors', value: { [stream]: beginning, ...cursors } })
  },
  copy: async () => {
    const other = fresh(open)
    // The rows are seen whole, in whatever packs they lie.
    const seen = database.tables.filter(({ name: table }) => table !== 'packs' && table !== 'packed')
    for (const table of seen) await other.table(table.name).bulkPut(await table.toArray())
    await countOn(other, database)
    return storeOn(open, other, signer)
  },
  close: async () => {
    database.close()
    await database.delete()
  },
})

/** A copied profile counts on where the other one was: its next operation takes no number that one of its own has. */
const countOn = async ({ unsent }: Database, from: Database): Promise<void> => {
  const entry = { id: 'counted' as never, hash: '', text: '', entity: '', state: 'waiting' as const }
  const order = await from.transaction('rw', from.unsent, async () => {
    const last = await from.unsent.add(entry)
    await from.unsent.delete(last)
    return last
  })
  if (order === undefined) throw new Error('no number was given')
  await unsent.put({ ...entry, order })
  await unsent.delete(order)
}
