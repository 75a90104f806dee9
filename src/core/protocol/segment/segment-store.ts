import type { StreamId } from '../../domain/id.ts'
import type { Access } from '../access/account.ts'
import type { Put } from '../reply.ts'
import type { Manifest } from './manifest.ts'

/** Where an endpoint keeps snapshots that are made of its log, and could be made again. */
export interface SegmentStore {
  /**
   * Keeps a snapshot with all its segments, both or neither, and lets go of those older than the one before it: who is in the
   * midst of fetching that one finishes. Keeping one twice is harmless. `began` is where the stream stood before it was read: false,
   * and nothing is kept, where anything of the stream was erased since.
   */
  readonly keep: (manifest: Manifest, contents: ReadonlyMap<string, Uint8Array>, began: number) => Promise<boolean>
  /** The newest snapshot of a stream in this life of the database. */
  readonly latest: (stream: StreamId, epoch: string) => Promise<Manifest | undefined>
  /** With an access, of a stream of which it sees everything. */
  readonly read: (hash: string, access?: Access) => Promise<Uint8Array | undefined>
  /**
   * The rows as they are now whose ids begin so, at most `limit`: an officer's assignment and what belongs to it. With an access,
   * those that it sees, as it sees them.
   */
  readonly named: (stream: StreamId, beginning: string, limit: number, access?: Access) => Promise<readonly Put[]>
  /** Whether a stream may be begun from a snapshot: by whoever sees everything in it. */
  readonly mayBegin: (stream: StreamId, access?: Access) => Promise<boolean>
}
