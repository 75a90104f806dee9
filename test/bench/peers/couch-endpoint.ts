import type { IncomingMessage } from 'node:http'
import { type Answer, bodyOf, json } from './answer.ts'
import type { DocumentStore } from './document-store.ts'

type CouchDocument = { readonly _id: string; readonly _rev: string; readonly _revisions?: unknown }

/** As much of CouchDB's interface as `PouchDB.replicate` asks for, either way. */
export const couchEndpoint = async (store: DocumentStore, request: IncomingMessage, url: URL): Promise<Answer> => {
  const [, , , ...rest] = url.pathname.split('/')
  const what = decodeURIComponent(rest.join('/'))
  const { method } = request
  if (what === '') return json({ db_name: 'bench', instance_start_time: '0', update_seq: store.head(), doc_count: store.head() })
  if (what.startsWith('_local/')) return method === 'PUT' ? putLocal(store, what, request) : getLocal(store, what)
  if (what === '_changes') return changes(store, url)
  const body = JSON.parse((await bodyOf(request)).toString()) as unknown
  if (what === '_revs_diff') return revsDiff(store, body as Record<string, readonly string[]>)
  if (what === '_bulk_docs') return bulkDocs(store, body as { readonly docs: readonly CouchDocument[] })
  if (what === '_bulk_get') return bulkGet(store, body as { readonly docs: readonly { readonly id: string }[] })
  return json({ error: 'not_found', reason: 'missing' }, 404)
}

const getLocal = (store: DocumentStore, id: string): Answer => {
  const body = store.note(id)
  return body ? { status: 200, type: 'application/json', body } : json({ error: 'not_found', reason: 'missing' }, 404)
}

const putLocal = async (store: DocumentStore, id: string, request: IncomingMessage): Promise<Answer> => {
  const sent = JSON.parse((await bodyOf(request)).toString()) as { readonly _rev?: string }
  const rev = `0-${Number((sent._rev ?? '0-0').slice(2)) + 1}`
  store.inOne(() => store.putNote(id, JSON.stringify({ ...sent, _rev: rev })))
  return json({ ok: true, id, rev }, 201)
}

const changes = (store: DocumentStore, url: URL): Answer => {
  const since = Number(url.searchParams.get('since') ?? 0)
  const rows = store.after(since, Number(url.searchParams.get('limit') ?? 100))
  const results = rows.map(({ seq, id, rev }) => ({ seq, id, changes: [{ rev }] }))
  const last = rows.at(-1)?.seq ?? since
  return json({ results, last_seq: last, pending: store.head() - last })
}

const revsDiff = (store: DocumentStore, asked: Record<string, readonly string[]>): Answer => {
  const missing: Record<string, { readonly missing: readonly string[] }> = {}
  for (const [id, revs] of Object.entries(asked)) {
    const known = store.get(id)?.rev
    const absent = revs.filter((rev) => rev !== known)
    if (absent.length > 0) missing[id] = { missing: absent }
  }
  return json(missing)
}

const bulkDocs = (store: DocumentStore, { docs }: { readonly docs: readonly CouchDocument[] }): Answer => {
  store.inOne(() => {
    for (const doc of docs) store.put(doc._id, doc._rev, JSON.stringify(doc))
  })
  return json([], 201)
}

const bulkGet = (store: DocumentStore, { docs }: { readonly docs: readonly { readonly id: string }[] }): Answer => {
  const results = docs.map(({ id }) => `{"id":${JSON.stringify(id)},"docs":[{"ok":${store.get(id)?.body ?? 'null'}}]}`)
  return { status: 200, type: 'application/json', body: `{"results":[${results.join(',')}]}` }
}
