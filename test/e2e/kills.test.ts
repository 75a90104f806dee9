import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { killWhole, openProfile } from '../support/chromium.ts'
import { type OpenLine, openLine } from '../support/open-line.ts'
import { seeded } from '../support/random.ts'
import { type RunningServer, scratchFolder, startServer } from '../support/server-process.ts'
import { settled } from './eyes.ts'
import { go, heading, keptOffline, openDemonstration, press, railOf, syncNow } from './hands.ts'
import { explains, openSaid, type Said, valuesIn } from './said.ts'
import { journalIn, type Kept, logIn, outboxOf } from './stores.ts'

/*
 * A tablet that loses its power again and again while somebody taps: every process of the browser is killed at once, at any
 * moment between a tap and some time after its *enregistré*, and now and then in the middle of an exchange. Whatever the
 * screen called saved is there at the next start, once, in the database and in the journal, and in the end at headquarters.
 */

const rounds = Number(process.env['KILLS'] ?? 40)
const seed = Number(process.env['KILLS_SEED'] ?? 20_261_122)

const data = scratchFolder()
const profile = scratchFolder()
const chance = seeded(seed)
const said: Said = openSaid()
/** What became of the rounds, for the last line. */
const told = { exchanges: 0, behind: 0, most: 0, emptied: 0 }
let server: RunningServer
let line: OpenLine
let tablet: BrowserContext
let page: Page
let address = ''
let assessment = ''
let competencies = 0

beforeAll(async () => {
  server = await startServer(data.path)
  line = await openLine(server.url)
  tablet = await openProfile(profile.path)
  page = tablet.pages()[0] ?? (await tablet.newPage())
  await openDemonstration(page, line.url)
  await keptOffline(page)
  await syncNow(page)
  await go(page, '/assess')
  await settled(page)
  await page.locator('section:has(#to-do) a').first().click()
  await page.locator('article h2').waitFor()
  address = page.url()
  assessment = new URL(address).pathname.split('/')[2] ?? ''
  competencies = (await railOf(page)).length
  await tablet.close()
  await line.become('refused')
})

afterAll(async () => {
  await tablet?.close().catch(() => undefined)
  await line?.close()
  await server?.stop()
  data.remove()
  profile.remove()
})

/** Once, halfway, the database is gone when the tablet is switched on. */
const emptiedAt = Math.ceil(rounds / 2)

/**
 * A browser that was killed can find its own database damaged and begin an empty one. That is told, everything comes back from
 * the journal, and headquarters gives the rest: the comparison that follows is the same as ever.
 */
const takeAllBack = async (): Promise<void> => {
  told.emptied += 1
  await press(page, 'Restaurer mon travail')
  await heading(page, 'Votre travail est de retour').waitFor()
  await press(page, 'Continuer')
  await page.locator('main h1').waitFor()
  await line.become('open')
  await syncNow(page)
  await page.goto(address)
  await page.locator('article h2').waitFor()
  await line.become('refused')
}

/** Switches the tablet on again: the grid stands, and shows what it has. */
const switchOn = async (): Promise<void> => {
  tablet = await openProfile(profile.path)
  page = tablet.pages()[0] ?? (await tablet.newPage())
  await said.listen(page)
  await page.goto(address)
  const emptied = heading(page, 'Mémoire vidée, travail retrouvé')
  await page.locator('article h2').or(emptied).waitFor()
  if (await emptied.isVisible()) await takeAllBack()
}

const railItem = (place: number) => page.getByRole('navigation', { name: 'Compétences à évaluer' }).getByRole('button').nth(place)

const pause = (wait: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, wait))

/** Goes to any competency and says something of it: another level, mostly. */
const tapSomewhere = async (): Promise<void> => {
  await railItem(chance.below(competencies)).click()
  const name = (await page.locator('article h2').textContent()) ?? ''
  const what = chance.below(10)
  if (what === 0 && (await page.locator('article button[aria-pressed="false"]', { hasText: 'Non observé' }).count()) > 0) {
    said.begin('rating', name, 'not-observed')
    return page.getByRole('button', { name: 'Non observé', exact: true }).click()
  }
  if (what <= 2) return write(name)
  const free = page.locator('article label').filter({ has: page.locator('input[type=radio]:not(:checked)') })
  const choice = free.nth(chance.below((await free.count()) || 1))
  said.begin('rating', name, (await choice.locator('input').getAttribute('value')) ?? '')
  await choice.click()
}

let written = 0
const write = async (name: string): Promise<void> => {
  const field = page.locator('article textarea')
  if ((await field.count()) === 0) await press(page, 'Ajouter un commentaire')
  await field.focus()
  await page.keyboard.press('ControlOrMeta+a')
  written += 1
  const words = `Vu au poste, remarque ${written}.`
  said.begin('comment', name, words)
  await page.keyboard.insertText(words)
}

/** Where the power goes: upon the write of the last tap, before or after that, or wherever. */
const untilThen = async (last: Promise<unknown>): Promise<void> => {
  const where = chance.below(10)
  if (where < 4) {
    await Promise.race([said.tapped(), pause(1_000)])
    return pause(chance.below(16))
  }
  if (where < 8) await last
  return pause(chance.below(400))
}

/** Works as fast as an assessor does, until the power goes. */
const workUntilKilled = async (): Promise<void> => {
  const exchanges = chance.chance(0.2)
  if (exchanges) await line.become('open')
  for (let left = 2 + chance.below(4); left > 0; left -= 1) await tapSomewhere()
  if (exchanges) {
    told.exchanges += 1
    await page.evaluate(() => dispatchEvent(new Event('online')))
  }
  const last = tapSomewhere().catch(() => undefined)
  await untilThen(last)
  await killWhole(tablet, profile.path)
  await last
  said.end()
  await line.become('refused')
}

