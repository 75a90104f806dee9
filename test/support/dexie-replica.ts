import { keyOf, openDatabase } from '../../src/client/storage/database.ts'
import { record } from '../../src/client/storage/record.ts'
import { dexieReplica } from '../../src/client/storage/replica.ts'
import type { DeviceId } from '../../src/core/domain/id.ts'
import type { Operation } from '../../src/core/protocol/operation.ts'
import type { ReplicaUnderTest } from '../contract/replica.ts'

let opened = 0

/** The device's own storage, opened under a name of its own. */
export const dexieReplicaUnderTest = async (): Promise<ReplicaUnderTest> => {
  opened += 1
  const database = openDatabase(`contract-${opened}-${Math.random()}`)
  return {
    replica: dexieReplica(database),
    read: async (kind, id) => (await database.rows.get(keyOf(kind, id)))?.row,
    work: async (operations: readonly Operation[]) => {
      const done = await record(database, 'tablet-1' as DeviceId, operations)
      if (!done.ok) throw new Error(done.problem.problem)
    },
  }
}
