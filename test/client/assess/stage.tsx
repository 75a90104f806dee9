import { render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { Route, Router, Switch } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import { type App, openApp } from '../../../src/client/app/app.ts'
import { AppProvider } from '../../../src/client/app/context.tsx'
import { useSaving } from '../../../src/client/app/saving.ts'
import { type Grid, gridOf } from '../../../src/client/app/work.ts'
import { BoardPage } from '../../../src/client/features/assess/board-page.tsx'
import { usePreferences } from '../../../src/client/features/assess/preferences.ts'
import { ReviewPage } from '../../../src/client/features/assess/review-page.tsx'
import { ScoringPage } from '../../../src/client/features/assess/scoring-page.tsx'
import { startSpeaking } from '../../../src/client/i18n.ts'
import { openDatabase } from '../../../src/client/storage/database.ts'
import { Announcer } from '../../../src/client/ui/announce.tsx'
import type { CompetencyCode } from '../../../src/core/domain/id.ts'
import type { Requirement } from '../../../src/core/domain/job.ts'
import type { Pack } from '../../../src/core/domain/pack.ts'
import { assignmentId, plant, type Site } from './seed.ts'

const text = (fr: string) => ({ fr })

/** Four competencies in two groups on four levels; the last leaves its levels 1 and 4 undescribed. */
export const pack = {
  format: 'palier-pack',
  formatVersion: 1,
  code: 'essai',
  version: '1.0.0',
  name: text('Essai'),
  description: text('Essai'),
  provenance: text('Essai'),
  licence: 'CC0-1.0',
  languages: ['fr'],
  framework: {
    scale: { levels: ['Sensibilisé', 'Formé', 'Avancé', 'Expert'].map((name, at) => ({ level: at + 1, name: text(name) })) },
    groups: [
      { code: 'values', name: text('Valeurs') },
      { code: 'work', name: text('Métier') },
    ],
    competencies: (
      [
        ['ethics', 'values', 'Intégrité', [1, 2, 3, 4]],
        ['service', 'values', 'Sens du service', [1, 2, 3, 4]],
        ['valuation', 'work', 'Évaluation en douane', [1, 2, 3, 4]],
        ['origin', 'work', 'Règles d’origine', [2, 3]],
      ] as const
    ).map(([code, group, name, levels]) => ({
      code,
      group,
      kind: 'skill',
      name: text(name),
      definition: text(`Définition de ${name}.`),
      levels: levels.map((level) => ({ level, indicators: [text(`${name} se voit au rang ${level}.`)] })),
    })),
  },
  families: [],
  jobs: [],
  courses: [],
} as unknown as Pack

export const requirements: readonly Requirement[] = (
  [
    ['ethics', 3, true],
    ['service', 2, false],
    ['valuation', 3, true],
    ['origin', 2, false],
  ] as const
).map(([competency, level, essential]) => ({ competency: competency as CompetencyCode, level, weight: 3, essential }))

export const officers = [
  { familyName: 'Traoré', givenName: 'Awa', unit: 0, post: 'Inspectrice de visite' },
  { familyName: 'N’Diaye', givenName: 'Cheick', unit: 1, post: 'Chef de brigade' },
  { familyName: 'Koné', givenName: 'Moussa', unit: 0, post: 'Vérificateur' },
]

let opened = 0

/** A tablet at the site, in the assessor's hands, without a network. */
export const openSite = async (site: Partial<Site> = {}): Promise<App> => {
  localStorage.clear()
  usePreferences.setState({ view: 'ladder', autoAdvance: false, shortcuts: true })
  useSaving.setState({ pending: 0, savedAt: null, failure: null })
  await startSpeaking('fr')
  const database = openDatabase(`assess-${opened++}-${Math.random()}`)
  const parts = { database, send: async () => ({ ok: false, problem: { problem: 'no-network' } }) as const }
  const first = await openApp(parts)
  await plant(first, { pack, officers, requirements: () => requirements, ...site })
  first.runner.stop()
  const app = await openApp(parts)
  app.runner.stop()
  return app
}

export const show = (app: App, path: string, extra?: ReactNode) => {
  const location = memoryLocation({ path, record: true })
  const view = render(
    <AppProvider app={app}>
      <Router hook={location.hook} searchHook={location.searchHook}>
        <Switch>
          <Route path="/assess" component={BoardPage} />
          <Route path="/assess/:assignment" component={ScoringPage} />
          <Route path="/assess/:assignment/review" component={ReviewPage} />
        </Switch>
        {extra}
        <Announcer />
      </Router>
    </AppProvider>,
  )
  return { ...view, location }
}

export const gridIn = async (app: App, officer = 0): Promise<Grid> => {
  const grid = await gridOf(app, assignmentId(officer))
  if (!grid) throw new Error('no grid')
  return grid
}

export const ratingIn = async (app: App, competency: string, officer = 0) =>
  (await gridIn(app, officer)).assessment.ratings.get(competency as CompetencyCode)

export const commentIn = async (app: App, competency: string, officer = 0) =>
  (await gridIn(app, officer)).assessment.comments.get(competency as CompetencyCode)

/** From now on the disk takes no work, until it is mended. */
export const breakDisk = (app: App): (() => void) => {
  const { put } = IDBObjectStore.prototype
  IDBObjectStore.prototype.put = function (...given) {
    if (this.name === 'unsent' && this.transaction.db.name === app.database.name)
      throw new DOMException('no space left', 'QuotaExceededError')
    return put.apply(this, given)
  }
  return () => {
    IDBObjectStore.prototype.put = put
  }
}
