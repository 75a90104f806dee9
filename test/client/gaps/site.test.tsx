import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import i18next from 'i18next'
import { describe, expect, it } from 'vitest'
import { openApp } from '../../../src/client/app/app.ts'
import { reportOf } from '../../../src/client/app/reports.ts'
import { reportFiguresIn } from '../../../src/client/features/gaps/figures.ts'
import { namesIn } from '../../../src/client/features/gaps/names.ts'
import { type Chosen, csvFileName, reportCsv } from '../../../src/client/features/gaps/report-csv.ts'
import { startSpeaking } from '../../../src/client/i18n.ts'
import { openDatabase } from '../../../src/client/storage/database.ts'
import type { UnitId } from '../../../src/core/domain/id.ts'
import { narrowReport, type ReportFilter } from '../../../src/core/domain/report.ts'
import { campaignId } from './plant.ts'
import { smallPack } from './small-pack.ts'
import { amadou, ibrahim, mariam, openReport, oumou, show } from './stage.tsx'

const site = async (address = '/gaps') => {
  const app = await openReport([mariam, amadou, oumou, ibrahim])
  const location = show(app, address)
  await screen.findByRole('heading', { level: 2, name: 'Où sont les écarts' }).catch(() => undefined)
  return { app, location }
}

const heat = () => screen.getByRole('table', { name: /^Couverture par compétence/ })
/** The first figure of the strip. */
const assessed = () => screen.getAllByText('Agents évalués')[0]?.parentElement?.textContent
const rowOf = (name: string) => within(heat()).getByRole('row', { name: new RegExp(`^${name}`) })
const plain = (element: Element): string => (element.textContent ?? '').replace(/\s+/g, ' ')

describe('a site’s report', () => {
  it('says how many were assessed, of how many, and where the campaign is', async () => {
    await site()
    expect(screen.getByText('Bureau principal de Bamako-Sénou · Pilote 2026')).toBeTruthy()
    expect(assessed()).toContain('2 sur 4')
    expect(screen.getByText(/il n’a pas encore parlé au siège/)).toBeTruthy()
  })

  it('names those who are missing from the figures, under what is left to do', async () => {
    await site()
    const missing = screen.getByRole('region', { name: '2 évaluations manquent aux chiffres' })
    expect(within(missing).getByRole('heading', { name: 'En cours (1)' })).toBeTruthy()
    expect(within(missing).getByRole('link', { name: 'SIDIBÉ Oumou' })).toBeTruthy()
    expect(within(missing).getByRole('heading', { name: 'À faire (1)' })).toBeTruthy()
    expect(within(missing).getByRole('link', { name: 'BÂ Ibrahim' })).toBeTruthy()
  })

  it('prints the sign convention', async () => {
    await site()
    expect(screen.getByText(/Écart = niveau détenu − niveau requis/)).toBeTruthy()
  })

  it('lists the officers with verdicts, and no figure for an unsigned assessment', async () => {
    await site()
    const officers = screen.getByRole('table', { name: '4 agents' })
    const row = (name: string) => plain(within(officers).getByRole('row', { name: new RegExp(name) }))
    expect(row('TRAORÉ')).toMatch(/Prêt100 %100 %02 sur 2/)
    expect(row('KONÉ')).toContain('Pas prêt, exigence essentielle')
    expect(row('SIDIBÉ')).toMatch(/Non signée–––2 sur 7–/)
  })

  it('shows no figure, nor any shortfall, where a signed assessment observed nothing', async () => {
    const ratings = { integrity: { kind: 'not-observed' }, teamwork: { kind: 'not-observed' } } as const
    show(await openReport([{ ...amadou, ratings }]), '/gaps')
    const officers = await screen.findByRole('table', { name: '1 agent' })
    expect(plain(within(officers).getByRole('row', { name: /TRAORÉ/ }))).toContain('Indéterminé–––0 sur 2')
  })

  it('compares units by their own sums, with the whole beside them', async () => {
    await site()
    const units = screen.getByRole('table', { name: 'Unités et ensemble' })
    expect(plain(within(units).getByRole('row', { name: /^Bureau du fret/ }))).toContain('1 sur 25 sur 620,0 %')
    expect(plain(within(units).getByRole('row', { name: /^Ensemble/ }))).toContain('2 sur 47 sur 842,9 %')
  })
})

