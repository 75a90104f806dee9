import { replicaContract } from '../../contract/replica.ts'
import { dexieReplicaUnderTest } from '../../support/dexie-replica.ts'

replicaContract('Dexie in a real Chromium', dexieReplicaUnderTest)
