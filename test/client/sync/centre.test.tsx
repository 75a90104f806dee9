import { act, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { App } from '../../../src/client/app/app.ts'
import { checkCampaign, editCampaign, openCampaign, publishCampaign } from '../../../src/client/app/campaigns.ts'
import { useContact } from '../../../src/client/app/contact.ts'
import { assignmentsOf, campaignAt } from '../../../src/client/app/read.ts'
import { safetyOf, whereaboutsOf } from '../../../src/client/app/whereabouts.ts'
import { gridOf, rate } from '../../../src/client/app/work.ts'
import { DevicePage } from '../../../src/client/features/sync/device-page.tsx'
import { SyncCentrePage } from '../../../src/client/features/sync/sync-centre-page.tsx'
import type { Assignment, Campaign } from '../../../src/core/domain/campaign.ts'
import type { PersonId } from '../../../src/core/domain/id.ts'
import { storedReceipt } from '../../support/stored.ts'
import { openHeadquarters, packId, senou, show } from '../campaigns/headquarters.tsx'

/** Both officers of the site rated on one requirement, by a device that speaks to nobody. */
const atWork = async (app: App): Promise<readonly Assignment[]> => {
  const opened = await openCampaign(app, senou, packId)
  if (!opened.ok) throw new Error(opened.problem.problem)
  const campaign = async () => (await campaignAt(app.database, opened.value)) as Campaign
  await editCampaign(app, await campaign(), {
    name: 'Pilote',
    opens: '2026-11-20',
    closes: '2026-12-04',
    officers: ['moussa', 'fatou'] as PersonId[],
    assessors: ['oumar'] as PersonId[],
  })
  expect((await checkCampaign(app, await campaign())).ok).toBe(true)
  await publishCampaign(app, await campaign())
  const assignments = await assignmentsOf(app.database, opened.value)
  for (const { id, jobDescription } of assignments) {
    const grid = await gridOf(app, id)
    const [first] = jobDescription.requirements
    if (grid && first) await rate(app, grid, first.competency, { kind: 'level', level: first.level })
  }
  return assignments
}

const settle = async (app: App): Promise<void> => app.database.unsent.clear()
const part = (name: RegExp | string) => screen.findByRole('region', { name })

describe('the sync centre', () => {
  it('names what is only here, officer by officer, and counts the rest', async () => {
    const app = await openHeadquarters()
    await atWork(app)
    show(app, SyncCentrePage, '/sync')
    const here = within(await part('Seulement sur cet appareil'))
    expect(here.getByText('Évaluation de DIARRA Fatoumata')).toBeTruthy()
    expect(here.getByText('Évaluation de KEÏTA Moussa')).toBeTruthy()
    expect(here.getByText(/3 postes/)).toBeTruthy()
    expect(screen.getByText(/n’a encore jamais parlé au siège/)).toBeTruthy()
  })

  it('proves what headquarters holds, with date, number and receipt', async () => {
    const app = await openHeadquarters()
    await atWork(app)
    const entry = (await app.database.unsent.toArray()).find(({ entity }) => entity.startsWith('assessment:'))
    await settle(app)
    await app.database.receipts.put(
      storedReceipt(entry?.entity ?? '', 'op-1', { hash: 'abcdef0123456789', seq: 1204, time: '2026-11-21T16:20:00.000Z' }),
    )
    show(app, SyncCentrePage, '/sync')
    const held = within(await part('Au siège'))
    expect(held.getByText(/21 nov\. 2026/)).toBeTruthy()
    expect(held.getByText(/1.204/)).toBeTruthy()
    expect(held.getByText('abcdef012345')).toBeTruthy()
    expect(screen.getByText(/le siège a confirmé tout le travail/)).toBeTruthy()
  })

  it('shows refused work with its reason and keeps it in the export', async () => {
    const app = await openHeadquarters()
    await atWork(app)
    const entry = (await app.database.unsent.toArray()).find(({ entity }) => entity.startsWith('assessment:'))
    if (!entry) throw new Error('nothing in the outbox')
    await settle(app)
    const problem = { problem: 'level-off-scale' as const, params: { level: 7, lowest: 1, highest: 4 } }
    await app.database.refused.put({ ...entry, problem, time: '2026-11-21T16:20:00.000Z' })
    show(app, SyncCentrePage, '/sync')
    const refused = within(await part('Refusé par le siège'))
    expect(screen.getByText('1 saisie a été refusée')).toBeTruthy()
    expect(refused.getByText('Le niveau 7 n’est pas sur l’échelle (de 1 à 4).')).toBeTruthy()
    expect(refused.getByText(/^Évaluation · (KEÏTA Moussa|DIARRA Fatoumata)$/)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Exporter 1 saisie' })).toBeTruthy()
  })

  it('lets a person put a refusal away, which then alarms nobody, stays in the export and can be shown again', async () => {
    const app = await openHeadquarters()
    await atWork(app)
    const entry = (await app.database.unsent.toArray()).find(({ entity }) => entity.startsWith('assessment:'))
    if (!entry) throw new Error('nothing in the outbox')
    await settle(app)
    await app.database.refused.put({ ...entry, problem: { problem: 'unreadable' }, time: '2026-11-21T16:20:00.000Z' })
    expect((await safetyOf(app.database)).refused).toBe(1)
    show(app, SyncCentrePage, '/sync')
    await userEvent.click(await screen.findByRole('button', { name: 'C’est traité : ranger' }))
    await screen.findByText('1 refus rangé')
    expect(screen.queryByText('1 saisie a été refusée')).toBeNull()
    expect((await safetyOf(app.database)).refused).toBe(0)
    expect((await whereaboutsOf(app.database, [entry.entity])).get(entry.entity)?.state).not.toBe('refused')
    expect(screen.getByRole('button', { name: 'Exporter 1 saisie' })).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Remettre en vue', hidden: true }))
    await screen.findByText('1 saisie a été refusée')
    expect((await app.database.refused.toArray()).map(({ text }) => text)).toEqual([entry.text])
  })

  it('tells in words that headquarters does not answer, and that nothing is lost', async () => {
    const app = await openHeadquarters()
    show(app, SyncCentrePage, '/sync')
    await userEvent.click(await screen.findByRole('button', { name: 'Synchroniser maintenant' }))
    await screen.findByText(/Le siège ne répond pas\. Rien n’est perdu/)
    expect(await app.database.unsent.count()).toBeGreaterThan(0)
  })

  it('tells of an answer by another headquarters, with the key to read out and what to do', async () => {
    const app = await openHeadquarters({ send: async () => ({ ok: false, problem: { problem: 'other-server' } }) })
    await app.database.meta.put({ key: 'server-key', value: 'a-key' })
    show(app, SyncCentrePage, '/sync')
    await userEvent.click(await screen.findByRole('button', { name: 'Synchroniser maintenant' }))
    await screen.findByText(/d’un autre siège que celui de cet appareil.*Quittez ce réseau/)
    await screen.findByText(/^([0-9a-f]{4} ){15}[0-9a-f]{4}$/)
  })

  it('tells while it speaks how much is through, how much is left, and the bytes each way', async () => {
    const app = await openHeadquarters()
    app.runner.stop()
    show(app, SyncCentrePage, '/sync')
    await screen.findByText('Seulement sur cet appareil')
    act(() => {
      useContact.getState().start()
      useContact.getState().advance({ settled: 3, taken: 40, waiting: 9, coming: 60, bytesOut: 14_000, bytesIn: 1_400_000 })
    })
    expect(screen.getByRole('progressbar', { name: 'Envoi' }).getAttribute('aria-valuetext')).toBe('3 sur 12')
    expect(screen.getByRole('progressbar', { name: 'Réception' }).getAttribute('aria-valuetext')).toBe('40 sur 100')
    expect(screen.getByText('14 Ko partis · 1,3 Mo venus')).toBeTruthy()
  })

  it('tells of work that no request carries, and that it blocks nothing', async () => {
    const app = await openHeadquarters()
    app.runner.stop()
    show(app, SyncCentrePage, '/sync')
    await screen.findByText('Seulement sur cet appareil')
    act(() => useContact.getState().end(null, ['op-large' as never]))
    expect(screen.getByText('1 saisie n’arrive pas au siège')).toBeTruthy()
    expect(screen.getByText(/ne bloque rien d’autre/)).toBeTruthy()
  })

  it('tells that headquarters refuses an old version', async () => {
    const app = await openHeadquarters({ send: async () => ({ ok: false, problem: { problem: 'upgrade-required' } }) })
    show(app, SyncCentrePage, '/sync')
    await userEvent.click(await screen.findByRole('button', { name: 'Synchroniser maintenant' }))
    await screen.findByText(/version plus récente de l’application/)
  })
})

describe('this tablet', () => {
  it('says who holds it, under which release, and that it has not spoken yet', async () => {
    const app = await openHeadquarters({ version: '0.1.0' })
    show(app, DevicePage, '/device')
    await screen.findByText('TRAORÉ Awa · M-awa')
    expect(screen.getByText('0.1.0')).toBeTruthy()
    expect(screen.getByText(app.identity.device)).toBeTruthy()
    expect(screen.getByText('Pas de campagne publiée sur cette tablette')).toBeTruthy()
  })
})
