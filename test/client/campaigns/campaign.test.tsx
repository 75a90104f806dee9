import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { App } from '../../../src/client/app/app.ts'
import { editCampaign, openCampaign, publishCampaign } from '../../../src/client/app/campaigns.ts'
import { adjustPost } from '../../../src/client/app/posts.ts'
import { assignmentsOf, campaignAt, posts } from '../../../src/client/app/read.ts'
import { CampaignPage } from '../../../src/client/features/campaigns/campaign-page.tsx'
import { CampaignsPage } from '../../../src/client/features/campaigns/campaigns-page.tsx'
import type { Campaign } from '../../../src/core/domain/campaign.ts'
import type { CampaignId, PersonId } from '../../../src/core/domain/id.ts'
import { openHeadquarters, packId, senou, show } from './headquarters.tsx'

const draft = async (app: App): Promise<CampaignId> => {
  const done = await openCampaign(app, senou, packId)
  if (!done.ok) throw new Error(done.problem.problem)
  return done.value
}
const campaign = async (app: App, id: CampaignId): Promise<Campaign> => {
  const found = await campaignAt(app.database, id)
  if (!found) throw new Error('no campaign')
  return found
}
const complete = {
  name: 'Pilote',
  opens: '2026-11-20',
  closes: '2026-12-04',
  officers: ['moussa', 'fatou'] as PersonId[],
  assessors: ['oumar'] as PersonId[],
}
const open = (app: App, id: CampaignId) => show(app, CampaignPage, `/campaigns/${id}`, '/campaigns/:campaign')

describe('a campaign in preparation', () => {
  it('without officers cannot be published, and says why', async () => {
    const app = await openHeadquarters()
    const id = await draft(app)
    await editCampaign(app, await campaign(app, id), { ...complete, officers: [] })
    open(app, id)
    await screen.findByText('Choisissez au moins un agent à évaluer.')
    expect(screen.getByText('1 point empêche la publication')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Publier la campagne' }).hasAttribute('disabled')).toBe(true)
    expect((await publishCampaign(app, await campaign(app, id))).ok).toBe(false)
    expect(await assignmentsOf(app.database, id)).toEqual([])
  })

  it('names each officer who cannot be assessed, by name', async () => {
    const app = await openHeadquarters()
    const id = await draft(app)
    await editCampaign(app, await campaign(app, id), { ...complete, officers: ['nana' as PersonId] })
    open(app, id)
    await screen.findByText(/L’agent SIDIBÉ Nana \(M-nana\) ne tient aucun poste/)
  })

  it('saves each field as it is left, and both of two quick taps', async () => {
    const user = userEvent.setup()
    const app = await openHeadquarters()
    const id = await draft(app)
    open(app, id)
    await user.type(await screen.findByLabelText('Nom de la campagne'), 'Pilote de Sénou')
    await user.tab()
    await user.click(screen.getByRole('checkbox', { name: /KEÏTA Moussa/ }))
    await user.click(screen.getByRole('checkbox', { name: /DIARRA Fatoumata/ }))
    await waitFor(async () => {
      const saved = await campaign(app, id)
      expect(saved.name).toBe('Pilote de Sénou')
      expect([...saved.officers].sort()).toEqual(['fatou', 'moussa'])
    })
  })

  it('takes in the whole site by one tap, vacant posts and officers without a post aside', async () => {
    const user = userEvent.setup()
    const app = await openHeadquarters()
    const id = await draft(app)
    open(app, id)
    await user.click(await screen.findByRole('checkbox', { name: 'Tous les agents du site' }))
    await waitFor(async () => expect([...(await campaign(app, id)).officers].sort()).toEqual(['fatou', 'moussa']))
  })

  it('begins from the list at a site, and asks for nothing else', async () => {
    const user = userEvent.setup()
    const app = await openHeadquarters()
    const location = show(app, CampaignsPage, '/campaigns')
    await user.click(await screen.findByRole('button', { name: 'Préparer une campagne' }))
    await user.click(await screen.findByRole('button', { name: 'Ouvrir le brouillon' }))
    await waitFor(() => expect(location.history?.at(-1)).toMatch(/^\/campaigns\/[0-9a-f]{32}$/))
  })
})

describe('publishing a campaign', () => {
  it('asks once, with the counts and the version that will be frozen', async () => {
    const user = userEvent.setup()
    const app = await openHeadquarters()
    const id = await draft(app)
    await editCampaign(app, await campaign(app, id), complete)
    open(app, id)
    await screen.findByText('Rien ne s’oppose à la publication.')
    await user.click(screen.getByRole('button', { name: 'Publier la campagne' }))
    const question = await screen.findByRole('dialog')
    expect(within(question).getByText('2 agents seront évalués')).toBeTruthy()
    expect(within(question).getByText('par 1 évaluateur')).toBeTruthy()
    expect(within(question).getByText(/Pack de départ.*1\.0\.0/)).toBeTruthy()
    expect((await campaign(app, id)).published).toBeNull()
    await user.click(within(question).getByRole('button', { name: 'Publier et geler' }))
    await screen.findByText(/Publiée le .* par TRAORÉ Awa/)
    expect((await campaign(app, id)).published?.assignments).toBe(2)
  })

  it('freezes: a later change of the post does not change the assignment', async () => {
    const app = await openHeadquarters()
    const id = await draft(app)
    await editCampaign(app, await campaign(app, id), complete)
    expect((await publishCampaign(app, await campaign(app, id))).ok).toBe(true)
    const frozen = await assignmentsOf(app.database, id)
    const changed = (await posts(app.database)).find((post) => post.id === 'p1')
    const [first] = frozen.find(({ post }) => post === 'p1')?.jobDescription.requirements ?? []
    if (!changed || !first) throw new Error('no post')
    await adjustPost(app, changed, [{ ...first, level: first.level === 4 ? 1 : 4 }])
    expect((await posts(app.database)).find((post) => post.id === 'p1')?.descriptionVersion).toBe(2)
    expect(await assignmentsOf(app.database, id)).toEqual(frozen)
    open(app, id)
    const row = (await screen.findByRole('link', { name: 'KEÏTA Moussa' })).closest('tr')
    expect(within(row as HTMLElement).getByText('version 1')).toBeTruthy()
    expect(within(row as HTMLElement).getByText('SISSOKO Oumar')).toBeTruthy()
  })

  it('tells whether this tablet can leave, check by check', async () => {
    const app = await openHeadquarters()
    const id = await draft(app)
    await editCampaign(app, await campaign(app, id), complete)
    await publishCampaign(app, await campaign(app, id))
    open(app, id)
    await screen.findByText('Pas prête à partir hors connexion')
    expect(screen.getByText(/L’application n’est pas encore gardée sur la tablette/)).toBeTruthy()
    expect(screen.getByText(/La campagne est là en entier.: 2 agents sur 2/)).toBeTruthy()
  })
})
