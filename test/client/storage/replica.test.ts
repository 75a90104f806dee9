import { replicaContract } from '../../contract/replica.ts'
import { dexieReplicaUnderTest } from '../../support/dexie-replica.ts'
import { memoryReplica } from '../../support/memory-replica.ts'
import { openSealed } from '../../support/sealed-database.ts'
import { openPacked, openSealedPacked } from '../../support/small-packs.ts'

replicaContract('memory', async () => memoryReplica())
replicaContract('Dexie', () => dexieReplicaUnderTest())
replicaContract('a sealed database', () => dexieReplicaUnderTest(openSealed))
replicaContract('Dexie with its rows in packs', () => dexieReplicaUnderTest(openPacked))
replicaContract('a sealed database with its rows in packs', () => dexieReplicaUnderTest(openSealedPacked))
