import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { usePreferences } from '../../../src/client/features/assess/preferences.ts'
import { assignmentId } from './seed.ts'
import { breakDisk, gridIn, openSite, ratingIn, show } from './stage.tsx'

const here = `/assess/${assignmentId(0)}`
const start = async () => {
  const app = await openSite()
  usePreferences.getState().prefer({ view: 'grid' })
  show(app, here)
  await screen.findByRole('table')
  return app
}
const row = (name: RegExp): HTMLElement => {
  const found = screen.getByRole('rowheader', { name }).closest('tr')
  if (!found) throw new Error('no row')
  return found
}

describe('the grid', () => {
  it('gives a level with one tap and marks the required cell in words', async () => {
    const app = await start()
    const user = userEvent.setup()
    await user.click(within(row(/^Intégrité/)).getByRole('radio', { name: '3 Avancé, requis' }))
    await waitFor(async () => expect(await ratingIn(app, 'ethics')).toEqual({ kind: 'level', level: 3 }))
    await user.click(within(row(/^Sens du service/)).getByRole('radio', { name: 'Non observé' }))
    await waitFor(async () => expect(await ratingIn(app, 'service')).toEqual({ kind: 'not-observed' }))
    expect(screen.getByText('2 sur 4 évaluées')).toBeTruthy()
  })

  it('opens the anchors and the comment of a row, and asks the reason of « sans objet »', async () => {
    const app = await start()
    const user = userEvent.setup()
    await user.click(within(screen.getByRole('rowheader', { name: /^Intégrité/ })).getByRole('button'))
    expect(screen.getByText('Intégrité se voit au rang 4.')).toBeTruthy()
    expect(screen.getByLabelText(/^Commentaire/)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: /^Évaluation en douane.* Sans objet/ }))
    await user.type(screen.getByLabelText(/Pourquoi est-ce sans objet/), 'Hors du poste{Enter}')
    await waitFor(async () =>
      expect(await ratingIn(app, 'valuation')).toEqual({ kind: 'not-applicable', reason: 'Hors du poste' }),
    )
  })

  it('tells under its row a tap that is not saved', async () => {
    const app = await start()
    const mend = breakDisk(app)
    const user = userEvent.setup()
    await user.click(within(row(/^Intégrité/)).getByRole('radio', { name: '1 Sensibilisé' }))
    await screen.findByText(/Ce choix.: non enregistré/)
    mend()
    await user.click(screen.getByRole('button', { name: 'Enregistrer à nouveau' }))
    await waitFor(async () => expect(await ratingIn(app, 'ethics')).toEqual({ kind: 'level', level: 1 }))
  })

  it('is remembered as the way this person likes to score', async () => {
    await openSite().then((app) => show(app, here))
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: 'Grille' }))
    await screen.findByRole('table')
    expect(JSON.parse(localStorage.getItem('palier.scoring') ?? '{}')).toMatchObject({ view: 'grid' })
  })
})

describe('any sequence of taps', () => {
  const names = ['Intégrité', 'Sens du service', 'Évaluation en douane', 'Règles d’origine']
  const codes = ['ethics', 'service', 'valuation', 'origin']
  const tap = fc.record({ at: fc.nat({ max: 3 }), cell: fc.nat({ max: 4 }), pause: fc.boolean() })

  it('leaves the database equal to the last choices, however fast it came', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(tap, { minLength: 1, maxLength: 14 }), async (taps) => {
        const app = await start()
        const last = new Map<string, unknown>()
        for (const { at, cell, pause } of taps) {
          const cells = within(row(new RegExp(`^${names[at]}`))).getAllByRole('radio')
          fireEvent.click(cells[cell] as HTMLElement)
          last.set(codes[at] ?? '', cell === 4 ? { kind: 'not-observed' } : { kind: 'level', level: cell + 1 })
          if (pause) await new Promise((resolve) => setTimeout(resolve, 1))
        }
        await waitFor(() => expect(screen.queryByText('enregistrement…')).toBeNull())
        expect(Object.fromEntries((await gridIn(app)).assessment.ratings)).toEqual(Object.fromEntries(last))
        for (const [at, code] of codes.entries()) {
          const chosen = within(row(new RegExp(`^${names[at]}`)))
            .getAllByRole('radio')
            .filter((radio) => (radio as HTMLInputElement).checked)
          expect(chosen).toHaveLength(last.has(code) ? 1 : 0)
        }
        cleanup()
      }),
      { numRuns: 12, seed: 20_261_122 },
    )
  }, 60_000)
})
