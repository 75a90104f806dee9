import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { App } from '../../../src/client/app/app.ts'
import { storedReceipt } from '../../support/stored.ts'
import { assignmentOf, type PlantedOfficer } from './plant.ts'
import { mariam, openReport, oumou, show } from './stage.tsx'

const sheet = async (officer: PlantedOfficer, prepare: (app: App) => Promise<unknown> = async () => undefined) => {
  const app = await openReport([officer])
  await prepare(app)
  show(app, `/sheet/${assignmentOf(officer.registration)}`)
  return screen.findByRole('article')
}

const plain = (element: Element): string => (element.textContent ?? '').replace(/\s+/g, ' ')

describe('the individual sheet', () => {
  it('says whose it is, for whom, under which campaign and which version of the job description', async () => {
    const text = plain(await sheet(mariam))
    for (const words of [
      'Direction générale des douanes',
      'KONÉ Mariam',
      '20417',
      'Inspecteur',
      'Vérificateur (PO-20417)',
      'Bureau du fret',
      'Vérificateur, version 1',
      'Pilote 2026, du 2 nov. 2026 au 18 déc. 2026',
      'Cadre d’essai, version 1.2.0',
    ])
      expect(text).toContain(words)
  })

  it('holds the sentence, the verdict and the figures that the officer’s page shows', async () => {
    const text = plain(await sheet(mariam))
    expect(text).toContain('Satisfait 1 des 5 exigences notées ; 1 écart essentiel ; 1 non observée ; 1 sans objet.')
    expect(text).toContain('Pas prêt : une exigence essentielle n’est pas satisfaite.')
    expect(text).toContain('Couverture20,0 %')
    expect(text).toContain('Chiffres établis sur 5 exigences notées parmi 6 dues. Évaluation signée le 12 nov. 2026.')
  })

  it('holds every requirement by group, with required, held, gap and comment', async () => {
    const paper = await sheet(mariam)
    const table = within(paper).getByRole('table')
    expect(within(table).getAllByRole('row')).toHaveLength(1 + 4 + 7)
    expect(plain(within(table).getByRole('row', { name: /^Évaluation en douane/ }))).toBe(
      'Évaluation en douane (essentielle)53 Avancé1 SensibiliséEn deçà−2Deux redressements refaits par le chef de section.',
    )
    expect(plain(within(table).getByRole('row', { name: /^Leadership/ }))).toContain('Sans objetMotif : N’encadre personne.')
    expect(plain(within(table).getByRole('row', { name: /^Management/ }))).toContain('aucune exigence notée')
  })

  it('holds the assessor’s summary, the training actions and room for observations', async () => {
    const text = plain(await sheet(mariam))
    expect(text).toContain('Rigoureuse ; doit consolider la valeur.')
    expect(text).toContain('Le kit remplace l’e-learning, indisponible en français.')
    expect(text).toContain('Existe seulement en anglais.')
    expect(text).toContain('Observations éventuelles, de la main de l’agent')
  })

  it('has three boxes to sign, with the names that are known', async () => {
    const paper = await sheet(mariam)
    const box = (name: string) => plain(within(paper).getByRole('heading', { level: 3, name }).parentElement as Element)
    expect(box('Évaluateur')).toContain('Nom : SANGARÉ FatoumataDate : 12 nov. 2026')
    expect(box('Supérieur hiérarchique (N+1)')).toContain('Nom : Date : Signature')
    expect(box('Agent')).toContain('A refusé de signer. Motif :')
  })

  it('records a refusal to sign with its motive, and the officer’s observations', async () => {
    const acknowledged = {
      outcome: 'refused' as const,
      motive: 'Conteste la note de valeur.',
      observations: 'Demande un recours.',
    }
    const text = plain(await sheet({ ...mariam, acknowledged }))
    expect(text).toContain('A refusé de signer. Motif : Conteste la note de valeur.')
    expect(text).toContain('Demande un recours.')
  })

  it('says at its foot how complete it is, under which grid, and that headquarters does not have it yet', async () => {
    const text = plain(await sheet(mariam))
    expect(text).toContain('KONÉ Mariam, matricule 20417 · grille essai 1.2.0 · 5 exigences notées sur 6 · pas encore au siège')
  })

  it('shows the receipt once headquarters has answered', async () => {
    const text = plain(
      await sheet(mariam, async ({ database }) => {
        await database.unsent.clear()
        const entity = `assessment:${assignmentOf('20417')}.expert`
        const time = '2026-11-14T12:00:00.000Z'
        await database.receipts.put(storedReceipt(entity, 'c0ffee12345678', { seq: 214, rev: 2, time }))
      }),
    )
    expect(text).toMatch(/reçue au siège : n° 214, c0ffee12, le 14 nov\. 2026/)
  })

  it('is marked provisional in words while it is not signed', async () => {
    const text = plain(await sheet(oumou))
    expect(text).toContain('PROVISOIRE Cette évaluation n’est pas signée')
    expect(text).toContain('pas encore au siège')
  })
})
