import { fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { isBusy } from '../../../src/client/app/busy.ts'
import { rate, sign } from '../../../src/client/app/work.ts'
import type { CompetencyCode } from '../../../src/core/domain/id.ts'
import { assignmentId } from './seed.ts'
import { breakDisk, commentIn, gridIn, openSite, show } from './stage.tsx'

const here = `/assess/${assignmentId(0)}`
const field = () => screen.findByLabelText(/^Commentaire/)
const start = async (...[site]: Parameters<typeof openSite>) => {
  const app = await openSite(site)
  const view = show(app, here)
  await screen.findByRole('heading', { level: 2, name: 'Intégrité' })
  return { app, view, user: userEvent.setup() }
}

describe('a comment', () => {
  it('is asked for, politely and at once, where the level lies far from the required one', async () => {
    const { user } = await start()
    expect(screen.queryByLabelText(/^Commentaire/)).toBeNull()
    await user.click(screen.getByRole('radio', { name: /^1 Sensibilisé/ }))
    await screen.findByText(/Ce niveau est à 2 niveaux du niveau requis/)
    await user.type(await field(), 'Deux dossiers vus.')
    await waitFor(() => expect(screen.queryByText(/Ce niveau est à 2 niveaux/)).toBeNull())
  })

  it('is not asked for where the campaign demands none', async () => {
    const { user } = await start({ commentFrom: null })
    await user.click(screen.getByRole('radio', { name: /^1 Sensibilisé/ }))
    await screen.findByText('enregistré')
    expect(screen.queryByText(/Ce niveau est à/)).toBeNull()
  })

  it('saves itself when the hand rests', async () => {
    const { app, user } = await start()
    await user.click(screen.getByRole('button', { name: 'Ajouter un commentaire' }))
    await user.type(await field(), 'Vu en novembre.')
    expect(await commentIn(app, 'ethics')).toBeUndefined()
    expect(isBusy()).toBe(true)
    await waitFor(async () => expect(await commentIn(app, 'ethics')).toBe('Vu en novembre.'))
    await waitFor(() => expect(isBusy()).toBe(false))
  })

  it('saves itself at once when the page goes away', async () => {
    const { app, user } = await start()
    await user.click(screen.getByRole('button', { name: 'Ajouter un commentaire' }))
    fireEvent.change(await field(), { target: { value: 'Coupure' } })
    fireEvent(window, new Event('pagehide'))
    await waitFor(async () => expect(await commentIn(app, 'ethics')).toBe('Coupure'), { timeout: 250 })
  })

  it('survives a page that died before the database had it', async () => {
    const app = await openSite()
    const change = { field: 'comment', competency: 'ethics', words: 'Écrit puis coupé' }
    localStorage.setItem(`palier.words.${assignmentId(0)}`, JSON.stringify({ 'comment:ethics': change }))
    show(app, here)
    await waitFor(async () => expect(await commentIn(app, 'ethics')).toBe('Écrit puis coupé'))
    await waitFor(() => expect(localStorage.getItem(`palier.words.${assignmentId(0)}`)).toBeNull())
  })

  it('never brings back what was forgotten before a kill over words that were saved since', async () => {
    const app = await openSite()
    const saved = { field: 'comment', competency: 'ethics', words: 'Écrit depuis, et enregistré' }
    const place = `palier.words.${assignmentId(0)}`
    localStorage.setItem(place, JSON.stringify({ 'comment:ethics': { ...saved, seen: [null] } }))
    const { unmount } = show(app, here)
    await waitFor(async () => expect(await commentIn(app, 'ethics')).toBe(saved.words))
    unmount()
    localStorage.setItem(place, JSON.stringify({ 'comment:ethics': { ...saved, words: 'Plus ancien', seen: [null] } }))
    show({ ...app }, here)
    await waitFor(() => expect(localStorage.getItem(place)).toBeNull())
    expect(await commentIn(app, 'ethics')).toBe(saved.words)
  })

  it('keeps its words in the field when it is not saved, and saves them when tried again', async () => {
    const { app, user } = await start()
    const mend = breakDisk(app)
    await user.click(screen.getByRole('button', { name: 'Ajouter un commentaire' }))
    await user.type(await field(), 'À garder')
    await screen.findByText(/Le commentaire.: non enregistré/)
    await user.click(screen.getByRole('button', { name: 'Suivante' }))
    await screen.findByRole('heading', { level: 2, name: 'Sens du service' })
    await user.click(screen.getByRole('button', { name: 'Précédente' }))
    expect(await field()).toHaveProperty('value', 'À garder')
    mend()
    await user.click(screen.getByRole('button', { name: 'Enregistrer à nouveau' }))
    await waitFor(async () => expect(await commentIn(app, 'ethics')).toBe('À garder'))
  })
})

describe('a signed assessment', () => {
  it('is read, never changed: a clear banner, no answers to give, links onward', async () => {
    const app = await openSite()
    await rate(app, await gridIn(app), 'ethics' as CompetencyCode, { kind: 'level', level: 3 })
    expect((await sign(app, await gridIn(app))).ok).toBe(true)
    show(app, `${here}?at=ethics`)
    await screen.findByText(/^Signée le .* par KEITA Fanta$/)
    expect(screen.getByRole('radio', { name: /^3 Avancé/ })).toHaveProperty('checked', true)
    const user = userEvent.setup()
    await user.click(screen.getByRole('radio', { name: /^2 Formé/ }))
    await user.keyboard('1n')
    expect(screen.queryByRole('button', { name: 'Non observé' })).toBeNull()
    expect((await gridIn(app)).assessment.ratings.get('ethics' as CompetencyCode)).toEqual({ kind: 'level', level: 3 })
    expect(screen.getByRole('link', { name: 'Voir les écarts de l’agent' }).getAttribute('href')).toBe(
      `/gaps/officer/${assignmentId(0)}`,
    )
  })
})
