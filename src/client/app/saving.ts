import { create } from 'zustand'
import type { Instant } from '../../core/domain/time.ts'
import type { StorageProblem } from '../storage/watchdog.ts'

/** What the safety line says of the last write. Dies with the tab; the database is the truth. */
export type Saving = {
  readonly pending: number
  readonly savedAt: Instant | null
  readonly failure: StorageProblem | null
  readonly begin: () => void
  readonly saved: (at: Instant) => void
  readonly fail: (problem: StorageProblem) => void
  /** A write ended without being a matter of storage: refused by a rule, nothing to tell here. */
  readonly settle: () => void
}

export const useSaving = create<Saving>()((set) => ({
  pending: 0,
  savedAt: null,
  failure: null,
  begin: () => set(({ pending }) => ({ pending: pending + 1 })),
  saved: (savedAt) => set(({ pending }) => ({ pending: Math.max(0, pending - 1), savedAt, failure: null })),
  fail: (failure) => set(({ pending }) => ({ pending: Math.max(0, pending - 1), failure })),
  settle: () => set(({ pending }) => ({ pending: Math.max(0, pending - 1) })),
}))
