import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { administrations, people, units } from '../../../src/client/app/read.ts'
import { WelcomePage } from '../../../src/client/features/welcome/welcome-page.tsx'
import { WhoPage } from '../../../src/client/features/welcome/who-page.tsx'
import { loopback, verifyHere } from '../../support/loopback.ts'
import { memoryServerLog } from '../../support/memory-server-log.ts'
import { openDevice, openHeadquarters, show } from '../campaigns/headquarters.tsx'

const serverHolds = (entries: readonly object[]) => async () =>
  new Response(JSON.stringify({ administrations: entries }), { headers: { 'content-type': 'application/json' } })
const unreachable = async () => {
  throw new TypeError('Failed to fetch')
}

// A page drawn without a browser cannot load another one, and says so.
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined))
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const identity = async (app: Awaited<ReturnType<typeof openDevice>>) => (await app.database.meta.get('identity'))?.value

describe('the first start', () => {
  it('never takes an unreachable server for an empty one', async () => {
    vi.stubGlobal('fetch', unreachable)
    show(await openDevice(), WelcomePage, '/welcome')
    await screen.findByText('Le serveur ne répond pas')
    expect(screen.queryByText(/ne tient encore aucune administration/)).toBeNull()
    vi.stubGlobal('fetch', serverHolds([{ stream: 's1', name: 'Douanes du Mali', demonstration: false }]))
    await userEvent.click(screen.getByRole('button', { name: 'Réessayer' }))
    await screen.findByRole('button', { name: 'Rejoindre Douanes du Mali' })
  })

  it('says so when the server holds nothing yet', async () => {
    vi.stubGlobal('fetch', serverHolds([]))
    show(await openDevice(), WelcomePage, '/welcome')
    await screen.findByText(/ne tient encore aucune administration/)
  })

  it('joins the demonstration that the server holds instead of making another', async () => {
    vi.stubGlobal('fetch', serverHolds([{ stream: 'd1', name: 'Démonstration', demonstration: true }]))
    const app = await openDevice({ send: loopback(memoryServerLog()), verify: verifyHere })
    show(app, WelcomePage, '/welcome')
    await screen.findByText(/tient déjà une démonstration/)
    expect(screen.queryByRole('button', { name: /^Rejoindre/ })).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: /pilote de Bamako-Sénou/ }))
    await waitFor(async () => expect(await identity(app)).toEqual({ administration: 'd1', person: null }))
  })

  it('stays where it is when joining fails, and says why', async () => {
    vi.stubGlobal('fetch', serverHolds([{ stream: 's1', name: 'Douanes du Mali', demonstration: false }]))
    const app = await openDevice()
    show(app, WelcomePage, '/welcome')
    await userEvent.click(await screen.findByRole('button', { name: 'Rejoindre Douanes du Mali' }))
    await screen.findByText(/Pas de réseau.: rien n’a été reçu ni envoyé/)
    expect(await identity(app)).toBeUndefined()
  })

  it('starts an administration with its first site and its champion, or nothing while a field is missing', async () => {
    vi.stubGlobal('fetch', unreachable)
    const app = await openDevice()
    show(app, WelcomePage, '/welcome')
    await userEvent.click(await screen.findByRole('button', { name: 'Remplir le formulaire' }))
    await userEvent.type(screen.getByLabelText('Nom de l’administration'), 'Douanes')
    await userEvent.click(screen.getByRole('button', { name: 'Commencer' }))
    await screen.findByText('Il manque 6 champs.')
    expect(await administrations(app.database)).toEqual([])
    for (const [label, value] of [
      ['Pays', 'Mali'],
      ['Nom du site', 'Sénou'],
      ['Code du site', 'BKO'],
      ['Nom', 'Traoré'],
      ['Prénom', 'Awa'],
      ['Matricule', 'M-1'],
    ] as const)
      await userEvent.type(screen.getByLabelText(label), value)
    await userEvent.click(screen.getByRole('button', { name: 'Commencer' }))
    await waitFor(async () => expect(await people(app.database)).toMatchObject([{ registration: 'M-1', roles: ['champion'] }]))
    expect(await units(app.database)).toMatchObject([{ code: 'BKO', site: true }])
  })

  it('leads back, without a network, into what the device holds', async () => {
    vi.stubGlobal('fetch', unreachable)
    const app = await openHeadquarters()
    show(app, WelcomePage, '/welcome')
    await userEvent.click(await screen.findByRole('button', { name: 'Ouvrir Douanes' }))
    await waitFor(async () => expect(await identity(app)).toEqual({ administration: 'douanes', person: null }))
  })
})

describe('who holds the device', () => {
  it('lists people by role, keeps officers behind a search that forgives accents', async () => {
    const app = await openHeadquarters()
    show(app, WhoPage, '/who')
    await screen.findByRole('region', { name: 'Chef de projet' })
    expect(screen.queryByText('KEÏTA Moussa')).toBeNull()
    await userEvent.type(screen.getByRole('searchbox'), 'moussa kei')
    await userEvent.click(await screen.findByRole('button', { name: /KEÏTA Moussa/ }))
    await waitFor(async () => expect(await identity(app)).toEqual({ administration: 'douanes', person: 'moussa' }))
  })
})
