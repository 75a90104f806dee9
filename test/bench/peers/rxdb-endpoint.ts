import type { IncomingMessage } from 'node:http'
import type { Assessed } from '../../support/assessed.ts'
import { type Answer, bodyOf, json } from './answer.ts'
import type { DocumentStore } from './document-store.ts'

type Held = Assessed & { readonly _deleted: boolean }
type Pushed = { readonly newDocumentState: Held; readonly assumedMasterState?: Held }

/**
 * RxDB's own HTTP replication as its manual writes it: a push of rows that answers with the conflicting documents, a pull
 * of documents after a checkpoint. Plain JSON, as `fetch` sends it.
 */
export const rxdbEndpoint = async (store: DocumentStore, request: IncomingMessage, url: URL): Promise<Answer> => {
  if (request.method === 'GET') {
    const rows = store.after(Number(url.searchParams.get('after') ?? 0), Number(url.searchParams.get('limit') ?? 100))
    const checkpoint = { seq: rows.at(-1)?.seq ?? Number(url.searchParams.get('after') ?? 0) }
    const documents = rows.map(({ body }) => body).join(',')
    return {
      status: 200,
      type: 'application/json',
      body: `{"documents":[${documents}],"checkpoint":${JSON.stringify(checkpoint)}}`,
    }
  }
  const rows = JSON.parse((await bodyOf(request)).toString()) as readonly Pushed[]
  const conflicts: Held[] = []
  store.inOne(() => {
    for (const { newDocumentState, assumedMasterState } of rows) {
      const known = store.get(newDocumentState.id)
      const assumed = assumedMasterState && JSON.stringify(assumedMasterState)
      if (known && known.body !== assumed) conflicts.push(JSON.parse(known.body))
      else store.put(newDocumentState.id, '1', JSON.stringify(newDocumentState))
    }
  })
  return json(conflicts)
}
