import { Redirect, Route, Switch } from 'wouter'
import type { Place } from '../app/places.ts'
import { BoardPage } from '../features/assess/board-page.tsx'
import type { SiteBoard } from '../features/assess/site-board.ts'
import { screen, siteScreen } from './lazy-screen.ts'

const ScoringPage = siteScreen(() => import('../features/assess/scoring-page.tsx'), 'ScoringPage')
const ReviewPage = siteScreen(() => import('../features/assess/review-page.tsx'), 'ReviewPage')
const SettlePage = screen(() => import('../features/assess/conflict/settle-page.tsx'), 'SettlePage')
const SiteReportPage = screen(() => import('../features/gaps/site-report-page.tsx'), 'SiteReportPage')
const UnitReportPage = screen(() => import('../features/gaps/unit-report-page.tsx'), 'UnitReportPage')
const CompetencyReportPage = screen(() => import('../features/gaps/competency-report-page.tsx'), 'CompetencyReportPage')
const OfficerGapPage = screen(() => import('../features/gaps/officer-gap-page.tsx'), 'OfficerGapPage')
const IndividualSheetPage = screen(() => import('../features/gaps/individual-sheet-page.tsx'), 'IndividualSheetPage')
const LibraryPage = screen(() => import('../features/library/library-page.tsx'), 'LibraryPage')
const DictionaryPage = screen(() => import('../features/library/dictionary-page.tsx'), 'DictionaryPage')
const CompetencyPage = screen(() => import('../features/library/competency-page.tsx'), 'CompetencyPage')
const CataloguePage = screen(() => import('../features/library/catalogue-page.tsx'), 'CataloguePage')
const JobPage = screen(() => import('../features/library/job-page.tsx'), 'JobPage')
const TrainingPage = screen(() => import('../features/library/training-page.tsx'), 'TrainingPage')
const PeoplePage = screen(() => import('../features/people/people-page.tsx'), 'PeoplePage')
const ImportPage = screen(() => import('../features/people/import-page.tsx'), 'ImportPage')
const PostPage = screen(() => import('../features/people/post-page.tsx'), 'PostPage')
const CampaignsPage = screen(() => import('../features/campaigns/campaigns-page.tsx'), 'CampaignsPage')
const CampaignPage = screen(() => import('../features/campaigns/campaign-page.tsx'), 'CampaignPage')
const SyncCentrePage = screen(() => import('../features/sync/sync-centre-page.tsx'), 'SyncCentrePage')
const RecordPage = screen(() => import('../features/sync/record-page.tsx'), 'RecordPage')
const SettleRowPage = screen(() => import('../features/sync/settle-row-page.tsx'), 'SettleRowPage')
const ReceiptPage = screen(() => import('../features/sync/receipt-page.tsx'), 'ReceiptPage')
const ReceiptsPage = screen(() => import('../features/sync/receipts-page.tsx'), 'ReceiptsPage')
const DevicePage = screen(() => import('../features/sync/device-page.tsx'), 'DevicePage')
const WelcomePage = screen(() => import('../features/welcome/welcome-page.tsx'), 'WelcomePage')
const PrivacyPage = screen(() => import('../features/privacy/privacy-page.tsx'), 'PrivacyPage')
const PersonalDataPage = screen(() => import('../features/privacy/settings-page.tsx'), 'PersonalDataPage')
const RegisterPage = screen(() => import('../features/privacy/register-page.tsx'), 'RegisterPage')
const MyFilePage = screen(() => import('../features/privacy/my-file-page.tsx'), 'MyFilePage')
const ContestsPage = screen(() => import('../features/privacy/contests-page.tsx'), 'ContestsPage')
const AccountsPage = screen(() => import('../features/access/accounts-page.tsx'), 'AccountsPage')
const ReadyPage = screen(() => import('../features/access/ready-page.tsx'), 'ReadyPage')
const TabletsPage = screen(() => import('../features/access/tablets-page.tsx'), 'TabletsPage')
const QuarantinePage = screen(() => import('../features/access/quarantine-page.tsx'), 'QuarantinePage')
const JournalPage = screen(() => import('../features/access/journal/journal-page.tsx'), 'JournalPage')
const ProfilePage = screen(() => import('../features/access/profile-page.tsx'), 'ProfilePage')
const PassphrasePage = screen(() => import('../features/access/passphrase-page.tsx'), 'PassphrasePage')

type ScreensProps = {
  /** Where a start leads; not known before it is known who holds the device. */
  readonly home: Place | undefined
  readonly board: SiteBoard | undefined
}

/** Every page by its address. */
export const Screens = ({ home, board }: ScreensProps) => (
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
    <Route path="/quarantine" component={QuarantinePage} />
    <Route path="/journal" component={JournalPage} />
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
