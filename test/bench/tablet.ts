import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright'
import { openProfile } from '../support/chromium.ts'
import { serveFolder } from './serve.ts'

/** A browser profile that has the app, on an address where nothing answers any more. */
export type Tablet = {
  readonly url: string
  /** Starts a browser process of its own on the profile. */
  readonly start: () => Promise<{ readonly context: BrowserContext; readonly page: Page }>
  readonly remove: () => void
}

/** Installs what a folder serves, does what is to be done while there is a network, then stops the server for good. */
export const tabletWith = async (folder: string, prepare: (page: Page, url: string) => Promise<void>): Promise<Tablet> => {
  const profile = mkdtempSync(join(tmpdir(), 'palier-bench-'))
  const start = async () => {
    const context = await openProfile(profile)
    return { context, page: context.pages()[0] ?? (await context.newPage()) }
  }
  const { url, stop } = await serveFolder(folder)
  try {
    const { context, page } = await start()
    await page.goto(`${url}/`)
    await page.evaluate(async () => void (await navigator.serviceWorker.ready))
    await prepare(page, url)
    await context.close()
  } finally {
    await stop()
  }
  return { url, start, remove: () => rmSync(profile, { recursive: true, force: true, maxRetries: 5 }) }
}

/** The demonstration as headquarters holds it too, in the hands of its first assessor. */
export const demonstrationForAssessor = async (page: Page, url: string): Promise<void> => {
  await page.goto(`${url}/welcome`)
  await page.getByRole('button', { name: /^Démonstration/ }).click()
  await page.waitForURL('**/who')
  await page
    .locator('section', { has: page.locator('h2', { hasText: 'Évaluat' }) })
    .locator('li button')
    .first()
    .click()
  await page.waitForURL('**/assess')
  await page.locator(officerRow).first().waitFor()
  while ((await page.evaluate(outboxLength)) > 0) await new Promise((resolve) => setTimeout(resolve, 250))
}

/** The name of an officer on the board: what an assessor taps. */
export const officerRow = 'main li a[href^="/assess/"]'

const outboxLength = async (): Promise<number> => {
  const request = indexedDB.open('palier')
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  const count = database.transaction('unsent').objectStore('unsent').count()
  const left = await new Promise<number>((resolve) => {
    count.onsuccess = () => resolve(count.result)
  })
  database.close()
  return left
}

/** Slows the page's main thread. Workers and the browser's own processes keep their speed. */
export const throttle = async (page: Page, rate: number): Promise<void> => {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate })
}
