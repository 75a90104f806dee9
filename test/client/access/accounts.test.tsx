import { cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useSession } from '../../../src/client/app/session.ts'
import { AccountsPage } from '../../../src/client/features/access/accounts-page.tsx'
import { TabletsPage } from '../../../src/client/features/access/tablets-page.tsx'
import { openHeadquarters, show } from '../campaigns/headquarters.tsx'
import { cardOf, headquartersOf, token } from './ports.ts'

const account = (id: string, name: string, more = {}) => ({
  id,
  administration: 'douanes',
  person: null,
  name,
  roles: ['assessor'],
  units: [],
  state: 'active',
  mustChange: false,
  ...more,
})

const signIn = () =>
  useSession.setState({
    session: {
      card: cardOf('a'),
      account: {
        id: 'a1',
        administration: 'douanes',
        person: 'awa',
        name: 'awa',
        roles: ['administrator'],
        units: [],
        mustChange: false,
      },
      tablet: { id: 't1', name: 'Siège', token: token('t') },
      token: () => token('s'),
      settings: { idleMinutes: 5, hiddenSeconds: 30 },
      hidden: false,
      renew: async () => undefined,
      changePassphrase: async () => ({ ok: true, value: undefined }),
      takePassphrase: async () => undefined,
      setPin: async () => undefined,
      choose: async () => undefined,
      lock: () => undefined,
    },
  })

beforeEach(signIn)
afterEach(() => {
  cleanup()
  useSession.setState({ session: null })
  vi.unstubAllGlobals()
})

const press = (name: string | RegExp) => userEvent.click(screen.getByRole('button', { name }))
const once = 'girafe-tambour-lagune-piment-41'

describe('the accounts', () => {
  const replies = {
    '/accounts': ({ body }: { body: unknown }) =>
      body
        ? { body: { account: account('neu', 'moussa.keita', body as object), passphrase: once } }
        : {
            body: {
              accounts: [
                account('1', 'awa.traore', { person: 'awa', roles: ['administrator', 'champion'] }),
                account('2', 'oumar.sissoko', { person: 'oumar', mustChange: true }),
                account('3', 'secours', { state: 'disabled' }),
              ],
            },
          },
  }

  it('stand with whose they are, what they may do and whether they work', async () => {
    const { speak, asked } = headquartersOf(replies)
    vi.stubGlobal('fetch', speak)
    show(await openHeadquarters(), AccountsPage, '/accounts')
    const table = await screen.findByRole('table', { name: '3 comptes' })
    expect(
      within(table).getByRole('row', { name: /TRAORÉ Awa.*awa\.traore.*Administrateur et Chef de projet.*Actif/ }),
    ).toBeTruthy()
    expect(within(table).getByRole('row', { name: /SISSOKO Oumar.*Attend sa première connexion/ })).toBeTruthy()
    expect(within(table).getByRole('row', { name: /secours.*Désactivé/ })).toBeTruthy()
    expect(asked[0]?.bearer).toBe(`Bearer ${token('s')}`)
  })

  it('are made for a person of the staff, with name and roles proposed; the passphrase is shown once', async () => {
    const { speak, asked } = headquartersOf(replies)
    vi.stubGlobal('fetch', speak)
    show(await openHeadquarters(), AccountsPage, '/accounts')
    await screen.findByRole('table')
    await press('Créer un compte')
    const sheet = screen.getByRole('dialog')
    const person = within(sheet).getByLabelText('Personne')
    expect(within(person).queryByText(/SISSOKO/)).toBeNull()
    await userEvent.selectOptions(person, within(person).getByText(/KEÏTA Moussa/))
    expect((within(sheet).getByLabelText('Nom de connexion') as HTMLInputElement).value).toBe('moussa.keita')
    await userEvent.click(within(sheet).getByRole('button', { name: 'Créer le compte' }))
    expect(await screen.findByText(once)).toBeTruthy()
    expect(screen.getByText('Cette phrase ne sera plus jamais montrée')).toBeTruthy()
    expect(asked.find(({ body }) => body)?.body).toEqual({
      name: 'moussa.keita',
      person: 'moussa',
      roles: ['officer'],
      units: [],
    })
    await press('C’est remis')
    await screen.findByRole('table')
    expect(document.body.textContent).not.toContain(once)
  })

  it('are not taken for none where headquarters cannot be reached', async () => {
    vi.stubGlobal('fetch', headquartersOf({}).speak)
    show(await openHeadquarters(), AccountsPage, '/accounts')
    expect(await screen.findByText(/Pas de réseau/)).toBeTruthy()
    expect(screen.queryByRole('table')).toBeNull()
  })

  it('are closed only after a word of what becomes of the work', async () => {
    const change = vi.fn(() => ({ body: { account: account('2', 'oumar.sissoko', { state: 'disabled' }) } }))
    const { speak, asked } = headquartersOf({ ...replies, '/accounts/2': change })
    vi.stubGlobal('fetch', speak)
    show(await openHeadquarters(), AccountsPage, '/accounts')
    await userEvent.click(await screen.findByRole('button', { name: /SISSOKO Oumar/ }))
    await press('Désactiver le compte')
    expect(screen.getByText(/travail non envoyé n’est pas perdu/)).toBeTruthy()
    expect(change).not.toHaveBeenCalled()
    await press('Désactiver le compte')
    expect(await screen.findByText(/Enregistré au siège/)).toBeTruthy()
    expect(asked.find(({ path }) => path === '/accounts/2')?.body).toEqual({ state: 'disabled' })
  })
})

