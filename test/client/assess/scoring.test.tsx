import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { App } from '../../../src/client/app/app.ts'
import { usePreferences } from '../../../src/client/features/assess/preferences.ts'
import { assignmentId } from './seed.ts'
import { breakDisk, openSite, ratingIn, show } from './stage.tsx'

const here = `/assess/${assignmentId(0)}`
const level = (name: RegExp) => screen.findByRole('radio', { name })
const title = (name: string) => screen.findByRole('heading', { level: 2, name })
const open = async (app: App) => {
  const view = show(app, here)
  await title('Intégrité')
  return { ...view, user: userEvent.setup() }
}

describe('one tap on a level', () => {
  it('selects and saves, and says saved only once the database has answered', async () => {
    const app = await openSite()
    let release = (): void => undefined
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    const slow: App = { ...app, perform: async (deeds) => gate.then(() => app.perform(deeds)) }
    const { user } = await open(slow)
    await user.click(await level(/^3 Avancé/))
    expect((await level(/^3 Avancé/)) as HTMLInputElement).toHaveProperty('checked', true)
    expect(screen.getAllByText('enregistrement…').length).toBeGreaterThan(0)
    expect(screen.queryByText('enregistré')).toBeNull()
    expect(await ratingIn(app, 'ethics')).toBeUndefined()
    release()
    await screen.findByText('enregistré')
    expect(await ratingIn(app, 'ethics')).toEqual({ kind: 'level', level: 3 })
    expect(screen.getByText(/^enregistré \d\d:\d\d/)).toBeTruthy()
  })

  it('shows what can be observed and marks the required level in words', async () => {
    await open(await openSite())
    const required = await level(/^3 Avancé, requis/)
    expect(required.getAttribute('aria-describedby')).toBeTruthy()
    expect(screen.getByText('Intégrité se voit au rang 3.')).toBeTruthy()
    expect(screen.getByText('Exigence essentielle')).toBeTruthy()
  })

  it('never moves on by itself, and a second tap takes nothing back', async () => {
    const app = await openSite()
    const { user } = await open(app)
    await user.click(await level(/^2 Formé/))
    await screen.findByText('enregistré')
    await user.click(await level(/^2 Formé/))
    await title('Intégrité')
    expect(await ratingIn(app, 'ethics')).toEqual({ kind: 'level', level: 2 })
  })

  it('moves on when the assessor turned that on', async () => {
    const app = await openSite()
    usePreferences.getState().prefer({ autoAdvance: true })
    const { user } = await open(app)
    await user.click(await level(/^2 Formé/))
    await title('Sens du service')
    expect(await ratingIn(app, 'ethics')).toEqual({ kind: 'level', level: 2 })
  })

  it('can choose a level that the dictionary leaves undescribed, and says that it is', async () => {
    const app = await openSite()
    const { user } = await open(app)
    await user.click(screen.getByRole('button', { name: /^Règles d’origine/ }))
    expect(await screen.findAllByText(/Non décrit dans le dictionnaire/)).toHaveLength(2)
    await user.click(await level(/^4 Expert/))
    await waitFor(async () => expect(await ratingIn(app, 'origin')).toEqual({ kind: 'level', level: 4 }))
  })
})

describe('a tap that is not saved', () => {
  it('is told in its place with the cause, and saved when tried again', async () => {
    const app = await openSite()
    const { user } = await open(app)
    const mend = breakDisk(app)
    await user.click(await level(/^3 Avancé/))
    await screen.findByText(/Ce choix.: non enregistré/)
    expect(screen.getByText(/La mémoire de la tablette est pleine/)).toBeTruthy()
    expect(screen.getByText(/Tout ce qui était enregistré avant reste/)).toBeTruthy()
    expect(screen.getByText('NON ENREGISTRÉ')).toBeTruthy()
    expect(screen.queryByText('enregistré')).toBeNull()
    expect(await ratingIn(app, 'ethics')).toBeUndefined()
    mend()
    await user.click(screen.getByRole('button', { name: 'Enregistrer à nouveau' }))
    await screen.findByText('enregistré')
    await waitFor(() => expect(screen.queryByText(/non enregistré/)).toBeNull())
    expect(await ratingIn(app, 'ethics')).toEqual({ kind: 'level', level: 3 })
  })

  it('stays told after going elsewhere and coming back', async () => {
    const app = await openSite()
    const { user } = await open(app)
    const mend = breakDisk(app)
    await user.click(await level(/^3 Avancé/))
    await screen.findByText('NON ENREGISTRÉ')
    await user.click(screen.getByRole('button', { name: 'Suivante' }))
    await title('Sens du service')
    await user.click(screen.getByRole('button', { name: /1 non enregistrée/ }))
    await title('Intégrité')
    expect(screen.getByText('NON ENREGISTRÉ')).toBeTruthy()
    mend()
    await user.click(await level(/^3 Avancé/))
    await waitFor(async () => expect(await ratingIn(app, 'ethics')).toEqual({ kind: 'level', level: 3 }))
  })

  it('asks a tab that is out of date to start again', async () => {
    const app = await openSite()
    const { user } = await open(app)
    await app.database.meta.put({ key: 'schema', value: 99 })
    await user.click(await level(/^1 Sensibilisé/))
    await screen.findByText(/Une version plus récente de Palier est ouverte/)
    expect(screen.getByRole('button', { name: 'Recharger la page' })).toBeTruthy()
  })
})

