import type { Draft } from '../../../src/client/storage/draft.ts'
import type { StreamId } from '../../../src/core/domain/id.ts'
import type { Replica } from '../../../src/core/protocol/ports.ts'
import type { Row } from '../../../src/core/protocol/row.ts'

/** A row as a device shows it, and the rev that the server last gave it in its present life; 0 where it gave none. */
export type Shown = { readonly row: Row; readonly rev: number }

/** An operation on a disk: its id, the hash of its text, and the line that carries it. */
export type Carried = { readonly id: string; readonly hash: string; readonly line: string }

/** All that survives of a device when it crashes, with the doors that a person has, and those that a test has. */
export type Store = {
  /** The storage as the sync engine sees it, in a session of its own. */
  readonly replica: (session: string, newDevice: () => string) => Replica
  /** Records what a person did; false where a rule forbids it. */
  readonly record: (draft: Draft) => Promise<boolean>
  readonly row: (key: string) => Promise<Row | undefined>
  readonly shown: () => Promise<ReadonlyMap<string, Shown>>
  readonly unsent: () => Promise<readonly Carried[]>
  /** What was refused, each kept with its reason. */
  readonly refused: () => Promise<readonly { readonly id: string; readonly problem: string }[]>
  /** Starts to follow a stream, from its beginning. */
  readonly follow: (stream: StreamId) => Promise<void>
  /** The whole disk, copied onto another device. */
  readonly copy: () => Promise<Store>
  readonly close: () => Promise<void>
}

/** The same from run to run, for the hashes of what was signed. */
export type DeviceSigner = { readonly key: string; readonly sign: (hash: string) => string }
