import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import { describe, expect, it } from 'vitest'
import { Route } from 'wouter'
import { SettlePage } from '../../../src/client/features/assess/conflict/settle-page.tsx'
import { memoryServerLog } from '../../support/memory-server-log.ts'
import { assignmentId } from './seed.ts'
import { gridIn, ratingIn, show } from './stage.tsx'
import { colleagueSays, colleagueSigns, exchange, signedSite } from './two-tablets.ts'

const here = `/assess/${assignmentId(0)}/settle`
const level = (rank: number) => ({ kind: 'level', level: rank }) as const
const page = <Route path="/assess/:assignment/settle" component={SettlePage} />

const open = async (path = here, ...happened: readonly ((log: ReturnType<typeof memoryServerLog>) => Promise<unknown>)[]) => {
  const log = memoryServerLog()
  const app = await signedSite(log)
  for (const one of happened) await one(log)
  await exchange(app, log)
  return { app, log, ...show(app, path, page), user: userEvent.setup() }
}
const cleanly = async (): Promise<void> => {
  const found = await axe.run(document.body, { resultTypes: ['violations'], rules: { 'color-contrast': { enabled: false } } })
  expect(found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
}

describe('the screen that settles what stands beside a signed assessment', () => {
  const lateAnswer = (log: ReturnType<typeof memoryServerLog>) => colleagueSays(log, { 'rating:ethics': level(2) })
  const otherSignature = (log: ReturnType<typeof memoryServerLog>) =>
    colleagueSigns(log, { 'rating:ethics': level(2), 'rating:service': level(4), summary: 'Solide.' })

  it('is one tap from the board, whose row says what happened', async () => {
    await open('/assess', lateAnswer)
    await screen.findByText('1 réponse arrivée après la signature : à trancher')
    expect(screen.getByRole('link', { name: 'TRAORÉ Awa' }).getAttribute('href')).toBe(here)
  })

  it('keeps what is signed with a reason, and asks for no signature', async () => {
    const { app, user } = await open(here, lateAnswer)
    const part = within(await screen.findByRole('group', { name: 'Intégrité' }))
    const [signed, late] = part.getAllByRole('radio').map((radio) => radio.closest('label')?.textContent ?? '')
    expect(signed).toMatch(/^3 Avancé, requis.*KEITA Fanta, le .* · signéFigure dans l’évaluation/)
    expect(late).toMatch(/^2 Formé.*DIALLO Oumar, le 21 nov\. 2026.* · répondu, sans signer$/)
    await cleanly()
    await user.click(screen.getByRole('button', { name: 'Trancher' }))
    await screen.findByText('Choisissez une réponse pour chaque ligne.')
    await user.click(part.getByRole('radio', { name: /^3 Avancé/ }))
    await screen.findByText(/Rien n’est signé à nouveau/)
    await user.type(screen.getByLabelText(/^Pourquoi/), 'Arrivé après coup.')
    await user.click(screen.getByRole('button', { name: 'Garder ce qui est signé' }))
    await screen.findByText('Tout est tranché')
    await screen.findByText('Arrivé après coup.')
    expect((await gridIn(app)).signatures).toHaveLength(1)
    await cleanly()
  })

  it('signs a new version only when that is meant, by whoever holds the tablet', async () => {
    const { app, user } = await open(here, lateAnswer)
    const part = within(await screen.findByRole('group', { name: 'Intégrité' }))
    await user.click(part.getByRole('radio', { name: /^2 Formé/ }))
    await user.type(screen.getByLabelText(/^Pourquoi/), 'Revu ensemble.')
    const sign = await screen.findByRole('button', { name: 'Signer la nouvelle version' })
    expect(sign).toHaveProperty('disabled', true)
    expect(screen.getByText('Évaluateur : KEITA Fanta')).toBeTruthy()
    await cleanly()
    await user.click(screen.getByLabelText('Je relis et j’engage ma signature.'))
    await user.click(sign)
    await screen.findByText('Tout est tranché')
    expect(await ratingIn(app, 'ethics')).toEqual(level(2))
    const list = within(screen.getByRole('region', { name: 'Signatures' }))
    expect(list.getByText(/Suivie d’une version plus récente/)).toBeTruthy()
    expect(list.getByText(/Compte dans les rapports/)).toBeTruthy()
  })

  it('asks for the comment that the campaign demands of a level taken anew', async () => {
    const { user } = await open(here, (log) => colleagueSays(log, { 'rating:service': level(4) }))
    const part = within(await screen.findByRole('group', { name: 'Sens du service' }))
    await user.click(part.getByRole('radio', { name: /^4 Expert/ }))
    await user.type(screen.getByLabelText(/^Pourquoi/), 'Oublié ce jour-là.')
    await user.click(await screen.findByLabelText('Je relis et j’engage ma signature.'))
    await user.click(screen.getByRole('button', { name: 'Signer la nouvelle version' }))
    await screen.findByText('Écrivez le commentaire demandé.')
    await user.type(screen.getByLabelText(/^Commentaire : Sens du service/), 'Forme ses collègues.')
    await user.click(screen.getByRole('button', { name: 'Signer la nouvelle version' }))
    await screen.findByText('Tout est tranché')
  })

  it('takes the whole of one of two signatures at once', async () => {
    const { app, log, user } = await open(here, otherSignature)
    await screen.findByRole('heading', { name: '4 réponses diffèrent' })
    expect(screen.getByText(/Deux évaluateurs ont signé sans voir/)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Tout prendre de DIALLO Oumar' }))
    await user.type(screen.getByLabelText(/^Pourquoi/), 'Il l’a vu plus longtemps.')
    await user.type(await screen.findByLabelText(/^Commentaire : Sens du service/), 'Forme ses collègues.')
    await user.click(screen.getByLabelText('Je relis et j’engage ma signature.'))
    await user.click(screen.getByRole('button', { name: 'Signer la nouvelle version' }))
    await screen.findByText('Tout est tranché')
    await exchange(app, log)
    const grid = await gridIn(app)
    expect([grid.signatures.length, grid.dispute, grid.assessment.summary]).toEqual([3, undefined, 'Solide.'])
    expect(await app.database.refused.count()).toBe(0)
  })

  it('is told on the review, and leads back there where nothing is signed', async () => {
    const { unmount, app } = await open(`/assess/${assignmentId(0)}/review`, otherSignature)
    await screen.findByText('Deux signatures l’une à côté de l’autre : à trancher')
    expect(screen.getByRole('link', { name: 'Trancher' }).getAttribute('href')).toBe(here)
    unmount()
    const { location } = show(app, `/assess/${assignmentId(1)}/settle`, page)
    await waitFor(() => expect(location.history.at(-1)).toBe(`/assess/${assignmentId(1)}/review`))
  })
})