describe('the four kinds of rating', () => {
  it('stay distinct: a level, not observed, not applicable with its reason, unrated', async () => {
    const app = await openSite()
    const { user } = await open(app)
    await user.click(await level(/^3 Avancé/))
    await user.click(screen.getByRole('button', { name: 'Suivante' }))
    await user.click(await screen.findByRole('button', { name: 'Non observé' }))
    await user.click(screen.getByRole('button', { name: 'Suivante' }))
    await title('Évaluation en douane')
    await user.click(screen.getByRole('button', { name: 'Sans objet…' }))
    await user.click(screen.getByRole('button', { name: /Enregistrer «.sans objet.»/ }))
    expect(await screen.findByText(/Indiquez le motif/)).toBeTruthy()
    expect(await ratingIn(app, 'valuation')).toBeUndefined()
    await user.type(screen.getByLabelText(/Pourquoi est-ce sans objet/), 'Le bureau ne dédouane pas.')
    await user.click(screen.getByRole('button', { name: /Enregistrer «.sans objet.»/ }))
    await screen.findByText(/Sans objet.: Le bureau ne dédouane pas\./)
    await waitFor(async () =>
      expect(await ratingIn(app, 'valuation')).toEqual({ kind: 'not-applicable', reason: 'Le bureau ne dédouane pas.' }),
    )
    expect(await ratingIn(app, 'service')).toEqual({ kind: 'not-observed' })
    const rail = screen.getByRole('navigation', { name: 'Compétences à évaluer' })
    const said = ['niveau donné', 'non observé', 'sans objet', 'non évalué']
    const items = within(rail).getAllByRole('button')
    expect(items.map((item) => said.find((words) => item.textContent?.includes(words)))).toEqual(said)
    expect(new Set(items.map((item) => item.querySelector('path')?.getAttribute('d'))).size).toBe(4)
    expect(screen.getByText('3 sur 4 évaluées')).toBeTruthy()
  })
})

describe('undo', () => {
  it('takes back the last change of any kind and shows it; redo brings it again', async () => {
    const app = await openSite()
    const { user } = await open(app)
    await user.click(await level(/^3 Avancé/))
    await screen.findByText('enregistré')
    await user.click(await level(/^1 Sensibilisé/))
    await waitFor(async () => expect(await ratingIn(app, 'ethics')).toEqual({ kind: 'level', level: 1 }))
    await user.click(screen.getByRole('button', { name: 'Suivante' }))
    await user.click(await screen.findByRole('button', { name: 'Non observé' }))
    await waitFor(async () => expect(await ratingIn(app, 'service')).toEqual({ kind: 'not-observed' }))
    await user.click(screen.getByRole('button', { name: 'Défaire' }))
    await waitFor(async () => expect(await ratingIn(app, 'service')).toBeUndefined())
    await user.click(screen.getByRole('button', { name: 'Défaire' }))
    await title('Intégrité')
    await waitFor(async () => expect(await ratingIn(app, 'ethics')).toEqual({ kind: 'level', level: 3 }))
    await user.click(screen.getByRole('button', { name: 'Refaire' }))
    await waitFor(async () => expect(await ratingIn(app, 'ethics')).toEqual({ kind: 'level', level: 1 }))
    await user.click(screen.getByRole('button', { name: 'Effacer le choix' }))
    await waitFor(async () => expect(await ratingIn(app, 'ethics')).toBeUndefined())
    await user.click(screen.getByRole('button', { name: 'Défaire' }))
    await waitFor(async () => expect(await ratingIn(app, 'ethics')).toEqual({ kind: 'level', level: 1 }))
  })
})
