import type { Result } from '../../core/domain/result.ts'
import { err, ok } from '../../core/domain/result.ts'
import { decodeSyncReply, type SyncReply, type SyncRequest } from '../../core/protocol/sync.ts'

/** Why an exchange brought nothing. All of them leave the outbox as it was. */
export type ExchangeProblem =
  /** No answer, or one that is not ours (a portal's page, a proxy's error): as good as no network. */
  | { readonly problem: 'no-network' }
  | { readonly problem: 'upgrade-required' }
  /** The server is there and refuses the request as a whole; `status` is HTTP's. */
  | { readonly problem: 'rejected'; readonly status: number }
  /** The device itself could not keep the books: its storage is closed, full, or newer than this tab. */
  | { readonly problem: 'not-stored' }

export type Send = (request: SyncRequest) => Promise<Result<SyncReply, ExchangeProblem>>

/** How long one exchange may take on a slow line, in milliseconds. */
const deadline = 60_000

/** Speaks with the endpoint over HTTP. A reply counts only with our content type, shape, protocol and nonce. */
export const httpSend =
  (url: string, ask: typeof fetch = fetch): Send =>
  async (request) => {
    try {
      const response = await ask(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(canGzip ? { 'content-encoding': 'gzip' } : {}) },
        body: canGzip ? await gzip(JSON.stringify(request)) : JSON.stringify(request),
        cache: 'no-store',
        credentials: 'same-origin',
        redirect: 'error',
        signal: AbortSignal.timeout(deadline),
      })
      const type = response.headers.get('content-type') ?? ''
      if (type.startsWith('application/problem+json'))
        return err(response.status === 426 ? { problem: 'upgrade-required' } : { problem: 'rejected', status: response.status })
      if (!response.ok || !type.startsWith('application/json')) return err({ problem: 'no-network' })
      const reply = decodeSyncReply(await response.json(), request.nonce)
      return reply ? ok(reply) : err({ problem: 'no-network' })
    } catch {
      return err({ problem: 'no-network' })
    }
  }

const canGzip = typeof CompressionStream === 'function'

const gzip = async (text: string): Promise<ArrayBuffer> =>
  new Response(new Response(text).body?.pipeThrough(new CompressionStream('gzip')) ?? null).arrayBuffer()
