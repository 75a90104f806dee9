import type { StreamId } from '../../core/domain/id.ts'
import { err, ok, type Result } from '../../core/domain/result.ts'
import type { Replica } from '../../core/protocol/ports.ts'
import { decodeColumns } from '../../core/protocol/segment/columns.ts'
import type { DownloadShelf, ShelvedSegment } from '../../core/protocol/segment/download-shelf.ts'
import { type Manifest, rowsIn, type SegmentPart, segmentLimits, segmentParts } from '../../core/protocol/segment/manifest.ts'
import { nameBeside } from './digest.ts'
import type { FetchedSegment } from './fetch-segment.ts'
import { openPlacing, type Placing } from './placing.ts'
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

export type Download = Placing & {
  readonly replica: Pick<Replica, 'cursors' | 'session'>
  /** What the server has of streams to begin with; undefined without an answer of ours. */
  readonly manifests: (streams: readonly StreamId[]) => Promise<readonly Manifest[] | undefined>
  /** Streams of which it has nothing worth it: ordinary exchanges serve them. Grows as that is learnt. */
  readonly plain: Set<StreamId>
  /** Whether the server that this device knows signed it. */
  readonly isSigned: (manifest: Manifest, key: string) => Promise<boolean>
  readonly segment: (entry: ShelvedSegment, before: Uint8Array, came: (bytes: number) => void) => Promise<FetchedSegment>
  readonly progress: (progress: DownloadProgress) => void
  /** Called between two segments: own work does not wait for a download to end. False ends the round. */
  readonly between: () => Promise<boolean>
}

export type DownloadProblem =
  /** No answer of ours for some time: to be tried again later, from the byte where it stopped. */
  { readonly problem: 'no-network' } | { readonly problem: 'interrupted' }

/** Attempts in a row that bring nothing new, after which the line counts as gone. */
const patience = 3

/** Streams whose snapshots are being fetched. */
const downloading = async (shelf: DownloadShelf): Promise<ReadonlySet<StreamId>> =>
  new Set((await shelf.manifests()).map(({ stream }) => stream))

/**
 * The first download, or what is left of it: each segment is fetched, checked, and put in place while the next one comes. Of one that
 * was cut the beginning is kept; columns are kept until the rows tell the same. Safe to stop anywhere.
 */
export const download = async (parts: Download): Promise<Result<{ readonly taken: number }, DownloadProblem>> => {
  const { shelf, between } = parts
  let all: readonly ShelvedSegment[] = []
  const placing = openPlacing(parts, (placed) => {
    all = all.map((one) => (placed.has(one.hash) ? { ...one, state: 'taken' } : one))
  })
  const ended = async (problem: DownloadProblem): Promise<Result<never, DownloadProblem>> => {
    await placing.done()
    return err(problem)
  }
  for (let isStale = true; ; ) {
    if (isStale) {
      await placing.done()
      const planned = await plan(parts)
      if (!planned.ok) return planned
      all = await shelf.segments()
      // An earlier release kept them first.
      for (const segment of all)
        if (segment.state === 'held' && segment.part !== 'columns')
          await placing.add(segment, (await shelf.read(segment.hash)) ?? new Uint8Array())
    }
    const next = nextWanted(all)
    if (!next) break
    parts.progress(progressOf(all))
    const came = await fetchOne(parts, next, (received) => parts.progress(progressOf(all, { hash: next.hash, received })))
    if (!came.ok) return ended(came.problem)
    if (came.value === 'gone') {
      await placing.done()
      await shelf.abandon(next.stream)
    } else {
      all = all.map((one) => (one === next ? { ...one, state: 'held', received: one.bytes } : one))
      if (next.part !== 'columns') await placing.add(next, came.value)
    }
    // What the server has no more begins anew, and reference data may have told of streams that nobody knew.
    isStale = came.value === 'gone' || next.part === 'reference'
    parts.progress(progressOf(all))
    if (!(await between())) return ended({ problem: 'interrupted' })
  }
  return ok({ taken: await placing.done() })
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
): Promise<Result<Uint8Array | 'gone', DownloadProblem>> => {
  const { shelf } = parts
  let before: Uint8Array = segment.state === 'begun' ? ((await shelf.read(segment.hash)) ?? new Uint8Array()) : new Uint8Array()
  for (let vain = 0; vain < patience; ) {
    const { bytes, fresh, end } = await parts.segment(segment, before, tell)
    if (end === 'gone') return ok('gone')
    if (end === 'whole' && (await nameBeside(bytes)) === segment.hash) {
      if (segment.part === 'columns') await hold(parts, segment, bytes)
      return ok(bytes)
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
  const raw = await unzip(bytes, segment.raw)
  const columns = raw && decodeColumns(raw)
  // Columns of a later release say nothing here; the rows will.
  await shelf.hold(segment.hash, bytes, columns?.ok ? columns.value.campaign : null)
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
