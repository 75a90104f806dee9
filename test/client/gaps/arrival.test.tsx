import { screen } from '@testing-library/react'
import i18next from 'i18next'
import { describe, expect, it } from 'vitest'
import type { App } from '../../../src/client/app/app.ts'
import { boardOf } from '../../../src/client/app/board.ts'
import { campaignWork } from '../../../src/client/app/campaign-progress.ts'
import { readinessFor } from '../../../src/client/app/readiness.ts'
import { reportOf } from '../../../src/client/app/reports.ts'
import { reportFiguresIn } from '../../../src/client/features/gaps/figures.ts'
import { standingLines } from '../../../src/client/features/gaps/standing.ts'
import { dexieReplica } from '../../../src/client/storage/replica.ts'
import type { StreamId } from '../../../src/core/domain/id.ts'
import { mark } from '../../support/operations.ts'
import { assignmentOf, campaignId } from './plant.ts'
import { amadou, ibrahim, mariam, openReport, oumou, show } from './stage.tsx'

const site = 'site' as StreamId
const everybody = [mariam, amadou, oumou, ibrahim]
const addresses = ['/gaps', '/gaps/unit/u1', '/gaps/competency/integrity']
const coming = 'Tout n’est pas encore arrivé sur cet appareil'
const part = 'Ce rapport porte sur 3 des 4 agents de la campagne'

/** Takes the site's stream in up to a place, of nine that headquarters has; to its end, where an exchange ended quiet. */
const takeUpTo = async ({ database }: App, seq: number, whole: readonly StreamId[] = []) => {
  const replica = dexieReplica(database, { session: 's', newDevice: () => 'd' })
  await replica.take({ epoch: 'e', time: 't', changes: [], marks: [mark(seq, site)], whole, heads: { [site]: 9 } })
  const value = { at: '2026-11-20T08:00:00.000Z', serverTime: '2026-11-20T08:00:00.000Z', offset: 0 }
  await database.meta.put({ key: 'contact', value })
}

/** What is here of three of them: the fourth is out of sight, or was erased. */
const without = async ({ database }: App) => database.rows.delete(`assignment:${assignmentOf(ibrahim.registration)}`)

const linesOf = async (app: App): Promise<readonly string[]> => {
  const live = await reportOf(app, campaignId)
  if (!live) throw new Error('no report')
  const lines = standingLines(live, live.report, i18next.getFixedT('fr', 'gaps'), reportFiguresIn('fr'))
  return lines.map((cells) => cells.join(': ').replace(/[\u00a0\u202f]/g, ' '))
}

describe('with every officer here, and rows still to come', () => {
  it.each(addresses)('the report says that not everything has arrived, until the stream came to its end: %s', async (address) => {
    const app = await openReport(everybody)
    await takeUpTo(app, 5)
    show(app, address)
    expect(await screen.findByText(coming)).toBeTruthy()
    await takeUpTo(app, 9, [site])
    await expect.poll(() => screen.queryByText(coming)).toBeNull()
  })

  it('says so where a unit’s officers may be what is still to come', async () => {
    const app = await openReport([mariam])
    await takeUpTo(app, 5)
    show(app, '/gaps/unit/elsewhere')
    expect(await screen.findByText(coming)).toBeTruthy()
  })

  it('the spreadsheet says it too, with the last contact', async () => {
    const app = await openReport(everybody)
    expect(await linesOf(app)).toEqual(['Dernier contact avec le siège: jamais'])
    await takeUpTo(app, 5)
    const [contact, arrival] = await linesOf(app)
    expect(contact).toMatch(/^Dernier contact avec le siège: 20 nov/)
    expect(arrival).toBe('Reçu du siège: tout n’est pas encore arrivé')
    await takeUpTo(app, 9, [site])
    expect((await linesOf(app))[1]).toBe('Reçu du siège: tout ce qui y était au dernier contact')
  })
})

describe('of a campaign of which only a part can be here', () => {
  it.each(addresses)('the report says so calmly, and asks for no synchronisation: %s', async (address) => {
    const app = await openReport(everybody)
    await without(app)
    await takeUpTo(app, 9, [site])
    show(app, address)
    expect(await screen.findByText(part)).toBeTruthy()
    expect(screen.queryByRole('link', { name: 'Ouvrir la synchronisation' })).toBeNull()
    expect((await linesOf(app))[1]).toContain('3 agents sur 4 ; les autres sont hors de la vue de ce compte')
  })

  it('what is missing before headquarters told anything of it is still to come', async () => {
    const app = await openReport(everybody)
    await without(app)
    show(app, '/gaps')
    expect(await screen.findByText(coming)).toBeTruthy()
  })

  it('neither progress, board nor readiness wait for the others', async () => {
    const app = await openReport(everybody)
    await without(app)
    const told = async () => {
      const live = await reportOf(app, campaignId)
      if (!live) throw new Error('no report')
      const { progress } = await campaignWork(app, live.report.campaign)
      const { checks } = await readinessFor(app, campaignId)
      const complete = checks.find(({ check }) => check === 'campaign-complete')
      return [progress.total, (await boardOf(app, campaignId))?.missing, complete?.state, complete?.params]
    }
    await takeUpTo(app, 5)
    expect(await told()).toEqual([4, 1, 'failed', { here: 3, of: 4 }])
    await takeUpTo(app, 9, [site])
    expect(await told()).toEqual([3, 0, 'ok', { here: 3, of: 3 }])
  })
})
