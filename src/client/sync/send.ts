import type { Result } from '../../core/domain/result.ts'
import { err, ok } from '../../core/domain/result.ts'
import { linesOf } from './lines.ts'

/** Why an exchange brought nothing more. All of them leave the outbox as it was. */
export type ExchangeProblem =
  /** No answer, one that is not ours (a portal's page, a proxy's error), or one that broke off: as good as no network. */
  | { readonly problem: 'no-network' }
  /** An answer that is well-made, by somebody who is not the headquarters that this device knows. */
  | { readonly problem: 'other-server' }
  | { readonly problem: 'upgrade-required' }
  /** This tablet was revoked, and headquarters has all its work: it is to erase itself. */
  | { readonly problem: 'revoked' }
  /** It was, and something on it still has to get there first, which no ordinary exchange carries. */
  | { readonly problem: 'undelivered' }
  /** The server is there, and asks to be asked again in so many seconds. */
  | { readonly problem: 'too-many-requests'; readonly wait: number }
  /** The server does not know the session, or not any more: somebody has to sign in again. The work waits, and goes on. */
  | { readonly problem: 'signed-out' }
  /** The server is there and refuses the request as a whole; `status` is HTTP's. */
  | { readonly problem: 'rejected'; readonly status: number }
  /** The device itself could not keep the books: its storage is closed, full, or newer than this tab. */
  | { readonly problem: 'not-stored' }

export type Sending = {
  /** Told of every piece that came, in bytes as they are after unpacking. */
  readonly received: (bytes: number) => void
  /** Told how large the body went out, in bytes as they are on the line. */
  readonly sent: (bytes: number) => void
}

/** Carries a request's body there and brings the lines of the reply back as they come, as text or in their bytes. Ends where the reply ends or breaks off. `packed`: where that was done beforehand. */
export type Send = (
  body: string,
  sending: Sending,
  packed?: Promise<ArrayBuffer>,
) => Promise<Result<AsyncIterable<string | Uint8Array>, ExchangeProblem>>

/** How long headquarters may take to begin its answer, and how long the line may be silent after that, in milliseconds. */
const patience = 60_000
const silence = 30_000

/** Speaks with the endpoint over HTTP. */
export const httpSend =
  (url: string, ask: typeof fetch = fetch): Send =>
  async (body, { received, sent }, packing = pack(body)) => {
    const stopper = new AbortController()
    const stop = () => stopper.abort()
    let timer = setTimeout(stop, patience)
    const heard = (bytes: number): void => {
      clearTimeout(timer)
      timer = setTimeout(stop, silence)
      received(bytes)
    }
    try {
      const packed = await packing
      sent(packed.byteLength)
      const response = await ask(url, {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson', ...packedHeaders },
        body: packed,
        cache: 'no-store',
        credentials: 'same-origin',
        redirect: 'error',
        signal: stopper.signal,
      })
      const type = response.headers.get('content-type') ?? ''
      if (response.ok && type.startsWith('application/x-ndjson') && response.body)
        return ok(linesOf(response.body, heard, () => clearTimeout(timer)))
      clearTimeout(timer)
      if (type.startsWith('application/problem+json')) return err(await problemOf(response))
      // A proxy in between that takes no body of this size says so in its own words.
      return err(response.status === 413 ? { problem: 'rejected', status: 413 } : { problem: 'no-network' })
    } catch {
      clearTimeout(timer)
      return err({ problem: 'no-network' })
    }
  }

const problemOf = async (response: Response): Promise<ExchangeProblem> => {
  const { status, headers } = response
  const wait = headers.get('retry-after') ?? ''
  if (status === 426) return { problem: 'upgrade-required' }
  // A device that took a new name [D10] is one that the session does not know.
  if (status === 401 || (status === 403 && (await codeIn(response)) === 'other-device')) return { problem: 'signed-out' }
  if ((status === 429 || status === 503) && /^\d{1,6}$/.test(wait)) return { problem: 'too-many-requests', wait: Number(wait) }
  // Not every server that fails is ours.
  if (status === 500 && (await codeIn(response)) !== 'server-error') return { problem: 'no-network' }
  return { problem: 'rejected', status }
}

export const codeIn = async (response: Response): Promise<unknown> =>
  response
    .json()
    .then((detail: { readonly code?: unknown } | null) => detail?.code)
    .catch(() => undefined)

const canGzip = typeof CompressionStream === 'function'

/** The headers of a body that was packed. */
export const packedHeaders: { readonly [name: string]: string } = canGzip ? { 'content-encoding': 'gzip' } : {}

/** A body as it goes over the line. */
export const pack = async (text: string): Promise<ArrayBuffer> =>
  canGzip
    ? new Response(new Response(text).body?.pipeThrough(new CompressionStream('gzip')) ?? null).arrayBuffer()
    : new TextEncoder().encode(text).buffer
