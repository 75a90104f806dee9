import { type ComponentType, lazy, type ReactNode, Suspense, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import type { Person } from '../core/domain/person.ts'
import { rowToPerson } from '../core/protocol/entities.ts'
import type { App } from './app/app.ts'
import { useApp, useLive } from './app/context.tsx'
import { useBehind } from './app/loss.ts'
import { rowAt } from './app/read.ts'
import type { RecoveryParts } from './app/recovery.ts'
import { BoardPage } from './features/assess/board-page.tsx'
import { SafetyLine } from './features/assess/safety-line.tsx'
import { type SiteBoard, siteBoardOf } from './features/assess/site-board.ts'
import { currentLanguage, isLanguage, languageNames, languages, officeWords, switchLanguage } from './i18n.ts'
import { AppFrame, type NavEntry } from './shell/app-frame.tsx'
import { SettingsMenu } from './shell/settings-menu.tsx'
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
const WhoPage = screen(() => import('./features/welcome/who-page.tsx'), 'WhoPage')

const RecoveryScreen = lazy(async () => ({
  default: (await Promise.all([import('./features/recovery/recovery-screen.tsx'), officeWords()]))[0].RecoveryScreen,
}))

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
  const [here] = useLocation()
  if (lost) return <RecoveryHome loss="gone" database={database} journal={journal} />
  // The conversation comes first: work that is safe in the journal waits until the assessor has left the officer's grid.
  if (behind && !isImmersive(here)) return <RecoveryHome loss="behind" database={database} journal={journal} />
  if (!identity.administration)
    return <Framed nav={[]} page={here === '/welcome' ? <WelcomePage /> : <Redirect to="/welcome" replace />} />
  if (!identity.person || here === '/who')
    return <Framed nav={[]} page={here === '/who' ? <WhoPage /> : <Redirect to="/who" replace />} />
  return <Places first={first} />
}

const Places = ({ first }: { readonly first: FirstLook | undefined }) => {
  const person = useLive(holderOf, [], first?.person)
  const nav = useNav(person ?? undefined)
  const [here] = useLocation()
  const board = useRef(first?.board)
  // Whoever comes back to the board later sees what is there then.
  useEffect(() => {
    if (here !== '/') board.current = undefined
  }, [here])
  return (
    <Framed
      nav={nav}
      immersive={isImmersive(here)}
      person={person ?? undefined}
      page={<Screens person={person} board={board.current} />}
    />
  )
}

const isImmersive = (here: string): boolean => /^\/assess\/[^/]+/.test(here)

type ScreensProps = { readonly person: Person | null | undefined; readonly board: SiteBoard | undefined }

const Screens = ({ person, board }: ScreensProps) => (
  <Switch>
    <Route path="/">{person === undefined ? null : <Redirect to={firstPlace(person)} replace />}</Route>
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
    <Route>
      <Redirect to="/" replace />
    </Route>
  </Switch>
)

const hasRole = (person: Person | null | undefined, ...roles: readonly Person['roles'][number][]): boolean =>
  roles.some((role) => person?.roles.includes(role))

const firstPlace = (person: Person | null): string =>
  hasRole(person, 'champion') ? '/campaigns' : hasRole(person, 'hr-director') ? '/gaps' : '/assess'

const useNav = (person: Person | undefined): readonly NavEntry[] => {
  const { t } = useTranslation('shell')
  const assess: NavEntry = { to: '/assess', label: t('places.assess'), icon: 'tablet' }
  const gaps: NavEntry = { to: '/gaps', label: t('places.gaps'), icon: 'chart' }
  const campaigns: NavEntry = { to: '/campaigns', label: t('places.campaigns'), icon: 'campaign' }
  const people: NavEntry = { to: '/people', label: t('places.people'), icon: 'people' }
  const library: NavEntry = { to: '/library', label: t('places.library'), icon: 'book' }
  const sync: NavEntry = { to: '/sync', label: t('places.sync'), icon: 'sync' }
  if (hasRole(person, 'champion')) return [campaigns, people, library, gaps, assess, sync]
  if (hasRole(person, 'hr-director')) return [gaps, campaigns, people, library, sync]
  return [assess, gaps, library, sync]
}

type FramedProps = {
  readonly nav: readonly NavEntry[]
  readonly page: ReactNode
  readonly immersive?: boolean
  readonly person?: Person | undefined
}

const Framed = ({ nav, page, immersive = false, person }: FramedProps) => (
  <AppFrame nav={nav} immersive={immersive} safety={nav.length > 0 ? <SafetyLine /> : null} menu={<Menu person={person} />}>
    <Suspense fallback={<Skeleton />}>{page}</Suspense>
  </AppFrame>
)

const Menu = ({ person }: { readonly person: Person | undefined }) => {
  const { t } = useTranslation('shell')
  const options = languages.map((value) => ({ value, label: languageNames[value] }))
  return (
    <SettingsMenu
      languages={options}
      language={currentLanguage()}
      switchLanguage={(language) => isLanguage(language) && void switchLanguage(language)}
    >
      {(close) =>
        person && (
          <>
            <p>{t('holder', { name: `${person.givenName} ${person.familyName}` })}</p>
            <LinkButton to="/who" icon="person" wide onClick={close}>
              {t('places.who')}
            </LinkButton>
            <LinkButton to="/device" icon="tablet" wide onClick={close}>
              {t('places.device')}
            </LinkButton>
          </>
        )
      }
    </SettingsMenu>
  )
}
