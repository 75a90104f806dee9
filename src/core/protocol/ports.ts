import type { OperationId, StreamId } from '../domain/id.ts'
import type { Instant } from '../domain/time.ts'
import type { Access } from './access/account.ts'
import type { Cursors } from './cursor.ts'
import type { Envelope } from './envelope.ts'
import type { Hello } from './message/hello.ts'
import type { Receipt } from './receipt.ts'
import type { Change, Mark } from './reply.ts'

/** What a device tells of itself when it speaks. */
export type Session = {
  readonly device: string
  /** The last session that the server is known to have noted, and the one by which this device names itself now. */
  readonly incarnation: readonly [string | null, string]
  readonly epoch: string | null
  /** The server's public key, once one was met. */
  readonly key: string | null
  /** The places of received operations that no cursor has passed yet. */
  readonly witness?: Cursors | undefined
}

/** What the sync engine sees of a device's storage. */
export interface Replica {
  /**
   * [S11] Called before an exchange. Writes down, once a page, by which session it is going to name itself. Where an earlier page
   * did so and nobody heard what became of it, that session is named first, for headquarters may know the device by it.
   */
  readonly announce: () => Promise<void>
  /**
   * The oldest operations not yet settled, in the order they were made, at most `limit` and about `bytes` of text; one at least.
   * Without those in `except`: one that no line takes must not block the others.
   */
  readonly outbox: (limit: number, bytes: number, except?: ReadonlySet<OperationId>) => Promise<readonly Envelope[]>
  /** How many operations are not yet settled, those included that do not open and that the outbox therefore passes by. */
  readonly unsent: () => Promise<number>
  /** Marks operations as on their way. They stay on the outbox. */
  readonly sending: (operations: readonly OperationId[]) => Promise<void>
  /** Marks operations whose fate nobody knows: sent, and no receipt came. They stay on the outbox and are sent again. */
  readonly unknown: (operations: readonly OperationId[]) => Promise<void>
  /**
   * Takes note of who answered, before anything of its reply. Keeps its key if it is the first. A new epoch resets the cursors
   * and puts every operation that is not yet durable back on the outbox. A stream that was asked for and is missing in
   * `streams` is out of scope: its rows and cursor go, its unsent operations stay. Received operations up to the durable mark
   * are let go. `forked`: the device takes a new name, and work made under the old one is sent as it is.
   */
  readonly greet: (hello: Hello, asked: readonly StreamId[]) => Promise<void>
  /**
   * Settles operations by receipts whose signature was checked, the only thing that takes one off the outbox. A refused one
   * is kept with its reason, any other until the durable mark covers it. `places` bear witness that the server took them, until
   * a mark has passed them or a new epoch begins.
   */
  readonly confirm: (
    receipts: readonly Receipt[],
    proof: { readonly epoch: string; readonly signature: string; readonly places?: Cursors },
  ) => Promise<void>
  /**
   * Takes changes in and moves the cursors to the marks, both or neither. Taking a change twice is harmless; within an epoch
   * a row never goes back to a lower rev. The device's own unsettled operations stay on top of what comes. A `leave` removes
   * a row only if its home is still that stream and its rev is not newer. Rows of an older epoch in a stream that has come
   * `whole` are dropped.
   */
  readonly take: (page: {
    readonly epoch: string
    readonly time: Instant
    readonly changes: readonly Change[]
    readonly marks: readonly Mark[]
    readonly whole: readonly StreamId[]
    /**
     * Of which part of each stream this tells. Where a mark brings another part than before, rows that are not told again until the
     * stream has come whole are out of scope and go; reference data, which everybody sees, stays.
     */
    readonly scope?: { readonly [stream: string]: string } | undefined
    /** The highest `seq` of each stream that was asked for: until a stream is told `whole` in such an exchange, more of it is to come. */
    readonly heads?: { readonly [stream: string]: number } | undefined
  }) => Promise<void>
  /** The streams this device follows, each with the place it has reached. */
  readonly cursors: () => Promise<Cursors>
  readonly session: () => Promise<Session>
}

/** A device that speaks with the server. */
export type Visit = {
  readonly device: string
  /** Null where protocol 1 speaks, which knew none. */
  readonly incarnation: readonly [string | null, string] | null
  readonly epoch: string | null
  readonly cursors: Cursors
  /** Places of received operations that the device's cursors have not passed yet. */
  readonly witness?: Cursors | undefined
  /** The last place in each stream that its receipts tell of. */
  readonly taken?: { readonly [stream: string]: number } | undefined
  /** Who asks. Absent where the server has no accounts. */
  readonly access?: Access | undefined
}

/** What a device is told before anything else. */
export type Meeting = {
  /** One life of this database. */
  readonly epoch: string
  /** The cursors that count: those of the visit where they are of this epoch, the beginning otherwise. */
  readonly cursors: Cursors
  /** The streams wanted, each with its highest `seq`. */
  readonly streams: { readonly [stream: string]: number }
  readonly durable: { readonly [stream: string]: number }
  readonly forked: boolean
  /** Those that were taken, as the device may show them again. */
  readonly places: Cursors
  /** Of the streams of which this session sees a part: which part, as a digest. Nothing where it sees all. */
  readonly scope: { readonly [stream: string]: string }
}

export type Page = {
  /** In `seq` order within each stream. */
  readonly changes: readonly Change[]
  /** For each stream in the page, where it then stands. */
  readonly marks: readonly Mark[]
  readonly more: boolean
}

/** Signs in the server's name. */
export type Signer = { readonly key: string; readonly sign: (claim: string) => string }

/** What the endpoint sees of its database. */
export interface ServerLog {
  /**
   * Takes note of a device. A cursor or a witness that this server gave out and whose place its log does not hold any more
   * proves that the database was brought back from a backup: a new epoch begins.
   */
  readonly meet: (visit: Visit) => Promise<Meeting>
  /**
   * Takes the lines of a request in, all in one transaction that is durable before it answers. An operation already taken
   * returns its stored receipt; the same id with another hash is refused. A refused operation is kept in quarantine and
   * never blocks the others. A line that is no operation at all is refused under the id it claims, if any.
   */
  readonly append: (
    lines: readonly string[],
    occasion: { readonly device: string; readonly time: Instant; readonly access?: Access | undefined },
  ) => Promise<readonly Receipt[]>
  /**
   * Changes after the cursors, in `seq` order within each stream, without a hole, bounded by a page. The marks are proven in
   * `epoch`, and mean nothing to a device that was told another one. With an access, nothing that is out of its scope.
   */
  readonly page: (cursors: Cursors, access?: Access) => Promise<Page & { readonly epoch: string }>
  /** The administrations this server holds, for a device that joins, each with its stream; with an access, its own alone. */
  readonly directory: (
    access?: Access,
  ) => Promise<readonly { readonly stream: StreamId; readonly name: string; readonly demonstration: boolean }[]>
  readonly signer: Signer
  readonly close: () => Promise<void>
}
