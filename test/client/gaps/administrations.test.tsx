import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { App, Deed } from '../../../src/client/app/app.ts'
import { rowAt } from '../../../src/client/app/read.ts'
import type { StreamId } from '../../../src/core/domain/id.ts'
import type { Json } from '../../../src/core/protocol/json.ts'
import { assignmentOf, campaignId } from './plant.ts'
import { mariam, openReport, show } from './stage.tsx'

type Elsewhere = { readonly administration: string; readonly site: string; readonly name: string; readonly opens: string }

/** A further campaign with the first one's content, which opens later: at another site, or of another administration. */
const alsoHolds = async (app: App, { administration, site, name, opens }: Elsewhere): Promise<void> => {
  const [campaign, assignment] = await Promise.all([
    rowAt(app.database, 'campaign', campaignId),
    rowAt(app.database, 'assignment', assignmentOf('20417')),
  ])
  if (!campaign || !assignment) throw new Error('nothing planted')
  const { published, ...head } = campaign.fields
  const entity = { kind: 'campaign' as const, id: `camp-${site}` }
  const create = (kind: Deed['entity']['kind'], id: string, stream: string, set: { readonly [field: string]: Json }): Deed => ({
    kind: 'create',
    entity: { kind, id },
    stream: stream as StreamId,
    set,
  })
  const done = await app.perform([
    ...(administration === 'adm'
      ? []
      : [
          create('administration', administration, administration, {
            ...{ name: 'Douanes de démonstration', country: 'ML', language: 'fr', demonstration: true },
          }),
        ]),
    create('unit', site, administration, { code: site, name: `Bureau ${site}`, parent: null, site: true }),
    create('campaign', entity.id, site, { ...head, name, site, opens }),
    create('assignment', `as-${site}`, site, { ...assignment.fields, campaign: entity.id }),
    { kind: 'seal', entity, stream: site as StreamId, set: { published: published as Json } },
  ])
  if (!done.ok) throw new Error(JSON.stringify(done.problem))
}

const demonstration: Elsewhere = { administration: 'demo', site: 'fictif', name: 'Pilote fictif', opens: '2027-01-04' }

describe('on a device that holds the demonstration beside the own administration', () => {
  it('a report is about the own campaign, however much later the other one opens', async () => {
    const app = await openReport([mariam])
    await alsoHolds(app, demonstration)
    show(app, '/gaps')
    expect(await screen.findByText('Bureau principal de Bamako-Sénou · Pilote 2026')).toBeTruthy()
    expect(screen.queryByRole('combobox', { name: 'Campagne' })).toBeNull()
  })

  it('a sheet carries the name of the administration that its officer works for', async () => {
    const app = await openReport([mariam])
    await alsoHolds(app, demonstration)
    show(app, '/sheet/as-fictif')
    const text = (await screen.findByRole('article')).textContent
    expect(text).toContain('Douanes de démonstration')
    expect(text).not.toContain('Direction générale des douanes')
  })
})

it('a choice between campaigns names the site where there are several', async () => {
  const app = await openReport([mariam])
  await alsoHolds(app, { administration: 'adm', site: 'Kayes', name: 'Pilote 2026', opens: '2026-09-01' })
  show(app, '/gaps')
  const choice = await screen.findByRole('combobox', { name: 'Campagne' })
  expect(
    within(choice)
      .getAllByRole('option')
      .map((option) => option.textContent),
  ).toEqual(['Pilote 2026 · Bureau principal de Bamako-Sénou', 'Pilote 2026 · Bureau Kayes'])
})
