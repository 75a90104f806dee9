/** A file that this holder alone may write. */
export interface JournalFile {
  readonly read: () => Uint8Array
  /** Writes all of it, or throws. */
  readonly write: (bytes: Uint8Array, at: number) => void
  /** On the disk itself, not in some buffer, once it returns. */
  readonly flush: () => void
  readonly size: () => number
  readonly close: () => void
}

/** The folder in which every tab of the origin keeps a file of its own. */
export interface JournalDisk {
  readonly names: () => Promise<readonly string[]>
  /** Opens a file, making it where there is none; undefined where somebody else holds it, which is how a living tab is known. */
  readonly open: (name: string) => Promise<JournalFile | undefined>
  /** A look at what somebody else is writing; undefined where that cannot be had. */
  readonly peek: (name: string) => Promise<Uint8Array | undefined>
  readonly remove: (name: string) => Promise<void>
  /** Runs while no other tab opens, reads or tidies. Where that cannot be had within `wait` milliseconds, `busy` stands in. */
  readonly alone: <Value>(task: () => Promise<Value>, busy: () => Promise<Value>, wait: number) => Promise<Value>
}
