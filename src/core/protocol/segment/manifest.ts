import * as z from 'zod/mini'
import type { StreamId } from '../../domain/id.ts'
import { canonical, type Json } from '../json.ts'
import { hash, id, instant, seq, signature } from '../message/words.ts'

/**
 * What a segment holds. Reference: what has to be known before anything can be read, the administration, its units, packs and
 * campaigns. Columns: the figures of a report, before the rows they are made of. Rows: everything else.
 */
export const segmentParts = ['reference', 'columns', 'rows'] as const
export type SegmentPart = (typeof segmentParts)[number]

export const segmentLimits = {
  /** About the bytes of a segment as it is sent: a cut line loses no more than one, and Range resumes within it. */
  bytes: 64 * 1024,
  /** The most that one may have, for a row is never cut in two. */
  mostBytes: 4 * 1024 * 1024,
  /** The most that one unpacks to: gzip can grow a thousandfold. */
  mostRaw: 16 * 1024 * 1024,
  segments: 20_000,
  /** Streams that one request asks for. */
  streams: 20,
  /** Fewer rows than this come as fast by an ordinary exchange. */
  worthwhile: 200,
} as const

const segmentSchema = z.strictObject({
  hash,
  bytes: z.int().check(z.positive(), z.maximum(segmentLimits.mostBytes)),
  raw: z.int().check(z.positive(), z.maximum(segmentLimits.mostRaw)),
  rows: seq,
  part: z.enum(segmentParts),
})

/** A stream as it was at one place, in the order in which its segments are to be fetched. */
export const manifestSchema = z.strictObject({
  manifest: z.literal(1),
  epoch: id,
  stream: id,
  /** Where the stream's cursor stands once everything here has been taken in. */
  seq,
  proof: z.string().check(z.regex(/^[A-Za-z0-9_-]{0,64}$/)),
  /** When it was made, by the server's clock: how old the figures are. */
  time: instant,
  segments: z.array(segmentSchema).check(z.maxLength(segmentLimits.segments)),
  signature,
})

export type SegmentEntry = z.infer<typeof segmentSchema>
export type Manifest = Readonly<Omit<z.infer<typeof manifestSchema>, 'stream' | 'segments'>> & {
  readonly stream: StreamId
  readonly segments: readonly SegmentEntry[]
}

/** Those of the streams asked for that are worth beginning with a snapshot. One that is missing comes by an ordinary exchange. */
export const manifestsSchema = z.strictObject({ manifests: z.array(manifestSchema).check(z.maxLength(segmentLimits.streams)) })

/** Undefined for whatever is none of ours, or was cut. */
export const manifestsIn = (text: string): readonly Manifest[] | undefined => {
  try {
    const found = manifestsSchema.safeParse(JSON.parse(text))
    return found.success ? (found.data.manifests as unknown as readonly Manifest[]) : undefined
  } catch {
    return undefined
  }
}

/** What the server signs: all of it, so that a device takes a snapshot from nobody else. */
export const manifestClaim = ({
  manifest,
  epoch,
  stream,
  seq: place,
  proof,
  time,
  segments,
}: Omit<Manifest, 'signature'>): string =>
  `palier-manifest\n${canonical({ manifest, epoch, stream, seq: place, proof, time, segments } satisfies Json)}`

/** Rows that a snapshot holds. Columns hold none: they tell what the rows say again. */
export const rowsIn = ({ segments }: Pick<Manifest, 'segments'>): number =>
  segments.reduce((sum, { part, rows }) => sum + (part === 'columns' ? 0 : rows), 0)
