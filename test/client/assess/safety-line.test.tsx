import { render, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { Router } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import type { App } from '../../../src/client/app/app.ts'
import { AppProvider } from '../../../src/client/app/context.tsx'
import { rate } from '../../../src/client/app/work.ts'
import { SafetyLine } from '../../../src/client/features/assess/safety-line.tsx'
import type { CompetencyCode } from '../../../src/core/domain/id.ts'
import { breakDisk, gridIn, openSite } from './stage.tsx'

const place = (app: App) =>
  render(
    <AppProvider app={app}>
      <Router hook={memoryLocation({ path: '/assess' }).hook}>
        <SafetyLine />
      </Router>
    </AppProvider>,
  )
const give = async (app: App, officer: number) =>
  rate(app, await gridIn(app, officer), 'ethics' as CompetencyCode, { kind: 'level', level: 2 })

describe('the safety line', () => {
  it('counts in assessments what is at headquarters and what is only here, and when it was saved', async () => {
    const app = await openSite()
    await app.database.unsent.clear()
    await give(app, 0)
    await app.database.unsent.clear()
    await give(app, 1)
    place(app)
    const line = await screen.findByRole('status')
    const words = /^Enregistré sur cette tablette à \d\d:\d\d · 1 au siège · 1 seulement ici$/
    await waitFor(() => expect(line.textContent).toMatch(words))
    expect(line.querySelector('a')?.getAttribute('href')).toBe('/sync')
  })

  it('turns loud when something is not saved, with what is safe and what to do, and quiet once it is', async () => {
    const app = await openSite()
    place(app)
    const mend = breakDisk(app)
    expect((await give(app, 0)).ok).toBe(false)
    await screen.findByText(/La dernière saisie n’est pas enregistrée\. La mémoire de la tablette est pleine\./)
    expect(screen.getByRole('status').textContent).toContain('Tout ce qui était enregistré avant reste sur cette tablette.')
    expect(screen.getByRole('status').textContent).toContain('Libérez de la place')
    mend()
    await give(app, 0)
    await screen.findByText(/^Enregistré sur cette tablette/)
  })

  it('turns loud when headquarters refused work', async () => {
    const app = await openSite()
    await give(app, 0)
    const entry = (await app.database.unsent.toArray()).at(-1)
    if (!entry) throw new Error('nothing in the outbox')
    place(app)
    await app.database.refused.put({ ...entry, problem: { problem: 'sealed' }, time: '2026-11-22T08:00:00.000Z' })
    await waitFor(() => expect(screen.getByRole('status').textContent).toContain('Le siège a refusé 1 saisie.'))
    expect(screen.getByRole('status').textContent).toContain('Tout reste sur cette tablette.')
  })
})
