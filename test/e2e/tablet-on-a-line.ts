import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { launchBrowser, patience, tablet } from '../support/chromium.ts'
import { type OpenLine, openLine } from '../support/open-line.ts'
import { type RunningServer, scratchFolder, startServer } from '../support/server-process.ts'
import { settled } from './eyes.ts'
import { go, keptOffline, openDemonstration, syncNow } from './hands.ts'

export type TabletOnALine = { readonly line: OpenLine; readonly device: BrowserContext; readonly page: Page }

/**
 * Before each test a tablet at the board of the demonstration, kept for offline use, with nothing unsent, on a line to
 * headquarters that can be made bad. Answers with the folder of the server's data.
 */
export const tabletOnALine = (ready: (here: TabletOnALine) => void): string => {
  const data = scratchFolder()
  let server: RunningServer
  let line: OpenLine
  let browser: Browser
  let device: BrowserContext | undefined
  beforeAll(async () => {
    server = await startServer(data.path)
    line = await openLine(server.url)
    browser = await launchBrowser()
  })
  beforeEach(async () => {
    await line.become('open')
    device = await browser.newContext({ viewport: tablet, locale: 'fr-FR', baseURL: line.url })
    device.setDefaultTimeout(patience)
    const page = await device.newPage()
    await openDemonstration(page, line.url)
    await keptOffline(page)
    await syncNow(page)
    await go(page, '/assess')
    await settled(page)
    ready({ line, device, page })
  })
  afterEach(() => device?.close())
  afterAll(async () => {
    await browser?.close()
    await line?.close()
    await server?.stop()
    data.remove()
  })
  return data.path
}
