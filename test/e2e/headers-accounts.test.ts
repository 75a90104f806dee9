import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { linkIn, passphrase } from '../support/access.ts'
import { launchBrowser, patience, tablet } from '../support/chromium.ts'
import { type RunningServer, scratchFolder, startServer } from '../support/server-process.ts'
import { complaintsOf, settled } from './eyes.ts'
import { go, heading, keptOffline, press } from './hands.ts'

/** Accounts, sealed profiles and the camera, under the very headers that the product is served with. */

declare global {
  interface Window {
    breaches?: string[]
  }
}

const data = scratchFolder()
let server: RunningServer
let browser: Browser
let context: BrowserContext
let page: Page
let complaints: string[]
/** Every worker that was ever started, by its file. */
const workers = new Set<string>()

const breaches = (): Promise<readonly string[]> => page.evaluate(() => window.breaches ?? [])
const lockNow = (): Promise<void> => page.getByRole('banner').getByRole('button', { name: 'Verrouiller' }).click()
const unlock = async (): Promise<void> => {
  await heading(page, 'Ouvrir votre profil').waitFor()
  await page.getByLabel('Phrase secrète', { exact: true }).fill(passphrase)
  await press(page, 'Ouvrir')
  await page.locator('main h1').filter({ hasNotText: 'Ouvrir votre profil' }).waitFor()
}

beforeAll(async () => {
  server = await startServer(data.path, { ACCESS: 'accounts' })
  browser = await launchBrowser(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'])
  context = await browser.newContext({ viewport: tablet, locale: 'fr-FR', baseURL: server.url })
  context.setDefaultTimeout(patience)
  await context.addInitScript(() => {
    window.breaches = []
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
      window.breaches?.push(`${violatedDirective} ${blockedURI} ${sample}`),
    )
  })
  page = await context.newPage()
  complaints = complaintsOf(page)
  page.on('worker', (worker) => workers.add(/([\w.]+)-[\w-]+\.js$/.exec(worker.url())?.[1] ?? worker.url()))
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
  data.remove()
})

describe('a server with accounts, under its own headers', () => {
  it('lets the first administrator in: the key is made in a worker that compiles WebAssembly', async () => {
    await page.goto(`/#first=${linkIn(server.said())}`)
    await heading(page, 'Devenir administrateur').waitFor()
    await page.getByLabel('Nom de connexion').fill('awa.traore')
    await page.getByLabel('Votre phrase secrète').fill(passphrase)
    await page.getByLabel('La même, une seconde fois').fill(passphrase)
    await page.getByLabel('Nom de cette tablette').fill('Bureau')
    await press(page, 'Créer le compte')
    await press(page, 'Ouvrir mon profil')
    await heading(page, 'Bienvenue dans Palier').waitFor()
    expect([...workers]).toContain('argon2.worker')
    expect([complaints, await breaches()]).toEqual([[], []])
  })

  it('works sealed, is locked and opened again, and shows its screens', async () => {
    await press(page, 'Démonstration : pilote de Bamako-Sénou')
    await heading(page, 'Démonstration : comptes prêts').waitFor()
    await keptOffline(page)
    if (await heading(page, 'Ouvrir votre profil').isVisible()) await unlock()
    for (const screen of ['/people', '/library', '/campaigns', '/sync', '/device', '/profile']) {
      await go(page, screen)
      await settled(page)
    }
    await lockNow()
    await unlock()
    expect(workers).toContain('journal.worker')
    expect([complaints, await breaches()]).toEqual([[], []])
  })

  it('keeps no answer of the interface, once locked', async () => {
    await lockNow()
    await heading(page, 'Ouvrir votre profil').waitFor()
    const kept = await page.evaluate(async () => {
      const names = await caches.keys()
      const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
      return requests.flat().map(({ url }) => new URL(url).pathname)
    })
    expect(kept.length).toBeGreaterThan(10)
    expect(kept.filter((path) => path.startsWith('/api'))).toEqual([])
  })

  it('reads a code with the camera on another tablet', async () => {
    const other = await browser.newContext({ viewport: tablet, locale: 'fr-FR', baseURL: server.url })
    const stranger = await other.newPage()
    const heard = complaintsOf(stranger)
    await stranger.goto('/')
    await heading(stranger, 'Enrôler cette tablette').waitFor()
    await press(stranger, 'Lire le code avec la caméra')
    await stranger.locator('video').waitFor()
    await stranger.waitForFunction(() => (document.querySelector('video')?.videoWidth ?? 0) > 0)
    expect(heard).toEqual([])
    await other.close()
  })
})
