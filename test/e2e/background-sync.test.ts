import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, patience, tablet } from '../support/chromium.ts'
import { type RunningServer, scratchFolder, startServer } from '../support/server-process.ts'
import { go, keptOffline, openDemonstration, seen, syncNow, tap } from './hands.ts'

/** What the browser itself does once a network is back: it wakes the worker, and the worker the page. */

const data = scratchFolder()
let server: RunningServer
let browser: Browser
let page: Page

beforeAll(async () => {
  server = await startServer(data.path)
  browser = await launchBrowser()
  const context = await browser.newContext({ viewport: tablet, locale: 'fr-FR' })
  context.setDefaultTimeout(patience)
  page = await context.newPage()
  await openDemonstration(page, server.url)
  await keptOffline(page)
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
  data.remove()
})

describe('a browser that says there is a network again', () => {
  it('makes the open page send what waits at once, whatever wait still runs', { timeout: 120_000 }, async () => {
    // All of the demonstration is there, and then one tap is not.
    await syncNow(page)
    await page.route('**/api/v1/sync', (route) => route.abort())
    await go(page, '/assess')
    await page.locator('section:has(#to-do) a').first().click()
    await page.locator('article h2').waitFor()
    await tap(page, 2)
    await go(page, '/sync')
    await seen(page, /1 seulement ici/)
    // Failures one after the other: by now the page would wait for minutes.
    for (let tries = 0; tries < 4; tries += 1) {
      await page.getByRole('button', { name: 'Synchroniser maintenant' }).click()
      await seen(page, /Le siège ne répond pas/)
    }
    await page.unroute('**/api/v1/sync')
    const spoke = page.waitForRequest('**/api/v1/sync', { timeout: 5_000 })
    const workers = await page.context().newCDPSession(page)
    const registration = new Promise<string>((resolve) =>
      workers.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        if (registrations[0]) resolve(registrations[0].registrationId)
      }),
    )
    await workers.send('ServiceWorker.enable')
    await workers.send('ServiceWorker.dispatchSyncEvent', {
      origin: server.url,
      registrationId: await registration,
      tag: 'palier-sync',
      lastChance: false,
    })
    expect((await spoke).method()).toBe('POST')
    await seen(page, 'Rien : le siège a confirmé tout le travail.')
  })
})
