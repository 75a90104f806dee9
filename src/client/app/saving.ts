import { create } from 'zustand'
import type { Instant } from '../../core/domain/time.ts'
import type { JournalProblem } from '../storage/journal/journal.ts'
import type { StorageProblem } from '../storage/watchdog.ts'

/** What the safety line says of the last write. Dies with the tab; the database is the truth. */
export type Saving = {
  readonly pending: number
  readonly savedAt: Instant | null
  /** `inJournal`: the second copy has it though the database has not. */
  readonly failure: (StorageProblem & { readonly inJournal?: boolean }) | null
  /** The second copy of the last work could not be written; the work itself is saved. */
  readonly journalProblem: JournalProblem | null
  readonly begin: () => void
  readonly saved: (at: Instant) => void
  readonly fail: (problem: StorageProblem & { readonly inJournal?: boolean }) => void
  readonly journaled: (problem: JournalProblem | null) => void
  /** A write ended without being a matter of storage: refused by a rule, nothing to tell here. */
  readonly settle: () => void
}

export const useSaving = create<Saving>()((set) => ({
  pending: 0,
  savedAt: null,
  failure: null,
  journalProblem: null,
  journaled: (journalProblem) => set((now) => (now.journalProblem === journalProblem ? now : { journalProblem })),
  begin: () => set(({ pending }) => ({ pending: pending + 1 })),
  saved: (savedAt) => set(({ pending }) => ({ pending: Math.max(0, pending - 1), savedAt, failure: null })),
  fail: (failure) => set(({ pending }) => ({ pending: Math.max(0, pending - 1), failure })),
  settle: () => set(({ pending }) => ({ pending: Math.max(0, pending - 1) })),
}))
