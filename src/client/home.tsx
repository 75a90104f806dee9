import { lazy, useEffect, useRef } from 'react'
import { Redirect, useLocation } from 'wouter'
import type { Person } from '../core/domain/person.ts'
import { rowToPerson } from '../core/protocol/entities.ts'
import type { App } from './app/app.ts'
import { useApp, useLive } from './app/context.tsx'
import type { Entry, LockPort } from './app/entry.ts'
import type { LeftCarried } from './app/left-carried.ts'
import { useBehind } from './app/loss.ts'
import type { LostPort } from './app/lost-work.ts'
import { isWithin, placesOfAccount, placesOfPerson } from './app/places.ts'
import { rowAt } from './app/read.ts'
import type { RecoveryParts } from './app/recovery.ts'
import { type OpenSession, useSession } from './app/session.ts'
import { type SiteBoard, siteBoardOf } from './features/assess/site-board.ts'
import { Framed } from './home/framed.tsx'
import { screen } from './home/lazy-screen.ts'
import { useNav } from './home/nav.ts'
import { Screens } from './home/screens.tsx'
import { officeWords } from './i18n.ts'

const WelcomePage = screen(() => import('./features/welcome/welcome-page.tsx'), 'WelcomePage')
const HiddenPage = screen(() => import('./features/access/hidden-page.tsx'), 'HiddenPage')
const WhoPage = screen(() => import('./features/welcome/who-page.tsx'), 'WhoPage')
const RecoveryScreen = lazy(async () => ({
  default: (await Promise.all([import('./features/recovery/recovery-screen.tsx'), officeWords()]))[0].RecoveryScreen,
}))
const LockScreen = lazy(async () => ({
  default: (await Promise.all([import('./features/access/lock-screen.tsx'), officeWords()]))[0].LockScreen,
}))
const EntryScreen = lazy(async () => ({
  default: (await Promise.all([import('./features/access/entry-screen.tsx'), officeWords()]))[0].EntryScreen,
}))
const LostWorkPage = lazy(async () => ({
  default: (await Promise.all([import('./features/access/lost-work-page.tsx'), officeWords()]))[0].LostWorkPage,
}))
const ErasedPage = lazy(async () => ({
  default: (await Promise.all([import('./features/access/erased-page.tsx'), officeWords()]))[0].ErasedPage,
}))

/** A locked tablet. Like the two below it stands in the frame of the app and needs nothing of it. */
export const LockHome = ({ port }: { readonly port: LockPort }) => <Framed nav={[]} page={<LockScreen port={port} />} />

type EntryParts = {
  readonly entry: Entry
  readonly enrolled: boolean
  readonly fresh?: boolean | undefined
  readonly back?: (() => void) | undefined
}

/** Nobody is known here yet: this tablet is enrolled, or somebody signs in on it for the first time. */
export const EntryHome = (parts: EntryParts) => <Framed nav={[]} page={<EntryScreen {...parts} />} />

/** The database with the keys of all profiles is gone or does not open. */
export const LostHome = ({ port }: { readonly port: LostPort }) => <Framed nav={[]} page={<LostWorkPage port={port} />} />

type ErasedParts = { readonly delivered: number | null; readonly left: LeftCarried | undefined; readonly goOn: () => void }

/** Headquarters revoked this tablet, and it has emptied itself. */
export const ErasedHome = (parts: ErasedParts) => <Framed nav={[]} page={<ErasedPage {...parts} />} />

/** The way back after a loss. Stands in the frame of the app, but needs nothing of it: the database may not even open. */
export const RecoveryHome = (parts: RecoveryParts) => <Framed nav={[]} page={<RecoveryScreen {...parts} />} />

/** What the first screen of whoever holds the device shows. */
type FirstLook = {
  readonly person: Person | null
  /** Where that screen is the board. */
  readonly board: SiteBoard | undefined
}

