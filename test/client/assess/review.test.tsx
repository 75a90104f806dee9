import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { App } from '../../../src/client/app/app.ts'
import { rate } from '../../../src/client/app/work.ts'
import type { CompetencyCode } from '../../../src/core/domain/id.ts'
import { assignmentId } from './seed.ts'
import { breakDisk, gridIn, openSite, show } from './stage.tsx'

const here = `/assess/${assignmentId(0)}/review`
const give = async (app: App, competency: string, rating: Parameters<typeof rate>[3]): Promise<void> => {
  const done = await rate(app, await gridIn(app), competency as CompetencyCode, rating)
  if (!done.ok) throw new Error(done.problem.problem)
}
const meant = () => screen.getByRole('checkbox', { name: 'Je relis et j’engage ma signature.' })
const signButton = () => screen.getByRole('button', { name: 'Signer' })
const signNow = async (app: App): Promise<ReturnType<typeof userEvent.setup>> => {
  await give(app, 'ethics', { kind: 'level', level: 3 })
  show(app, here)
  const user = userEvent.setup()
  await screen.findByText(/^Évaluateur.: KEITA Fanta/)
  await user.click(meant())
  await user.click(signButton())
  await screen.findByText(/^Signée le .* par KEITA Fanta$/)
  return user
}

describe('the review', () => {
  it('names first what has no level, each kind with what follows from it', async () => {
    const app = await openSite()
    await give(app, 'ethics', { kind: 'level', level: 2 })
    await give(app, 'service', { kind: 'not-observed' })
    await give(app, 'origin', { kind: 'not-applicable', reason: 'Hors du poste' })
    show(app, here)
    const points = await screen.findByRole('region', { name: 'Ce qu’il faut voir d’abord' })
    expect(within(points).getByText('1 compétence non évaluée')).toBeTruthy()
    expect(within(points).getByText(/elle ne vaut pas zéro/)).toBeTruthy()
    expect(within(points).getByText(/L’une est essentielle/)).toBeTruthy()
    expect(within(points).getByText('1 compétence non observée')).toBeTruthy()
    expect(within(points).getByText('1 compétence sans objet')).toBeTruthy()
    expect(within(points).getByText(/Hors du poste/)).toBeTruthy()
    expect(within(points).getByText('1 exigence essentielle en deçà')).toBeTruthy()
    expect(within(points).getByRole('link', { name: 'Évaluation en douane' }).getAttribute('href')).toBe(
      `/assess/${assignmentId(0)}?at=valuation`,
    )
    const line = screen.getByRole('rowheader', { name: /^Intégrité/ }).closest('tr')
    expect(line?.textContent).toContain('3 Avancé2 Formé')
  })

  it('keeps the signature away until the demanded comments are there, and asks them right here', async () => {
    const app = await openSite()
    await give(app, 'ethics', { kind: 'level', level: 1 })
    show(app, here)
    const user = userEvent.setup()
    await screen.findByText(/Il manque 1 commentaire demandé par la campagne/)
    expect(meant()).toHaveProperty('disabled', true)
    expect(signButton()).toHaveProperty('disabled', true)
    await user.type(screen.getByLabelText(/^Intégrité/), 'Trois écarts constatés.')
    await waitFor(() => expect(meant()).toHaveProperty('disabled', false))
    expect(screen.getByLabelText(/^Intégrité/)).toBeTruthy()
    await user.click(meant())
    await user.click(signButton())
    await screen.findByText(/^Signée le/)
    const { assessment } = await gridIn(app)
    expect(assessment.state).toBe('signed')
    expect(assessment.comments.get('ethics' as CompetencyCode)).toBe('Trois écarts constatés.')
  })

  it('keeps the signature away while nothing is rated', async () => {
    show(await openSite(), here)
    await screen.findByText(/Rien n’est encore évalué/)
    expect(signButton()).toHaveProperty('disabled', true)
  })

  it('signs only what is meant, and tells a signature that is not saved', async () => {
    const app = await openSite()
    await give(app, 'ethics', { kind: 'level', level: 3 })
    show(app, here)
    const user = userEvent.setup()
    await screen.findByText(/^Évaluateur.: KEITA Fanta/)
    expect(signButton()).toHaveProperty('disabled', true)
    await user.click(meant())
    const mend = breakDisk(app)
    await user.click(signButton())
    await screen.findByText(/La signature.: non enregistré/)
    expect((await gridIn(app)).assessment.state).toBe('draft')
    mend()
    await user.click(screen.getByRole('button', { name: 'Enregistrer à nouveau' }))
    await screen.findByText(/^Signée le/)
  })

  it('keeps the words on the whole', async () => {
    const app = await openSite()
    show(app, here)
    const user = userEvent.setup()
    await user.type(await screen.findByLabelText(/^Vos mots sur l’ensemble/), 'Sûr et précis.')
    await waitFor(async () => expect((await gridIn(app)).assessment.summary).toBe('Sûr et précis.'))
  })
})

describe('the officer’s own part', () => {
  it('attests having read, with observations, and is recorded once', async () => {
    const app = await openSite()
    const user = await signNow(app)
    expect(screen.getByText(/ce n’est pas dire qu’il est d’accord/)).toBeTruthy()
    expect(screen.getByText(/L’agent a 8 jours pour ses observations.: jusqu’au/)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Enregistrer la réponse de l’agent' }))
    await screen.findByText(/Choisissez.: l’agent atteste/)
    await user.type(screen.getByLabelText(/^Observations de l’agent/), 'Je demande une formation.')
    await user.click(screen.getByRole('radio', { name: /^atteste avoir pris connaissance/ }))
    await user.click(screen.getByRole('button', { name: 'Enregistrer la réponse de l’agent' }))
    await screen.findByText(/TRAORÉ Awa a attesté avoir pris connaissance le/)
    expect((await gridIn(app)).acknowledgement).toMatchObject({
      outcome: 'attested',
      motive: '',
      observations: 'Je demande une formation.',
    })
    expect(screen.queryByRole('button', { name: 'Enregistrer la réponse de l’agent' })).toBeNull()
    expect(screen.getByRole('link', { name: 'Imprimer la fiche individuelle' }).getAttribute('href')).toBe(
      `/sheet/${assignmentId(0)}`,
    )
  })

  it('takes a refusal to sign only with its motive', async () => {
    const app = await openSite()
    const user = await signNow(app)
    await user.click(screen.getByRole('radio', { name: /^refuse de signer/ }))
    await user.click(screen.getByRole('button', { name: 'Enregistrer la réponse de l’agent' }))
    await screen.findByText(/un refus est noté avec son motif/)
    expect((await gridIn(app)).acknowledgement).toBeUndefined()
    await user.type(screen.getByLabelText(/^Motif du refus/), 'Conteste deux niveaux.')
    await user.click(screen.getByRole('button', { name: 'Enregistrer la réponse de l’agent' }))
    await screen.findByText(/TRAORÉ Awa a refusé de signer le/)
    expect((await gridIn(app)).acknowledgement).toMatchObject({ outcome: 'refused', motive: 'Conteste deux niveaux.' })
  })
})
