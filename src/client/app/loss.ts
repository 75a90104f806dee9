import { create } from 'zustand'
import type { SlowOpening } from '../storage/opening.ts'
import { storageProblemOf } from '../storage/watchdog.ts'

/** What befell the database: emptied, not to be opened, without an answer, without room to open in, or whole but without some work. */
export type Loss = 'gone' | 'unreadable' | 'slow' | 'full' | 'behind'

/** Whether the journal was found to hold work that the database lacks. Dies with the tab: the next start looks again. */
export const useBehind = create<{ readonly behind: boolean }>()(() => ({ behind: false }))

const toBlame = ['OpenFailedError', 'UnknownError', 'DatabaseClosedError', 'InvalidStateError', 'AbortError']

/** Where storage did not answer in time: does what is to be done once it does. Nobody needs to ask again then. */
export const onceItAnswers = (error: unknown, deed: () => void): void => {
  if (lossOf(error) === 'slow' && 'opened' in (error as Error)) void (error as SlowOpening).opened.then(deed, () => undefined)
}

/** What a failed start was; undefined where storage is not to blame. */
export const lossOf = (error: unknown): Loss | undefined => {
  const name = error instanceof Error ? error.name : ''
  if (name === 'SlowOpening') return 'slow'
  if (storageProblemOf(error).cause === 'full') return 'full'
  return toBlame.includes(name) ? 'unreadable' : undefined
}
