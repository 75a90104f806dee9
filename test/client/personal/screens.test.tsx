import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import { describe, expect, it } from 'vitest'
import { Route, Router } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import type { App } from '../../../src/client/app/app.ts'
import { answerContest, contestsOf } from '../../../src/client/app/contests.ts'
import { AppProvider } from '../../../src/client/app/context.tsx'
import { ownFile } from '../../../src/client/app/personal-data.ts'
import { acknowledgedIn } from '../../../src/client/app/read.ts'
import { rate, sign } from '../../../src/client/app/work.ts'
import { ContestsPage } from '../../../src/client/features/privacy/contests-page.tsx'
import { MyFilePage } from '../../../src/client/features/privacy/my-file-page.tsx'
import { PrivacyPage } from '../../../src/client/features/privacy/privacy-page.tsx'
import { startSpeaking } from '../../../src/client/i18n.ts'
import type { CompetencyCode, StreamId } from '../../../src/core/domain/id.ts'
import { assignmentId, campaignId } from '../assess/seed.ts'
import { gridIn, openSite } from '../assess/stage.tsx'

const ethics = 'ethics' as CompetencyCode

const show = async (app: App, path: string): Promise<void> => {
  await startSpeaking('fr')
  const location = memoryLocation({ path, record: true })
  render(
    <AppProvider app={app}>
      <Router hook={location.hook}>
        <Route path="/privacy" component={PrivacyPage} />
        <Route path="/my-file" component={MyFilePage} />
        <Route path="/contests/:assignment" component={ContestsPage} />
      </Router>
    </AppProvider>,
  )
}

const cleanly = async (): Promise<void> => {
  const found = await axe.run(document.body, { resultTypes: ['violations'], rules: { 'color-contrast': { enabled: false } } })
  expect(found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
}

const signed = async (): Promise<App> => {
  const app = await openSite()
  const { assignment, campaign } = await gridIn(app)
  const { registration, familyName, givenName, grade, language } = assignment.snapshot
  const set = { registration, familyName, givenName, grade, language, roles: ['officer'] }
  const entity = { kind: 'person', id: assignment.officer } as const
  await app.perform([{ kind: 'create', entity, stream: campaign.site as string as StreamId, set }])
  await rate(app, await gridIn(app), ethics, { kind: 'level', level: 3 })
  const done = await sign(app, await gridIn(app))
  if (!done.ok) throw new Error(done.problem.problem)
  return app
}

describe('who sees what', () => {
  it('names every role, every keeping time and every right, for ears too', async () => {
    await show(await openSite(), '/privacy')
    await screen.findByText('Évaluateur')
    for (const text of ['Évaluateur', 'Direction des ressources humaines', 'effacée 5 ans après le dernier acte'])
      expect(screen.getByText(text)).toBeTruthy()
    expect(screen.getByText(/^Contester une évaluation signée/)).toBeTruthy()
    await cleanly()
  })
})

describe('a contest', () => {
  it('is appended by the officer beside what was signed, and changes nothing of it', async () => {
    const app = await signed()
    const before = await gridIn(app)
    await show(app, `/contests/${assignmentId(0)}`)
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: 'Contester cette évaluation' }))
    await user.click(screen.getByRole('button', { name: 'Enregistrer la contestation' }))
    expect((await screen.findByRole('alert')).textContent).toContain('Écrivez ce que vous contestez.')
    await user.type(screen.getByRole('textbox'), 'Douze contrôles en septembre.')
    await user.click(screen.getByRole('button', { name: 'Enregistrer la contestation' }))
    await screen.findByText('Attend une réponse')
    await cleanly()
    const after = await gridIn(app)
    expect(after.assessment).toEqual(before.assessment)
    expect(after.acknowledgement).toBeUndefined()
    expect((await acknowledgedIn(app.database, campaignId)).size).toBe(0)
    const [said] = await contestsOf(app, after)
    expect(said).toMatchObject({ motive: 'level', by: after.assignment.officer, text: 'Douze contrôles en septembre.' })
  })

  it('is corrected by an amendment that follows what was signed, and stands in the officer’s own file with its answer', async () => {
    const app = await signed()
    const grid = await gridIn(app)
    const { contest } = await import('../../../src/client/app/contests.ts')
    await contest(app, grid, { motive: 'level', text: 'Le niveau est plus haut.' })
    const [asked] = await contestsOf(app, grid)
    if (!asked) throw new Error('no contest')
    const answer = { contest: asked, outcome: 'corrected', reason: 'Le registre le montre.' } as const
    expect(await answerContest(app, grid, answer)).toMatchObject({ ok: false, problem: { problem: 'not-amended' } })
    const levels = new Map([[ethics, { kind: 'level', level: 2 } as const]])
    expect(await answerContest(app, grid, { ...answer, reason: ' ', levels })).toMatchObject({
      problem: { problem: 'reason-missing' },
    })
    expect((await answerContest(app, grid, { ...answer, levels })).ok).toBe(true)
    const file = await ownFile(app, grid.assignment.officer)
    const [assessment] = file?.assignments[0]?.assessments ?? []
    expect(assessment?.versions.map(({ ratings }) => ratings[0]?.rating)).toEqual([
      { kind: 'level', level: 3 },
      { kind: 'level', level: 2 },
    ])
    const [first, second] = assessment?.versions ?? []
    expect(second?.follows).toEqual([first?.version])
    expect(assessment?.contests[0]).toMatchObject({ answer: { outcome: 'corrected', amendment: second?.version } })
    expect((await gridIn(app)).dispute).toBeUndefined()
    const again = await contestsOf(app, grid)
    expect(await answerContest(app, grid, { ...answer, contest: again[0] ?? asked, outcome: 'upheld' })).toMatchObject({
      problem: { problem: 'answered' },
    })
  })
})

describe('one’s own file', () => {
  it('asks for the officer beside the tablet, and shows that one alone', async () => {
    const app = await signed()
    await show(app, '/my-file')
    const { assignment } = await gridIn(app)
    await userEvent.setup().selectOptions(await screen.findByRole('combobox'), assignment.officer)
    expect((await screen.findAllByText(assignment.snapshot.registration, { exact: false })).length).toBeGreaterThan(0)
    expect(screen.getByText(/^Version signée par/)).toBeTruthy()
    await screen.findByText('Ce serveur n’a pas de comptes : il ne sait pas qui lit.')
    await cleanly()
  })
})
