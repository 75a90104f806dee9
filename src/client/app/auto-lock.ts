import type { LockSettings } from '../vault/lock-port.ts'

const minute = 60_000
const look = 5_000

export type Watched = {
  readonly settings: () => LockSettings
  readonly lock: () => void
  /** Milliseconds that only run forward; beside them the wall clock counts, for some tablets stop the first while they sleep. */
  readonly clock?: () => number
  readonly wall?: () => number
}

/** Locks after some minutes without a touch or a key, and when the app was out of sight for longer than a glance elsewhere. */
export const lockWhenLeft = ({ settings, lock, clock = () => performance.now(), wall = Date.now }: Watched): (() => void) => {
  const stopper = new AbortController()
  const { signal } = stopper
  let touched = { clock: clock(), wall: wall() }
  let hidden = document.visibilityState === 'hidden' ? touched : undefined
  const since = (then: typeof touched): number => Math.max(clock() - then.clock, wall() - then.wall)
  const check = (): void => {
    const { idleMinutes, hiddenSeconds } = settings()
    const isLeft = since(touched) >= idleMinutes * minute || (hidden && since(hidden) >= hiddenSeconds * 1000)
    if (isLeft) lock()
  }
  const touch = (): void => {
    // A tablet that slept is woken by a touch, before any timer has looked.
    check()
    touched = { clock: clock(), wall: wall() }
  }
  for (const event of ['pointerdown', 'keydown', 'wheel', 'touchstart'])
    addEventListener(event, touch, { signal, passive: true, capture: true })
  const seen = (): void => {
    check()
    hidden = document.visibilityState === 'hidden' ? { clock: clock(), wall: wall() } : undefined
    if (hidden) setTimeout(() => signal.aborted || check(), settings().hiddenSeconds * 1000 + 50)
  }
  document.addEventListener('visibilitychange', seen, { signal })
  const timer = setInterval(check, look)
  return () => {
    stopper.abort()
    clearInterval(timer)
  }
}
