import { StrictMode } from 'react'
import type { Root } from 'react-dom/client'
import type { App } from './app/app.ts'
import { lockWhenLeft } from './app/auto-lock.ts'
import { forgetContact, useContact } from './app/contact.ts'
import { AppProvider } from './app/context.tsx'
import { lossOf, onceItAnswers, useBehind } from './app/loss.ts'
import { carryLostOut, type LostPort, lostWork, takeLostAlong, workInJournals } from './app/lost-work.ts'
import { follow, type OpenProfile, openProfile, type Since } from './app/open-profile.ts'
import { beginSession, showHidden } from './app/open-session.ts'
import { entryPort, lockPort, type Parts } from './app/profiles.ts'
import { restartBy } from './app/restart.ts'
import { foundBeside, moveBeside, openInTime } from './app/second-copy.ts'
import { useSession } from './app/session.ts'
import { listenForReasonsToSync } from './app/wakes.ts'
import type { Journal } from './app/watch-journal.ts'
import { whenRevoked } from './app/when-revoked.ts'
import { EntryHome, ErasedHome, firstLook, Home, LockHome, LostHome, RecoveryHome } from './home.tsx'
import { CrashBoundary } from './shell/crash.tsx'
import { keepFieldsUnwritten } from './ui/form-memory.ts'
import { keepTitlesPlain } from './ui/window-title.ts'
import { isRevoked, openDeviceStore, tabletOf } from './vault/device-store.ts'
import { type Opened, openKeyring } from './vault/keyring.ts'
import type { EnrolledTablet } from './vault/lock-port.ts'
import { openPinMemory } from './vault/pin.ts'
import type { Secrets } from './vault/secrets.ts'

export type Vaulted = {
  readonly root: Root
  readonly version: string
  /** Nobody administers this server yet. */
  readonly fresh?: boolean
  /** A link leads in, or a device that nobody holds met a headquarters that asks who one is. */
  readonly entry: boolean
}

/** In milliseconds: how often a page that stays open looks whether its data is too old to be shown. */
const lookAgain = 60_000
const afterTheFirstScreen = 1_000

type Holder = { readonly opened: Opened; readonly tablet: EnrolledTablet }

const every = (wait: number, deed: () => void): (() => void) => {
  const timer = setInterval(deed, wait)
  return () => clearInterval(timer)
}

/** Once the first screen stands: is there work in the journal that the database lacks? */
const lookBehind = async (app: App, journal: Journal): Promise<void> => {
  const { watchJournal } = await import('./app/watch-journal.ts')
  if (await watchJournal(app, journal).catch(() => false)) useBehind.setState({ behind: true })
}

const lastShown = 'palier.last-profile'

/** An address tells what somebody worked on: they find it again, and whoever comes after them begins at the beginning. */
const beginWhereLeft = (profile: string): void => {
  const last = sessionStorage.getItem(lastShown)
  if (last !== null && last !== profile) history.replaceState(null, '', '/')
  sessionStorage.setItem(lastShown, profile)
}

