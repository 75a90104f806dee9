import type { SegmentEntry } from '../../core/protocol/segment/manifest.ts'
import { joined } from './unzip.ts'

export type FetchedSegment = {
  /** All bytes that are here now, from the first on, those from before included. */
  readonly bytes: Uint8Array
  /** Of these, what came now. */
  readonly fresh: number
  /** `gone`: the server has no such segment. `refused`: no server of ours answered. `cut`: the line went. */
  readonly end: 'whole' | 'cut' | 'refused' | 'gone'
}

/** How long nothing may come before the line counts as dead, in milliseconds. */
const silence = 30_000

/**
 * Asks for what is missing of a segment. What came before a cut is kept, for the next request goes on behind it. An answer
 * counts only if it is this segment's, from this byte on: a portal's page and a cache's other content do not. `came` is told how
 * much is here as it comes.
 */
export const fetchSegment = async (
  url: string,
  { hash, bytes: size }: Pick<SegmentEntry, 'hash' | 'bytes'>,
  before: Uint8Array,
  came: (bytes: number) => void = () => undefined,
  ask: typeof fetch = fetch,
): Promise<FetchedSegment> => {
  const line = new AbortController()
  let watch = setTimeout(() => line.abort(), silence)
  const parts: Uint8Array[] = [before]
  let length = before.length
  const ended = (end: FetchedSegment['end']): FetchedSegment => ({
    bytes: joined(parts, length),
    fresh: Math.max(0, length - before.length),
    end,
  })
  try {
    const response = await ask(`${url}/${hash}`, {
      headers: before.length > 0 ? { range: `bytes=${before.length}-`, 'if-range': `"${hash}"` } : {},
      cache: 'no-store',
      credentials: 'same-origin',
      redirect: 'error',
      signal: line.signal,
    })
    const answered = startOf(response, hash, before.length, size)
    if (answered === 'gone' || answered === 'refused') {
      line.abort()
      return ended(answered)
    }
    if (answered === 0) {
      parts.length = 0
      length = 0
    }
    const reader = response.body?.getReader()
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
      clearTimeout(watch)
      watch = setTimeout(() => line.abort(), silence)
      parts.push(next.value)
      length += next.value.length
      if (length > size) {
        line.abort()
        return { bytes: new Uint8Array(), fresh: 0, end: 'refused' }
      }
      came(length)
    }
    return ended(length === size ? 'whole' : 'cut')
  } catch {
    return ended('cut')
  } finally {
    clearTimeout(watch)
  }
}

/** From which byte on the answer goes; a server may always answer with the whole. */
const startOf = ({ status, headers }: Response, hash: string, wanted: number, size: number): number | 'gone' | 'refused' => {
  const type = headers.get('content-type') ?? ''
  if (status === 404 && type.startsWith('application/problem+json')) return 'gone'
  if (!type.startsWith('application/octet-stream') || headers.get('etag') !== `"${hash}"`) return 'refused'
  if (status === 200) return 0
  const range = /^bytes (\d+)-\d+\/(\d+)$/.exec(headers.get('content-range') ?? '')
  return status === 206 && Number(range?.[1]) === wanted && Number(range?.[2]) === size ? wanted : 'refused'
}
