import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import { describe, expect, it } from 'vitest'
import type { App } from '../../../src/client/app/app.ts'
import { openCampaign } from '../../../src/client/app/campaigns.ts'
import { ledgerOf } from '../../../src/client/app/ledger.ts'
import { campaignAt, rowAt } from '../../../src/client/app/read.ts'
import { rowDisputeOf } from '../../../src/client/app/row-dispute.ts'
import { settleRow } from '../../../src/client/app/settle-row.ts'
import { safetyOf } from '../../../src/client/app/whereabouts.ts'
import { SettleRowPage } from '../../../src/client/features/sync/settle-row-page.tsx'
import { SyncCentrePage } from '../../../src/client/features/sync/sync-centre-page.tsx'
import type { EntityKind, Operation } from '../../../src/core/protocol/operation.ts'
import type { ServerLog } from '../../../src/core/protocol/ports.ts'
import { memoryServerLog } from '../../support/memory-server-log.ts'
import { line, operation } from '../../support/operations.ts'
import { exchange } from '../assess/two-tablets.ts'
import { openHeadquarters, packId, senou, show } from '../campaigns/headquarters.tsx'

const time = '2026-11-22T09:00:00.000Z'

/** Another computer writes of the same thing, without having seen what was written here. */
const elsewhere = async (
  log: ServerLog,
  entity: { readonly kind: EntityKind; readonly id: string },
  set: Operation['set'],
  part: Partial<Operation> = {},
): Promise<void> => {
  const made = operation({
    device: 'computer-2' as never,
    stream: 'douanes' as never,
    entity,
    author: 'oumar' as never,
    wall: '2026-11-21T10:30:00.000Z',
    set,
    ...part,
  })
  const [receipt] = await log.append([line(made)], { device: 'computer-2', time })
  if (receipt?.status === 'refused') throw new Error(receipt.problem?.problem)
}

const together = async (): Promise<{ readonly app: App; readonly log: ServerLog }> => {
  const [app, log] = [await openHeadquarters(), memoryServerLog()]
  await exchange(app, log)
  return { app, log }
}

const disputeOf = async (app: App, kind: EntityKind, id: string) => {
  const dispute = await rowDisputeOf(app, kind, id, 'fr')
  if (!dispute) throw new Error('no such row')
  return dispute
}

const open = (app: App, kind: EntityKind, id: string) =>
  show(app, SettleRowPage, `/sync/settle/${kind}/${id.replaceAll('.', '~')}`, '/sync/settle/:kind/:id')

/** The post says one holder here, another one elsewhere, and another title with it. */
const aPost = async () => {
  const { app, log } = await together()
  const entity = { kind: 'post', id: 'p3' } as const
  await app.perform([{ kind: 'edit', entity, stream: 'douanes' as never, set: { holder: 'nana', title: 'Chef de section' } }])
  await elsewhere(log, entity, { holder: 'oumar', title: 'Adjoint' })
  await exchange(app, log)
  return { app, log, entity }
}

const same = async (app: App, log: ServerLog, kind: EntityKind, id: string) => {
  await exchange(app, log)
  expect(await app.database.refused.count()).toBe(0)
  expect((await ledgerOf(app)).disputes).toEqual([])
  return rowAt(app.database, kind, id)
}