/** A tablet with accounts: what stands on its screen before a profile is open, while it is, and after it was locked. */
export const startVaulted = async ({ root, version, fresh = false, entry }: Vaulted): Promise<void> => {
  const store = openDeviceStore()
  const keyring = openKeyring(store)
  const pins = openPinMemory(store)
  const tabs = 'BroadcastChannel' in globalThis ? new BroadcastChannel('palier.lock') : undefined
  let close: (() => void) | undefined
  /** Where each was when it was locked. */
  const left = new Map<string, string>()

  keepTitlesPlain(true)
  keepFieldsUnwritten()
  const draw = (page: React.ReactNode): void =>
    root.render(
      <StrictMode>
        <CrashBoundary version={version}>{page}</CrashBoundary>
      </StrictMode>,
    )
  const showLock = (): void => draw(<LockHome port={lockPort(parts)} />)
  const showEntry = async (): Promise<void> => {
    const [tablet, revoked, profiles] = [await tabletOf(store), await isRevoked(store), await store.profiles.count()]
    const shown = { entry: { port: entryPort(parts), app: version }, enrolled: tablet !== undefined && !revoked, fresh }
    draw(<EntryHome {...shown} back={profiles > 0 ? showLock : undefined} />)
  }
  /** Headquarters revoked this tablet; what it carries for others is brought from that screen. */
  const showErased = async (delivered: number | null): Promise<void> => {
    const left = (await isRevoked(store)) ? (await import('./app/left-carried.ts')).leftCarried({ store }) : undefined
    const goOn = async (): Promise<void> => ((await isRevoked(store)) ? showEntry() : location.reload())
    draw(<ErasedHome delivered={delivered} left={left} goOn={() => void goOn()} />)
  }
  const nextStep = async (): Promise<'enrol' | 'signIn' | 'open'> => {
    if (!(await tabletOf(store))) return 'enrol'
    return (await store.profiles.count()) > 0 ? 'open' : 'signIn'
  }
  /** The keys are out of reach; what they sealed is not. */
  const showLost = async (loss: LostPort['loss']): Promise<void> => {
    const work = loss === 'gone' ? await lostWork(store) : await workInJournals()
    const next = loss === 'gone' ? await nextStep() : 'again'
    const goOn = { enrol: () => void showEntry(), signIn: () => void showEntry(), open: showLock, again: () => location.reload() }
    const beside = loss === 'unreadable' ? goBeside : undefined
    draw(<LostHome port={{ loss, next, work, carryOut: () => carryLostOut(work), goOn: goOn[next], beside }} />)
  }
  const lockHere = (profile: string): void => {
    // The next one begins at the beginning: an address tells what somebody else was at.
    left.set(profile, location.pathname + location.search)
    history.replaceState(null, '', '/')
    close?.()
    close = undefined
    pins.close(profile)
    // What React and the browser still hold of the work goes with the page, where no PIN needs the page.
    if (pins.has(profile)) showLock()
    else location.reload()
  }
  const show = async (opened: Opened, since: Since): Promise<void> => {
    close?.()
    close = undefined
    beginWhereLeft(opened.profile)
    const tablet = await tabletOf(store)
    if (!tablet) throw new Error('the tablet is not enrolled')
    const profile = await openProfile(opened)
    close = profile.close
    // Its own copy: closing writes over the key.
    const again = { ...opened, key: new Uint8Array(opened.key) }
    const app = await profile.start(version, since).catch((error: unknown) => error)
    const loss = lossOf(app)
    if (loss) {
      const { journal, storage, reopening } = profile
      const stop = lockWhenLeft({ settings: () => opened.secrets.settings, lock: () => lockHere(opened.profile) })
      const leave = (): void => {
        stop()
        again.key.fill(0)
        profile.close()
      }
      close = leave
      onceItAnswers(app, () => {
        if (close === leave) void show({ ...again, key: new Uint8Array(again.key) }, since)
      })
      return draw(<RecoveryHome loss={loss} journal={journal} storage={storage} reopening={reopening} />)
    }
    again.key.fill(0)
    if (app instanceof Error) throw app
    await work(profile, app as App, { opened, tablet })
  }
  const work = async (profile: OpenProfile, app: App, { opened, tablet }: Holder): Promise<void> => {
    const stopper = new AbortController()
    const lock = (): void => {
      tabs?.postMessage(opened.profile)
      lockHere(opened.profile)
    }
    const restart = (path: string): void => {
      history.pushState(null, '', path)
      // Its own copy: closing writes over the key.
      void show({ ...opened, secrets: secrets(), key: new Uint8Array(opened.key) }, 'known')
    }
    const changed = async ({ account: { administration, person } }: Secrets): Promise<void> => {
      const { identity } = app
      if (administration === null || (administration === identity.administration && person === identity.person)) return
      await follow(app.database, administration, person)
      restart(location.pathname)
    }
    const secrets = await beginSession({ store, keyring, pins, opened, tablet, changed, lock })
    const erase = async (): Promise<void> => {
      const { database } = app
      const { journal } = profile
      const revoked = { store, database, journal, profile: opened.profile, token: secrets().token, close: () => close?.() }
      const chapter = await import('./app/revoked.ts').catch(() => undefined)
      const delivered = await chapter?.eraseRevoked(revoked)
      if (delivered === undefined) {
        // The next contact, which is soon, brings what came meanwhile.
        if (!stopper.signal.aborted) useContact.setState({ problem: { problem: 'undelivered' } })
        return
      }
      close = undefined
      await showErased(delivered)
    }
    const look = (): void => void profile.look(secrets().offlineDays).then(showHidden, () => undefined)
    const stops = [
      lockWhenLeft({ settings: () => secrets().settings, lock }),
      useContact.subscribe(({ heard }, before) => heard !== before.heard && look()),
      every(lookAgain, look),
      whenRevoked(erase),
    ]
    if (tabs) tabs.onmessage = ({ data }) => data === opened.profile && lockHere(opened.profile)
    restartBy(restart)
    close = () => {
      stopper.abort()
      for (const stop of stops) stop()
      restartBy(undefined)
      useSession.setState({ session: null })
      useBehind.setState({ behind: false })
      // Off the screen before the database closes under it.
      root.render(null)
      profile.close()
      forgetContact()
    }
    const place = left.get(opened.profile)
    if (place) history.replaceState(null, '', place)
    left.delete(opened.profile)
    showHidden(await profile.look(secrets().offlineDays))
    const first = await firstLook(app)
    draw(
      <AppProvider app={app}>
        <Home first={first} />
      </AppProvider>,
    )
    void takeLostAlong(store).catch(() => undefined)
    listenForReasonsToSync(app, stopper.signal)
    setTimeout(() => stopper.signal.aborted || void lookBehind(app, profile.journal), afterTheFirstScreen)
  }
  const parts: Parts = {
    store,
    keyring,
    pins,
    show,
    showEntry: () => void showEntry(),
    showLock,
    showLost: () => void showLost('gone'),
  }
  try {
    await openInTime(store)
  } catch (error) {
    const loss = lossOf(error)
    if (loss === 'unreadable' && (await foundBeside(localStorage))) return location.reload()
    if (!loss || loss === 'behind') throw error
    onceItAnswers(error, () => location.reload())
    return showLost(loss)
  }
  if (!entry && (await store.profiles.count()) > 0) showLock()
  else if (!entry && (await isRevoked(store))) await showErased(null)
  else if (!isLink.test(location.hash) && (await store.profiles.count()) === 0 && (await lostWork(store)).length > 0)
    await showLost('gone')
  else await showEntry()
}

/** Whoever follows one has a code in hand: they go on with it, and what is lost leaves once they have signed in. */
const isLink = /^#(first|enrol)=./

/** Everything of the tablet begins anew in another place of the browser. */
const goBeside = async (): Promise<boolean> => {
  const moved = (await moveBeside(localStorage)) !== undefined
  if (moved) location.reload()
  return moved
}
