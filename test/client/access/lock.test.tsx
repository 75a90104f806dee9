import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { LostPort } from '../../../src/client/app/lost-work.ts'
import { LockScreen } from '../../../src/client/features/access/lock-screen.tsx'
import { LostWorkPage } from '../../../src/client/features/access/lost-work-page.tsx'
import { startSpeaking } from '../../../src/client/i18n.ts'
import { ok } from '../../../src/core/domain/result.ts'
import { cardOf, memoryLock } from './ports.ts'

beforeEach(() => startSpeaking('fr'))

const two = [cardOf('a'), cardOf('b', { symbol: 5, initials: 'AT', lastUsed: null })]
const passphrase = () => screen.findByLabelText('Phrase secrète')

describe('a locked tablet', () => {
  it('shows each profile by its sign, the word for it and two letters', async () => {
    render(<LockScreen port={memoryLock(two, {}).port} />)
    expect(await screen.findByRole('button', { name: /KK.*Étoile violette.*Ouvert/ })).toBeTruthy()
    expect(screen.getByRole('button', { name: /AT.*Goutte turquoise.*Pas encore ouvert/ })).toBeTruthy()
  })

  it('opens the profile that was chosen, with its passphrase', async () => {
    const { port, opened } = memoryLock(two, { passphrase: 'girafe tambour' })
    render(<LockScreen port={port} />)
    await userEvent.click(await screen.findByRole('button', { name: /AT/ }))
    await userEvent.type(await passphrase(), 'girafe tambour')
    await userEvent.click(screen.getByRole('button', { name: 'Ouvrir' }))
    await waitFor(() => expect(opened).toEqual(['b']))
  })

  it('asks at once where there is one profile, tells plainly how many tries are left, and empties the field', async () => {
    const { port, opened } = memoryLock([cardOf('a')], { passphrase: 'girafe tambour' })
    render(<LockScreen port={port} />)
    await userEvent.type(await passphrase(), 'girafe{Enter}')
    expect(await screen.findByText('Ce n’est pas la phrase secrète de ce profil')).toBeTruthy()
    expect(screen.getByText(/Il reste 2 essais/)).toBeTruthy()
    expect(((await passphrase()) as HTMLInputElement).value).toBe('')
    expect(opened).toEqual([])
  })

  it('tries nothing while the wait runs', async () => {
    const { port, opened } = memoryLock([cardOf('a')], { passphrase: 'girafe tambour' }, 64_000)
    render(<LockScreen port={port} />)
    await userEvent.type(await passphrase(), 'non{Enter}')
    expect(await screen.findByText('1:04')).toBeTruthy()
    await userEvent.type(await passphrase(), 'girafe tambour{Enter}')
    expect(opened).toEqual([])
  })

  it('says after the last try that the keys are gone and the work is not, and leads to it', async () => {
    const { port } = memoryLock([cardOf('a')], { passphrase: 'girafe tambour' })
    render(<LockScreen port={port} />)
    for (const wrong of ['un', 'deux', 'trois']) await userEvent.type(await passphrase(), `${wrong}{Enter}`)
    expect(await screen.findByText('Ce profil ne s’ouvre plus sur cette tablette')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Porter le travail au siège' }))
    await userEvent.click(await screen.findByRole('button', { name: 'Préparer le fichier scellé' }))
    expect(await screen.findByText('37 saisies sont dans le fichier scellé.')).toBeTruthy()
    const links = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined)
    URL.createObjectURL = () => 'blob:sealed'
    await userEvent.click(screen.getByRole('button', { name: 'Enregistrer le fichier' }))
    expect(await screen.findByText(/Fichier remis. Le travail reste aussi/)).toBeTruthy()
    expect((links.mock.instances[0] as HTMLAnchorElement).download).toBe('palier-kk.sealed')
    links.mockRestore()
  })
})

describe('a PIN', () => {
  it('opens with the sixth digit, from the keys on the screen or of the keyboard', async () => {
    const { port, opened } = memoryLock([cardOf('a', { pin: true })], { pin: '274905' })
    render(<LockScreen port={port} />)
    for (const digit of '274') await userEvent.click(await screen.findByRole('button', { name: digit }))
    await userEvent.keyboard('8{Backspace}905')
    await waitFor(() => expect(opened).toEqual(['a']))
  })

  it('never shows its digits, and says how many tries are left', async () => {
    const { port } = memoryLock([cardOf('a', { pin: true })], { pin: '274905' })
    render(<LockScreen port={port} />)
    await screen.findByRole('button', { name: '1' })
    await userEvent.keyboard('12345')
    expect(screen.getByText('5 chiffres sur 6')).toBeTruthy()
    await userEvent.keyboard('6')
    expect(await screen.findByText('Ce n’est pas le code PIN de ce profil')).toBeTruthy()
    expect(screen.getByText(/Il reste 2 essais/)).toBeTruthy()
    expect(screen.getByText('0 chiffres sur 6')).toBeTruthy()
  })

  it('gives way to the passphrase', async () => {
    const { port, opened } = memoryLock([cardOf('a', { pin: true })], { passphrase: 'girafe tambour' })
    render(<LockScreen port={port} />)
    await userEvent.click(await screen.findByRole('button', { name: 'Utiliser la phrase secrète' }))
    await userEvent.type(await passphrase(), 'girafe tambour{Enter}')
    await waitFor(() => expect(opened).toEqual(['a']))
  })
})

describe('a tablet that lost the keys of a profile', () => {
  const lostPort = (more: Partial<LostPort> = {}): LostPort => ({
    loss: 'gone',
    next: 'enrol',
    work: [{ profile: 'a', operations: 3, beyond: 0 }],
    carryOut: async () => ok([{ name: 'palier-scelle-a.txt', bytes: new Uint8Array([1]), operations: 3 }]),
    goOn: vi.fn(),
    ...more,
  })

  it('tells at its lock screen that sealed work waits, and leads to it', async () => {
    const { port } = memoryLock(two, {})
    render(<LockScreen port={{ ...port, lost: async () => 4 }} />)
    expect(await screen.findByText('4 saisies d’un profil perdu attendent ici, scellées')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Voir' }))
    expect(port.showLost).toHaveBeenCalledOnce()
  })

  it('says what is here, what nobody can open any more, and what to do first', async () => {
    const port = lostPort({ work: [{ profile: 'a', operations: 3, beyond: 2 }] })
    render(<LostWorkPage port={port} />)
    await screen.findByText(/3 saisies non envoyées sont encore ici/)
    screen.getByText(/2 saisies sont abîmées/)
    await userEvent.click(screen.getByRole('button', { name: 'Préparer le fichier scellé' }))
    await screen.findByText('3 saisies sont dans le fichier scellé.')
    await userEvent.click(screen.getByRole('button', { name: 'Enrôler la tablette' }))
    expect(port.goOn).toHaveBeenCalledOnce()
    expect(screen.queryByRole('button', { name: 'Continuer à côté' })).toBeNull()
  })

  it('says so where the browser has no other place to go on in, and offers no file where there is nothing', async () => {
    render(<LostWorkPage port={lostPort({ loss: 'unreadable', next: 'again', work: [], beside: async () => false })} />)
    await screen.findByText('La copie de secours ne tient aucun travail non envoyé que le siège pourrait ouvrir.')
    expect(screen.queryByRole('button', { name: 'Préparer le fichier scellé' })).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: 'Continuer à côté' }))
    await screen.findByText(/Ce navigateur n’a pas d’autre place/)
  })
})
