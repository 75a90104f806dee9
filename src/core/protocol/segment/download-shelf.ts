import type { CampaignId, StreamId } from '../../domain/id.ts'
import type { Change } from '../reply.ts'
import type { Manifest, SegmentEntry } from './manifest.ts'

/** How far a segment has come: nothing of it, its beginning, all of it (checked by its name), or its rows are in place. */
export type SegmentState = 'wanted' | 'begun' | 'held' | 'taken'

export type ShelvedSegment = SegmentEntry & {
  readonly stream: StreamId
  /** Its place in the manifest. */
  readonly place: number
  readonly state: SegmentState
  /** Bytes here. */
  readonly received: number
}

/** What a first download sees of a device's storage. Whatever it was told to keep is on disk when it answers. */
export interface DownloadShelf {
  /** The snapshots that are being fetched. */
  readonly manifests: () => Promise<readonly Manifest[]>
  /** All their segments, in order within each stream, without what they hold. */
  readonly segments: () => Promise<readonly ShelvedSegment[]>
  /** Begins a stream's download, in place of any other of the same stream. Beginning the same one twice changes nothing. */
  readonly begin: (manifest: Manifest) => Promise<void>
  /** Lets go of a stream's snapshot and all that was fetched of it. Rows in place stay: ordinary exchanges bring the rest. */
  readonly abandon: (stream: StreamId) => Promise<void>
  /** Keeps what has come of a segment so far; empty lets go of it. */
  readonly keepPart: (hash: string, bytes: Uint8Array) => Promise<void>
  /** Keeps a whole segment whose bytes were checked. `campaign` is whose columns they are. */
  readonly hold: (hash: string, bytes: Uint8Array, campaign: CampaignId | null) => Promise<void>
  /** The bytes of a segment that is held or begun. */
  readonly read: (hash: string) => Promise<Uint8Array | undefined>
  /**
   * Puts the rows of segments in place and lets go of what was kept of their bytes, all or nothing. With the last one of a stream
   * its cursor moves to where the snapshot was taken, and the stream's columns go: the rows tell all that they told.
   */
  readonly take: (pieces: readonly Piece[]) => Promise<void>
}

/** The rows of one segment. */
export type Piece = { readonly hash: string; readonly changes: readonly Change[] }
