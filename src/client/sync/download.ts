import type { StreamId } from '../../core/domain/id.ts'
import { err, ok, type Result } from '../../core/domain/result.ts'
import type { Replica } from '../../core/protocol/ports.ts'
import { decodeColumns } from '../../core/protocol/segment/columns.ts'
import type { DownloadShelf, ShelvedSegment } from '../../core/protocol/segment/download-shelf.ts'
import { type Manifest, rowsIn, type SegmentPart, segmentLimits, segmentParts } from '../../core/protocol/segment/manifest.ts'
import { segmentName } from '../../core/protocol/segment/name.ts'
import { rowsFrom } from '../../core/protocol/segment/rows.ts'
import type { FetchedSegment } from './fetch-segment.ts'
import { streamsToBegin } from './streams-to-begin.ts'

/** How much of all that is being fetched is here. */
export type DownloadProgress = {
  readonly segments: number
  readonly ofSegments: number
  readonly bytes: number
  readonly ofBytes: number
  /** Parts of which nothing is missing any more. */
  readonly whole: readonly SegmentPart[]
}

export type Download = {
  readonly replica: Pick<Replica, 'cursors' | 'session'>
  readonly shelf: DownloadShelf
  /** What the server has of streams to begin with; undefined without an answer of ours. */
  readonly manifests: (streams: readonly StreamId[]) => Promise<readonly Manifest[] | undefined>
  /** Streams of which it has nothing worth it: ordinary exchanges serve them. Grows as that is learnt. */
  readonly plain: Set<StreamId>
  /** Whether the server that this device knows signed it. */
  readonly isSigned: (manifest: Manifest, key: string) => Promise<boolean>
  readonly segment: (entry: ShelvedSegment, before: Uint8Array, came: (bytes: number) => void) => Promise<FetchedSegment>
  readonly unzip: (bytes: Uint8Array, most: number) => Promise<Uint8Array | undefined>
  readonly text: (bytes: Uint8Array) => string
  readonly progress: (progress: DownloadProgress) => void
  /** Called between two segments: own work does not wait for a download to end. False ends the round. */
  readonly between: () => Promise<boolean>
  /** Milliseconds, from anywhere. */
  readonly clock: () => number
}

export type DownloadProblem =
  /** No answer of ours for some time: to be tried again later, from the byte where it stopped. */
  { readonly problem: 'no-network' } | { readonly problem: 'interrupted' }

/** Attempts in a row that bring nothing new, after which the line counts as gone. */
const patience = 3

/** A segment that takes longer than this to come leaves time to put the one before in place. */
const slow = 400

/** Streams whose snapshots are being fetched. */
const downloading = async (shelf: DownloadShelf): Promise<ReadonlySet<StreamId>> =>
  new Set((await shelf.manifests()).map(({ stream }) => stream))

/** The first download, or what is left of it: each segment is fetched, checked, kept, and put in place. Safe to stop anywhere. */
export const download = async (parts: Download): Promise<Result<{ readonly taken: number }, DownloadProblem>> => {
  const { shelf, between, clock } = parts
  let taken = 0
  let all: readonly ShelvedSegment[] = []
  const put = async (segment: ShelvedSegment): Promise<void> => {
    taken += await putInPlace(parts, segment)
    all = all.map((one) => (one === segment ? { ...one, state: 'taken' } : one))
  }
  const heldRows = () => all.filter(({ state, part }) => state === 'held' && part !== 'columns')

  for (let isStale = true; ; ) {
    if (isStale) {
      const planned = await plan(parts)
      if (!planned.ok) return planned
      all = await shelf.segments()
    }
    const next = nextWanted(all)
    if (!next) break
    parts.progress(progressOf(all))
    const started = clock()
    const came = await fetchOne(parts, next, (received) => parts.progress(progressOf(all, { hash: next.hash, received })))
    if (!came.ok) return came
    // What the server has no more begins anew, and reference data may have told of streams that nobody knew.
    isStale = came.value === 'gone' || next.part === 'reference'
    all = all.map((one) => (one === next ? { ...one, state: 'held', received: one.bytes } : one))
    parts.progress(progressOf(all))
    const [oldest] = heldRows()
    if (oldest && came.value !== 'gone' && (next.part === 'reference' || clock() - started > slow)) await put(oldest)
    if (!(await between())) return err({ problem: 'interrupted' })
  }
  for (const segment of heldRows()) await put(segment)
  return ok({ taken })
}

