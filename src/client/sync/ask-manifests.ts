import type { StreamId } from '../../core/domain/id.ts'
import { type Manifest, manifestsIn, segmentLimits } from '../../core/protocol/segment/manifest.ts'

/** How long a server may take to make its first snapshot of a large stream, in milliseconds. */
const patience = 120_000

/** What the server has of these streams to begin with; undefined where no server of ours answered. */
export const askManifests = async (
  url: string,
  streams: readonly StreamId[],
  ask: typeof fetch = fetch,
): Promise<readonly Manifest[] | undefined> => {
  const found: Manifest[] = []
  for (let at = 0; at < streams.length; at += segmentLimits.streams) {
    const some = await askSome(url, streams.slice(at, at + segmentLimits.streams), ask)
    if (!some) return undefined
    found.push(...some)
  }
  return found
}

const askSome = async (
  url: string,
  streams: readonly StreamId[],
  ask: typeof fetch,
): Promise<readonly Manifest[] | undefined> => {
  try {
    const response = await ask(`${url}?stream=${streams.join(',')}`, {
      cache: 'no-store',
      credentials: 'same-origin',
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
    })
    const type = response.headers.get('content-type') ?? ''
    // A server that is older than this app has no snapshots at all.
    if (response.status === 404 && type.startsWith('application/problem+json')) return []
    return response.ok && type.startsWith('application/json') ? manifestsIn(await response.text()) : undefined
  } catch {
    return undefined
  }
}
