import { render, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { Route, Router } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import type { App } from '../../../src/client/app/app.ts'
import { AppProvider } from '../../../src/client/app/context.tsx'
import { settleSigned } from '../../../src/client/app/settle-signed.ts'
import { signedDisputeOf } from '../../../src/client/app/signed-dispute.ts'
import { acknowledge } from '../../../src/client/app/work.ts'
import { IndividualSheetPage } from '../../../src/client/features/gaps/individual-sheet-page.tsx'
import { OfficerGapPage } from '../../../src/client/features/gaps/officer-gap-page.tsx'
import { assignmentId } from '../assess/seed.ts'
import { gridIn } from '../assess/stage.tsx'
import { colleagueSays, colleagueSigns, siteAfter } from '../assess/two-tablets.ts'

const level = (rank: number) => ({ kind: 'level', level: rank }) as const
const id = assignmentId(0)

const show = (app: App, path: string) =>
  render(
    <AppProvider app={app}>
      <Router hook={memoryLocation({ path }).hook}>
        <Route path="/sheet/:assignment" component={IndividualSheetPage} />
        <Route path="/gaps/officer/:assignment" component={OfficerGapPage} />
      </Router>
    </AppProvider>,
  )

const sheetText = async (app: App): Promise<string> => {
  show(app, `/sheet/${id}`)
  return ((await screen.findByRole('article')).textContent ?? '').replace(/\s+/g, ' ')
}

/** The box stays open, for the printed version. */
const expectOfOne = (text: string): void => {
  expect(text).toContain('A pris connaissance d’une version de cette évaluation, le ')
  expect(text).toContain('La signature atteste la prise de connaissance, non l’accord.')
  expect(text).not.toContain('A pris connaissance de l’évaluation à cette date.')
}

describe('the individual sheet names its version', () => {
  it('not at all where one person signed once', async () => {
    expect(await sheetText(await siteAfter())).not.toContain('Cette fiche montre la version')
  })

  it('with the signature that stands beside the one it prints', async () => {
    const text = await sheetText(await siteAfter((log) => colleagueSigns(log, { 'rating:ethics': level(2) })))
    expect(text).toMatch(/Cette fiche montre la version signée par KEITA Fanta le /)
    expect(text).toMatch(/Une autre signature, de DIALLO Oumar le 21 nov\. 2026.* se trouve à côté/)
    expect(text).toContain('reçue au siège : n° ')
  })

  it('with how many answers came after it was signed', async () => {
    const text = await sheetText(await siteAfter((log) => colleagueSays(log, { 'rating:ethics': level(2) })))
    expect(text).toContain('1 réponse est arrivée après la signature et ne figure pas ici.')
  })

  it('with the version that it amends, and leaves the officer’s box open for it', async () => {
    const app = await siteAfter((log) => colleagueSays(log, { 'rating:ethics': level(2) }))
    await acknowledge(app, await gridIn(app), { outcome: 'attested', motive: '', observations: '' })
    const dispute = await signedDisputeOf(app, id)
    if (!dispute) throw new Error('no dispute')
    const chosen = new Map([['rating:ethics', level(2)]])
    expect((await settleSigned(app, dispute, { chosen, reason: 'Revu.' })).ok).toBe(true)
    const text = await sheetText(app)
    expect(text).toMatch(/Elle modifie la version signée par KEITA Fanta le /)
    expectOfOne(text)
  })

  it('without a word on which version the officer answered to, whatever two clocks say', async () => {
    const app = await siteAfter((log) => colleagueSigns(log, { 'rating:ethics': level(2) }))
    await acknowledge(app, await gridIn(app), { outcome: 'attested', motive: '', observations: '' })
    expectOfOne(await sheetText(app))
  })
})

describe('the officer’s page', () => {
  it('leads to what is to settle beside the signature', async () => {
    show(await siteAfter((log) => colleagueSigns(log, { 'rating:ethics': level(2) })), `/gaps/officer/${id}`)
    await screen.findByText('Deux signatures se trouvent l’une à côté de l’autre')
    expect(screen.getByRole('link', { name: 'Trancher' }).getAttribute('href')).toBe(`/assess/${id}/settle`)
  })
})
