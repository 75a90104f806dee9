import PouchDB from 'pouchdb-browser'
import type { Assessed } from '../../support/assessed.ts'
import { demandStrict, offer, rated, since, timed } from './peer.ts'

/* PouchDB on its IndexedDB adapter, with `replicate` at its defaults. */

let database: PouchDB

const couched = ({ id, ...rest }: Assessed) => ({ _id: id, ...rest })
const remote = (endpoint: string): string => new URL(endpoint, location.href).href

const complete = async (replicated: Promise<{ readonly ok: boolean; readonly errors: readonly unknown[] }>): Promise<void> => {
  const { ok, errors } = await replicated
  if (!ok || errors.length > 0) throw new Error(`the replication ended with ${errors.length} errors`)
}

offer({
  open: async ({ strict }) => {
    if (strict) demandStrict()
    database = new PouchDB('bench')
    await database.info()
  },
  autosave: async (document, times) => {
    let { rev } = await database.put(couched(document))
    return timed(times, async (turn) => {
      const saved = await database.put({ ...couched(rated(document, turn)), _rev: rev })
      rev = saved.rev
    })
  },
  keep: async (documents) => void (await database.bulkDocs(documents.map(couched))),
  push: (endpoint) => since(() => complete(database.replicate.to(remote(endpoint)))),
  pull: async (endpoint) => {
    const { ms } = await since(() => complete(database.replicate.from(remote(endpoint))))
    return { ms, count: (await database.info()).doc_count }
  },
})
