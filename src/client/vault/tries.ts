import { err, ok, type Result } from '../../core/domain/result.ts'
import { guarded } from '../storage/watchdog.ts'
import { alone } from './alone.ts'
import { changeProfile, type DeviceStore, type StoredTries } from './device-store.ts'
import type { Tries, UnlockProblem } from './lock-port.ts'

/** So many wrong tries, of passphrase and PIN together, and the keys of the profile are gone. */
export const mostTries = 10
/** The first few cost nothing: people mistype. */
const free = 2
const firstWait = 5_000

/** How long to wait after so many wrong tries, in milliseconds: 5 s after the third, twice as long after each further one. */
export const waitAfter = (wrong: number): number => (wrong <= free ? 0 : firstWait * 2 ** (wrong - free - 1))

const lock = 'palier.tries'

export const triesOf = async ({ tries }: DeviceStore, profile: string): Promise<StoredTries> =>
  (await tries.get(profile)) ?? { profile, wrong: 0, owed: 0 }

export const told = ({ wrong, owed }: StoredTries): Tries => ({ left: Math.max(0, mostTries - wrong), wait: owed })

type Wrong = 'wrong-passphrase' | 'wrong-pin'

/** What a try finds: the right key, a wrong one, or that it could not be tried. */
export type Tried<Value> = { readonly found?: Value | undefined; readonly failed?: string }

/**
 * One try, counted on the disk before it is made and taken back once it was right: a page that is closed in between has used
 * it. One at a time on the whole tablet, whatever tabs there are. What cannot be counted is not tried.
 */
export const tryOnce = <Value>(
  store: DeviceStore,
  profile: string,
  { wrong, attempt }: { readonly wrong: Wrong; readonly attempt: () => Promise<Tried<Value>> },
): Promise<Result<Value, UnlockProblem>> =>
  alone(lock, async (): Promise<Result<Value, UnlockProblem>> => {
    const known = await store.profiles.get(profile)
    if (!known?.wrapped) return err({ problem: 'locked-out' })
    const before = await triesOf(store, profile)
    // A page that was closed in its last try, or a full disk, left them.
    if (before.wrong >= mostTries) return lockOut(store, profile)
    if (before.owed > 0) return err({ problem: 'wait', ...told(before) })
    const count = before.wrong + 1
    const after: StoredTries = { profile, wrong: count, owed: waitAfter(count) }
    const counted = await guarded(() => store.tries.put(after))
    if (!counted.ok) return err({ problem: counted.problem.cause === 'full' ? 'full' : 'failed', detail: counted.problem.detail })
    const tried = await attempt()
    // Where the disk filled up just now, a try too many stays counted.
    if (tried.found !== undefined) {
      await guarded(() => store.tries.put({ profile, wrong: 0, owed: 0 }))
      return ok(tried.found)
    }
    if (tried.failed !== undefined) {
      await guarded(() => store.tries.put(before))
      return err({ problem: 'failed', detail: tried.failed })
    }
    if (count < mostTries) return err({ problem: wrong, ...told(after) })
    return lockOut(store, profile)
  })

/** The keys go. Where the disk does not take that, the count still says that nothing is tried any more. */
const lockOut = async (store: DeviceStore, profile: string): Promise<Result<never, UnlockProblem>> => {
  await guarded(() => changeProfile(store, profile, { wrapped: null, secrets: null }))
  return err({ problem: 'locked-out' })
}

/** The most that one look at the clock may take off: a tablet that slept did not wait in front of the screen. */
const mostStep = 2_000
const step = 1_000

export type Watching = {
  readonly store: DeviceStore
  readonly profile: string
  readonly tell: (tries: Tries) => void
  /** Milliseconds that only run forward, whatever anybody sets the tablet's clock to. */
  readonly clock?: () => number
  /** Whether the lock screen is in sight. */
  readonly isSeen?: () => boolean
}

/** The wait passes here alone, in one tab at a time: two lock screens are not twice as fast. */
export const watchTries = ({
  store,
  profile,
  tell,
  clock = () => performance.now(),
  isSeen = inSight,
}: Watching): (() => void) => {
  let stopped = false
  let last = clock()
  const look = async (): Promise<void> => {
    const now = clock()
    const passed = isSeen() ? Math.min(mostStep, now - last) : 0
    last = now
    tell(told(await alone(lock, () => pay(store, profile, isPaying ? passed : 0))))
  }
  let isPaying = false
  let release = (): void => undefined
  void alone(`palier.wait.${profile}`, () => {
    if (stopped) return Promise.resolve()
    isPaying = true
    last = clock()
    return new Promise<void>((resolve) => {
      release = resolve
    })
  })
  const timer = setInterval(() => void look().catch(() => undefined), step)
  void look().catch(() => undefined)
  return () => {
    stopped = true
    clearInterval(timer)
    release()
  }
}

const pay = async (store: DeviceStore, profile: string, passed: number): Promise<StoredTries> => {
  const before = await triesOf(store, profile)
  if (before.owed === 0 || passed <= 0) return before
  const after = { ...before, owed: Math.max(0, before.owed - passed) }
  await store.tries.put(after)
  return after
}

const inSight = (): boolean => typeof document === 'undefined' || document.visibilityState === 'visible'