/** Reads the first screen before it is drawn. Where that fails, the screen itself reads again and tells. */
export const firstLook = async (app: App): Promise<FirstLook | undefined> => {
  if (app.lost || !app.identity.person) return undefined
  try {
    const { pathname, search } = location
    const wanted = new URLSearchParams(search).get('campaign')
    const mayBeBoard = pathname === '/assess' || pathname === '/'
    const [person, board] = await Promise.all([holderOf(app), mayBeBoard ? siteBoardOf(app, wanted) : undefined])
    return { person, board }
  } catch {
    return undefined
  }
}

const holderOf = async ({ database, identity }: App): Promise<Person | null> => {
  const row = await rowAt(database, 'person', identity.person ?? '')
  return row ? rowToPerson(row) : null
}

/** Before anybody is known there is nothing to navigate to; afterwards each role finds its own first. */
export const Home = ({ first }: { readonly first?: FirstLook | undefined }) => {
  const { lost, identity, database, journal } = useApp()
  const behind = useBehind((found) => found.behind)
  const session = useSession((held) => held.session)
  const [here] = useLocation()
  if (lost) return <RecoveryHome loss="gone" database={database} journal={journal} />
  // The conversation comes first: work that is safe in the journal waits until the assessor has left the officer's grid.
  if (behind && !isImmersive(here)) return <RecoveryHome loss="behind" database={database} journal={journal} />
  if (!identity.administration)
    return <Framed nav={[]} page={here === '/welcome' ? <WelcomePage /> : <Redirect to="/welcome" replace />} />
  // With accounts, who holds the device was settled at its lock screen.
  if (!session && (!identity.person || here === '/who'))
    return <Framed nav={[]} page={here === '/who' ? <WhoPage /> : <Redirect to="/who" replace />} />
  return <Places first={first} session={session} />
}

type PlacesProps = { readonly first: FirstLook | undefined; readonly session: OpenSession | null }

const Places = ({ first, session }: PlacesProps) => {
  const person = useLive(holderOf, [], first?.person)
  const places = session ? placesOfAccount(session.account.roles) : placesOfPerson(person?.roles ?? [])
  const nav = useNav(places)
  const [here] = useLocation()
  const board = useRef(first?.board)
  // Whoever comes back to the board later sees what is there then.
  useEffect(() => {
    if (here !== '/') board.current = undefined
  }, [here])
  const app = useApp()
  const signedIn = session !== null
  useEffect(() => {
    if (signedIn) void import('./app/own-session.ts').then(({ refreshAccount }) => refreshAccount(app)).catch(() => undefined)
  }, [app, signedIn])
  useEffect(() => {
    if (!signedIn) return undefined
    const stops: (() => void)[] = []
    let isOver = false
    // A page whose release has left the device finds nothing here, and is loaded again soon.
    void import('./app/exports.ts').then(({ watchPrints }) => !isOver && stops.push(watchPrints(app))).catch(() => undefined)
    return () => {
      isOver = true
      for (const stop of stops) stop()
    }
  }, [app, signedIn])
  const known = signedIn || person !== undefined
  const outside = signedIn && !isWithin(places, here)
  return (
    <Framed
      nav={nav}
      immersive={isImmersive(here)}
      person={person ?? undefined}
      page={
        outside ? (
          <Redirect to="/" replace />
        ) : session?.hidden && !isOwnWork(here) ? (
          <HiddenPage />
        ) : (
          <Screens home={known ? places[0] : undefined} board={board.current} />
        )
      }
    />
  )
}

/**
 * What can be looked at while downloaded data is hidden: what waits to be sent, also to go on with it, the notice, and the tablet
 * and the profile themselves. The officer of whom nothing waits is not there for those screens either.
 */
const isOwnWork = (here: string): boolean => /^\/((sync|device|profile|privacy)\b|assess\/)/.test(here)

const isImmersive = (here: string): boolean => /^\/assess\/[^/]+/.test(here)
