import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, tablet } from '../support/chromium.ts'
import { type RunningServer, scratchFolder, startServer } from '../support/server-process.ts'
import { beginAtDesk, handTablet, openTablet, own } from './accounts-here.ts'
import { breaches, complaintsOf, overflows, settled, smallTargets, unspoken } from './eyes.ts'
import { go, heading, press, seen } from './hands.ts'

/*
 * What a holder sees of the own account: who sees what, on paper before anybody has signed in; where one is signed in, and the end of
 * it elsewhere; the way back in on a tablet whose session ended, with a passphrase of one’s own after a reset.
 */

const data = scratchFolder()
const login = 'karim.kone'
let server: RunningServer
let browser: Browser
let desk: Page
let here: Page
let there: Page
let phrase = ''
const complaints: string[][] = []

beforeAll(async () => {
  server = await startServer(data.path, { ACCESS: 'accounts' })
  browser = await launchBrowser()
  desk = await openTablet(browser, server)
  phrase = (await beginAtDesk(desk, server)).get(login)?.secret ?? ''
  here = await openTablet(browser, server)
  there = await openTablet(browser, server)
  complaints.push(complaintsOf(here), complaintsOf(there))
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
  data.remove()
})

const wrongAtEachSize = async (page: Page): Promise<readonly string[]> => {
  const found: string[] = []
  for (const size of [{ width: 390, height: 844 }, { width: 800, height: 1280 }, tablet]) {
    await page.setViewportSize(size)
    found.push(...[await breaches(page), await overflows(page), await unspoken(page), await smallTargets(page)].flat())
  }
  return found
}

describe('the notice of who sees what', () => {
  it('stands whole on paper before anybody has signed in, and nothing else does', async () => {
    await here.goto('/')
    await heading(here, 'Enrôler cette tablette').waitFor()
    await press(here, 'Réglages')
    await press(here, 'Qui voit quoi')
    const sheet = here.getByRole('dialog')
    await sheet.getByRole('button', { name: 'Imprimer la notice' }).waitFor()
    expect(await wrongAtEachSize(here)).toEqual([])
    const read = (await sheet.locator('h1, h1 ~ *').allInnerTexts()).join('\n').replace(/\s+/g, ' ')
    expect(read.length).toBeGreaterThan(1_500)
    await here.emulateMedia({ media: 'print' })
    const printed = (await here.locator('body').innerText()).replace(/\s+/g, ' ')
    expect(printed).toContain(read)
    expect(printed).not.toMatch(/Enrôler cette tablette|Imprimer|Langue/)
    const pages = (await here.pdf({ format: 'A4' })).toString('latin1').match(/\/Type \/Page\b/g) ?? []
    expect(pages.length).toBeGreaterThanOrEqual(2)
    await here.emulateMedia({ media: null })
    await sheet.getByRole('button', { name: 'Fermer' }).click()
    expect(await here.locator('body').innerText()).toContain('Enrôler cette tablette')
  })
})

describe('one’s own sessions', () => {
  const part = () => here.getByRole('region', { name: 'Vos tablettes connectées' })

  it('are listed with this tablet marked, and end elsewhere at once', async () => {
    for (const page of [here, there]) {
      await handTablet(desk, page, { login, secret: phrase })
      await page.locator('section:has(#to-do) a').first().waitFor({ timeout: 60_000 })
    }
    await go(here, '/profile')
    await settled(here)
    await expect.poll(() => part().getByRole('listitem').count()).toBe(2)
    await part().getByRole('listitem').filter({ hasText: 'Cette tablette' }).waitFor()
    expect(await wrongAtEachSize(here)).toEqual([])
    await part()
      .getByRole('button', { name: /^Terminer la session/ })
      .click()
    await part()
      .getByRole('button', { name: /^Oui, terminer la session/ })
      .click()
    await part().getByText('Session terminée sur').waitFor()
    expect(await part().getByRole('listitem').count()).toBe(1)
  })

  it('are said to need the network where there is none', async () => {
    await here.context().setOffline(true)
    await go(here, '/sync')
    await settled(here)
    await go(here, '/profile')
    await part().getByText('Il faut le réseau pour voir cette liste').waitFor()
    expect(await wrongAtEachSize(here)).toEqual([])
    await here.context().setOffline(false)
    await part().getByText('Cette tablette', { exact: true }).waitFor()
  })

  it('are told as ended on the tablet on which they were, which goes on after a sign-in', async () => {
    await go(there, '/sync')
    await press(there, 'Synchroniser maintenant')
    await seen(there, 'Votre session a pris fin')
    await press(there, 'Se connecter de nouveau')
    const sheet = there.getByRole('dialog', { name: 'Se connecter de nouveau' })
    await sheet.getByLabel('Phrase secrète', { exact: true }).fill(phrase)
    expect(await wrongAtEachSize(there)).toEqual([])
    await sheet.getByRole('button', { name: 'Se connecter' }).click()
    await there.getByText('Votre session a pris fin').waitFor({ state: 'detached' })
  })
})

describe('a passphrase that an administrator made anew', () => {
  it('gives way to one’s own in the sheet of the ended session, whose targets are large enough for fingers', async () => {
    await go(desk, '/accounts')
    await desk
      .getByRole('row', { name: new RegExp(login) })
      .getByRole('button')
      .click()
    for (let turn = 0; turn < 2; turn += 1)
      await desk.getByRole('dialog').getByRole('button', { name: 'Donner une phrase neuve' }).click()
    await seen(desk, 'Cette phrase ne sera plus jamais montrée')
    const oneTime = await desk.locator('article dd').nth(1).innerText()
    await press(there, 'Synchroniser maintenant')
    await press(there, 'Se connecter de nouveau')
    const sheet = there.getByRole('dialog', { name: 'Se connecter de nouveau' })
    await sheet.getByLabel('Phrase secrète', { exact: true }).fill(oneTime)
    await sheet.getByRole('button', { name: 'Se connecter' }).click()
    await sheet.getByLabel('Votre phrase secrète').waitFor()
    expect(await wrongAtEachSize(there)).toEqual([])
    await sheet.getByRole('button', { name: 'Garder cette phrase' }).click()
    expect(await wrongAtEachSize(there)).toEqual([])
    await sheet.getByLabel('Votre phrase secrète').fill(own)
    await sheet.getByLabel('La même, une seconde fois').fill(own)
    expect(await wrongAtEachSize(there)).toEqual([])
    await sheet.getByRole('button', { name: 'Garder cette phrase' }).click()
    await there.getByText('Votre session a pris fin').waitFor({ state: 'detached' })
    expect(complaints.flat()).toEqual([])
  })
})
