import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, patience, tablet } from '../support/chromium.ts'
import { type RunningServer, scratchFolder, startServer } from '../support/server-process.ts'
import { go, keptOffline, openDemonstration, seen } from './hands.ts'

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
    await go(page, '/sync')
    // Failures one after the other: by now the page would wait for minutes.
    await page.route('**/api/v1/sync', (route) => route.abort())
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
    // A whole demonstration goes up, in pieces that the failures have made small.
    await page.getByText('Rien : le siège a confirmé tout le travail.').first().waitFor({ timeout: 60_000 })
  })
})
