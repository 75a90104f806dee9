import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useUpdate, watchForUpdate } from '../../../src/client/shell/update.ts'

type Worker = EventTarget & {
  state: string
  readonly scriptURL: string
  readonly said: unknown[]
  readonly postMessage: (message: unknown) => void
}

const worker = (): Worker => {
  const said: unknown[] = []
  return Object.assign(new EventTarget(), {
    state: 'installing',
    scriptURL: `${location.origin}/sw.js`,
    said,
    postMessage: (message: unknown) => said.push(message),
  })
}

/** A browser's side of the matter, as far as a page sees it. */
const field = ({ controlled }: { readonly controlled: boolean }) => {
  const registration = Object.assign(new EventTarget(), {
    installing: null as Worker | null,
    waiting: null as Worker | null,
    update: vi.fn(async () => undefined),
  })
  const workers = Object.assign(new EventTarget(), {
    controller: controlled ? worker() : null,
    register: vi.fn(async () => registration),
  })
  Object.defineProperty(navigator, 'serviceWorker', { configurable: true, value: workers })
  return {
    registration,
    workers: workers as unknown as ServiceWorkerContainer,
    arrive: (): Worker => {
      const found = worker()
      registration.installing = found
      registration.dispatchEvent(new Event('updatefound'))
      registration.installing = null
      registration.waiting = found
      found.state = 'installed'
      found.dispatchEvent(new Event('statechange'))
      return found
    },
    takeOver: () => workers.dispatchEvent(new Event('controllerchange')),
  }
}

const minute = 60_000

beforeEach(() => {
  vi.useFakeTimers()
  useUpdate.setState({ state: 'current' })
})
afterEach(() => vi.useRealTimers())

describe('a new release', () => {
  it('is announced, and does not enter by itself', async () => {
    const { workers, arrive } = field({ controlled: true })
    await watchForUpdate({ workers, isBusy: () => false, reload: vi.fn() })
    const release = arrive()
    await vi.advanceTimersByTimeAsync(minute)
    expect(useUpdate.getState().state).toBe('ready')
    expect(release.said).toEqual([])
  })

  it('enters when the person lets it, and the page loads again once', async () => {
    const { workers, arrive, takeOver } = field({ controlled: true })
    const reload = vi.fn()
    await watchForUpdate({ workers, isBusy: () => false, reload })
    const release = arrive()
    await vi.advanceTimersByTimeAsync(1000)
    useUpdate.getState().enter()
    await vi.advanceTimersByTimeAsync(minute)
    expect(release.said).toEqual([{ type: 'SKIP_WAITING' }])
    takeOver()
    takeOver()
    await vi.advanceTimersByTimeAsync(minute)
    expect(reload).toHaveBeenCalledTimes(1)
  })

  it('waits while a form is dirty or a sync runs, and enters when the work is at rest', async () => {
    const { workers, arrive } = field({ controlled: true })
    let busy = true
    await watchForUpdate({ workers, isBusy: () => busy, reload: vi.fn() })
    const release = arrive()
    await vi.advanceTimersByTimeAsync(1000)
    useUpdate.getState().enter()
    await vi.advanceTimersByTimeAsync(5 * minute)
    expect([useUpdate.getState().state, release.said]).toEqual(['held', []])
    busy = false
    await vi.advanceTimersByTimeAsync(minute)
    expect([useUpdate.getState().state, release.said.length]).toEqual(['entering', 1])
  })

  it('let in by another tab, does not load this page again on top of work', async () => {
    const { workers, takeOver } = field({ controlled: true })
    const reload = vi.fn()
    let busy = true
    await watchForUpdate({ workers, isBusy: () => busy, reload })
    takeOver()
    await vi.advanceTimersByTimeAsync(5 * minute)
    expect(reload).not.toHaveBeenCalled()
    busy = false
    await vi.advanceTimersByTimeAsync(minute)
    expect(reload).toHaveBeenCalledTimes(1)
  })

  it('stays announced to nobody once it is put off', async () => {
    const { workers, arrive } = field({ controlled: true })
    await watchForUpdate({ workers, isBusy: () => false, reload: vi.fn() })
    arrive()
    await vi.advanceTimersByTimeAsync(minute)
    useUpdate.getState().putOff()
    expect(useUpdate.getState().state).toBe('later')
  })
})

describe('the first release a device ever gets', () => {
  it('takes the page without a word and without loading it again', async () => {
    const { workers, arrive, takeOver } = field({ controlled: false })
    const reload = vi.fn()
    await watchForUpdate({ workers, isBusy: () => false, reload })
    arrive()
    takeOver()
    await vi.advanceTimersByTimeAsync(minute)
    expect([useUpdate.getState().state, reload.mock.calls.length]).toEqual(['current', 0])
  })
})

describe('a tablet left on for days', () => {
  it('looks for a release once an hour and when a network comes back', async () => {
    const { workers, registration } = field({ controlled: true })
    await watchForUpdate({ workers, isBusy: () => false, reload: vi.fn() })
    await vi.advanceTimersByTimeAsync(61 * minute)
    expect(registration.update).toHaveBeenCalledTimes(1)
    dispatchEvent(new Event('online'))
    expect(registration.update.mock.calls.length).toBeGreaterThan(1)
  })
})