const byId = (kept: readonly Kept[]): ReadonlyMap<string, string> => new Map(kept.map(({ id, text }) => [id, text]))

/** Compares what was called saved with every place where it has to be, and with what the screen shows now. */
const compare = async (journal: readonly Kept[], which: string): Promise<void> => {
  const [outbox, log] = [await outboxOf(page), logIn(data.path)]
  const [inOutbox, inLog, inJournal] = [byId(outbox), byId(log), byId(journal)]
  expect([inOutbox.size, inLog.size], which).toEqual([outbox.length, log.length])
  for (const [id, text] of inOutbox)
    for (const other of [inLog.get(id), inJournal.get(id)]) if (other !== undefined) expect(other, which).toBe(text)
  told.most = Math.max(told.most, outbox.length)
  const here = valuesIn([...outbox, ...log], assessment)
  const second = valuesIn([...journal, ...log], assessment)
  for (const field of here.keys()) expect([...said.taps.keys()], which).toContain(field)
  for (const [field, taps] of said.taps) {
    const where = `${which}, ${field}, ${JSON.stringify(taps)}`
    expect(explains(taps, here.get(field) ?? []), `${where} database: ${here.get(field)}`).toBe(true)
    expect(explains(taps, second.get(field) ?? []), `${where} journal: ${second.get(field)}`).toBe(true)
  }
  if (journal.some(({ id }) => !inOutbox.has(id) && !inLog.has(id))) await takeBack(which)
}

/** A tap that only the journal had time to take was never called saved: it is offered once the grid is left, and comes back as it was made. */
const takeBack = async (which: string): Promise<void> => {
  told.behind += 1
  await go(page, '/assess')
  await heading(page, 'Du travail n’est que dans la copie de secours').waitFor()
  await press(page, 'Restaurer mon travail')
  await heading(page, 'Votre travail est de retour').waitFor()
  await page.goto(address)
  await page.locator('article h2').waitFor()
  for (const [field, taps] of said.taps) {
    const here = valuesIn([...(await outboxOf(page)), ...logIn(data.path)], assessment).get(field) ?? []
    expect(explains(taps, here), `${which}, given back, ${field}: ${here}`).toBe(true)
  }
}

/** Reads the whole grid off the screen, one competency after the other: name, choice and words. */
const readGrid = (): Promise<readonly string[]> =>
  page.evaluate(async () => {
    const lines: string[] = []
    for (const item of document.querySelectorAll<HTMLElement>('nav[aria-label="Compétences à évaluer"] button')) {
      item.click()
      await new Promise((resolve) => setTimeout(resolve))
      const choice = document.querySelector<HTMLInputElement>('article input[type=radio]:checked')?.value
      const pressed = document.querySelector('article button[aria-pressed="true"]') ? 'not-observed' : ''
      const words = document.querySelector<HTMLTextAreaElement>('article textarea')?.value ?? ''
      lines.push([document.querySelector('article h2')?.textContent, choice ?? pressed, words].join(' | '))
    }
    return lines
  })

const expectOnScreen = async (which: string): Promise<void> => {
  const here = valuesIn([...(await outboxOf(page)), ...logIn(data.path)], assessment)
  const wanted = said.lines((field) => here.get(field)?.at(-1) ?? '')
  const shown = await readGrid()
  for (const line of wanted) expect(shown, which).toContain(line)
}

describe('a tablet that is killed in the middle of entries', () => {
  it(`has every tap that it called saved, once, after each of ${rounds} kills`, { timeout: rounds * 12_000 }, async () => {
    const began = Date.now()
    for (let round = 1; round <= rounds; round += 1) {
      const which = `seed ${seed}, round ${round}`
      const journal = journalIn(profile.path)
      if (round === emptiedAt) rmSync(join(profile.path, 'Default', 'IndexedDB'), { recursive: true })
      await switchOn()
      await compare(journal, which)
      await expectOnScreen(which)
      await workUntilKilled()
    }
    const { taps, saved } = said.counts()
    expect(saved).toBeGreaterThan(rounds)
    expect(told.emptied).toBeGreaterThan(0)
    console.log(
      `${rounds} kills in ${Math.round((Date.now() - began) / 1000)} s: ${taps} taps, ${saved} called saved, 0 lost, 0 doubled; ` +
        `${told.exchanges} in an exchange, ${told.behind} given back from the journal, ${told.most} waiting at most, ${told.emptied} times an emptied database`,
    )
  })

  it('brings all of it to headquarters in the end, each operation once, and nothing stays behind', async () => {
    const journal = journalIn(profile.path)
    await switchOn()
    await compare(journal, 'the last start')
    const waiting = await outboxOf(page)
    await line.become('open')
    await syncNow(page)
    const log = logIn(data.path)
    for (const { id, text } of waiting) expect(log.filter((one) => one.id === id).map((one) => one.text)).toEqual([text])
    for (const [field, taps] of said.taps) expect(explains(taps, valuesIn(log, assessment).get(field) ?? []), field).toBe(true)
    expect(await outboxOf(page)).toEqual([])
    await go(page, new URL(address).pathname)
    await page.locator('article h2').waitFor()
    await expectOnScreen('the end')
    await tablet.close()
    const left = journalIn(profile.path).filter(({ id }) => !log.some((one) => one.id === id))
    expect(left).toEqual([])
  })
})
