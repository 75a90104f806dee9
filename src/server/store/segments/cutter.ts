import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { type SegmentEntry, type SegmentPart, segmentLimits } from '../../../core/protocol/segment/manifest.ts'

const zip = promisify(gzip)

export type Segment = { readonly entry: SegmentEntry; readonly bytes: Uint8Array }

/** Compresses what makes one segment, and names it by what comes out. */
export const segmentOf = async (raw: Buffer | Uint8Array, part: SegmentPart, rows: number): Promise<Segment> => {
  const bytes = await zip(raw, { level: 9 })
  const hash = createHash('sha256').update(bytes).digest('base64url')
  return { bytes, entry: { hash, bytes: bytes.length, raw: raw.length, rows, part } }
}

/** Cuts lines into segments of about the size wanted, by how well the ones before were compressed. */
export const openCutter = (part: SegmentPart) => {
  const segments: Segment[] = []
  let lines: string[] = []
  let length = 0
  let ratio = 8

  const cut = async (): Promise<void> => {
    if (lines.length === 0) return
    const segment = await segmentOf(Buffer.from(lines.join('')), part, lines.length)
    segments.push(segment)
    ratio = Math.min(40, Math.max(2, segment.entry.raw / segment.entry.bytes))
    lines = []
    length = 0
  }

  return {
    add: async (line: string): Promise<void> => {
      const isFull = length + line.length > segmentLimits.bytes * ratio || length + line.length * 3 > segmentLimits.mostRaw
      if (isFull) await cut()
      lines.push(line)
      length += line.length
    },
    end: async (): Promise<readonly Segment[]> => {
      await cut()
      return segments
    },
  }
}
