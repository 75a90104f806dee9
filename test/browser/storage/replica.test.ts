import { replicaContract } from '../../contract/replica.ts'
import { dexieReplicaUnderTest } from '../../support/dexie-replica.ts'
import { openSealed } from '../../support/sealed-database.ts'
import { openPacked, openSealedPacked } from '../../support/small-packs.ts'

replicaContract('Dexie in a real Chromium', () => dexieReplicaUnderTest())
replicaContract('a sealed database in a real Chromium', () => dexieReplicaUnderTest(openSealed))
replicaContract('Dexie with its rows in packs in a real Chromium', () => dexieReplicaUnderTest(openPacked))
replicaContract('a sealed database with its rows in packs in a real Chromium', () => dexieReplicaUnderTest(openSealedPacked))
