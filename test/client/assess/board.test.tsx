import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { App } from '../../../src/client/app/app.ts'
import { rate, sign } from '../../../src/client/app/work.ts'
import type { CompetencyCode } from '../../../src/core/domain/id.ts'
import { storedReceipt } from '../../support/stored.ts'
import { assignmentId, siteDeeds } from './seed.ts'
import { gridIn, officers, openSite, pack, requirements, show } from './stage.tsx'

const say = async (app: App, officer: number, count: number): Promise<void> => {
  for (const { competency, level } of requirements.slice(0, count))
    await rate(app, await gridIn(app, officer), competency as CompetencyCode, { kind: 'level', level })
}
const ready = () => screen.findByRole('heading', { level: 1, name: 'Kati' })
const names = (): readonly (string | null)[] =>
  screen
    .getAllByRole('listitem')
    .map((item) => within(item).queryByRole('link')?.textContent ?? null)
    .filter(Boolean)

describe('the site board', () => {
  it('groups officers by stage with their counts, progress and whereabouts', async () => {
    const app = await openSite()
    await say(app, 0, 4)
    expect((await sign(app, await gridIn(app, 0))).ok).toBe(true)
    await say(app, 1, 2)
    show(app, '/assess')
    await ready()
    const group = (name: RegExp) => screen.getByRole('region', { name })
    expect(within(group(/terminée/)).getByText('TRAORÉ Awa')).toBeTruthy()
    expect(within(group(/terminée/)).getByText('Attend la prise de connaissance de l’agent')).toBeTruthy()
    expect(within(group(/en cours/)).getByText('N’DIAYE Cheick')).toBeTruthy()
    expect(within(group(/en cours/)).getByText('2 sur 4')).toBeTruthy()
    expect(within(group(/en cours/)).getByText('Seulement sur cette tablette')).toBeTruthy()
    expect(within(group(/à faire/)).getByText('KONÉ Moussa')).toBeTruthy()
    expect(screen.getByRole('navigation', { name: 'Avancement' }).textContent).toBe('1 à faire1 en cours0 à signer1 terminée')
  })

  it('says where work is: at headquarters with its receipt, or refused with the reason', async () => {
    const app = await openSite()
    await say(app, 0, 1)
    await say(app, 1, 1)
    const [sent, refused] = (await app.database.unsent.toArray()).filter(({ entity }) => entity.startsWith('assessment:'))
    if (!sent || !refused) throw new Error('nothing in the outbox')
    const time = '2026-11-21T16:20:00.000Z'
    await app.database.receipts.put(storedReceipt(sent.entity, 'abcdef0123456789', { time }))
    await app.database.refused.put({ ...refused, time, problem: { problem: 'level-off-scale' } })
    await app.database.unsent.bulkDelete([sent.order ?? 0, refused.order ?? 0])
    show(app, '/assess')
    await screen.findByText(/Au siège depuis le 21 nov\. 2026.* · accusé abcdef01/)
    expect(screen.getByText(/Refusé par le siège.: le niveau n’est pas sur l’échelle/)).toBeTruthy()
  })

  it('searches forgiving accents and the order of words, and says when nobody fits', async () => {
    show(await openSite(), '/assess')
    await ready()
    const user = userEvent.setup()
    const box = screen.getByRole('searchbox', { name: 'Chercher un agent ou un poste' })
    await user.type(box, 'awa traore')
    await waitFor(() => expect(names()).toEqual(['TRAORÉ Awa']))
    await user.clear(box)
    await user.type(box, 'brigade cheick')
    await waitFor(() => expect(names()).toEqual(['N’DIAYE Cheick']))
    await user.clear(box)
    await user.type(box, 'zorro')
    await screen.findByText('Aucun agent ne correspond')
    await user.click(screen.getByRole('button', { name: 'Montrer tous les agents' }))
    await waitFor(() => expect(names()).toHaveLength(3))
  })

  it('narrows to a unit, and keeps that in the address', async () => {
    const { location } = show(await openSite(), '/assess?x=1')
    await ready()
    const user = userEvent.setup()
    await user.selectOptions(screen.getByLabelText('Unité'), 'Brigade mobile')
    await waitFor(() => expect(names()).toEqual(['N’DIAYE Cheick']))
    expect(location.history.at(-1)).toContain('unit=unit-1')
  })

  it('goes on with the work touched last, else with the next to begin', async () => {
    const app = await openSite()
    const first = show(app, '/assess')
    const begin = await screen.findByRole('link', { name: 'Commencer avec KONÉ Moussa' })
    expect(begin.getAttribute('href')).toBe(`/assess/${assignmentId(2)}`)
    first.unmount()
    await say(app, 0, 1)
    await say(app, 1, 1)
    localStorage.setItem(
      `palier.place.${assignmentId(0)}`,
      JSON.stringify({ competency: 'ethics', touched: '2026-11-22T09:00:00.000Z', saved: null }),
    )
    show(app, '/assess')
    const next = await screen.findByRole('link', { name: 'Continuer avec TRAORÉ Awa' })
    expect(next.getAttribute('href')).toBe(`/assess/${assignmentId(0)}`)
  })

  it('keeps the choice between several campaigns in the address', async () => {
    const app = await openSite()
    const other = siteDeeds({ pack, officers: officers.slice(0, 1), requirements: () => requirements, campaign: 'campaign-2' })
    expect((await app.perform(other)).ok).toBe(true)
    const { location } = show(app, '/assess?campaign=campaign-1')
    await ready()
    const user = userEvent.setup()
    await user.selectOptions(screen.getByLabelText('Campagne'), 'Campagne campaign-2')
    await waitFor(() => expect(names()).toEqual(['TRAORÉ Awa']))
    expect(location.history.at(-1)).toBe('/assess?campaign=campaign-2')
  })

  it('says that officers have not arrived yet, and what to do', async () => {
    show(await openSite({ missing: 2 }), '/assess')
    await screen.findByText('2 agents de la campagne ne sont pas encore sur cette tablette')
  })

  it('tells days left, and that a campaign is over', async () => {
    const first = show(await openSite({ closes: '2026-01-31' }), '/assess')
    await screen.findByText('Campagne terminée depuis le 31 janv. 2026')
    first.unmount()
    show(await openSite(), '/assess')
    await screen.findByText(/^Encore \d+ jours, jusqu’au 31 déc\. 2099/)
  })

  it('teaches what to do where no campaign is here yet', async () => {
    const app = await openSite()
    await app.database.rows.where('kind').equals('campaign').delete()
    show(app, '/assess')
    await screen.findByText('Aucune campagne publiée sur cette tablette')
    expect(screen.getByRole('link', { name: 'Synchroniser' }).getAttribute('href')).toBe('/sync')
  })
})