describe('the tablets', () => {
  const contact = (more: object) => ({
    account: 'karim.kone',
    device: 'd1',
    last: '2026-11-20T08:00:00.000Z',
    app: '0.1.0',
    protocol: 3,
    unsent: 12,
    storage: 'persisted',
    offset: 340_000,
    ...more,
  })
  const replies = {
    '/tablets': {
      body: {
        tablets: [
          { id: 't9', name: 'Réserve', enrolled: '2026-09-01T08:00:00.000Z', state: 'revoked', contacts: [] },
          { id: 't2', name: 'Sénou 3', enrolled: '2026-10-02T08:00:00.000Z', state: 'active', contacts: [contact({})] },
        ],
      },
    },
    '/tablets/t2/revoke': { body: { done: true } },
    '/enrolments': { body: { code: '7KQ2-M9TX', expires: new Date(Date.now() + 900_000).toISOString() } },
  }

  it('tell for each profile when it was heard, what it still holds, and how its clock is', async () => {
    vi.stubGlobal('fetch', headquartersOf(replies).speak)
    show(await openHeadquarters(), TabletsPage, '/tablets')
    const row = await screen.findByRole('row', { name: /karim\.kone/ })
    expect(within(row).getByText('12')).toBeTruthy()
    expect(within(row).getByText('garanti')).toBeTruthy()
    expect(within(row).getByText('+6 min')).toBeTruthy()
    expect(screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent)).toEqual(['Sénou 3', 'Réserve'])
  })

  it('are revoked only after a word of what happens to unsent work', async () => {
    const { speak, asked } = headquartersOf(replies)
    vi.stubGlobal('fetch', speak)
    show(await openHeadquarters(), TabletsPage, '/tablets')
    await userEvent.click(await screen.findByRole('button', { name: 'Révoquer Sénou 3' }))
    expect(screen.getByText(/12 saisies non envoyées sont connues/)).toBeTruthy()
    await press('Révoquer la tablette')
    await waitFor(() => expect(asked.map(({ path }) => path)).toContain('/tablets/t2/revoke'))
    await waitFor(() => expect(screen.queryByText(/12 saisies non envoyées/)).toBeNull())
  })

  it('join by a code that a camera can read from the screen, and that runs out', async () => {
    vi.stubGlobal('fetch', headquartersOf(replies).speak)
    show(await openHeadquarters(), TabletsPage, '/tablets')
    await screen.findByText('Sénou 3')
    await press('Enrôler une tablette')
    await press('Créer un code')
    const picture = await screen.findByRole('img', { name: 'Code QR d’enrôlement, 7KQ2-M9TX' })
    expect(screen.getByRole('timer').textContent).toMatch(/1[45]:\d\d/)
    const { default: decode } = await import('qr/decode.js')
    expect(decode(pixelsOf(picture))).toBe(`${location.origin}/#enrol=7KQ2-M9TX`)
  })
})

/** What a camera would see of the picture, eight pixels to a square. */
const pixelsOf = (picture: Element) => {
  const scale = 8
  const size = Number(picture.getAttribute('viewBox')?.split(' ')[2]) * scale
  const data = new Uint8ClampedArray(size * size * 4).fill(255)
  const bars =
    picture
      .querySelector('path')
      ?.getAttribute('d')
      ?.matchAll(/M(\d+) (\d+)h(\d+)/g) ?? []
  for (const [, x = 0, y = 0, run = 0] of bars)
    for (let row = 0; row < scale; row += 1)
      for (let column = 0; column < Number(run) * scale; column += 1) {
        const at = ((Number(y) * scale + row) * size + Number(x) * scale + column) * 4
        data.fill(0, at, at + 3)
      }
  return { width: size, height: size, data }
}