describe('what two people wrote differently of a post', () => {
  it('is told in the sync centre and in the safety line, and leads to the screen that settles it', async () => {
    const { app } = await aPost()
    expect(await safetyOf(app.database)).toMatchObject({ conflicts: 0, disputes: 1 })
    show(app, SyncCentrePage, '/sync')
    const link = await screen.findByRole('link', { name: /^Trancher pour / })
    expect(link.getAttribute('href')).toBe('/sync/settle/post/p3')
    expect(screen.getByText('1 fiche a été écrite différemment par deux personnes')).toBeTruthy()
  })

  it('is shown field by field, in words and not in ids, and settled at once with a reason', async () => {
    const { app, log } = await aPost()
    const user = userEvent.setup()
    open(app, 'post', 'p3')
    const holder = within(await screen.findByRole('group', { name: 'Titulaire' }))
    const title = within(screen.getByRole('group', { name: 'Intitulé' }))
    const said = holder.getAllByRole('radio').map((radio) => radio.closest('label')?.textContent ?? '')
    expect(said.join('|')).toMatch(/Oumar SISSOKO|Oumar Sissoko/)
    expect(said.join('|')).toMatch(/Nana Sidibé.*TRAORÉ Awa, le /)
    const found = await axe.run(document.body, { resultTypes: ['violations'], rules: { 'color-contrast': { enabled: false } } })
    expect(found.violations.map(({ id }) => id)).toEqual([])

    await user.click(holder.getByRole('radio', { name: /^Nana/ }))
    await user.click(screen.getByRole('button', { name: 'Trancher' }))
    await screen.findByText('Choisissez une valeur pour chaque ligne.')
    expect((await disputeOf(app, 'post', 'p3')).fields).toHaveLength(2)
    await user.click(title.getByRole('radio', { name: /^Adjoint/ }))
    await user.type(screen.getByLabelText(/^Pourquoi/), 'Nommée hier.')
    await user.click(screen.getByRole('button', { name: 'Trancher' }))
    await screen.findByText('Rien à trancher ici')
    const row = await same(app, log, 'post', 'p3')
    expect(row?.fields).toMatchObject({ holder: 'nana', title: 'Adjoint' })
    expect(Object.values(row?.fields ?? {})).toContainEqual(
      expect.objectContaining({ field: 'holder', reason: 'Nommée hier.', by: 'awa' }),
    )
  })

  it('is not settled without a reason or a choice for each field', async () => {
    const { app } = await aPost()
    const dispute = await disputeOf(app, 'post', 'p3')
    const half = new Map([['holder', 'nana']])
    expect(await settleRow(app, dispute, { chosen: half, reason: 'x' })).toMatchObject({ problem: { problem: 'choice-missing' } })
    expect(await settleRow(app, dispute, { chosen: half, reason: '' })).toMatchObject({ problem: { problem: 'reason-missing' } })
  })
})

describe('what came beside something that is fixed', () => {
  it('of a published campaign, is put aside with a reason: what is published stays', async () => {
    const { app, log } = await together()
    const opened = await openCampaign(app, senou, packId)
    if (!opened.ok) throw new Error(opened.problem.problem)
    const entity = { kind: 'campaign', id: opened.value } as const
    const published = { at: time, by: 'awa', assignments: 1, opens: '2026-11-20', closes: '2026-12-04' }
    await app.perform([{ kind: 'seal', entity, stream: senou as never, set: { name: 'Pilote', published } }])
    await exchange(app, log)
    const row = (await rowAt(app.database, 'campaign', opened.value)) as NonNullable<Awaited<ReturnType<typeof rowAt>>>
    const late = {
      field: 'name',
      value: 'Autre nom',
      operation: 'op-late' as never,
      author: null,
      wall: time,
      base: null,
      standing: null,
    }
    await app.database.rows
      .where('key')
      .equals(`campaign:${row.id}`)
      .modify({ row: { ...row, conflicts: [late] }, conflicts: 1 })
    open(app, 'campaign', opened.value)
    await screen.findByText(/Publié ou figé/)
    expect(screen.queryByRole('radio')).toBeNull()
    await userEvent.type(screen.getByLabelText(/^Pourquoi/), 'Déjà publiée.')
    await userEvent.click(screen.getByRole('button', { name: 'Garder ce qui figure' }))
    await screen.findByText('Rien à trancher ici')
    await same(app, log, 'campaign', opened.value)
    expect((await campaignAt(app.database, opened.value))?.name).toBe('Pilote')
  })

  it('of two answers that an officer gave on two tablets, one is kept whole', async () => {
    const { app, log } = await together()
    const entity = { kind: 'acknowledgement', id: 'a-1.ack' } as const
    const answer = (outcome: string, motive: string) => ({
      campaign: 'c-1',
      assessment: 'a-1',
      outcome,
      motive,
      observations: '',
      at: time,
    })
    await app.perform([{ kind: 'seal', entity, stream: 'douanes' as never, set: answer('attested', '') }])
    await exchange(app, log)
    await elsewhere(log, entity, answer('refused', 'Pas d’accord.'), { kind: 'seal' })
    await exchange(app, log)
    open(app, 'acknowledgement', 'a-1.ack')
    const user = userEvent.setup()
    await user.click(await screen.findByRole('radio', { name: /A refusé de signer/ }))
    await user.type(screen.getByLabelText(/^Pourquoi/), 'Dit devant témoin.')
    await user.click(screen.getByRole('button', { name: 'Trancher' }))
    await screen.findByText('Rien à trancher ici')
    const row = await same(app, log, 'acknowledgement', 'a-1.ack')
    expect(row?.fields).toMatchObject({ outcome: 'refused', motive: 'Pas d’accord.' })
    expect(row?.versions).toHaveLength(3)
  })

  it('says where a record is not here at all', async () => {
    const { app } = await together()
    open(app, 'person', 'nobody')
    await screen.findByText('Cette fiche n’est pas sur cet appareil')
  })
})
