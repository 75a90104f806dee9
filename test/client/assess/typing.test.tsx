import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { App } from '../../../src/client/app/app.ts'
import { settle } from '../../../src/client/app/settle.ts'
import { rate } from '../../../src/client/app/work.ts'
import { type Desk, deskOf } from '../../../src/client/features/assess/desk.ts'
import type { CompetencyCode } from '../../../src/core/domain/id.ts'
import type { ServerLog } from '../../../src/core/protocol/ports.ts'
import { memoryServerLog } from '../../support/memory-server-log.ts'
import { assignmentId } from './seed.ts'
import { breakDisk, commentIn, gridIn, openSite, ratingIn, show } from './stage.tsx'
import { colleagueSays, exchange, rowAtHeadquarters } from './two-tablets.ts'

const ethics = 'ethics' as CompetencyCode
const level = (rank: number) => ({ kind: 'level', level: rank }) as const
const comment = (words: string) => ({ field: 'comment', competency: ethics, words }) as const
const rating = (rank: number) => ({ field: 'rating', competency: ethics, rating: level(rank) }) as const

type Site = { readonly app: App; readonly log: ServerLog; readonly desk: Desk; readonly syncs: () => Promise<void> }

/** A tablet that headquarters knows, with the desk of one assessment, which sees what every sync brings. */
const start = async (): Promise<Site> => {
  const app = await openSite()
  const log = memoryServerLog()
  await exchange(app, log)
  const desk = deskOf(app, assignmentId(0))
  desk.see(await gridIn(app))
  const syncs = async (): Promise<void> => {
    await exchange(app, log)
    desk.see(await gridIn(app))
  }
  return { app, log, desk, syncs }
}

/** What was typed is on the disk, and the screen has it from there. */
const saved = async ({ app, desk }: Site): Promise<void> => {
  desk.flush()
  await waitFor(() => expect(Object.values(desk.getState().attempts).some(({ state }) => state !== 'saved')).toBe(false))
  desk.see(await gridIn(app))
}

/** Every answer that stands in a field at headquarters, the one in the row first. */
const standing = async (log: ServerLog, field: string) => {
  const row = await rowAtHeadquarters(log)
  return [row?.fields[field], ...(row?.conflicts ?? []).map(({ value }) => value)]
}

describe("[I2] [D12] a colleague's words that come while one types", () => {
  it('stand beside what is typed: the field never showed them', async () => {
    const site = await start()
    const { app, log, desk, syncs } = site
    await colleagueSays(log, { 'comment:ethics': 'Avis du collègue.' })
    desk.type(comment('Mon'))
    await syncs()
    desk.type(comment('Mon avis.'))
    await saved(site)
    expect((await gridIn(app)).conflicts).toHaveLength(1)
    await syncs()
    expect(await standing(log, 'comment:ethics')).toEqual(['Avis du collègue.', 'Mon avis.'])
  })

  it('stand there still while one goes on, saves and sends: one conflict, with the last words', async () => {
    const site = await start()
    const { log, desk, syncs } = site
    await colleagueSays(log, { 'comment:ethics': 'Avis du collègue.' })
    desk.type(comment('Mon'))
    await syncs()
    for (const words of ['Mon avis', 'Mon avis est', 'Mon avis est fait.']) {
      desk.type(comment(words))
      await saved(site)
      await syncs()
    }
    expect(await standing(log, 'comment:ethics')).toEqual(['Avis du collègue.', 'Mon avis est fait.'])
  })

  it('stand beside the summary too, and beside words of which a save failed and is tried again', async () => {
    const site = await start()
    const { app, log, desk, syncs } = site
    const mend = breakDisk(app)
    expect(await desk.say({ field: 'summary', words: 'Ma synthèse.' })).toBe(false)
    mend()
    await colleagueSays(log, { summary: 'Synthèse du collègue.' })
    await syncs()
    desk.retry('summary')
    await saved(site)
    await syncs()
    expect(await standing(log, 'summary')).toEqual(['Synthèse du collègue.', 'Ma synthèse.'])
  })

  it('stand beside words that a page took with it when it was thrown away', async () => {
    const { app, log, desk, syncs } = await start()
    desk.type(comment('Écrit puis coupé'))
    const kept = { ...localStorage }
    await colleagueSays(log, { 'comment:ethics': 'Avis du collègue.' })
    await syncs()
    const again: App = { ...app }
    const place = `palier.words.${assignmentId(0)}`
    localStorage.setItem(place, kept[place])
    deskOf(again, assignmentId(0)).see(await gridIn(app))
    await waitFor(async () => expect((await gridIn(app)).conflicts).toHaveLength(1))
    await syncs()
    expect(await standing(log, 'comment:ethics')).toEqual(['Avis du collègue.', 'Écrit puis coupé'])
  })

  it('stand beside kept words of which nobody knows upon what they were typed', async () => {
    const { app, log, syncs } = await start()
    await colleagueSays(log, { 'comment:ethics': 'Avis du collègue.' })
    await syncs()
    localStorage.setItem(`palier.words.${assignmentId(0)}`, JSON.stringify({ 'comment:ethics': comment('Sans date') }))
    deskOf({ ...app }, assignmentId(0)).see(await gridIn(app))
    await waitFor(async () => expect((await gridIn(app)).conflicts).toHaveLength(1))
  })

  it('give no conflict once they were shown: whoever writes over them then has seen them', async () => {
    const site = await start()
    const { log, desk, syncs } = site
    desk.type(comment('Mon avis.'))
    await saved(site)
    await syncs()
    const base = (await rowAtHeadquarters(log))?.writers['comment:ethics'] ?? null
    await colleagueSays(log, { 'comment:ethics': 'Avis du collègue.' }, { 'comment:ethics': base })
    await syncs()
    expect(desk.getState().attempts).toEqual({})
    desk.type(comment('Notre avis.'))
    await saved(site)
    await syncs()
    expect(await standing(log, 'comment:ethics')).toEqual(['Notre avis.'])
  })
})

