import type { App } from './app.ts'
import { type ContactState, useContact } from './contact.ts'

/** Where the browser has it (Chromium): a promise to call once there is a network again, also for a page it has put to sleep. */
type Registration = ServiceWorkerRegistration & {
  readonly sync?: { readonly register: (tag: string) => Promise<void> }
}

const tag = 'palier-sync'

type Page = Pick<App, 'database' | 'runner'>

/**
 * Asks the browser to say when a network is back, whenever an exchange found none while work waits; and speaks when it does. Not
 * where the browser believes in a network already: it would say so at once, and again after each failure, without any wait between.
 */
export const listenForBackgroundSync = (
  { database, runner }: Page,
  workers: ServiceWorkerContainer | undefined = navigator.serviceWorker,
  isCutOff: () => boolean = () => !navigator.onLine,
): void => {
  if (!workers) return
  // Not a mere wake: the browser knows of a network now, so the wait after the failures without one is over.
  workers.addEventListener('message', ({ data }: MessageEvent<{ readonly type?: unknown } | null>) => {
    if (data?.type === 'NETWORK') void runner.now()
  })
  useContact.subscribe((state, before) => {
    if (endedWithoutNetwork(state, before) && isCutOff()) void register(database, workers)
  })
}

const endedWithoutNetwork = ({ phase, problem }: ContactState, before: ContactState): boolean =>
  before.phase === 'speaking' && phase === 'resting' && problem?.problem === 'no-network'

const register = async (database: App['database'], workers: ServiceWorkerContainer): Promise<void> => {
  try {
    if ((await database.unsent.count()) === 0) return
    const registration: Registration | undefined = await workers.getRegistration()
    await registration?.sync?.register(tag)
  } catch {
    // Not allowed here: `online`, a page shown again and the timer remain.
  }
}
