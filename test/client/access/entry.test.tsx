import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EntryScreen } from '../../../src/client/features/access/entry-screen.tsx'
import { startSpeaking } from '../../../src/client/i18n.ts'
import { headquartersOf, memoryEntry, token } from './ports.ts'

beforeEach(() => startSpeaking('fr'))
afterEach(() => history.replaceState(null, '', '/'))

const account = {
  id: 'a1',
  administration: 'mali',
  person: 'karim',
  name: 'karim.kone',
  roles: ['assessor'],
  units: [],
  state: 'active',
  mustChange: false,
}
const known = (more = {}) => ({ body: { token: token('s'), account: { ...account, ...more }, offlineDays: 45 } })
const joined = {
  body: { tablet: { id: 't1', name: 'Sénou 3', token: token('t') }, administration: { stream: 'mali', name: 'Douanes' } },
}

const write = (label: string, text: string) => userEvent.type(screen.getByLabelText(label), text)
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))

describe('the one-time link of the console', () => {
  it('makes the first administrator, this tablet and a profile, and stays nowhere in the address', async () => {
    history.replaceState(null, '', `/#first=${token('f')}`)
    const { ask, asked } = headquartersOf({
      '/first': { body: { tablet: { id: 't1', token: token('t') } } },
      '/sign-in': known({ name: 'awa.traore', roles: ['administrator'] }),
    })
    const { entry, kept } = memoryEntry(ask)
    render(<EntryScreen entry={entry} enrolled={false} fresh />)
    expect(location.hash).toBe('')
    await write('Nom de connexion', ' Awa.Traore')
    await write('Votre phrase secrète', 'girafe tambour lagune')
    await write('La même, une seconde fois', 'girafe tambour lagunes')
    await write('Nom de cette tablette', 'Siège 1')
    await press('Créer le compte')
    expect(screen.getByText('Les deux saisies diffèrent.')).toBeTruthy()
    expect(asked).toEqual([])
    await write('La même, une seconde fois', '{Backspace}')
    await press('Créer le compte')
    await screen.findByLabelText('Vos deux lettres')
    expect(asked[0]?.body).toEqual({
      token: token('f'),
      name: 'awa.traore',
      passphrase: 'girafe tambour lagune',
      tablet: { name: 'Siège 1', app: '0.1.0' },
    })
    expect(kept.tablet).toEqual({ id: 't1', name: 'Siège 1', token: token('t') })
    await press('Ouvrir mon profil')
    await waitFor(() =>
      expect(kept.profile).toMatchObject({ initials: 'AT', passphrase: 'girafe tambour lagune', token: token('s') }),
    )
  })

  it('is asked for where nobody administers the server yet', async () => {
    const { entry } = memoryEntry(headquartersOf({}).ask)
    render(<EntryScreen entry={entry} enrolled={false} fresh />)
    expect(await screen.findByText(/npm run administrator/)).toBeTruthy()
  })
})

