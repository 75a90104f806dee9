import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, expect, it, vi } from 'vitest'
import type { App } from '../../../src/client/app/app.ts'
import { AppProvider } from '../../../src/client/app/context.tsx'
import { Carried } from '../../../src/client/features/sync/carried.tsx'
import { startSpeaking } from '../../../src/client/i18n.ts'
import { openDatabase } from '../../../src/client/storage/database.ts'
import { sealedOutbox, sealingPair, signingPair } from '../../support/courier-keys.ts'

beforeAll(() => startSpeaking('fr'))

/** What stands here without work of its own. */
const app = { database: openDatabase('screen-of-a-courier') } as App

const fileOf = (text: string): File => new File([text], 'palier-scelle.txt', { type: 'text/plain' })

it('takes a file along, tells what became of it, and lets go of nothing unasked that headquarters does not have', async () => {
  const answer = vi.fn<typeof fetch>()
  vi.stubGlobal('fetch', answer)
  answer.mockRejectedValue(new TypeError('no network'))
  const [server, signer] = await Promise.all([sealingPair(), signingPair()])
  const text = await sealedOutbox({ signer, server: server.point }, [
    { id: 'op-1', text: '{"id":"op-1"}' },
    { id: 'op-2', text: '{"id":"op-2"}' },
  ])
  render(
    <AppProvider app={app}>
      <Carried />
    </AppProvider>,
  )
  const chooser = await screen.findByLabelText('Ouvrir un fichier scellé', { selector: 'input' })
  await userEvent.upload(chooser, fileOf('tout autre chose'))
  await screen.findByText(/Ce n’est pas un fichier scellé de Palier/)
  await userEvent.upload(chooser, fileOf('{"format":"palier-courier-receipts","version":1,"answers":[]}\n'))
  await screen.findByText(/Ces accusés ne sont pas pour le travail de cette tablette/)
  await userEvent.upload(chooser, fileOf(text.slice(0, -9)))
  await screen.findByText(/La fin du fichier manque/)
  expect(screen.queryByRole('listitem')).toBeNull()

  await userEvent.upload(chooser, fileOf(text))
  await screen.findByText('2 saisies prises en charge.')
  const row = await screen.findByRole('listitem')
  within(row).getByText(/2 en attente/)
  await userEvent.click(within(row).getByRole('button', { name: 'Retirer d’ici' }))
  within(row).getByText(/Le siège n’a pas tout reçu/)

  const counts = { operations: 2, taken: 1, known: 0, refused: 1, damaged: 0 }
  answer.mockImplementation(async () => Response.json({ profile: 'profile-1', ...counts, answers: [] }))
  await userEvent.upload(chooser, fileOf(text))
  await screen.findByText('Ce fichier est déjà ici.')
  await screen.findByText(/1 remise · 1 mise de côté au siège/)
  await userEvent.click(within(row).getByRole('button', { name: 'Retirer d’ici' }))
  await vi.waitFor(() => expect(screen.queryByRole('listitem')).toBeNull())
  vi.unstubAllGlobals()
})
