import { type ComponentType, lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import type { Person } from '../core/domain/person.ts'
import { rowToPerson } from '../core/protocol/entities.ts'
import type { App } from './app/app.ts'
import { useContact } from './app/contact.ts'
import { useApp, useLive } from './app/context.tsx'
import type { Entry, LockPort } from './app/entry.ts'
import { useBehind } from './app/loss.ts'
import { isWithin, type Place, placesOfAccount, placesOfPerson } from './app/places.ts'
import { rowAt } from './app/read.ts'
import type { RecoveryParts } from './app/recovery.ts'
import { type OpenSession, useSession } from './app/session.ts'
import { BoardPage } from './features/assess/board-page.tsx'
import { SafetyLine } from './features/assess/safety-line.tsx'
import { type SiteBoard, siteBoardOf } from './features/assess/site-board.ts'
import { currentLanguage, isLanguage, languageNames, languages, officeWords, switchLanguage } from './i18n.ts'
import { AppFrame, type NavEntry } from './shell/app-frame.tsx'
import { SettingsMenu } from './shell/settings-menu.tsx'
import { Button } from './ui/button.tsx'
import { IconButton } from './ui/icon-button.tsx'
import { LinkButton } from './ui/link-button.tsx'
import { Skeleton } from './ui/skeleton.tsx'

/** A screen of the assessor that is fetched when it is needed; offline it comes from the device's cache. */
const siteScreen = <Module, Name extends keyof Module>(load: () => Promise<Module>, name: Name) =>
  lazy(async () => ({ default: (await load())[name] as ComponentType }))

/** Any other screen comes together with the words that the assessor's screens can do without. */
const screen = <Module, Name extends keyof Module>(load: () => Promise<Module>, name: Name) =>
  siteScreen(async () => (await Promise.all([load(), officeWords()]))[0], name)

const ScoringPage = siteScreen(() => import('./features/assess/scoring-page.tsx'), 'ScoringPage')
const ReviewPage = siteScreen(() => import('./features/assess/review-page.tsx'), 'ReviewPage')
const SettlePage = screen(() => import('./features/assess/conflict/settle-page.tsx'), 'SettlePage')
const SiteReportPage = screen(() => import('./features/gaps/site-report-page.tsx'), 'SiteReportPage')
const UnitReportPage = screen(() => import('./features/gaps/unit-report-page.tsx'), 'UnitReportPage')
const CompetencyReportPage = screen(() => import('./features/gaps/competency-report-page.tsx'), 'CompetencyReportPage')
const OfficerGapPage = screen(() => import('./features/gaps/officer-gap-page.tsx'), 'OfficerGapPage')
const IndividualSheetPage = screen(() => import('./features/gaps/individual-sheet-page.tsx'), 'IndividualSheetPage')
const LibraryPage = screen(() => import('./features/library/library-page.tsx'), 'LibraryPage')
const DictionaryPage = screen(() => import('./features/library/dictionary-page.tsx'), 'DictionaryPage')
const CompetencyPage = screen(() => import('./features/library/competency-page.tsx'), 'CompetencyPage')
const CataloguePage = screen(() => import('./features/library/catalogue-page.tsx'), 'CataloguePage')
const JobPage = screen(() => import('./features/library/job-page.tsx'), 'JobPage')
const TrainingPage = screen(() => import('./features/library/training-page.tsx'), 'TrainingPage')
const PeoplePage = screen(() => import('./features/people/people-page.tsx'), 'PeoplePage')
const ImportPage = screen(() => import('./features/people/import-page.tsx'), 'ImportPage')
const PostPage = screen(() => import('./features/people/post-page.tsx'), 'PostPage')
const CampaignsPage = screen(() => import('./features/campaigns/campaigns-page.tsx'), 'CampaignsPage')
const CampaignPage = screen(() => import('./features/campaigns/campaign-page.tsx'), 'CampaignPage')
const SyncCentrePage = screen(() => import('./features/sync/sync-centre-page.tsx'), 'SyncCentrePage')
const RecordPage = screen(() => import('./features/sync/record-page.tsx'), 'RecordPage')
const SettleRowPage = screen(() => import('./features/sync/settle-row-page.tsx'), 'SettleRowPage')
const ReceiptPage = screen(() => import('./features/sync/receipt-page.tsx'), 'ReceiptPage')
const ReceiptsPage = screen(() => import('./features/sync/receipts-page.tsx'), 'ReceiptsPage')
const DevicePage = screen(() => import('./features/sync/device-page.tsx'), 'DevicePage')
const WelcomePage = screen(() => import('./features/welcome/welcome-page.tsx'), 'WelcomePage')
const PrivacyPage = screen(() => import('./features/privacy/privacy-page.tsx'), 'PrivacyPage')
const PersonalDataPage = screen(() => import('./features/privacy/settings-page.tsx'), 'PersonalDataPage')
const RegisterPage = screen(() => import('./features/privacy/register-page.tsx'), 'RegisterPage')
const MyFilePage = screen(() => import('./features/privacy/my-file-page.tsx'), 'MyFilePage')
const ContestsPage = screen(() => import('./features/privacy/contests-page.tsx'), 'ContestsPage')
const NoticeAlone = screen(() => import('./features/privacy/notice-alone.tsx'), 'NoticeAlone')
const AccountsPage = screen(() => import('./features/access/accounts-page.tsx'), 'AccountsPage')
const ReadyPage = screen(() => import('./features/access/ready-page.tsx'), 'ReadyPage')
const TabletsPage = screen(() => import('./features/access/tablets-page.tsx'), 'TabletsPage')
const ProfilePage = screen(() => import('./features/access/profile-page.tsx'), 'ProfilePage')
const PassphrasePage = screen(() => import('./features/access/passphrase-page.tsx'), 'PassphrasePage')
const HiddenPage = screen(() => import('./features/access/hidden-page.tsx'), 'HiddenPage')
const SessionEnded = screen(() => import('./features/access/session-ended.tsx'), 'SessionEnded')
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

/** Headquarters revoked this tablet, and it has emptied itself. */
export const ErasedHome = (parts: { readonly delivered: number; readonly goOn: () => void }) => (
  <Framed nav={[]} page={<ErasedPage {...parts} />} />
)

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

/** What can be looked at while downloaded data is hidden: what waits to be sent, and the tablet and the profile themselves. */
const isOwnWork = (here: string): boolean => /^\/(sync|device|profile)\b/.test(here)

const isImmersive = (here: string): boolean => /^\/assess\/[^/]+/.test(here)

type ScreensProps = {
  /** Where a start leads; not known before it is known who holds the device. */
  readonly home: Place | undefined
  readonly board: SiteBoard | undefined
}

const Screens = ({ home, board }: ScreensProps) => (
  <Switch>
    <Route path="/">{home && <Redirect to={`/${home}`} replace />}</Route>
    <Route path="/assess">
      <BoardPage first={board} />
    </Route>
    <Route path="/assess/:assignment" component={ScoringPage} />
    <Route path="/assess/:assignment/review" component={ReviewPage} />
    <Route path="/assess/:assignment/settle" component={SettlePage} />
    <Route path="/gaps" component={SiteReportPage} />
    <Route path="/gaps/unit/:unit" component={UnitReportPage} />
    <Route path="/gaps/competency/:competency" component={CompetencyReportPage} />
    <Route path="/gaps/officer/:assignment" component={OfficerGapPage} />
    <Route path="/sheet/:assignment" component={IndividualSheetPage} />
    <Route path="/library" component={LibraryPage} />
    <Route path="/library/dictionary" component={DictionaryPage} />
    <Route path="/library/dictionary/:competency" component={CompetencyPage} />
    <Route path="/library/catalogue" component={CataloguePage} />
    <Route path="/library/catalogue/:job" component={JobPage} />
    <Route path="/library/training" component={TrainingPage} />
    <Route path="/people" component={PeoplePage} />
    <Route path="/people/import" component={ImportPage} />
    <Route path="/people/post/:post" component={PostPage} />
    <Route path="/campaigns" component={CampaignsPage} />
    <Route path="/campaigns/:campaign" component={CampaignPage} />
    <Route path="/sync" component={SyncCentrePage} />
    <Route path="/sync/record/:kind/:id" component={RecordPage} />
    <Route path="/sync/settle/:kind/:id" component={SettleRowPage} />
    <Route path="/sync/receipt/:assessment" component={ReceiptPage} />
    <Route path="/sync/receipts" component={ReceiptsPage} />
    <Route path="/device" component={DevicePage} />
    <Route path="/welcome" component={WelcomePage} />
    <Route path="/accounts" component={AccountsPage} />
    <Route path="/accounts/ready" component={ReadyPage} />
    <Route path="/tablets" component={TabletsPage} />
    <Route path="/privacy" component={PrivacyPage} />
    <Route path="/privacy/settings" component={PersonalDataPage} />
    <Route path="/privacy/register" component={RegisterPage} />
    <Route path="/my-file" component={MyFilePage} />
    <Route path="/contests/:assignment" component={ContestsPage} />
    <Route path="/profile" component={ProfilePage} />
    <Route path="/profile/passphrase" component={PassphrasePage} />
    <Route>
      <Redirect to="/" replace />
    </Route>
  </Switch>
)

/** Accounts and tablets are one subject with two pages: one entry leads to both. */
const alsoThere: { readonly [place: string]: string } = { accounts: '/tablets' }

const icons: Readonly<Record<Exclude<Place, 'tablets'>, NavEntry['icon']>> = {
  assess: 'tablet',
  gaps: 'chart',
  campaigns: 'campaign',
  people: 'people',
  library: 'book',
  accounts: 'lock',
  'my-file': 'person',
  sync: 'sync',
}

const useNav = (places: readonly Place[]): readonly NavEntry[] => {
  const { t } = useTranslation('shell')
  return places.flatMap((place) =>
    place === 'tablets' ? [] : [{ to: `/${place}`, label: t(`places.${place}`), icon: icons[place], also: alsoThere[place] }],
  )
}

type FramedProps = {
  readonly nav: readonly NavEntry[]
  readonly page: ReactNode
  readonly immersive?: boolean
  readonly person?: Person | undefined
}

const Framed = ({ nav, page, immersive = false, person }: FramedProps) => {
  const session = useSession((held) => held.session)
  const ended = useContact(({ problem }) => problem?.problem === 'signed-out')
  return (
    <AppFrame
      nav={nav}
      immersive={immersive}
      safety={nav.length > 0 ? <SafetyLine /> : null}
      notice={
        session &&
        ended && (
          <Suspense>
            <SessionEnded />
          </Suspense>
        )
      }
      menu={
        <>
          {session && <LockNow lock={session.lock} />}
          <Menu person={person} signedIn={session !== null} />
        </>
      }
    >
      <Suspense fallback={<Skeleton />}>{page}</Suspense>
    </AppFrame>
  )
}

/** One tap, on every screen: somebody comes near, or the tablet is handed over. */
const LockNow = ({ lock }: { readonly lock: () => void }) => {
  const { t } = useTranslation('shell')
  return <IconButton icon="lock" label={t('lock')} onClick={lock} />
}

const Menu = ({ person, signedIn }: { readonly person: Person | undefined; readonly signedIn: boolean }) => {
  const { t } = useTranslation('shell')
  const options = languages.map((value) => ({ value, label: languageNames[value] }))
  return (
    <SettingsMenu
      languages={options}
      language={currentLanguage()}
      switchLanguage={(language) => isLanguage(language) && void switchLanguage(language)}
    >
      {(close) =>
        !(person || signedIn) ? (
          <NoticeHere />
        ) : (
          <>
            {person && <p>{t('holder', { name: `${person.givenName} ${person.familyName}` })}</p>}
            <LinkButton to={signedIn ? '/profile' : '/who'} icon="person" wide onClick={close}>
              {t(signedIn ? 'places.profile' : 'places.who')}
            </LinkButton>
            <LinkButton to="/device" icon="tablet" wide onClick={close}>
              {t('places.device')}
            </LinkButton>
            <LinkButton to="/my-file" icon="history" wide onClick={close}>
              {t('places.my-file')}
            </LinkButton>
            <LinkButton to="/privacy" icon="eye" wide onClick={close}>
              {t('places.privacy')}
            </LinkButton>
          </>
        )
      }
    </SettingsMenu>
  )
}

/** Before anybody has signed in there is no page to lead to: the notice opens in its place. */
const NoticeHere = () => {
  const { t } = useTranslation('shell')
  const [open, setOpen] = useState(false)
  if (!open)
    return (
      <Button icon="eye" wide onClick={() => setOpen(true)}>
        {t('places.privacy')}
      </Button>
    )
  return (
    <Suspense fallback={<Skeleton />}>
      <NoticeAlone />
    </Suspense>
  )
}
