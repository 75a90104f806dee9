import type { StreamId } from '../../../core/domain/id.ts'
import type { Instant } from '../../../core/domain/time.ts'
import { beginning } from '../../../core/protocol/cursor.ts'
import type { ServerLog } from '../../../core/protocol/ports.ts'
import { type Manifest, manifestClaim, rowsIn, segmentLimits } from '../../../core/protocol/segment/manifest.ts'
import type { SegmentStore } from '../../../core/protocol/segment/segment-store.ts'
import { snapshotOf } from './snapshot.ts'

type Log = Pick<ServerLog, 'meet' | 'page' | 'signer'>

export type Press = {
  /**
   * A snapshot of the stream to begin with; undefined where an ordinary exchange serves as well. The first one is waited for;
   * later ones are made beside the requests that show the need, each stream's by one of them.
   */
  readonly manifest: (stream: StreamId) => Promise<Manifest | undefined>
  /** Ends once nothing is being made any more. */
  readonly rest: () => Promise<void>
}

/** How far the log may have moved on before a snapshot is made anew: what came since travels row by row. */
const far = { places: 2000, share: 0.2 } as const

export const openPress = (
  log: Log,
  store: SegmentStore,
  now: () => Instant,
  tell: (problem: unknown) => void = () => undefined,
): Press => {
  const running = new Map<StreamId, Promise<Manifest>>()

  const make = (stream: StreamId): Promise<Manifest> => {
    const known = running.get(stream)
    if (known) return known
    const making = pressed(log, store, stream, now).finally(() => running.delete(stream))
    running.set(stream, making)
    return making
  }

  return {
    manifest: async (stream) => {
      const { epoch, head } = await placeOf(log, stream)
      if (head < segmentLimits.worthwhile) return undefined
      const kept = await store.latest(stream, epoch)
      if (!kept) return make(stream)
      const moved = head - kept.seq
      if (moved > far.places || moved > far.share * rowsIn(kept)) make(stream).catch(tell)
      return kept
    },
    rest: async () => {
      await Promise.allSettled(running.values())
    },
  }
}

/** A visit by nobody: it only asks how far the stream is. */
const placeOf = async (log: Log, stream: StreamId): Promise<{ readonly epoch: string; readonly head: number }> => {
  const visit = { device: '', incarnation: null, epoch: null, cursors: { [stream]: beginning } }
  const { epoch, streams } = await log.meet(visit)
  return { epoch, head: streams[stream] ?? 0 }
}

/**
 * Begins again where the database began another life meanwhile: half a snapshot of each would be of none. And where anything of the
 * stream was erased: what was read before would hold it still.
 */
const pressed = async (log: Log, store: SegmentStore, stream: StreamId, now: () => Instant): Promise<Manifest> => {
  for (;;) {
    const { epoch, head: began } = await placeOf(log, stream)
    const time = now()
    const { cursor, segments, contents } = await snapshotOf(log, stream)
    if ((await placeOf(log, stream)).epoch !== epoch) continue
    const unsigned = { manifest: 1, epoch, stream, ...cursor, time, segments } as const
    const manifest = { ...unsigned, signature: log.signer.sign(manifestClaim(unsigned)) }
    if (await store.keep(manifest, contents, began)) return manifest
  }
}