/** Begins every stream that has nothing yet and is worth it; lets go of what belongs to another life of the server. */
const plan = async ({ replica, shelf, manifests, plain, isSigned }: Download): Promise<Result<null, DownloadProblem>> => {
  const { epoch, key } = await replica.session()
  if (epoch === null || key === null) return ok(null)
  for (const { stream, epoch: other } of await shelf.manifests()) if (other !== epoch) await shelf.abandon(stream)
  const begun = await downloading(shelf)
  const fresh = (await streamsToBegin(replica, plain)).filter((stream) => !begun.has(stream))
  if (fresh.length === 0) return ok(null)
  const found = await manifests(fresh)
  if (!found) return err({ problem: 'no-network' })
  for (const stream of fresh) {
    const manifest = found.find((one) => one.stream === stream && one.epoch === epoch)
    const isWorth = manifest && rowsIn(manifest) >= segmentLimits.worthwhile && (await isSigned(manifest, key))
    if (isWorth) await shelf.begin(manifest)
    else plain.add(stream)
  }
  return ok(null)
}

/** What everything else needs, of all streams; then every report; then rows. */
const nextWanted = (all: readonly ShelvedSegment[]): ShelvedSegment | undefined => {
  const wanted = all.filter(({ state }) => state === 'wanted' || state === 'begun')
  return segmentParts.flatMap((part) => wanted.filter((segment) => segment.part === part))[0]
}

const fetchOne = async (
  parts: Download,
  segment: ShelvedSegment,
  tell: (received: number) => void,
): Promise<Result<'held' | 'gone', DownloadProblem>> => {
  const { shelf } = parts
  let before: Uint8Array = segment.state === 'begun' ? ((await shelf.read(segment.hash)) ?? new Uint8Array()) : new Uint8Array()
  for (let vain = 0; vain < patience; ) {
    const { bytes, fresh, end } = await parts.segment(segment, before, tell)
    if (end === 'gone') {
      await shelf.abandon(segment.stream)
      return ok('gone')
    }
    if (end === 'whole' && segmentName(bytes) === segment.hash) {
      await hold(parts, segment, bytes)
      return ok('held')
    }
    // Other bytes than those that the name stands for: none of them can be trusted, so none is kept.
    before = end === 'whole' || end === 'refused' ? new Uint8Array() : bytes
    vain = fresh > 0 && end === 'cut' ? 0 : vain + 1
    await shelf.keepPart(segment.hash, before)
    tell(before.length)
  }
  return err({ problem: 'no-network' })
}

const hold = async ({ shelf, unzip }: Download, segment: ShelvedSegment, bytes: Uint8Array): Promise<void> => {
  const raw = segment.part === 'columns' ? await unzip(bytes, segment.raw) : undefined
  const columns = raw && decodeColumns(raw)
  // Columns of a later release say nothing here; the rows will.
  await shelf.hold(segment.hash, bytes, columns?.ok ? columns.value.campaign : null)
}

/** A segment whose bytes are right and whose rows are none is the server's fault: the stream then comes by ordinary exchanges. */
const putInPlace = async ({ shelf, unzip, text }: Download, segment: ShelvedSegment): Promise<number> => {
  const bytes = await shelf.read(segment.hash)
  const raw = bytes && (await unzip(bytes, segment.raw))
  const rows = raw && rowsFrom(text(raw), segment.stream)
  if (!rows?.ok) {
    await shelf.abandon(segment.stream)
    return 0
  }
  await shelf.take(segment.hash, rows.value)
  return rows.value.length
}

const progressOf = (
  all: readonly ShelvedSegment[],
  partly: { readonly hash: string; readonly received: number } | undefined = undefined,
): DownloadProgress => {
  const isHere = ({ state }: ShelvedSegment): boolean => state === 'held' || state === 'taken'
  const bytesOf = (one: ShelvedSegment): number =>
    isHere(one) ? one.bytes : one.hash === partly?.hash ? partly.received : one.received
  return {
    segments: all.filter(isHere).length,
    ofSegments: all.length,
    bytes: all.reduce((sum, one) => sum + bytesOf(one), 0),
    ofBytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
    whole: segmentParts.filter((part) => all.every((one) => one.part !== part || isHere(one))),
  }
}
