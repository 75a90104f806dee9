import type { Result } from '../../../core/domain/result.ts'

/** A piece of work exactly as it was made: the text is never read, parsed or written anew on its way through the journal. */
export type JournalRecord = {
  readonly id: string
  readonly hash: string
  readonly text: string
  readonly signature?: string | undefined
}

/** Whose device this is, for the day on which the database cannot tell any more. */
export type JournalDevice = {
  readonly device: string
  readonly administration: string | null
  readonly person: string | null
  /** Names of what work may be about (officers by assignment), so that what is found can be told by name. */
  readonly names?: { readonly [id: string]: string } | undefined
}

/** The last work known of a device, settled or not: its counter and its chain go on from here. */
export type JournalHead = { readonly device: string; readonly lsn: number; readonly hash: string }

/** Bytes that once were a record, as far as they can still be read. Its id is for `settle`, once a person was told. */
export type DamagedRecord = { readonly id: string; readonly bytes: string }

export type JournalContent = {
  /** Unsettled records of all tabs, in the order in which each device made them. */
  readonly records: readonly JournalRecord[]
  readonly corrupt: readonly DamagedRecord[]
  readonly device: JournalDevice | null
  readonly heads: readonly JournalHead[]
}

/** What headquarters sealed to the holder of one of the files, for a courier to bring back. */
export type SealedAnswer = { readonly file: string; readonly box: string }

/** A file that headquarters alone can open. */
export type SealedOutbox = { readonly name: string; readonly bytes: Uint8Array; readonly operations: number }

export type JournalProblem = {
  readonly problem: 'no-journal'
  readonly cause: 'absent' | 'full' | 'timeout' | 'failed'
  readonly detail: string
}

/** The second copy of unsent work, outside of the database. No method throws, and each answers within its own patience. */
export interface Journal {
  /** Ok once every record is on the disk itself. What could not be written in full does not count as written. */
  readonly append: (records: readonly JournalRecord[]) => Promise<Result<void, JournalProblem>>
  /** Work (or damage, by its id) that need not be kept here any longer. On the disk too: a mark that is lost would offer settled work as found. */
  readonly settle: (ids: readonly string[]) => Promise<Result<void, JournalProblem>>
  /** Notes whose device this is, on the disk before it answers. */
  readonly know: (device: JournalDevice) => Promise<Result<void, JournalProblem>>
  readonly read: () => Promise<Result<JournalContent, JournalProblem>>
  /** The texts of those answers that were sealed to a file which is still here. Absent in a journal that is never sealed. */
  readonly unseal?: (answers: readonly SealedAnswer[]) => Promise<Result<readonly string[], JournalProblem>>
  /**
   * Any work as a sealed outbox of its own, whether it stands here or not; undefined where headquarters is not known yet. Absent
   * in a journal that is never sealed: what lies in the open may leave in the open.
   */
  readonly sealed?: (records: readonly JournalRecord[]) => Promise<SealedOutbox | undefined>
  /** Whether anything was ever kept here. Asks without opening, so that a device's first start waits for nothing. */
  readonly exists: () => Promise<boolean>
  /** Ends this tab's hold on it. Nothing is lost by never calling it. */
  readonly close: () => Promise<void>
}
