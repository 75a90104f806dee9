import type { Put } from '../../src/core/protocol/reply.ts'
import type { Manifest } from '../../src/core/protocol/segment/manifest.ts'
import type { SegmentStore } from '../../src/core/protocol/segment/segment-store.ts'

/** Snapshots that are gone with the process, beside rows that somebody else keeps and never erases. */
export const memorySegmentStore = (rows: () => readonly Put[] = () => []): SegmentStore => {
  const segments = new Map<string, Uint8Array>()
  let manifests: readonly Manifest[] = []
  return {
    keep: async (manifest, contents) => {
      for (const [hash, bytes] of contents) segments.set(hash, bytes)
      const { stream, epoch, seq } = manifest
      const isIt = (one: Manifest): boolean => one.stream === stream && one.epoch === epoch && one.seq === seq
      const own = [manifest, ...manifests.filter((one) => one.stream === stream && one.epoch === epoch && !isIt(one))]
      own.sort((a, b) => b.seq - a.seq)
      manifests = [...manifests.filter((one) => one.stream !== stream), ...own.slice(0, 2)]
      const needed = new Set(manifests.flatMap((one) => one.segments.map(({ hash }) => hash)))
      for (const hash of segments.keys()) if (!needed.has(hash)) segments.delete(hash)
      return true
    },
    latest: async (stream, epoch) =>
      manifests.filter((one) => one.stream === stream && one.epoch === epoch).sort((a, b) => b.seq - a.seq)[0],
    read: async (hash) => segments.get(hash),
    mayBegin: async () => true,
    named: async (stream, beginning, limit) =>
      rows()
        .filter((put) => put.stream === stream && put.row.id.startsWith(beginning))
        .filter(({ row }) => ['assignment', 'assessment', 'acknowledgement'].includes(row.kind))
        .sort((a, b) => (a.row.id < b.row.id ? -1 : 1))
        .slice(0, limit),
  }
}
