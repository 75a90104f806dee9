import { replicaContract } from '../../contract/replica.ts'
import { dexieReplicaUnderTest } from '../../support/dexie-replica.ts'
import { memoryReplica } from '../../support/memory-replica.ts'
import { openSealed } from '../../support/sealed-database.ts'

replicaContract('memory', async () => memoryReplica())
replicaContract('Dexie', () => dexieReplicaUnderTest())
replicaContract('a sealed database', () => dexieReplicaUnderTest(openSealed))
