import type { IncomingMessage } from 'node:http'
import { gunzipSync } from 'node:zlib'
import type { Assessed } from '../../support/assessed.ts'
import { type Answer, bodyOf, json } from './answer.ts'
import type { DocumentStore } from './document-store.ts'

/** How many documents the bare download carries in one reply. */
const pageSize = 1000

/**
 * The least that an upload can be: gzip NDJSON, unpacked and parsed, one insert a document with the line as it came, one
 * durable transaction a request. No merge, no log, no receipt. The download is the lines again, a thousand a reply.
 */
export const bareEndpoint = async (store: DocumentStore, request: IncomingMessage, url: URL): Promise<Answer> => {
  if (request.method === 'GET') {
    const rows = store.after(Number(url.searchParams.get('after') ?? 0), pageSize)
    const next = rows.length < pageSize ? null : rows.at(-1)?.seq
    const lines = [JSON.stringify({ next }), ...rows.map(({ body }) => body)]
    return { status: 200, type: 'application/x-ndjson', body: lines.join('\n'), encoding: 'gzip' }
  }
  const lines = gunzipSync(await bodyOf(request))
    .toString()
    .split('\n')
  store.inOne(() => {
    for (const line of lines) store.put((JSON.parse(line) as Assessed).id, '1', line)
  })
  return json({ taken: lines.length })
}
