import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { assignmentOf, plantCampaign } from './plant.ts'
import { smallPack } from './small-pack.ts'
import { amadou, ibrahim, mariam, openReport, oumou, show } from './stage.tsx'

const page = async (officer: typeof mariam) => {
  const app = await openReport([mariam, amadou, oumou, ibrahim, { ...mariam, registration: '3', language: 'es' }])
  show(app, `/gaps/officer/${assignmentOf(officer.registration)}`)
  await screen.findByRole('heading', { level: 1, name: `${officer.familyName.toLocaleUpperCase('fr')} ${officer.givenName}` })
}

const part = (name: string): HTMLElement => screen.getByRole('region', { name })

describe('an officer’s page', () => {
  it('says the gap in words first, with every count', async () => {
    await page(mariam)
    expect(
      screen.getByText('Satisfait 1 des 5 exigences notées ; 1 écart essentiel ; 1 non observée ; 1 sans objet.'),
    ).toBeTruthy()
    expect(screen.getByText(/Pas prêt : une exigence essentielle n’est pas satisfaite/)).toBeTruthy()
    expect(screen.getByText(/Écart essentiel : Évaluation en douane\. Il l’emporte sur la préparation de/)).toBeTruthy()
  })

  it('says of a signed assessment when it was signed, and nothing of provisional', async () => {
    await page(mariam)
    expect(screen.getByText('Évaluation signée le 12 nov. 2026.')).toBeTruthy()
    expect(screen.queryByText(/Provisoire/)).toBeNull()
  })

  it('never reads as reaching the threshold that it does not reach', async () => {
    const ratings = { integrity: 2, teamwork: 1 }
    const officers = [{ ...amadou, ratings }]
    show(
      await plantCampaign({ pack: smallPack, officers, units: { u2: 'Brigade' }, settings: { readyFrom: 0.813 } }),
      `/gaps/officer/${assignmentOf(amadou.registration)}`,
    )
    await screen.findByText(/Préparation de 81,2 %, sous le seuil de 81,3 %/)
    expect(screen.getByText('81,2 %')).toBeTruthy()
  })

  it('shows each figure with how many are rated out of how many due', async () => {
    await page(mariam)
    expect(screen.getAllByText('5 sur 6 notées · 12 nov. 2026')).toHaveLength(4)
    expect(screen.getByText('20,0 %')).toBeTruthy()
  })

  it('marks an unsigned assessment as provisional', async () => {
    await page(oumou)
    expect(screen.getByText('Provisoire : l’évaluation n’est pas signée')).toBeTruthy()
    expect(screen.getByText('Évaluation non signée : chiffres provisoires.')).toBeTruthy()
  })

  it('teaches the next step where nothing is rated', async () => {
    await page(ibrahim)
    expect(screen.getByText('L’évaluation n’a pas commencé')).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Ouvrir la grille d’évaluation' }).getAttribute('href')).toBe('/assess/as-20456')
  })

  it('lists what has no level apart, with the reason where one was given', async () => {
    await page(mariam)
    const open = part('Sans niveau')
    expect(within(open).getByRole('heading', { name: '1 exigence non observée' })).toBeTruthy()
    expect(within(open).getByText('Règles d’origine')).toBeTruthy()
    expect(within(open).getByText('Motif : N’encadre personne.')).toBeTruthy()
  })

  it('draws a radar whose label says all that it shows', async () => {
    await page(mariam)
    const label = screen.getByRole('img').getAttribute('aria-label')?.replace(/\s/g, ' ')
    expect(label).toContain('Valeurs fondamentales : détenu 2,50, requis 3,00.')
    expect(label).not.toContain('Management')
  })

  it('draws bars instead of a radar where fewer than three groups have ratings', async () => {
    await page(oumou)
    expect(screen.queryByRole('img')).toBeNull()
    expect(screen.getByText('Valeurs fondamentales : détenu 1,00, requis 3,00.')).toBeTruthy()
  })

  it('has every requirement in the table, with its sign in words', async () => {
    await page(mariam)
    const table = screen.getByRole('table', { name: 'Toutes les exigences du descriptif de poste' })
    expect(within(table).getAllByRole('row')).toHaveLength(8)
    const row = within(table).getByRole('row', { name: /^Évaluation en douane/ })
    expect(row.textContent).toContain('3 Avancé1 SensibiliséEn deçà−2')
    expect(within(table).getByRole('row', { name: /^Règles d’origine/ }).textContent).toContain('–Non observé')
  })
})

describe('training for an officer', () => {
  it('gives format, length and language, and the shortfalls that a course serves', async () => {
    await page(mariam)
    const training = part('Actions de formation')
    expect(within(training).getByText('E-learning · 16 h 25 · en français')).toBeTruthy()
    expect(within(training).getByText('Répond à : Évaluation en douane (−2).')).toBeTruthy()
  })

  it('says that the kit replaces an e-learning without French', async () => {
    await page(mariam)
    const training = part('Actions de formation')
    expect(within(training).getByText('Le kit remplace l’e-learning, indisponible en français.')).toBeTruthy()
    expect(within(training).getByText('Kit de formation · durée non précisée · en français')).toBeTruthy()
    expect(within(training).queryByText(/7 h/)).toBeNull()
  })

  it('says that a course exists in English only', async () => {
    await page(mariam)
    expect(screen.getByText('Existe seulement en anglais.')).toBeTruthy()
  })

  it('says in which language an officer of another language follows a course', async () => {
    await page({ ...mariam, registration: '3' })
    expect(screen.getAllByText('N’existe pas en espagnol : à suivre en français.').length).toBeGreaterThan(0)
  })

  it('names the shortfalls that no course serves', async () => {
    await page(mariam)
    expect(screen.getByText(/Aucun cours du catalogue ne répond à cet écart : Esprit d’équipe\./)).toBeTruthy()
  })
})
