import { randomUUID } from 'node:crypto'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, expect, it, vi } from 'vitest'
import { type Recovery, recoveryOf } from '../../../src/client/app/recovery.ts'
import { RecoveryPage } from '../../../src/client/features/recovery/recovery-page.tsx'
import { RecoveryScreen } from '../../../src/client/features/recovery/recovery-screen.tsx'
import { startSpeaking } from '../../../src/client/i18n.ts'
import { openDatabase } from '../../../src/client/storage/database.ts'
import { openTablet, workOn } from './device.ts'

beforeAll(() => startSpeaking('fr'))

const unreadable = () => {
  const closed = openDatabase(`closed-${randomUUID()}`)
  closed.open = (async () => {
    throw Object.assign(new Error('at the start'), { name: 'UnknownError' })
  }) as unknown as typeof closed.open
  return closed
}

const show = (recovery: Recovery) => {
  const goOn = vi.fn()
  render(<RecoveryPage recovery={recovery} goOn={goOn} />)
  return goOn
}

it('never says that nothing is missing where the second copy cannot be read', async () => {
  const tablet = openTablet()
  await workOn(await tablet.start())
  await tablet.loseDatabase()
  const { database } = await tablet.start({ journal: undefined as never })
  const goOn = show(recoveryOf({ loss: 'gone', database, storage: tablet.storage }))
  await screen.findByText('La copie de secours ne s’ouvre pas')
  expect(screen.queryByText(/le siège avait tout reçu/)).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: 'Reprendre avec ce que le siège tient' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Continuer' }))
  expect(goOn).toHaveBeenCalledOnce()
})

it('says that nothing is lost where the work cannot be put back, and puts it back once it can', async () => {
  const tablet = openTablet()
  await workOn(await tablet.start())
  await tablet.loseDatabase()
  const { journal, database } = await tablet.start()
  database.close({ disableAutoOpen: true })
  show(recoveryOf({ loss: 'gone', journal, database, storage: tablet.storage }))
  await screen.findByRole('heading', { name: 'Mémoire vidée, travail retrouvé' })
  await userEvent.click(screen.getByRole('button', { name: 'Restaurer mon travail' }))
  await screen.findByText(/Rien n’est perdu : il reste dans la copie de secours/)
  await database.open()
  await userEvent.click(screen.getByRole('button', { name: 'Restaurer mon travail' }))
  await screen.findByText('5 saisies sont de nouveau sur cet appareil')
  expect(await database.unsent.count()).toBe(5)
})

it('tells what the journal holds where the database does not open at all', async () => {
  const tablet = openTablet()
  await workOn(await tablet.start())
  const { journal } = await tablet.start()
  show(recoveryOf({ loss: 'slow', journal, storage: tablet.storage }))
  await screen.findByRole('heading', { name: 'La mémoire de Palier ne répond pas' })
  await screen.findByText('Une évaluation, dont le siège rendra le nom')
  await screen.findByText(/3 saisies/)
})

it('puts work back where its holder’s database is opened anew, and beside it where that does not open', async () => {
  const tablet = openTablet()
  await workOn(await tablet.start())
  const { journal, database } = await tablet.start()
  const closed = unreadable()
  const beside = openDatabase(`beside-${randomUUID()}`)
  const reopening = { again: () => closed, beside: async () => beside }
  const storage = { getItem: () => null, setItem: vi.fn() }
  render(<RecoveryScreen loss="unreadable" journal={journal} storage={storage} reopening={reopening} />)
  await userEvent.click(await screen.findByRole('button', { name: 'Restaurer mon travail' }))
  await screen.findByText('5 saisies sont de nouveau sur cet appareil')
  expect(await beside.unsent.count()).toBe(5)
  expect(storage.setItem).toHaveBeenCalled()
  expect(await database.unsent.count()).toBe(5)
})

it('offers to try again, not to go on without, where the database is slow or has no room', async () => {
  for (const loss of ['slow', 'full'] as const) {
    const { unmount } = render(<RecoveryScreen loss={loss} journal={await openTablet().place.open()} />)
    await screen.findByRole('button', { name: 'Réessayer' })
    expect(screen.queryByRole('button', { name: 'Reprendre avec ce que le siège tient' })).toBeNull()
    unmount()
  }
})

it('asks for no other place where the database is slow: it has all of it', async () => {
  const tablet = openTablet()
  await workOn(await tablet.start())
  const { journal } = await tablet.start()
  const closed = unreadable()
  const beside = vi.fn()
  const done = await recoveryOf({ loss: 'slow', journal, reopening: { again: () => closed, beside } }).restore()
  expect(done).toEqual({ ok: false, problem: { problem: 'not-opened' } })
  expect(beside).not.toHaveBeenCalled()
})
