import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ownPacks } from '../../../src/client/app/own.ts'
import { CompetencyPage } from '../../../src/client/features/library/competency-page.tsx'
import { DictionaryPage } from '../../../src/client/features/library/dictionary-page.tsx'
import { JobPage } from '../../../src/client/features/library/job-page.tsx'
import { LibraryPage } from '../../../src/client/features/library/library-page.tsx'
import { TrainingPage } from '../../../src/client/features/library/training-page.tsx'
import type { PersonId } from '../../../src/core/domain/id.ts'
import { again, create, douanes, openDevice, openHeadquarters, show, starter, starterFile } from '../campaigns/headquarters.tsx'

afterEach(() => vi.unstubAllGlobals())

const openEmpty = async () => {
  const device = await openDevice()
  await device.perform([
    create('administration', douanes, { name: 'Douanes', country: 'Mali', language: 'fr', demonstration: false }),
  ])
  await device.become(douanes, 'awa' as PersonId)
  return again(device)
}
const file = (name: string, content: unknown): File => new File([JSON.stringify(content)], name, { type: 'application/json' })

describe('the library', () => {
  it('installs the starter pack in one tap', async () => {
    vi.stubGlobal('fetch', async () => new Response(starterFile, { headers: { 'content-type': 'application/json' } }))
    const app = await openEmpty()
    show(app, LibraryPage, '/library')
    await screen.findByText('La bibliothèque est vide')
    await userEvent.click(screen.getByRole('button', { name: 'Installer le pack de départ' }))
    await screen.findByText(/est installé/)
    expect(await ownPacks(app)).toHaveLength(1)
    expect(screen.getByText('Version 1.0.0')).toBeTruthy()
    expect(screen.getByText('CC-BY-4.0')).toBeTruthy()
  })

  it('does not take the page of a portal for a pack', async () => {
    vi.stubGlobal('fetch', async () => new Response('<html>', { headers: { 'content-type': 'text/html' } }))
    const app = await openEmpty()
    show(app, LibraryPage, '/library')
    await userEvent.click(await screen.findByRole('button', { name: 'Installer le pack de départ' }))
    await screen.findByText(/n’est pas joignable sans réseau/)
    expect(await ownPacks(app)).toEqual([])
  })

  it('refuses a wrong pack whole, with every place in it', async () => {
    const app = await openEmpty()
    show(app, LibraryPage, '/library')
    const wrong = {
      ...starter,
      licence: 12,
      jobs: starter.jobs.map((job, at) => (at === 3 ? { ...job, family: 'nowhere' } : job)),
    }
    await userEvent.upload(await screen.findByLabelText('Charger un pack depuis un fichier'), file('faux.json', wrong))
    await screen.findByText(/« faux\.json »/)
    expect(screen.getByText(/Ce pack n’a pas été installé.: 2 problèmes/, { selector: 'p' })).toBeTruthy()
    const place = (path: string) => screen.getByText(path).closest('tr') as HTMLElement
    expect(within(place('licence')).getByText(/n’est pas du bon type/)).toBeTruthy()
    expect(within(place('jobs[3].family')).getByText(/« nowhere » n’existe pas dans le pack/)).toBeTruthy()
    expect(await ownPacks(app)).toEqual([])
  })

  it('refuses other content under a version that is taken', async () => {
    const app = await openHeadquarters()
    show(app, LibraryPage, '/library')
    await userEvent.upload(
      await screen.findByLabelText('Charger un pack depuis un fichier'),
      file('autre.json', { ...starter, licence: 'CC0-1.0' }),
    )
    await screen.findByText(/Un autre contenu porte déjà ce nom et cette version.: douanes-aoc 1\.0\.0/)
    expect((await ownPacks(app))[0]?.pack.licence).toBe('CC-BY-4.0')
  })
})

describe('the dictionary', () => {
  it('finds a competency without its accents', async () => {
    const app = await openHeadquarters()
    show(app, DictionaryPage, '/library/dictionary')
    await userEvent.type(await screen.findByRole('searchbox', { name: 'Chercher une compétence' }), 'deontologie')
    expect(screen.getByRole('link', { name: /Intégrité et déontologie/ })).toBeTruthy()
    expect(screen.queryByRole('link', { name: /Règles d'origine/ })).toBeNull()
  })

  it('shows what can be observed at each level, who requires it and what develops it', async () => {
    const app = await openHeadquarters()
    show(app, CompetencyPage, '/library/dictionary/integrity', '/library/dictionary/:competency')
    await screen.findByRole('heading', { level: 1, name: 'Intégrité et déontologie' })
    expect(screen.getByText(/Rend sur les cas inédits des avis déontologiques écrits/)).toBeTruthy()
    expect(screen.getByText('16 métiers la requièrent', { selector: 'h2' })).toBeTruthy()
    expect(screen.getByText(/formations? la développe/, { selector: 'h2' })).toBeTruthy()
  })
})

describe('the catalogue', () => {
  it('shows a job with its requirements, level by name, and its code for the import', async () => {
    const app = await openHeadquarters()
    show(app, JobPage, '/library/catalogue/examining-inspector', '/library/catalogue/:job')
    await screen.findByRole('heading', { level: 1, name: 'Inspecteur de visite' })
    const row = screen.getByRole('rowheader', { name: 'Intégrité et déontologie' }).closest('tr') as HTMLElement
    expect(within(row).getByText('Avancé')).toBeTruthy()
    expect(within(row).getByText('5 sur 5')).toBeTruthy()
    expect(within(row).getByText('Essentielle')).toBeTruthy()
    expect(screen.getByText(/examining-inspector/)).toBeTruthy()
  })
})

describe('the training catalogue', () => {
  it('counts what there is, and filters by language', async () => {
    const app = await openHeadquarters()
    show(app, TrainingPage, '/library/training')
    await screen.findByText(/24 en ligne et 11 mallettes pour formateurs.; 270 h/)
    await userEvent.selectOptions(screen.getByLabelText('Langues'), 'russe')
    expect(screen.getAllByRole('row')).toHaveLength(
      1 + starter.courses.filter((course) => course.languages.includes('ru')).length,
    )
  })
})
