import { replicaContract } from '../../contract/replica.ts'
import { dexieReplicaUnderTest } from '../../support/dexie-replica.ts'
import { openSealed } from '../../support/sealed-database.ts'

replicaContract('Dexie in a real Chromium', () => dexieReplicaUnderTest())
replicaContract('a sealed database in a real Chromium', () => dexieReplicaUnderTest(openSealed))
