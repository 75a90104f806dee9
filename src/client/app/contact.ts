import { create } from 'zustand'
import type { OperationId } from '../../core/domain/id.ts'
import type { Result } from '../../core/domain/result.ts'
import type { Instant } from '../../core/domain/time.ts'
import type { Database } from '../storage/database.ts'
import type { Contact } from '../sync/engine.ts'
import type { Progress } from '../sync/exchange.ts'
import type { ExchangeProblem } from '../sync/send.ts'

/** How the present exchange with headquarters goes. Dies with the tab; the last contact is kept in the database. */
export type ContactState = {
  readonly phase: 'resting' | 'speaking'
  readonly settled: number
  readonly taken: number
  readonly progress: Progress | null
  readonly problem: ExchangeProblem | null
  /** Operations that no request of this page carries, however small: they wait for the page to be loaded again. */
  readonly stuck: readonly OperationId[]
  /** When headquarters was last heard by this page, once that stands in the database. */
  readonly heard: Instant | null
  readonly start: () => void
  readonly advance: (progress: Progress) => void
  readonly end: (problem: ExchangeProblem | null, stuck?: readonly OperationId[]) => void
}

const resting = { phase: 'resting', settled: 0, taken: 0, progress: null, problem: null, stuck: [], heard: null } as const

export const useContact = create<ContactState>()((set) => ({
  ...resting,
  start: () => set({ phase: 'speaking', settled: 0, taken: 0, progress: null }),
  advance: (progress) => set({ settled: progress.settled, taken: progress.taken, progress }),
  end: (problem, stuck = []) => set({ phase: 'resting', problem, stuck }),
}))

/** What headquarters said to one profile says nothing to the next that is opened on this page. */
export const forgetContact = (): void => useContact.setState(resting)

/** When the device last heard of headquarters, by its own clock, and how far that clock was off (device − server, ms). */
export type LastContact = { readonly at: Instant; readonly serverTime: Instant; readonly offset: number }

export const noteContact = async (
  database: Database,
  outcome: Result<Contact, ExchangeProblem>,
  at: Instant,
  stuck: readonly OperationId[] = [],
): Promise<void> => {
  useContact.getState().end(outcome.ok ? null : outcome.problem, stuck)
  if (!outcome.ok) return
  const { time, offset } = outcome.value
  await database.meta.put({ key: 'contact', value: { at, serverTime: time, offset } satisfies LastContact })
  useContact.setState({ heard: at })
}
