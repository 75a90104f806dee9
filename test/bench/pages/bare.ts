import type { Assessed } from '../../support/assessed.ts'
import { offer, rated, since, timed } from './peer.ts'

/*
 * The least that can be done with a browser: one strict put; a gzip NDJSON upload of documents that are in memory already,
 * fifty a request and nothing written down afterwards; a download of lines, each put as it is.
 */

const batch = 50
let database: IDBDatabase
let kept: readonly Assessed[] = []

const settled = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error)
  })

const put = (documents: readonly unknown[]): Promise<void> => {
  const transaction = database.transaction('documents', 'readwrite', { durability: 'strict' })
  const store = transaction.objectStore('documents')
  for (const document of documents) store.put(document)
  return settled(transaction)
}

const gzip = (text: string): Promise<ArrayBuffer> =>
  new Response(new Response(text).body?.pipeThrough(new CompressionStream('gzip')) ?? null).arrayBuffer()

const upload = async (endpoint: string, documents: readonly Assessed[]): Promise<void> => {
  const body = await gzip(documents.map((document) => JSON.stringify(document)).join('\n'))
  const response = await fetch(endpoint, { method: 'POST', headers: { 'content-type': 'application/x-ndjson' }, body })
  const { taken } = (await response.json()) as { readonly taken: number }
  if (taken !== documents.length) throw new Error(`${taken} of ${documents.length} were taken`)
}

const download = async (endpoint: string): Promise<number> => {
  let count = 0
  let after: number | null = 0
  while (after !== null) {
    const text: string = await (await fetch(`${endpoint}?after=${after}`)).text()
    const [head = '', ...lines] = text.split('\n')
    await put(lines.map((line): unknown => JSON.parse(line)))
    count += lines.length
    after = (JSON.parse(head) as { readonly next: number | null }).next
  }
  return count
}

offer({
  open: () =>
    new Promise((resolve, reject) => {
      const request = indexedDB.open('bench-bare')
      request.onupgradeneeded = () => request.result.createObjectStore('documents', { keyPath: 'id' })
      request.onerror = () => reject(request.error)
      request.onsuccess = () => {
        database = request.result
        resolve()
      }
    }),
  autosave: async (document, times) => {
    await put([document])
    return timed(times, (turn) => put([rated(document, turn)]))
  },
  keep: async (documents) => {
    kept = documents
  },
  push: (endpoint) =>
    since(async () => {
      for (let at = 0; at < kept.length; at += batch) await upload(endpoint, kept.slice(at, at + batch))
    }),
  pull: async (endpoint) => {
    let count = 0
    const { ms } = await since(async () => {
      count = await download(endpoint)
    })
    return { ms, count }
  },
})
