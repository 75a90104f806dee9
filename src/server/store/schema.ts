/** The tables as the newest migration leaves them. JSON is kept as text, truth as 0 or 1. */
export type Tables = {
  readonly meta: { readonly key: string; readonly value: string }
  /** `head` is the highest `seq` given out; its row is the lock that makes commit order and `seq` order one. */
  readonly stream: { readonly id: string; readonly head: number }
  /** What was accepted, in the order of its stream, for ever. */
  readonly operation: {
    readonly id: string
    readonly stream: string
    readonly seq: number
    readonly device: string
    readonly lsn: number
    readonly entity_kind: string
    readonly entity_id: string
    /** SHA-256 of the canonical content. */
    readonly hash: string
    readonly body: string
    readonly receipt: string
  }
  /** Each entity as the log makes it, at the `seq` of the last operation on it. */
  readonly entity: {
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
  }
}
