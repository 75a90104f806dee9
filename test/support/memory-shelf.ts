import type { StreamId } from '../../src/core/domain/id.ts'
import type { Cursor } from '../../src/core/protocol/cursor.ts'
import type { Change } from '../../src/core/protocol/reply.ts'
import type { DownloadShelf, ShelvedSegment } from '../../src/core/protocol/segment/download-shelf.ts'
import type { Manifest } from '../../src/core/protocol/segment/manifest.ts'

/** Takes rows in, and moves the cursor when it is given one. */
export type Taker = (stream: StreamId, changes: readonly Change[], manifest: Manifest, cursor: Cursor | null) => Promise<void>

/** A shelf that lives in memory: the simplest thing that keeps the contract. */
export const memoryShelf = (taker: Taker): DownloadShelf => {
  const manifests = new Map<StreamId, Manifest>()
  const segments = new Map<string, ShelvedSegment>()
  const contents = new Map<string, Uint8Array>()
  const change = (hash: string, part: Partial<ShelvedSegment>): void => {
    const known = segments.get(hash)
    if (known) segments.set(hash, { ...known, ...part })
  }
  const drop = (stream: StreamId): void => {
    for (const [hash, segment] of segments)
      if (segment.stream === stream) {
        segments.delete(hash)
        contents.delete(hash)
      }
    manifests.delete(stream)
  }
  return {
    manifests: async () => [...manifests.values()],
    segments: async () =>
      [...segments.values()].sort((a, b) => (a.stream < b.stream ? -1 : a.stream > b.stream ? 1 : a.place - b.place)),
    begin: async (manifest) => {
      const { stream, epoch, seq } = manifest
      const known = manifests.get(stream)
      if (known?.epoch === epoch && known.seq === seq) return
      drop(stream)
      manifests.set(stream, manifest)
      manifest.segments.forEach((entry, place) => {
        segments.set(entry.hash, { ...entry, stream, place, state: 'wanted', received: 0 })
      })
    },
    abandon: async (stream) => drop(stream),
    keepPart: async (hash, bytes) => {
      if (!segments.has(hash)) return
      contents.set(hash, bytes)
      change(hash, { state: bytes.length > 0 ? 'begun' : 'wanted', received: bytes.length })
    },
    hold: async (hash, bytes) => {
      if (!segments.has(hash)) return
      contents.set(hash, bytes)
      change(hash, { state: 'held', received: bytes.length })
    },
    read: async (hash) => contents.get(hash),
    take: async (pieces) => {
      for (const { hash, changes } of pieces) {
        const segment = segments.get(hash)
        const manifest = segment && manifests.get(segment.stream)
        if (!segment || !manifest) continue
        const others = [...segments.values()].filter(
          (one) => one.stream === segment.stream && one.hash !== hash && one.part !== 'columns',
        )
        const isLast = others.every(({ state }) => state === 'taken')
        await taker(segment.stream, changes, manifest, isLast ? { seq: manifest.seq, proof: manifest.proof } : null)
        contents.delete(hash)
        change(hash, { state: 'taken', received: segment.bytes })
        if (isLast) drop(segment.stream)
      }
    },
  }
}