describe('[D12] a level', () => {
  it('that came and was not shown yet is not tapped away', async () => {
    const { app, log, desk } = await start()
    await colleagueSays(log, { 'rating:ethics': level(1) })
    await exchange(app, log)
    expect(await desk.say(rating(3))).toBe(true)
    desk.see(await gridIn(app))
    expect(desk.getState().attempts).toEqual({})
    await exchange(app, log)
    expect(await standing(log, 'rating:ethics')).toEqual([level(1), level(3)])
  })

  it('of a colleague that stands by now is not undone with an own step', async () => {
    const { log, desk, syncs } = await start()
    await desk.say(rating(2))
    await desk.say(rating(3))
    await syncs()
    const base = (await rowAtHeadquarters(log))?.writers['rating:ethics'] ?? null
    await colleagueSays(log, { 'rating:ethics': level(1) }, { 'rating:ethics': base })
    await syncs()
    await desk.undo()
    await syncs()
    expect(await standing(log, 'rating:ethics')).toEqual([level(1), level(2)])
  })

  it('that came while the reason of "not applicable" is typed stands beside it', async () => {
    const { app, log } = await start()
    show(app, `/assess/${assignmentId(0)}?at=ethics`)
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: /^Sans objet/ }))
    await colleagueSays(log, { 'rating:ethics': level(1) })
    await exchange(app, log)
    await waitFor(() => expect(screen.getByRole('radio', { name: /^1 Sensibilisé/ })).toHaveProperty('checked', true))
    await user.type(screen.getByLabelText(/^Pourquoi est-ce sans objet/), 'Pas de bureau ici.{Enter}')
    await waitFor(async () => expect((await gridIn(app)).conflicts).toHaveLength(1))
    expect(await ratingIn(app, 'ethics')).toEqual(level(1))
  })
})

describe('[D12] own words', () => {
  it('never stand against one another, however often they are saved, sent, undone and done again', async () => {
    const site = await start()
    const { app, log, desk, syncs } = site
    for (const words of ['Mon', 'Mon avis', 'Mon', '', 'Mon avis.']) {
      desk.type(comment(words))
      desk.flush()
      desk.type(comment(`${words} `))
      await saved(site)
      await desk.say(rating(1 + (words.length % 4)))
      if (words === 'Mon') await syncs()
    }
    await Promise.all([desk.say(rating(1)), desk.say(rating(2)), desk.say(rating(3))])
    await syncs()
    for (let steps = 0; steps < 6; steps += 1) await desk.undo()
    await syncs()
    for (let steps = 0; steps < 6; steps += 1) await desk.redo()
    await syncs()
    expect(await standing(log, 'rating:ethics')).toEqual([level(3)])
    expect(await commentIn(app, 'ethics')).toBe('Mon avis. ')
  })

  it('said in another window, or in settling a conflict, are undone and done again without one', async () => {
    const { app, log, desk, syncs } = await start()
    await desk.say(rating(1))
    await desk.say(rating(2))
    desk.see(await gridIn(app))
    expect((await rate(app, await gridIn(app), ethics, level(3))).ok).toBe(true)
    desk.see(await gridIn(app))
    await desk.undo()
    await syncs()
    expect(await standing(log, 'rating:ethics')).toEqual([level(1)])
    await colleagueSays(log, { 'rating:ethics': level(4) })
    await syncs()
    const grid = await gridIn(app)
    const [conflict] = grid.conflicts
    if (!conflict) throw new Error('nothing is in conflict')
    expect((await settle(app, grid, conflict, level(4), 'Vu ensemble.')).ok).toBe(true)
    desk.see(await gridIn(app))
    await desk.redo()
    await syncs()
    expect(await standing(log, 'rating:ethics')).toEqual([level(2)])
  })

  it('that were saved after all although their save was given up are one with those of the next try', async () => {
    const site = await start()
    const { app, log, desk, syncs } = site
    const { perform } = app
    Object.assign(app, {
      perform: async (deeds: Parameters<App['perform']>[0]) => {
        await perform(deeds)
        return { ok: false, problem: { problem: 'not-saved', cause: 'timeout', detail: '' } }
      },
    })
    expect(await desk.say(comment('Mon avis.'))).toBe(false)
    Object.assign(app, { perform })
    desk.type(comment('Mon avis, redit.'))
    await saved(site)
    await syncs()
    expect(await standing(log, 'comment:ethics')).toEqual(['Mon avis, redit.'])
  })

  it('are shown no longer as saved once a conflict of theirs was settled for the other', async () => {
    const site = await start()
    const { app, log, desk, syncs } = site
    await colleagueSays(log, { 'comment:ethics': 'Avis du collègue.' })
    desk.type(comment('Mon avis.'))
    await syncs()
    await saved(site)
    expect(desk.getState().attempts['comment:ethics']?.change).toEqual(comment('Mon avis.'))
    const grid = await gridIn(app)
    const [conflict] = grid.conflicts
    if (!conflict) throw new Error('no conflict')
    expect((await settle(app, grid, conflict, 'Avis du collègue.', 'Vu ensemble.')).ok).toBe(true)
    await syncs()
    expect(desk.getState().attempts).toEqual({})
    expect(await standing(log, 'comment:ethics')).toEqual(['Avis du collègue.'])
  })
})
