import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import { describe, expect, it } from 'vitest'
import { Router } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import type { App } from '../../../src/client/app/app.ts'
import { AppProvider } from '../../../src/client/app/context.tsx'
import { ledgerOf } from '../../../src/client/app/ledger.ts'
import { settle } from '../../../src/client/app/settle.ts'
import { safetyOf } from '../../../src/client/app/whereabouts.ts'
import { comment, rate, sign } from '../../../src/client/app/work.ts'
import { usePreferences } from '../../../src/client/features/assess/preferences.ts'
import { SafetyLine } from '../../../src/client/features/assess/safety-line.tsx'
import { SyncCentrePage } from '../../../src/client/features/sync/sync-centre-page.tsx'
import type { CompetencyCode } from '../../../src/core/domain/id.ts'
import type { ServerLog } from '../../../src/core/protocol/ports.ts'
import { memoryServerLog } from '../../support/memory-server-log.ts'
import { assignmentId } from './seed.ts'
import { gridIn, officers, openSite, ratingIn, show } from './stage.tsx'
import { assessment, colleague, colleagueSays, exchange, rowAtHeadquarters } from './two-tablets.ts'

const scoring = `/assess/${assignmentId(0)}`
const ethics = 'ethics' as CompetencyCode
const level = (rank: number) => ({ kind: 'level', level: rank }) as const

