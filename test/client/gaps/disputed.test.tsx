import { screen, within } from '@testing-library/react'
import i18next from 'i18next'
import { describe, expect, it } from 'vitest'
import type { App } from '../../../src/client/app/app.ts'
import { reportOf } from '../../../src/client/app/reports.ts'
import { settleSigned } from '../../../src/client/app/settle-signed.ts'
import { reportedCampaign } from '../../../src/client/app/sheet.ts'
import { signedDisputeOf } from '../../../src/client/app/signed-dispute.ts'
import { reportFiguresIn } from '../../../src/client/features/gaps/figures.ts'
import { standingLines } from '../../../src/client/features/gaps/standing.ts'
import { narrowReport } from '../../../src/core/domain/report.ts'
import { assignmentId } from '../assess/seed.ts'
import { colleagueSays, colleagueSigns, siteAfter } from '../assess/two-tablets.ts'
import { show } from './stage.tsx'

const level = (rank: number) => ({ kind: 'level', level: rank }) as const
const id = assignmentId(0)
const title = '1 évaluation signée est à trancher'
const mark = 'à trancher : comptée selon la première signature'

const signedTwice = () => siteAfter((log) => colleagueSigns(log, { 'rating:ethics': level(2) }))

const liveOf = async (app: App) => {
  const campaign = await reportedCampaign(app, null)
  const live = campaign && (await reportOf(app, campaign))
  if (!live) throw new Error('no report')
  return live
}

const linesOf = async (
  app: App,
  part = (live: Awaited<ReturnType<typeof liveOf>>) => live.report,
): Promise<readonly string[]> => {
  const live = await liveOf(app)
  const lines = standingLines(live, part(live), i18next.getFixedT('fr', 'gaps'), reportFiguresIn('fr'))
  return lines.map((cells) => cells.join(': '))
}

describe('a report with two signatures on one assessment', () => {
  it('says so on the pages of site, unit and competency, with the way to settle it', async () => {
    const app = await signedTwice()
    const unit = (await liveOf(app)).report.officers.find(({ assignment }) => assignment.id === id)?.assignment.unit
    for (const address of ['/gaps', `/gaps/unit/${unit}`, '/gaps/competency/ethics']) {
      const { unmount } = show(app, address)
      const notice = (await screen.findByText(title)).parentElement as HTMLElement
      expect(within(notice).getByRole('link').getAttribute('href')).toBe(`/assess/${id}/settle`)
      unmount()
    }
  })

  it('marks the officer in the list', async () => {
    show(await signedTwice(), '/gaps')
    expect((await screen.findAllByText(mark)).length).toBe(1)
  })

  it('says in the spreadsheet how many count as they were first signed, of those that it shows', async () => {
    const app = await signedTwice()
    expect(await linesOf(app)).toContain('Évaluations à trancher: 1, comptée selon la première signature')
    const nobody = await linesOf(app, ({ report }) => narrowReport(report, { unit: 'elsewhere' as never }))
    expect(nobody.join()).not.toContain('à trancher')
  })

  it('is silent once somebody has settled it', async () => {
    const app = await signedTwice()
    const dispute = await signedDisputeOf(app, id)
    if (!dispute) throw new Error('no dispute')
    const chosen = new Map(dispute.fields.map(({ field, standing }) => [field, standing.value]))
    expect((await settleSigned(app, dispute, { chosen, reason: 'Revu.' })).ok).toBe(true)
    expect((await linesOf(app)).join()).not.toContain('à trancher')
  })
})

it('answers that came after the signature are told like a second one; what nobody signed is not counted at all', async () => {
  const late = await siteAfter((log) => colleagueSays(log, { 'rating:ethics': level(2) }))
  expect((await liveOf(late)).disputed.size).toBe(1)
  expect((await liveOf(await siteAfter())).disputed.size).toBe(0)
})
