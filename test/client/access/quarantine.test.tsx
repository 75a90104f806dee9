import { cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AccountRole } from '../../../src/client/app/accounts.ts'
import { useSession } from '../../../src/client/app/session.ts'
import { QuarantinePage } from '../../../src/client/features/access/quarantine-page.tsx'
import { openHeadquarters, show } from '../campaigns/headquarters.tsx'
import { cardOf, headquartersOf, token } from './ports.ts'

const signIn = (...roles: AccountRole[]) =>
  useSession.setState({
    session: {
      card: cardOf('a'),
      account: { id: 'a1', administration: 'douanes', person: 'awa', name: 'awa', roles, units: [], mustChange: false },
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

beforeEach(() => signIn('hr-director'))
afterEach(() => {
  cleanup()
  useSession.setState({ session: null })
  vi.unstubAllGlobals()
})

const press = (name: string | RegExp) => userEvent.click(screen.getByRole('button', { name }))

const piece = (id: string, entity: { kind: string; id: string }, more: object = {}) => ({
  id,
  problem: 'revoked',
  device: 'd1',
  account: 'k1',
  sender: { name: 'oumar.sissoko', person: 'oumar' },
  tablet: { name: 'Sénou 3', state: 'erased' },
  time: '2026-11-21T16:40:00.000Z',
  work: { entity, stream: 'senou', author: 'oumar', wall: '2026-11-20T08:00:00.000Z', kind: 'edit' },
  ...more,
})

const first = { kind: 'assessment', id: 's1' }
const second = { kind: 'assessment', id: 's2' }
const stranger = { device: 'd2', account: null, sender: null, tablet: null, problem: 'out-of-scope' }
const lying = [
  piece('q1', first),
  piece('q2', first),
  piece('q3', second),
  piece('q4', { kind: 'person', id: 'moussa' }, stranger),
]
const receipt = (status: 'applied' | 'refused', problem?: string) => ({
  body: {
    receipt: {
      operation: 'o',
      hash: 'h',
      status,
      stream: 'senou',
      seq: status === 'applied' ? 4 : 0,
      rev: 1,
      time: '2026-11-22T08:00:00.000Z',
      ...(problem && { problem: { problem } }),
    },
  },
})

/** A headquarters in which this lies apart until it is admitted. */
const holding = (refuses: readonly string[] = [], held: readonly { readonly id: string }[] = lying) => {
  const admitted = new Set<string>()
  const admissions = held.map(({ id }) => [
    `/quarantine/${id}/admit`,
    () => {
      admitted.add(id)
      return refuses.includes(id) ? receipt('refused', 'sealed') : receipt('applied')
    },
  ])
  return headquartersOf({
    '/quarantine': () => ({ body: { waiting: held.filter(({ id }) => !admitted.has(id)), more: false } }),
    ...Object.fromEntries(admissions),
  })
}

const open = async (port: ReturnType<typeof headquartersOf>) => {
  vi.stubGlobal('fetch', port.speak)
  show(await openHeadquarters(), QuarantinePage, '/quarantine')
}

describe('work that lies apart', () => {
  it('stands by who sent it, from which tablet, when and why, one line for each record', async () => {
    await open(holding())
    const part = await screen.findByRole('region', { name: 'SISSOKO Oumar' })
    expect(part.textContent).toMatch(
      /Compte oumar\.sissoko · Tablette «\s+Sénou 3\s+», révoquée et effacée · reçu le 21 nov\. 2026/,
    )
    expect(part.textContent).toContain('la tablette avait été révoquée')
    const lines = within(part).getAllByRole('listitem')
    expect(lines.map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/^Évaluation2 saisies, la première faite le 20 nov\. 2026/),
      expect.stringMatching(/^Évaluation1 saisie, faite le 20 nov\. 2026/),
    ])
    const other = screen.getByRole('region', { name: 'Compte inconnu' })
    expect(other.textContent).toMatch(/Tablette inconnue.*n’a plus, le droit d’écrire là.*Personne · /)
  })

  it('shows an unknown key by its fingerprint and whom the work names, and warns before it is let in', async () => {
    const key = Array.from({ length: 16 }, (_, at) => `${at}${at}aa`.slice(-4)).join(' ')
    const unknown = { device: 'd3', account: null, sender: null, tablet: null, problem: 'unknown-key', key }
    await open(holding([], [piece('q5', first, unknown)]))
    const part = await screen.findByRole('region', { name: 'Clé inconnue' })
    expect(part.textContent).toContain(`Empreinte de la clé : ${key}`)
    expect(part.textContent).toContain('Au nom de SISSOKO Oumar, d’après le travail lui-même.')
    expect(part.textContent).toContain('une sauvegarde restaurée l’a oubliée')
    await userEvent.click(within(part).getByRole('button', { name: /^Admettre/ }))
    const sheet = await screen.findByRole('dialog')
    within(sheet).getByText('Rien ne prouve qui a fait ce travail')
    within(sheet).getByText(/lire l’empreinte sur sa tablette/)
    await userEvent.click(within(sheet).getByRole('button', { name: 'Admettre au siège' }))
    await screen.findByText('1 saisie admise')
  })

  it('is admitted in its order after a word of what that does, and is then gone from here', async () => {
    const port = holding()
    await open(port)
    await screen.findByRole('region', { name: 'SISSOKO Oumar' })
    await press(/^Tout admettre de SISSOKO Oumar\s: 3 saisies$/)
    const sheet = screen.getByRole('dialog')
    expect(sheet.textContent).toMatch(/au nom de son auteur\. Envoyé par\s: SISSOKO Oumar/)
    expect(sheet.textContent).toContain('On ne revient pas en arrière')
    expect(port.asked.filter(({ path }) => path.endsWith('/admit'))).toEqual([])
    await userEvent.click(within(sheet).getByRole('button', { name: 'Admettre au siège' }))
    expect((await screen.findByRole('status')).textContent).toContain('3 saisies admises')
    const admitted = port.asked.filter(({ path }) => path.endsWith('/admit'))
    expect(admitted.map(({ path }) => path.split('/')[2])).toEqual(['q1', 'q2', 'q3'])
    expect(admitted.every(({ bearer }) => bearer === `Bearer ${token('s')}`)).toBe(true)
    await waitFor(() => expect(screen.queryByRole('region', { name: 'SISSOKO Oumar' })).toBeNull())
    expect(screen.getByRole('region', { name: 'Compte inconnu' })).toBeTruthy()
  })

  it('says why headquarters does not take what is wrong for another reason', async () => {
    await open(holding(['q2']))
    await screen.findByRole('region', { name: 'SISSOKO Oumar' })
    await userEvent.click(screen.getAllByRole('button', { name: /^Admettre\s: Évaluation/ })[0] as HTMLElement)
    await press('Admettre au siège')
    expect(await screen.findByText('1 saisie admise')).toBeTruthy()
    expect(screen.getByText(/1 saisie n’a pas été prise/).parentElement?.textContent).toMatch(/déjà signée au siège/)
  })

  it('stays where it is, and the question open, while the line is broken', async () => {
    await open(headquartersOf({ '/quarantine': { body: { waiting: lying, more: false } } }))
    await screen.findByRole('region', { name: 'SISSOKO Oumar' })
    await userEvent.click(screen.getAllByRole('button', { name: /^Admettre\s: / })[0] as HTMLElement)
    await press('Admettre au siège')
    expect(await within(screen.getByRole('dialog')).findByText(/Pas de réseau/)).toBeTruthy()
    await press('Annuler')
    expect(screen.getByRole('region', { name: 'SISSOKO Oumar' })).toBeTruthy()
  })

  it('is not taken for none where headquarters cannot be reached, and none is said in words', async () => {
    await open(headquartersOf({}))
    expect(await screen.findByText(/Pas de réseau/)).toBeTruthy()
    expect(screen.queryByText('Rien n’est en quarantaine')).toBeNull()
    cleanup()
    await open(headquartersOf({ '/quarantine': { body: { waiting: [], more: false } } }))
    expect(await screen.findByText('Rien n’est en quarantaine')).toBeTruthy()
  })

  it('is seen screen by screen without admitting what stands before, and from the beginning again', async () => {
    const moussa = piece('q4', { kind: 'person', id: 'moussa' }, stranger)
    const port = headquartersOf({
      '/quarantine': { body: { waiting: lying.slice(0, 2), more: true } },
      '/quarantine?after=q2': { body: { waiting: lying.slice(2, 3), more: true } },
      '/quarantine?after=q3': { body: { waiting: [moussa], more: false } },
      '/quarantine/q4/admit': receipt('applied'),
    })
    await open(port)
    await screen.findByText('Les 2 saisies les plus anciennes sont montrées. D’autres les suivent.')
    expect(screen.queryByRole('button', { name: 'Revenir au début' })).toBeNull()
    await press('Voir la suite')
    const shown = await screen.findByText(/^Suite\s: 1 saisie est montrée\.$/)
    expect(document.activeElement).toBe(shown)
    await screen.findByRole('region', { name: 'SISSOKO Oumar' })
    expect(screen.getAllByRole('listitem')[0]?.textContent).toMatch(/^Évaluation1 saisie/)
    await press('Voir la suite')
    await screen.findByRole('region', { name: 'Compte inconnu' })
    expect(screen.queryByRole('region', { name: 'SISSOKO Oumar' })).toBeNull()
    expect(screen.queryByRole('button', { name: 'Voir la suite' })).toBeNull()
    await press(/^Admettre\s: Personne/)
    await press('Admettre au siège')
    await screen.findByText('1 saisie admise')
    await press('Revenir au début')
    const beginning = await screen.findByText(/^Les 2 saisies les plus anciennes/)
    expect(document.activeElement).toBe(beginning)
    await waitFor(() => expect(screen.getAllByRole('listitem')[0]?.textContent).toMatch(/^Évaluation2 saisies/))
    const asked = port.asked.map(({ path }) => path.replace('/quarantine', ''))
    expect(asked).toEqual(['', '?after=q2', '?after=q3', '/q4/admit', '?after=q3', ''])
  })

  it('is not said to be none where nothing follows what was passed', async () => {
    await open(
      headquartersOf({
        '/quarantine': { body: { waiting: lying.slice(0, 2), more: true } },
        '/quarantine?after=q2': { body: { waiting: [], more: false } },
      }),
    )
    await userEvent.click(await screen.findByRole('button', { name: 'Voir la suite' }))
    expect(await screen.findByText('Rien d’autre n’attend')).toBeTruthy()
    expect(screen.queryByText('Rien n’est en quarantaine')).toBeNull()
    await press('Revenir au début')
    expect(await screen.findByText(/^Les 2 saisies les plus anciennes/)).toBeTruthy()
  })

  it('says nothing of what follows where all of it is shown', async () => {
    await open(holding())
    await screen.findByRole('region', { name: 'SISSOKO Oumar' })
    expect(screen.queryByText(/les plus anciennes/)).toBeNull()
    for (const name of ['Voir la suite', 'Revenir au début']) expect(screen.queryByRole('button', { name })).toBeNull()
  })

  it('stands beside accounts and tablets for an administrator alone', async () => {
    await open(holding())
    await screen.findByRole('region', { name: 'SISSOKO Oumar' })
    expect(screen.queryByRole('link', { name: 'Tablettes' })).toBeNull()
    cleanup()
    signIn('administrator')
    await open(holding())
    expect((await screen.findByRole('link', { name: 'Quarantaine' })).getAttribute('aria-current')).toBe('page')
    expect(screen.getByRole('link', { name: 'Tablettes' })).toBeTruthy()
  })
})
