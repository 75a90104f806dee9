import type { App } from './app.ts'
import { listenForBackgroundSync } from './background-sync.ts'

/** The first exchange waits until the first screen stands: a cold start belongs to the person. In milliseconds. */
const firstPause = 1_500

/** Work that was waiting, a network that came back, a page that is shown again: each is a reason to speak with headquarters. */
export const listenForReasonsToSync = (app: App, signal = new AbortController().signal): void => {
  const { runner, identity } = app
  if (!identity.administration) return
  listenForBackgroundSync(app)
  setTimeout(() => signal.aborted || runner.wake(), firstPause)
  addEventListener('online', () => void runner.now(), { signal })
  const look = (): void => {
    if (document.visibilityState === 'visible') runner.wake()
  }
  document.addEventListener('visibilitychange', look, { signal })
}
