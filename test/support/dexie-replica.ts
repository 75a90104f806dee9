import { keyOf, openDatabase } from '../../src/client/storage/database.ts'
import { heldWhere } from '../../src/client/storage/held.ts'
import { record } from '../../src/client/storage/record.ts'
import { dexieReplica } from '../../src/client/storage/replica.ts'
import type { Operation } from '../../src/core/protocol/operation.ts'
import type { ReplicaUnderTest } from '../contract/replica.ts'

let opened = 0

/** The device's own storage, opened under a name of its own. */
export const dexieReplicaUnderTest = async (open = openDatabase): Promise<ReplicaUnderTest> => {
  opened += 1
  const database = open(`contract-${opened}-${Math.random()}`)
  await database.meta.put({ key: 'device', value: 'tablet-1' })
  const page = (session: string) => dexieReplica(database, { session, newDevice: () => 'tablet-2' })
  return {
    replica: page('session-1'),
    page,
    read: async (kind, id) => (await database.rows.get(keyOf(kind, id)))?.row,
    held: async () => (await heldWhere(database, () => true)).map(({ id }) => id),
    work: async (operations: readonly Operation[]) => {
      const done = await record(database, operations)
      if (!done.ok) throw new Error(done.problem.problem)
    },
  }
}
