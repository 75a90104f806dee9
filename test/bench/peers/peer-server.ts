import { createReadStream, existsSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { scratchFolder } from '../../support/server-process.ts'
import { type Answer, json } from './answer.ts'
import { bareEndpoint } from './bare-endpoint.ts'
import { couchEndpoint } from './couch-endpoint.ts'
import { type DocumentStore, openDocumentStore } from './document-store.ts'
import { rxdbEndpoint } from './rxdb-endpoint.ts'

const endpoints = { bare: bareEndpoint, rxdb: rxdbEndpoint, couch: couchEndpoint }

/**
 * One server on node:http for what the peers speak, and for the pages that run them. Each turn of the bench names a store of
 * its own, `/<peer>/<store>`, which is an empty SQLite file for this peer until it is filled.
 */
export const startPeerServer = async (pages: string) => {
  const folder = scratchFolder()
  const stores = new Map<string, DocumentStore>()
  const store = (peer: string, name: string): DocumentStore => {
    const file = `${peer}-${name}.db`
    const found = stores.get(file) ?? openDocumentStore(join(folder.path, file))
    stores.set(file, found)
    return found
  }
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const [, peer = '', name = ''] = url.pathname.split('/')
    if (!(peer in endpoints)) return sendPage(response, join(pages, url.pathname))
    send(response, await endpoints[peer as keyof typeof endpoints](store(peer, name), request, url))
  }
  const server = createServer((request, response) => {
    answer(request, response).catch((problem: unknown) => send(response, json({ error: String(problem) }, 500)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    store,
    stop: async (): Promise<void> => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      for (const open of stores.values()) open.close()
      folder.remove()
    },
  }
}

export type PeerServer = Awaited<ReturnType<typeof startPeerServer>>

const send = (response: ServerResponse, { status, type, body, encoding }: Answer): void => {
  const bytes = encoding ? gzipSync(body) : Buffer.from(body)
  const headers = { 'content-type': type, 'content-length': bytes.length, ...(encoding ? { 'content-encoding': encoding } : {}) }
  response.writeHead(status, headers).end(bytes)
}

const sendPage = (response: ServerResponse, path: string): void => {
  if (!existsSync(path)) return void response.writeHead(404).end()
  response.writeHead(200, { 'content-type': path.endsWith('.html') ? 'text/html' : 'text/javascript' })
  createReadStream(path).pipe(response)
}
