import type { OperationId, StreamId } from '../domain/id.ts'
import type { Instant } from '../domain/time.ts'
import type { Operation } from './operation.ts'
import type { Change, Receipt } from './sync.ts'

export type Cursors = { readonly [stream: string]: number }

/** What the sync engine sees of a device's storage. */
export interface Replica {
  /** The oldest operations not yet settled, in the order they were made, at most `limit` and about `bytes`. */
  readonly outbox: (limit: number, bytes: number) => Promise<readonly Operation[]>
  /** Marks operations as on their way. They stay on the outbox. */
  readonly sending: (operations: readonly OperationId[]) => Promise<void>
  /** Marks operations whose fate nobody knows: sent, and no receipt came. They stay on the outbox and are sent again. */
  readonly unknown: (operations: readonly OperationId[]) => Promise<void>
  /** Settles operations by their receipts, the only thing that takes one off the outbox. A refused one is kept with its reason. */
  readonly confirm: (receipts: readonly Receipt[]) => Promise<void>
  /**
   * Takes changes in and moves the cursors, both or neither. Taking a change twice is harmless; within an epoch a row never
   * goes back to a lower rev. The device's own unsettled operations stay on top of what comes.
   */
  readonly take: (page: {
    readonly epoch: string
    readonly time: Instant
    readonly changes: readonly Change[]
    readonly cursors: Cursors
  }) => Promise<void>
  /** The streams this device follows, each with the last `seq` it has. */
  readonly cursors: () => Promise<Cursors>
}

export type Appended = { readonly receipts: readonly Receipt[] }
export type Page = { readonly changes: readonly Change[]; readonly cursors: Cursors; readonly more: boolean }

/** What the endpoint sees of its database. */
export interface ServerLog {
  /** One life of this database; a restore from backup starts another. */
  readonly epoch: string
  /**
   * Takes operations in, all in one transaction that is durable before it answers. An operation already taken returns its
   * stored receipt; the same id with other content is refused. A refused operation is kept in quarantine and never
   * blocks the others. Inputs that are no operation at all are refused under the id they claim, if any.
   */
  readonly append: (inputs: readonly unknown[], device: string, time: Instant) => Promise<Appended>
  /** Changes after the cursors, in `seq` order within each stream, without a hole, bounded by a page. */
  readonly page: (cursors: Cursors) => Promise<Page>
  /** The administrations this server holds, for a device that joins, each with its stream. */
  readonly directory: () => Promise<
    readonly { readonly stream: StreamId; readonly name: string; readonly demonstration: boolean }[]
  >
  readonly close: () => Promise<void>
}
