import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { ownPeople, ownPosts, ownUnits } from '../../../src/client/app/own.ts'
import type { TableReader } from '../../../src/client/exchange/read-table.ts'
import { tableOf } from '../../../src/client/exchange/table-of.ts'
import { ImportPage } from '../../../src/client/features/people/import-page.tsx'
import { openHeadquarters, show } from '../campaigns/headquarters.tsx'

/** Reads where it stands: a page drawn without a browser has no workers. */
const inPlace = (): TableReader => ({ read: async (request) => tableOf(request), stop: () => undefined })
const Page = () => <ImportPage openReader={inPlace} />

const head = 'Matricule;Nom;Prénom;Code unité;Unité;Code site;Site;Code poste;Poste;Métier'
const choose = async (...lines: readonly string[]): Promise<void> => {
  const file = new File([[head, ...lines].join('\n')], 'personnel.csv', { type: 'text/csv' })
  await userEvent.upload(await screen.findByLabelText('Choisir un fichier CSV ou Excel', { selector: 'input' }), file)
}
const alice = 'N-1;Touré;Alice;KAY-F;Section fret;KAY;Bureau de Kayes;K-1;Vérificatrice;Vérificateur'
const benoit = 'N-2;Cissé;Benoît;KAY-F;Section fret;KAY;Bureau de Kayes;K-2;Chef;Chef de brigade'

describe('importing the staff', () => {
  it('names every problem by line, column and reason, and writes nothing', async () => {
    const app = await openHeadquarters()
    const before = await app.database.unsent.count()
    show(app, Page, '/people/import')
    await choose(
      alice,
      alice.replace('K-1', 'K-9'),
      benoit.replace('Cissé', ''),
      benoit.replace('N-2', 'N-3').replace('K-2', 'K-3').replace('Chef de brigade', 'Chef de brigde'),
    )
    await screen.findByText(/3 problèmes.: rien ne sera importé/)
    const row = (reason: RegExp) => screen.getByText(reason).closest('tr') as HTMLElement
    const repeated = row(/Le matricule N-1 figure déjà à la ligne 2/)
    expect(within(repeated).getByText('3')).toBeTruthy()
    expect(within(repeated).getByText('Matricule')).toBeTruthy()
    expect(within(row(/Cette cellule est vide/)).getByText('Nom')).toBeTruthy()
    expect(within(row(/« Chef de brigde » n’est pas dans le référentiel/)).getByText('5')).toBeTruthy()
    expect(screen.queryByRole('button', { name: /^Importer/ })).toBeNull()
    expect(screen.getByRole('button', { name: 'Exporter les problèmes (CSV)' })).toBeTruthy()
    expect(await app.database.unsent.count()).toBe(before)
  })

  it('shows how the file was read and which column says what', async () => {
    const app = await openHeadquarters()
    show(app, Page, '/people/import')
    await choose(alice, benoit)
    await screen.findByText(/2 lignes · encodage UTF-8 · séparateur.: point-virgule/)
    const registration = screen.getByLabelText<HTMLSelectElement>('Matricule')
    expect(registration.selectedOptions[0]?.textContent).toBe('Matricule')
    expect(screen.getByText(/Exemples.: N-1, N-2/)).toBeTruthy()
  })

  it('asks for the column that is missing, and goes on once it is chosen', async () => {
    const app = await openHeadquarters()
    show(app, Page, '/people/import')
    const file = new File([`Colonne A;${head.slice(10)}\n${alice}`], 'personnel.csv')
    await userEvent.upload(await screen.findByLabelText('Choisir un fichier CSV ou Excel', { selector: 'input' }), file)
    await screen.findByText(/Aucune colonne n’est choisie pour ce champ/)
    await userEvent.selectOptions(screen.getByLabelText('Matricule'), 'Colonne A')
    await screen.findByRole('button', { name: /^Importer/ })
  })

  it('says what will be done, then does all of it at once', async () => {
    const app = await openHeadquarters()
    show(app, Page, '/people/import')
    await choose(alice, benoit)
    const row = async (name: string) => (await screen.findByRole('rowheader', { name })).closest('tr')?.textContent
    expect(await row('Unités')).toBe('Unités200')
    expect(await row('Agents')).toBe('Agents200')
    await userEvent.click(screen.getByRole('button', { name: 'Importer 6 changements' }))
    await screen.findByText('Le personnel est importé')
    const [people, posts, units] = await Promise.all([ownPeople(app), ownPosts(app), ownUnits(app)])
    const unit = units.find(({ code }) => code === 'KAY-F')
    const holder = people.find(({ registration }) => registration === 'N-1')
    expect(units.find(({ id }) => id === unit?.parent)).toMatchObject({ code: 'KAY', site: true })
    expect(posts.find(({ code }) => code === 'K-1')).toMatchObject({
      unit: unit?.id,
      holder: holder?.id,
      job: 'verification-officer',
    })
    expect(holder?.roles).toEqual(['officer'])
  })

  it('brought in twice changes nothing the second time, and only what changed the third', async () => {
    const app = await openHeadquarters()
    show(app, Page, '/people/import')
    await choose(alice, benoit)
    await userEvent.click(await screen.findByRole('button', { name: 'Importer 6 changements' }))
    await screen.findByText('Le personnel est importé')
    await choose(alice, benoit)
    await screen.findByText(/rien à importer/)
    await choose(alice.replace('Alice', 'Aline'), benoit)
    await userEvent.click(await screen.findByRole('button', { name: 'Importer 1 changement' }))
    await waitFor(async () =>
      expect((await ownPeople(app)).filter(({ familyName }) => familyName === 'Touré')).toMatchObject([{ givenName: 'Aline' }]),
    )
    const last = await app.database.unsent.orderBy('order').last()
    expect(JSON.parse(last?.text ?? '{}')).toMatchObject({ kind: 'edit', set: { givenName: 'Aline' } })
    expect(Object.keys(JSON.parse(last?.text ?? '{}').set)).toEqual(['givenName'])
  })

  it('refuses a file that is no table, in words', async () => {
    const app = await openHeadquarters()
    show(app, Page, '/people/import')
    const file = new File([new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0])], 'ancien.xls.csv')
    await userEvent.upload(await screen.findByLabelText('Choisir un fichier CSV ou Excel', { selector: 'input' }), file)
    await screen.findByText(/ancien fichier Excel/)
  })

  it('does not hang where the reader itself breaks', async () => {
    const app = await openHeadquarters()
    const broken = (): TableReader => ({ read: () => Promise.reject(new Error('broken')), stop: () => undefined })
    show(app, () => <ImportPage openReader={broken} />, '/people/import')
    await choose(alice)
    await screen.findByText(/Le lecteur de fichiers s’est arrêté/)
    expect(screen.getByRole('button', { name: 'Choisir un autre fichier' }).getAttribute('aria-busy')).toBeNull()
  })
})
