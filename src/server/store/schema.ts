import type { AccessTables } from './access/tables.ts'
import type { ScopeColumns } from './scope/columns.ts'

/** The tables as the newest migration leaves them. JSON is kept as text, truth as 0 or 1. */
export type Tables = AccessTables & {
  /** `epoch`, and the server's own keys. */
  readonly meta: { readonly key: string; readonly value: string }
  /** `head` is the highest `seq` given out; its row is the lock that makes commit order and `seq` order one. */
  readonly stream: {
    readonly id: string
    readonly head: number
    /** The link of the stream's chain at its head. */
    readonly chain: string
    /** The highest `seq` known to be safe beyond this database. */
    readonly durable: number
  }
  /** What was accepted, in the order of its stream, for ever. */
  readonly operation: {
    readonly id: string
    readonly stream: string
    readonly seq: number
    readonly device: string
    readonly lsn: number
    readonly entity_kind: string
    readonly entity_id: string
    /** SHA-256 of the text. */
    readonly hash: string
    /** SHA-256 of the link before it in the stream and of `hash`. */
    readonly chain: string
    /** The text as it was made. */
    readonly body: string
    readonly signature: string | null
    readonly receipt: string
  }
  /** Entities that left a stream for another one: where each place is told, in both. */
  readonly move: {
    readonly operation: string
    readonly stream: string
    readonly seq: number
    readonly home: string
    readonly home_seq: number
    readonly home_chain: string
    readonly kind: string
    readonly id: string
    readonly rev: number
  }
  /** Each entity as the log makes it, at the `seq` of the last operation on it. */
  readonly entity: ScopeColumns & {
    readonly kind: string
    readonly id: string
    readonly stream: string
    readonly seq: number
    readonly rev: number
    readonly row: string
  }
  /** What was refused, once for each content. `claimed` is the operation's id, empty where there was none. */
  readonly quarantine: {
    readonly id: string
    readonly claimed: string
    readonly hash: string
    readonly device: string
    readonly body: string
    readonly problem: string
    readonly receipt: string | null
    readonly time: string
    readonly signature: string | null
    /** Of the session that sent it; null where the server had no accounts. */
    readonly administration: string | null
    readonly account: string | null
    /** When it was taken after all. */
    readonly admitted: string | null
    /** Over the hash and the four before. */
    readonly sum: string | null
  }
  /** The last session of each device. */
  readonly device: { readonly id: string; readonly incarnation: string }
  /** What was erased. `operation` says it in the log, under the server's own signature. */
  readonly erased: {
    readonly kind: string
    readonly id: string
    readonly operation: string
    readonly cause: string
    readonly time: string
  }
  /** A stream as it was at one place, for first downloads: `manifest` names the segments. Can be made again from the log. */
  readonly snapshot: { readonly stream: string; readonly epoch: string; readonly seq: number; readonly manifest: string }
  /** `content` in base64. */
  readonly segment: { readonly hash: string; readonly stream: string; readonly content: string }
}
