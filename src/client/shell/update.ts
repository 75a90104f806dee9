import type { Workbox } from 'workbox-window'
import { create } from 'zustand'

export type UpdateState =
  /** The running release is the newest this device has. */
  | 'current'
  /** A whole new release waits to be let in. */
  | 'ready'
  /** Put off until the next start. */
  | 'later'
  /** Let in by the person, and waiting for a form or a sync to end, here or in another tab. */
  | 'held'
  /** Taking over; the page is about to load again. */
  | 'entering'

type Update = { readonly state: UpdateState; readonly enter: () => void; readonly putOff: () => void }

export const useUpdate = create<Update>()(() => ({ state: 'current', enter: () => undefined, putOff: () => undefined }))

type Watch = {
  /** True while something unsaved is on screen or a sync runs: a release never comes in on top of work. */
  readonly isBusy: () => boolean
  readonly workers?: ServiceWorkerContainer | undefined
  readonly reload?: () => void
}

const patience = 1000
const hour = 3_600_000

/**
 * Registers the service worker and watches over releases. A new one is fetched whole in the background, is announced, and
 * enters only when the person lets it and no tab is busy. Then every tab loads again, once.
 */
export const watchForUpdate = async ({
  isBusy,
  workers = container(),
  reload = () => location.reload(),
}: Watch): Promise<void> => {
  if (!workers) return
  const tabs = askTabs(isBusy)
  whenTakenOver(workers, () => whenIdle(async () => isBusy(), reload))
  // No screen waits for it. Where it cannot be fetched, the next start tries again.
  const library = await import('workbox-window').catch(() => undefined)
  if (!library) return
  const workbox = new library.Workbox('/sw.js', { updateViaCache: 'none' })

  const enter = (): void => {
    useUpdate.setState({ state: 'held' })
    whenIdle(
      async () => isBusy() || (await tabs.isAnyBusy()),
      () => {
        useUpdate.setState({ state: 'entering' })
        workbox.messageSkipWaiting()
      },
    )
  }
  workbox.addEventListener('waiting', () => {
    if (workers.controller && useUpdate.getState().state === 'current')
      useUpdate.setState({ state: 'ready', enter, putOff: () => useUpdate.setState({ state: 'later' }) })
  })
  const registration = await workbox.register({ immediate: true }).catch(() => undefined)
  if (registration) lookNowAndThen(workbox)
}

const container = (): ServiceWorkerContainer | undefined => ('serviceWorker' in navigator ? navigator.serviceWorker : undefined)

/**
 * Runs when a release takes the page over from another. The very first worker takes nothing over: no older code runs.
 * Heard from the browser itself: the library's own listener is spent on that first worker.
 */
const whenTakenOver = (workers: ServiceWorkerContainer, act: () => void): void => {
  let controlled = workers.controller !== null
  let acted = false
  workers.addEventListener('controllerchange', () => {
    if (controlled && !acted) {
      acted = true
      act()
    }
    controlled = true
  })
}

const whenIdle = async (isBusy: () => Promise<boolean>, act: () => void): Promise<void> => {
  while (await isBusy()) await new Promise((resolve) => setTimeout(resolve, patience))
  act()
}

/** A tablet left on for days would not look by itself: once an hour, and whenever a network comes back. */
const lookNowAndThen = (workbox: Workbox): void => {
  const look = (): void => {
    if (navigator.onLine) workbox.update().catch(() => undefined)
  }
  setInterval(look, hour)
  addEventListener('online', look)
}

/** Lets the tabs of one device ask one another whether work is under way. A tab that does not answer is asleep, and idle. */
const askTabs = (isBusy: () => boolean): { readonly isAnyBusy: () => Promise<boolean> } => {
  if (typeof BroadcastChannel === 'undefined') return { isAnyBusy: async () => false }
  const channel = new BroadcastChannel('palier.update')
  channel.addEventListener('message', ({ data }) => {
    if (data === 'is-anyone-busy' && isBusy()) channel.postMessage('busy')
  })
  return {
    isAnyBusy: () =>
      new Promise((resolve) => {
        const hear = ({ data }: MessageEvent): void => {
          if (data === 'busy') answer(true)
        }
        const answer = (busy: boolean): void => {
          channel.removeEventListener('message', hear)
          resolve(busy)
        }
        channel.addEventListener('message', hear)
        channel.postMessage('is-anyone-busy')
        setTimeout(() => answer(false), 300)
      }),
  }
}