describe('the heatmap', () => {
  it('shows figure, sign and base, and leads to the officers behind them', async () => {
    await site()
    const cell = within(rowOf('Évaluation en douane')).getByRole('link', { name: /Évaluation en douane, Bureau du fret/ })
    expect(plain(cell)).toContain('0 %1/1')
    expect(cell.getAttribute('href')).toBe('/gaps/competency/valuation?unit=u1')
  })

  it('shows a dash where nothing is rated: it is not zero', async () => {
    await site()
    const [, fret] = within(rowOf('Règles d’origine')).getAllByRole('cell')
    expect(plain(fret as Element)).toContain('–')
    expect(plain(fret as Element)).toContain('rien n’est noté')
    expect(plain(fret as Element)).toContain('0/1')
    expect(plain(fret as Element)).not.toContain('%')
  })

  it('leaves the cell of a unit that does not require the competency empty', async () => {
    await site()
    const [brigade] = within(rowOf('Droit douanier')).getAllByRole('cell')
    expect(plain(brigade as Element)).toBe('non requise')
  })

  it('shows the weighted gap instead where the reader asks, and keeps the choice in the address', async () => {
    const { location } = await site()
    await userEvent.click(screen.getByRole('radio', { name: 'Écart pondéré' }))
    const table = await screen.findByRole('table', { name: /^Écart pondéré par compétence/ })
    expect(plain(within(table).getByRole('row', { name: /^Évaluation en douane/ }))).toContain('2,001/1')
    expect(location.history?.at(-1)).toContain('show=gap')
  })
})

describe('filters', () => {
  it('stand in the address and make every figure anew', async () => {
    await site('/gaps?unit=u2')
    expect(assessed()).toContain('1 sur 2')
    expect(within(heat()).queryByText('Évaluation en douane')).toBeNull()
    expect(screen.queryByRole('link', { name: 'SIDIBÉ Oumou' })).toBeNull()
  })

  it('by group keep the verdict of the whole job', async () => {
    await site('/gaps?group=values')
    const officers = screen.getByRole('table', { name: '4 agents' })
    expect(plain(within(officers).getByRole('row', { name: /KONÉ/ }))).toMatch(/exigence essentielle50,0 %/)
  })
})

describe('training needs', () => {
  it('are ranked with n of m; without a rating there is no rank', async () => {
    await site()
    const needs = screen.getByRole('table', { name: /^Besoins de formation/ })
    const rows = within(needs).getAllByRole('row').slice(1).map(plain)
    expect(rows[0]).toMatch(/^1Évaluation en douane1 sur 1110 %2,00/)
    expect(rows.at(-1)).toMatch(/^–(Leadership0 sur 0|Règles d’origine0 sur 1)–––/)
  })

  it('come with an explanation of each figure', async () => {
    await site()
    await userEvent.click(screen.getByRole('button', { name: 'Comment lire ces chiffres' }))
    expect(await screen.findByText(/Borich, 1980/)).toBeTruthy()
    expect(screen.getByText(/distance au plus haut niveau \(4 Expert\)/)).toBeTruthy()
  })
})

const spreadsheet = async (chosen: Chosen = {}, filter: ReportFilter = {}, byDay = false) => {
  const live = await reportOf(await openReport([mariam, amadou, oumou, ibrahim]), campaignId)
  if (!live) throw new Error('no report')
  const subject = { report: narrowReport(live.report, filter), chosen, byDay, standing: [] }
  const text = reportCsv(subject, namesIn(smallPack, 'fr'), i18next.getFixedT('fr', 'gaps'), reportFiguresIn('fr'))
  return text.replace(/\u00a0/g, ' ').split('\r\n')
}

