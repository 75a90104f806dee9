import { cleanup, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { useSession } from '../../../src/client/app/session.ts'
import { ProfilePage } from '../../../src/client/features/access/profile-page.tsx'
import { openHeadquarters, show } from '../campaigns/headquarters.tsx'
import { cardOf, headquartersOf, token } from './ports.ts'

beforeEach(() =>
  useSession.setState({
    session: {
      card: cardOf('a'),
      account: { id: 'a1', administration: 'dgd', person: 'p', name: 'awa', roles: ['assessor'], units: [], mustChange: false },
      tablet: { id: 't1', name: 'Sénou 3', token: token('t') },
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
  }),
)
afterEach(() => {
  cleanup()
  useSession.setState({ session: null })
  vi.unstubAllGlobals()
})

const session = (device: string, tablet: string, own = false) => ({
  device,
  tablet,
  state: 'active',
  begun: '2026-11-01T08:00:00.000Z',
  last: '2026-11-21T16:40:00.000Z',
  own,
})

const open = async (port: ReturnType<typeof headquartersOf>) => {
  vi.stubGlobal('fetch', port.speak)
  show(await openHeadquarters(), ProfilePage, '/profile')
  return within(await screen.findByRole('region', { name: 'Vos tablettes connectées' }))
}

it('shows where one is signed in, this tablet marked, and ends one elsewhere when asked twice', async () => {
  let lists = [session('d2', 'Bureau'), session('d1', 'Sénou 3', true)]
  const port = headquartersOf({
    '/sessions': () => ({ body: { sessions: lists } }),
    '/sessions/d2/end': () => {
      lists = lists.slice(1)
      return { body: { done: true } }
    },
  })
  const part = await open(port)
  const lines = await part.findAllByRole('listitem')
  expect(lines.map(({ textContent }) => textContent)).toEqual([
    expect.stringMatching(/^BureauDernier contact : 21 nov\. 2026.*Terminer$/),
    'Sénou 3Cette tablette',
  ])
  await userEvent.click(part.getByRole('button', { name: /^Terminer la session sur Bureau/ }))
  expect(port.asked.map(({ path }) => path)).toEqual(['/sessions'])
  await userEvent.click(part.getByRole('button', { name: /^Oui, terminer la session sur Bureau/ }))
  await part.findByText(/^Session terminée sur «\s+Bureau\s+»$/)
  part.getByText(/Le travail qui attend là-bas y reste/)
  expect(part.getAllByRole('listitem')).toHaveLength(1)
  expect(port.asked.map(({ bearer }) => bearer)).toEqual(Array(3).fill(`Bearer ${token('s')}`))
})

it('says calmly without a network that headquarters alone knows, and asks again when told', async () => {
  const part = await open(headquartersOf({}))
  await part.findByText('Il faut le réseau pour voir cette liste : le siège seul la connaît.')
  expect(part.queryByRole('alert')).toBeNull()
  vi.stubGlobal('fetch', headquartersOf({ '/sessions': { body: { sessions: [session('d1', 'Sénou 3', true)] } } }).speak)
  await userEvent.click(part.getByRole('button', { name: 'Réessayer' }))
  await part.findByText('Cette tablette')
})
