import { createRxDatabase, type RxCollection, type RxJsonSchema } from 'rxdb/plugins/core'
import { replicateRxCollection } from 'rxdb/plugins/replication'
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'
import type { Assessed } from '../../support/assessed.ts'
import { demandStrict, offer, since, tapOn, timed } from './peer.ts'

/* RxDB on its free Dexie storage, with its replication at its defaults and the handlers of its manual. */

type Checkpoint = { readonly seq: number }
let collection: RxCollection<Assessed>

const text = { type: 'string' } as const
const schema: RxJsonSchema<Assessed> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 100 },
    campaign: text,
    assignment: text,
    role: text,
    ratings: { type: 'object' },
    comments: { type: 'object' },
    summary: text,
    signedAt: text,
    signedBy: text,
  },
  required: ['id', 'campaign', 'assignment', 'role', 'ratings', 'comments', 'summary', 'signedAt', 'signedBy'],
}

const headers = { 'content-type': 'application/json', accept: 'application/json' }

offer({
  open: async ({ strict }) => {
    if (strict) demandStrict()
    const database = await createRxDatabase({ name: 'bench', storage: getRxStorageDexie() })
    const made = await database.addCollections({ assessments: { schema } })
    collection = made['assessments'] as RxCollection<Assessed>
  },
  autosave: async (document, times) => {
    const held = await collection.insert(document)
    return timed(times, (turn) => {
      const { competency, rating } = tapOn(document, turn)
      return held.incrementalPatch({ ratings: { ...document.ratings, [competency]: rating } })
    })
  },
  keep: async (documents) => void (await collection.bulkInsert([...documents])),
  push: (endpoint) =>
    since(async () => {
      const replication = replicateRxCollection<Assessed, Checkpoint>({
        collection,
        replicationIdentifier: endpoint,
        push: {
          handler: async (rows) => {
            const response = await fetch(endpoint, { method: 'POST', headers, body: JSON.stringify(rows) })
            return response.json()
          },
        },
      })
      await replication.awaitInitialReplication()
    }),
  pull: async (endpoint) => {
    const { ms } = await since(async () => {
      const replication = replicateRxCollection<Assessed, Checkpoint>({
        collection,
        replicationIdentifier: endpoint,
        pull: {
          handler: async (checkpoint, limit) => {
            const response = await fetch(`${endpoint}?after=${checkpoint?.seq ?? 0}&limit=${limit}`, { headers })
            return response.json()
          },
        },
      })
      await replication.awaitInitialReplication()
    })
    return { ms, count: await collection.count().exec() }
  },
})
