import { render } from '@testing-library/react'
import { Route, Router, Switch } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import type { App } from '../../../src/client/app/app.ts'
import { AppProvider } from '../../../src/client/app/context.tsx'
import { CompetencyReportPage } from '../../../src/client/features/gaps/competency-report-page.tsx'
import { IndividualSheetPage } from '../../../src/client/features/gaps/individual-sheet-page.tsx'
import { OfficerGapPage } from '../../../src/client/features/gaps/officer-gap-page.tsx'
import { SiteReportPage } from '../../../src/client/features/gaps/site-report-page.tsx'
import { UnitReportPage } from '../../../src/client/features/gaps/unit-report-page.tsx'
import { startSpeaking } from '../../../src/client/i18n.ts'
import { type PlantedOfficer, plantCampaign } from './plant.ts'
import { smallPack } from './small-pack.ts'

const noon = '2026-11-12T12:00:00.000Z'

/** Worked by hand: one essential shortfall of two, three others of one, one met, one not seen, one not due. */
export const mariam: PlantedOfficer = {
  registration: '20417',
  familyName: 'Koné',
  givenName: 'Mariam',
  unit: 'u1',
  job: 'verifier',
  signed: noon,
  summary: 'Rigoureuse ; doit consolider la valeur.',
  comments: { valuation: 'Deux redressements refaits par le chef de section.' },
  ratings: {
    integrity: 3,
    teamwork: 2,
    law: 2,
    valuation: 1,
    origin: { kind: 'not-observed' },
    facilitation: 2,
    leadership: { kind: 'not-applicable', reason: 'N’encadre personne.' },
  },
}

export const amadou: PlantedOfficer = {
  registration: '20430',
  familyName: 'Traoré',
  givenName: 'Amadou',
  unit: 'u2',
  job: 'guard',
  signed: noon,
  ratings: { integrity: 3, teamwork: 2 },
}

export const oumou: PlantedOfficer = {
  registration: '20443',
  familyName: 'Sidibé',
  givenName: 'Oumou',
  unit: 'u1',
  job: 'verifier',
  ratings: { integrity: 1, law: 3 },
}

export const ibrahim: PlantedOfficer = {
  registration: '20456',
  familyName: 'Bâ',
  givenName: 'Ibrahim',
  unit: 'u2',
  job: 'guard',
}

export const openReport = async (officers: readonly PlantedOfficer[]): Promise<App> => {
  await startSpeaking('fr')
  return plantCampaign({ pack: smallPack, officers, units: { u1: 'Bureau du fret', u2: 'Brigade' } })
}

/** Shows the screen of an address, with what the address bar would say. */
export const show = (app: App, address: string) => {
  const [path = '/', search = ''] = address.split('?')
  const location = memoryLocation({ path, searchPath: search, record: true })
  const { unmount } = render(
    <AppProvider app={app}>
      <Router hook={location.hook} searchHook={location.searchHook}>
        <Switch>
          <Route path="/gaps" component={SiteReportPage} />
          <Route path="/gaps/unit/:unit" component={UnitReportPage} />
          <Route path="/gaps/competency/:competency" component={CompetencyReportPage} />
          <Route path="/gaps/officer/:assignment" component={OfficerGapPage} />
          <Route path="/sheet/:assignment" component={IndividualSheetPage} />
        </Switch>
      </Router>
    </AppProvider>,
  )
  return { ...location, unmount }
}
