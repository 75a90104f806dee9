import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildServer } from '../../src/server/http/server.ts'
import { openLogAt } from '../../src/server/store/log.ts'
import { launchBrowser, patience, tablet } from '../support/chromium.ts'
import { type OpenLine, openLine } from '../support/open-line.ts'
import { scratchFolder } from '../support/server-process.ts'
import { settled } from './eyes.ts'
import { keptOffline, openDemonstration, press, rung, seen, syncNow, tap } from './hands.ts'
import { logIn, outboxOf } from './stores.ts'

/** A new release arrives while the tablet speaks with headquarters over a slow line. */

const folder = scratchFolder()
const dist = join(folder.path, 'dist')
let line: OpenLine
let close: () => Promise<void>
let browser: Browser
let device: BrowserContext
let page: Page

beforeAll(async () => {
  cpSync(resolve(import.meta.dirname, '../../dist'), dist, { recursive: true })
  const log = await openLogAt(join(folder.path, 'palier.db'))
  const server = await buildServer({ log, dist, now: () => new Date().toISOString(), publicHosts: [], loopbackOnly: true })
  await server.listen({ host: '127.0.0.1', port: 0 })
  line = await openLine(`http://127.0.0.1:${(server.server.address() as AddressInfo).port}`)
  close = async () => {
    await line.close()
    await server.close()
    await log.close()
  }
  browser = await launchBrowser()
  device = await browser.newContext({ viewport: tablet, locale: 'fr-FR', baseURL: line.url })
  device.setDefaultTimeout(patience)
  page = await device.newPage()
  await openDemonstration(page, line.url)
  await keptOffline(page)
  await syncNow(page)
})

afterAll(async () => {
  await browser?.close()
  await close?.()
  folder.remove()
})

/** The same app under another release: one byte of its worker differs. */
const releaseAgain = (): void => {
  const worker = join(dist, 'sw.js')
  writeFileSync(worker, `${readFileSync(worker, 'utf8')}\n`)
  for (const kind of ['br', 'gz']) rmSync(`${worker}.${kind}`, { force: true })
}

/** Which of the release's workers serve the page and wait. */
const workers = (): Promise<readonly (string | undefined)[]> =>
  page.evaluate(async () => {
    const found = await navigator.serviceWorker.getRegistration()
    return [found?.active?.state, found?.waiting?.state]
  })

const words = 'Tient la main courante sans rappel.'

describe('a new release in the middle of an exchange', () => {
  it('waits until the exchange has ended, and neither work nor words are lost', async () => {
    await page.goto('/assess')
    await settled(page)
    await page.locator('section:has(#to-do) a').first().click()
    await page.locator('article h2').waitFor()
    await line.become('answers-held')
    const stopped = line.stopped()
    await tap(page, 2)
    await press(page, 'Ajouter un commentaire')
    await page.getByLabel('Commentaire').fill(words)
    await page.locator('article').getByText('enregistré', { exact: true }).nth(1).waitFor()
    await expect.poll(() => line.stopped(), { timeout: 15_000 }).toBeGreaterThan(stopped)
    const work = await outboxOf(page)
    expect(work).toHaveLength(2)
    await page.evaluate(() => {
      document.body.dataset['mark'] = 'this very page'
    })
    releaseAgain()
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update())
    await seen(page, 'Une nouvelle version est prête')
    await press(page, 'Mettre à jour')
    await seen(page, /^La mise à jour attend la fin de la saisie ou de l’envoi/)
    await page.waitForTimeout(2_500)
    expect(await workers()).toEqual(['activated', 'installed'])
    expect(await page.locator('body[data-mark]').count()).toBe(1)
    expect(await page.getByLabel('Commentaire').inputValue()).toBe(words)
    await line.become('open')
    await page.waitForFunction(() => document.body.dataset['mark'] === undefined)
    await page.locator('article h2').waitFor()
    expect(await workers()).toEqual(['activated', undefined])
    expect(await rung(page, 2).getByRole('radio').isChecked()).toBe(true)
    expect(await page.getByLabel('Commentaire').inputValue()).toBe(words)
    await syncNow(page)
    expect(await outboxOf(page)).toEqual([])
    for (const one of work) expect(logIn(folder.path).filter(({ id }) => id === one.id)).toEqual([one])
  })
})