/** The assessor said 3, a colleague 1; neither had seen the other, and headquarters has told this tablet of both. */
const inConflict = async (): Promise<{ readonly app: App; readonly log: ServerLog }> => {
  const app = await openSite()
  await app.perform([
    {
      kind: 'create',
      entity: { kind: 'person', id: colleague },
      stream: 'adm' as never,
      set: { registration: 'E2', familyName: 'Diallo', givenName: 'Oumar', grade: '', language: 'fr', roles: ['assessor'] },
    },
  ])
  const log = memoryServerLog()
  await exchange(app, log)
  await rate(app, await gridIn(app), ethics, level(3))
  await colleagueSays(log, { 'rating:ethics': level(1) })
  await exchange(app, log)
  return { app, log }
}
const panel = () => screen.findByRole('region', { name: /Deux évaluateurs ont répondu différemment/ })
const cleanly = async (): Promise<void> => {
  const found = await axe.run(document.body, { resultTypes: ['violations'], rules: { 'color-contrast': { enabled: false } } })
  expect(found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
}

describe('a conflict', () => {
  it('shows both answers on the competency, each with its level, its author and its time, and no ladder beside them', async () => {
    const { app } = await inConflict()
    show(app, `${scoring}?at=ethics`)
    const shown = within(await panel())
    const [standing, other] = shown.getAllByRole('radio').map((radio) => radio.closest('label')?.textContent ?? '')
    expect(standing).toMatch(
      /^1 SensibiliséIntégrité se voit au rang 1\.DIALLO Oumar, le 21 nov\. 2026.*Figure dans l’évaluation/,
    )
    expect(other).toMatch(/^3 Avancé, requisIntégrité se voit au rang 3\.KEITA Fanta, le /)
    expect(screen.getAllByRole('radio')).toHaveLength(3)
    expect(screen.getByRole('button', { name: /^Intégrité, niveau donné, à trancher/ })).toBeTruthy()
    await userEvent.keyboard('4')
    expect(await ratingIn(app, 'ethics')).toEqual(level(1))
    await cleanly()
  })

  it('stands first on the review, and keeps the signature away until it is settled with a reason', async () => {
    const { app, log } = await inConflict()
    show(app, `${scoring}/review`)
    const user = userEvent.setup()
    const shown = within(await panel())
    expect(screen.getAllByRole('heading', { level: 2 })[0]?.textContent).toBe('1 réponse à trancher')
    expect(screen.getByText(/Il reste 1 réponse à trancher/)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Signer' })).toHaveProperty('disabled', true)
    expect(await sign(app, await gridIn(app))).toEqual({ ok: false, problem: { problem: 'conflicts-open', count: 1 } })
    await cleanly()

    await user.click(shown.getByRole('radio', { name: /^3 Avancé/ }))
    await user.click(shown.getByRole('button', { name: 'Trancher' }))
    expect(shown.getByText(/Indiquez le motif/)).toBeTruthy()
    expect((await gridIn(app)).conflicts).toHaveLength(1)
    await user.type(shown.getByLabelText(/^Pourquoi cette réponse/), 'Vu ensemble sur le quai.')
    await user.click(shown.getByRole('button', { name: 'Trancher' }))
    await waitFor(() => expect(screen.queryByText(/Il reste 1 réponse à trancher/)).toBeNull())
    expect(await ratingIn(app, 'ethics')).toEqual(level(3))
    await screen.findByText('Vu ensemble sur le quai.')
    expect(screen.getByText(/^Tranché par KEITA Fanta, le /)).toBeTruthy()

    expect((await sign(app, await gridIn(app))).ok).toBe(true)
    await exchange(app, log)
    const row = await rowAtHeadquarters(log)
    expect(row?.conflicts).toEqual([])
    expect(Object.values(row?.versions[0]?.content ?? {})).toContainEqual(
      expect.objectContaining({ field: 'rating:ethics', reason: 'Vu ensemble sur le quai.' }),
    )
    expect((await app.database.rows.get(`assessment:${assessment}`))?.row).toEqual(row)
  })

  it('may be settled by another level than the two, and by other words', async () => {
    const { app, log } = await inConflict()
    await comment(app, await gridIn(app), ethics, 'Trois écarts.')
    await colleagueSays(log, { 'comment:ethics': 'Rien vu.' }, { 'rating:ethics': null })
    await exchange(app, log)
    show(app, `${scoring}?at=ethics`)
    const user = userEvent.setup()
    await waitFor(() => expect(screen.getAllByRole('button', { name: 'Trancher' })).toHaveLength(2))
    const [first, second] = screen.getAllByRole('region', { name: /répondu différemment/ }) as [HTMLElement, HTMLElement]
    await user.click(within(first).getByRole('radio', { name: 'Une autre réponse' }))
    await user.click(within(first).getByRole('button', { name: 'Trancher' }))
    expect(within(first).getByRole('alert').textContent).toBe('Choisissez la réponse à garder.')
    await user.click(within(first).getByRole('radio', { name: /^2 Formé/ }))
    await user.type(within(first).getByLabelText(/^Pourquoi/), 'Entre les deux.')
    await user.click(within(first).getByRole('button', { name: 'Trancher' }))
    await waitFor(async () => expect(await ratingIn(app, 'ethics')).toEqual(level(2)))
    expect(second.textContent).toContain('Commentaire : Intégrité')
    await user.click(within(second).getByRole('radio', { name: 'Une autre réponse' }))
    await user.type(within(second).getByLabelText('Vos mots'), 'Trois écarts, puis rien.')
    await user.type(within(second).getByLabelText(/^Pourquoi/), 'Les deux sont vrais.')
    await user.click(within(second).getByRole('button', { name: 'Trancher' }))
    await waitFor(async () => expect((await gridIn(app)).conflicts).toEqual([]))
    expect((await gridIn(app)).assessment.comments.get(ethics)).toBe('Trois écarts, puis rien.')
    await screen.findByRole('radio', { name: /^2 Formé/ })
  })

  it('cannot be tapped away in the grid view, and is settled right under its row', async () => {
    const { app } = await inConflict()
    usePreferences.getState().prefer({ view: 'grid' })
    show(app, scoring)
    await panel()
    const row = screen.getByRole('rowheader', { name: /^Intégrité.*à trancher/ }).closest('tr') as HTMLElement
    expect(within(row).getByRole('radio', { name: '3 Avancé, requis' })).toHaveProperty('disabled', true)
    await cleanly()
  })

  it('is told on the board, in the safety line and in the sync centre, each leading to it', async () => {
    const { app } = await inConflict()
    expect(await safetyOf(app.database)).toMatchObject({ conflicts: 1 })
    expect((await ledgerOf(app)).conflicts).toMatchObject([
      { assignment: assignmentId(0), where: { state: 'conflict', fields: 1 } },
    ])
    const board = show(app, '/assess')
    await screen.findByText('1 réponse à trancher')
    board.unmount()
    render(
      <AppProvider app={app}>
        <Router hook={memoryLocation({ path: '/sync' }).hook}>
          <SafetyLine />
          <SyncCentrePage />
        </Router>
      </AppProvider>,
    )
    const line = await screen.findByText(/Réponses différentes dans 1 évaluation\./)
    expect(line.closest('a')?.getAttribute('href')).toBe('/sync')
    const settleIt = await screen.findByRole('link', { name: 'Trancher pour TRAORÉ Awa' })
    expect(settleIt.getAttribute('href')).toBe(`${scoring}/review`)
  })
})

describe('a signature that had not seen everything', () => {
  it('is refused at headquarters, and the assessment is settled and signed again', async () => {
    const app = await openSite({ officers: officers.slice(0, 1) })
    const log = memoryServerLog()
    await exchange(app, log)
    await rate(app, await gridIn(app), ethics, level(3))
    expect((await sign(app, await gridIn(app))).ok).toBe(true)
    await colleagueSays(log, { 'rating:ethics': level(1) })
    await exchange(app, log)
    const grid = await gridIn(app)
    expect([grid.assessment.state, grid.conflicts.length]).toEqual(['draft', 1])
    const board = show(app, '/assess')
    await screen.findByText(/Refusé par le siège.: la signature ne portait pas sur tout/)
    board.unmount()
    const [conflict] = grid.conflicts
    if (!conflict) throw new Error('no conflict')
    expect((await settle(app, grid, conflict, level(3), 'Revu avec lui.')).ok).toBe(true)
    expect((await sign(app, await gridIn(app))).ok).toBe(true)
    await exchange(app, log)
    const row = await rowAtHeadquarters(log)
    expect(row?.versions).toHaveLength(1)
    expect(row?.versions[0]?.content).toMatchObject({ 'rating:ethics': level(3) })
    expect(await app.database.refused.count()).toBe(0)
  })
})