describe('the report as a spreadsheet', () => {
  it('carries its completeness, and leaves empty what has nothing rated', async () => {
    const lines = await spreadsheet()
    expect(lines[0]).toBe('\ufeffCampagne;Pilote 2026')
    expect(lines).toContain('Évaluations;"2 signées sur 4 ; 1 en cours ; 1 à faire"')
    expect(lines).toContain('Bureau du fret;Compétences opérationnelles;Évaluation en douane;1;1;0;0;33,3;2;1')
    expect(lines).toContain('Bureau du fret;Compétences opérationnelles;Règles d’origine;0;1;;;;;')
  })

  it('says that it is of the whole campaign', async () => {
    const lines = await spreadsheet()
    expect(lines.slice(1, 4)).toEqual([
      'Unité;Toutes les unités',
      'Emploi-type;Tous les emplois-types',
      'Groupe de compétences;Tous les groupes',
    ])
    expect(lines.some((line) => line.startsWith('Ensemble;'))).toBe(true)
  })

  it('says what was chosen of the campaign, and calls one unit no whole', async () => {
    const lines = await spreadsheet({ unit: 'Bureau du fret', job: 'Vérificateur' }, { unit: 'u1' as UnitId })
    expect(lines.slice(1, 4)).toEqual([
      'Unité;Bureau du fret',
      'Emploi-type;Vérificateur',
      'Groupe de compétences;Tous les groupes',
    ])
    expect(lines.some((line) => line.startsWith('Ensemble;'))).toBe(false)
  })

  it('tells the hour of the latest signature only where it is known', async () => {
    const latest = (lines: readonly string[]) => lines.find((line) => line.startsWith('Dernière signature'))
    expect(latest(await spreadsheet())).toMatch(/12 nov\. 2026.*\d\d:\d\d/)
    expect(latest(await spreadsheet({}, {}, true))).toBe('Dernière signature;12 nov. 2026')
  })

  it('has a file name of its own for each choice', () => {
    expect(csvFileName('Pilote 2026', {}, 'ecarts')).toBe('pilote-2026-ecarts.csv')
    const chosen = { unit: 'Bureau du fret', group: 'Compétences opérationnelles' }
    expect(csvFileName('Pilote 2026', chosen, 'ecarts')).toBe('pilote-2026-bureau-du-fret-competences-operationnelles-ecarts.csv')
    expect(csvFileName('Pilote 2026', { unit: '…' }, 'ecarts')).toBe('pilote-2026-ecarts.csv')
  })
})

describe('a unit’s report', () => {
  it('shows who stands where, sign by sign', async () => {
    const app = await openReport([mariam, amadou, oumou, ibrahim])
    show(app, '/gaps/unit/u1')
    const matrix = await screen.findByRole('table', { name: 'Écart de chaque agent par compétence' })
    expect(within(matrix).getAllByRole('columnheader').map(plain)).toEqual(['Compétence', 'KONÉ Mariam'])
    expect(plain(within(matrix).getByRole('row', { name: /^Évaluation/ }))).toContain('En deçà−2')
  })

  it('says so where the campaign has nobody in the unit', async () => {
    show(await openReport([mariam]), '/gaps/unit/elsewhere')
    expect(await screen.findByText('Cette unité n’a pas d’agent dans la campagne')).toBeTruthy()
  })
})

describe('a competency’s report', () => {
  it('names who stands where, with the comment that says why; provisional ones are marked', async () => {
    show(await openReport([mariam, amadou, oumou, ibrahim]), '/gaps/competency/integrity')
    const table = await screen.findByRole('table', { name: '4 agents dont le poste requiert cette compétence' })
    expect(plain(within(table).getByRole('row', { name: /SIDIBÉ/ }))).toContain('provisoire, non compté')
    expect(plain(within(table).getByRole('row', { name: /TRAORÉ/ }))).toContain('Au-delà+1')
  })

  it('shows the evidence', async () => {
    show(await openReport([mariam]), '/gaps/competency/valuation')
    expect(await screen.findByText('Deux redressements refaits par le chef de section.')).toBeTruthy()
    expect(screen.getByText('E-learning · 16 h 25 · anglais et français')).toBeTruthy()
  })
})

it('without a published campaign, the page teaches the next step', async () => {
  await startSpeaking('fr')
  const send = async () => ({ ok: false as const, problem: { problem: 'no-network' as const } })
  const storage = { getItem: () => null, setItem: () => undefined }
  show(await openApp({ database: openDatabase('gaps-empty'), storage, send }), '/gaps')
  expect(await screen.findByText('Aucune campagne publiée sur cet appareil')).toBeTruthy()
})