describe('an enrolment code', () => {
  it('is taken however it is written, look-alikes forgiven', async () => {
    const { ask, asked } = headquartersOf({ '/enrol': joined })
    const { entry, kept } = memoryEntry(ask)
    render(<EntryScreen entry={entry} enrolled={false} />)
    await write('Code d’enrôlement', '7kq2 m9to')
    await write('Nom de cette tablette', 'Sénou 3')
    await press('Enrôler la tablette')
    expect(await screen.findByText('Tablette enrôlée : Douanes')).toBeTruthy()
    expect(asked[0]?.body).toEqual({ code: '7KQ2M9T0', tablet: { name: 'Sénou 3', app: '0.1.0' } })
    expect(kept.tablet?.token).toBe(token('t'))
  })

  it('comes with a link, and leaves the address', async () => {
    history.replaceState(null, '', '/#enrol=7KQ2M9TX')
    render(<EntryScreen entry={memoryEntry(headquartersOf({}).ask).entry} enrolled={false} />)
    expect((screen.getByLabelText('Code d’enrôlement') as HTMLInputElement).value).toBe('7KQ2-M9TX')
    expect(location.hash).toBe('')
  })

  it.each([
    ['code-used', /a déjà servi/],
    ['code-expired', /a expiré/],
    ['wrong-code', /n’est pas reconnu/],
  ])('that is %s is told so, and nothing of the form is lost', async (code, words) => {
    const { ask } = headquartersOf({ '/enrol': { status: 403, body: { code } } })
    const { entry, kept } = memoryEntry(ask)
    render(<EntryScreen entry={entry} enrolled={false} />)
    await write('Code d’enrôlement', 'abcd-efgh')
    await write('Nom de cette tablette', 'Sénou 3')
    await press('Enrôler la tablette')
    expect(await screen.findByText(words)).toBeTruthy()
    expect((screen.getByLabelText('Nom de cette tablette') as HTMLInputElement).value).toBe('Sénou 3')
    expect(kept.tablet).toBeUndefined()
  })

  it('of the wrong length is not even sent', async () => {
    const { ask, asked } = headquartersOf({ '/enrol': joined })
    render(<EntryScreen entry={memoryEntry(ask).entry} enrolled={false} />)
    await write('Code d’enrôlement', 'abcd')
    await write('Nom de cette tablette', 'Sénou 3')
    await press('Enrôler la tablette')
    expect(screen.getByText(/Un code compte huit/)).toBeTruthy()
    expect(asked).toEqual([])
  })
})

describe('signing in', () => {
  const enrolled = async (replies: Parameters<typeof headquartersOf>[0]) => {
    const { ask, asked } = headquartersOf(replies)
    const { entry, kept } = memoryEntry(ask)
    await entry.port.enrolled({ id: 't1', name: 'Sénou 3', token: token('t') })
    render(<EntryScreen entry={entry} enrolled />)
    return { asked, kept }
  }
  const signIn = async (passphrase: string) => {
    await write('Nom de connexion', 'karim.kone')
    await write('Phrase secrète', passphrase)
    await press('Se connecter')
  }

  it('with a passphrase that somebody else made asks for an own one first, and seals the profile under that', async () => {
    const { asked, kept } = await enrolled({ '/sign-in': known({ mustChange: true }), '/passphrase': { body: { done: true } } })
    await signIn('une-fois')
    await screen.findByText('Choisissez votre phrase secrète')
    await write('Votre phrase secrète', 'karim.kone')
    await press('Garder cette phrase')
    expect(screen.getByText(/Trop courte/)).toBeTruthy()
    await userEvent.clear(screen.getByLabelText('Votre phrase secrète'))
    await write('Votre phrase secrète', 'girafe tambour lagune')
    await write('La même, une seconde fois', 'girafe tambour lagune')
    await press('Garder cette phrase')
    await screen.findByLabelText('Vos deux lettres')
    await press('Ouvrir mon profil')
    await waitFor(() => expect(kept.profile?.passphrase).toBe('girafe tambour lagune'))
    expect(kept.profile?.account.mustChange).toBe(false)
    expect(asked.map(({ path, bearer }) => [path, bearer])).toEqual([
      ['/sign-in', `Bearer ${token('t')}`],
      ['/passphrase', `Bearer ${token('s')}`],
    ])
  })

  it('gives away neither whether the name is known nor whether the passphrase is near', async () => {
    await enrolled({ '/sign-in': { status: 401, body: { code: 'wrong-credentials' } } })
    await signIn('faux')
    expect(await screen.findByText('Le nom de connexion ou la phrase secrète ne convient pas.')).toBeTruthy()
  })

  it('counts the wait down after too many tries', async () => {
    await enrolled({ '/sign-in': { status: 429, body: { code: 'too-many-tries' }, headers: { 'retry-after': '90' } } })
    await signIn('faux')
    expect(await screen.findByText(/réessayer dans 1:(30|29)/)).toBeTruthy()
  })

  it('says where the network is missing', async () => {
    await enrolled({})
    await signIn('girafe')
    expect(await screen.findByText(/Pas de réseau/)).toBeTruthy()
  })
})
