import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { rate } from '../../../src/client/app/work.ts'
import { usePreferences } from '../../../src/client/features/assess/preferences.ts'
import type { CompetencyCode } from '../../../src/core/domain/id.ts'
import { assignmentId } from './seed.ts'
import { commentIn, gridIn, openSite, ratingIn, show } from './stage.tsx'

const here = `/assess/${assignmentId(0)}`
const title = (name: string) => screen.findByRole('heading', { level: 2, name })

describe('the keyboard', () => {
  it('gives levels with digits, goes on with Enter and back with Page Up', async () => {
    const app = await openSite()
    show(app, here)
    const user = userEvent.setup()
    await title('Intégrité')
    await user.keyboard('3')
    await waitFor(async () => expect(await ratingIn(app, 'ethics')).toEqual({ kind: 'level', level: 3 }))
    await user.keyboard('{Enter}')
    await title('Sens du service')
    expect(document.activeElement).toBe(screen.getByRole('radio', { name: /^1 Sensibilisé/ }))
    await user.keyboard('n')
    await waitFor(async () => expect(await ratingIn(app, 'service')).toEqual({ kind: 'not-observed' }))
    await user.keyboard('{PageUp}')
    await title('Intégrité')
    expect(document.activeElement).toBe(screen.getByRole('radio', { name: /^3 Avancé/ }))
    await user.keyboard('9')
    expect(await ratingIn(app, 'ethics')).toEqual({ kind: 'level', level: 3 })
  })

  it('never takes over what is typed in a field', async () => {
    const app = await openSite()
    show(app, here)
    const user = userEvent.setup()
    await title('Intégrité')
    await user.keyboard('c')
    const field = await screen.findByLabelText(/^Commentaire/)
    expect(document.activeElement).toBe(field)
    await user.keyboard('non 3 u{Enter}c')
    expect(field).toHaveProperty('value', 'non 3 u\nc')
    await waitFor(async () => expect(await commentIn(app, 'ethics')).toBe('non 3 u\nc'))
    expect(await ratingIn(app, 'ethics')).toBeUndefined()
    await title('Intégrité')
  })

  it('leaves single letters and digits alone where they are turned off', async () => {
    const app = await openSite()
    usePreferences.getState().prefer({ shortcuts: false })
    show(app, here)
    const user = userEvent.setup()
    await title('Intégrité')
    await user.keyboard('3n')
    await user.keyboard('{PageDown}')
    await title('Sens du service')
    expect((await gridIn(app)).assessment.ratings.size).toBe(0)
  })
})

describe('opening an assessment', () => {
  it('lands on the first that is unrated when it was never open here', async () => {
    const app = await openSite()
    await rate(app, await gridIn(app), 'ethics' as CompetencyCode, { kind: 'level', level: 2 })
    show(app, here)
    await title('Sens du service')
  })

  it('lands where it stood when it was left', async () => {
    const app = await openSite()
    const user = userEvent.setup()
    const first = show(app, here)
    await title('Intégrité')
    await user.click(screen.getByRole('button', { name: /^Évaluation en douane/ }))
    await title('Évaluation en douane')
    first.unmount()
    show(app, here)
    await title('Évaluation en douane')
  })

  it('lands where the address points', async () => {
    show(await openSite(), `${here}?at=origin`)
    await title('Règles d’origine')
  })

  it('says what to do when this tablet does not have it', async () => {
    show(await openSite(), '/assess/elsewhere')
    await screen.findByText(/n’est pas sur cette tablette/)
    expect(screen.getByRole('link', { name: 'Synchroniser' }).getAttribute('href')).toBe('/sync')
  })
})
