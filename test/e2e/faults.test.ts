import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { buildServer } from '../../src/server/http/server.ts'
import { openLogAt } from '../../src/server/store/log.ts'
import { launchBrowser, patience, tablet } from '../support/chromium.ts'
import { scratchFolder } from '../support/server-process.ts'
import { breaches, settled } from './eyes.ts'
import { fillMemory } from './full-memory.ts'
import { follow, go, heading, keptOffline, openDemonstration, press, railOf, rung, seen, syncNow, tap } from './hands.ts'

/** What goes wrong in the field, each on a device of its own. The server is the real one, on a copy of the app that may change. */

const folder = scratchFolder()
const dist = join(folder.path, 'dist')
let url: string
let close: () => Promise<void>
/** A hotel's portal stands between the tablet and headquarters: it answers everything, with its own page. */
let portal = false
let browser: Browser
let device: BrowserContext
let page: Page

beforeAll(async () => {
  cpSync(resolve(import.meta.dirname, '../../dist'), dist, { recursive: true })
  const log = await openLogAt(join(folder.path, 'palier.db'))
  const server = await buildServer({ log, dist, now: () => new Date().toISOString(), publicHosts: [], loopbackOnly: true })
  server.addHook('onRequest', async (request, reply) => {
    if (portal && request.url === '/api/v1/sync') return reply.type('text/html').send('<h1>Bienvenue au Grand Hôtel</h1>')
  })
  await server.listen({ host: '127.0.0.1', port: 0 })
  url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`
  close = async () => {
    await server.close()
    await log.close()
  }
  browser = await launchBrowser()
  // The demonstration is whole at headquarters before another tablet joins it.
  await takeTablet()
  await syncNow(page)
  await device.close()
})

afterEach(async () => {
  portal = false
  await device?.close()
})

afterAll(async () => {
  await browser?.close()
  await close?.()
  folder.remove()
})

/** A new tablet with the demonstration on it, in the hands of an assessor. */
const takeTablet = async (memory?: { readonly quotaSize: number }): Promise<void> => {
  device = await browser.newContext({ viewport: tablet, locale: 'fr-FR', baseURL: url })
  device.setDefaultTimeout(patience)
  page = await device.newPage()
  if (memory) await (await device.newCDPSession(page)).send('Storage.overrideQuotaForOrigin', { origin: url, ...memory })
  await openDemonstration(page, url)
}

/** Opens the grid of the first officer who waits, and answers with its address. */
const openGrid = async (): Promise<string> => {
  await page.locator('section:has(#to-do) a').first().click()
  await page.locator('article h2').waitFor()
  return new URL(page.url()).pathname
}

describe('a tablet whose memory is full', () => {
  it('says within five seconds that the tap is not saved and what to do, and saves it once there is room', async () => {
    await takeTablet({ quotaSize: 16 * 1024 * 1024 })
    await keptOffline(page)
    await openGrid()
    await tap(page, 2)
    await press(page, 'Suivante')
    await fillMemory(page)
    await rung(page, 3).click()
    await page.getByText('Ce choix : non enregistré').waitFor({ timeout: 5_000 })
    await rung(page, 3).getByText('NON ENREGISTRÉ').waitFor()
    await seen(page, 'Tout ce qui était enregistré avant reste sur cette tablette.')
    await seen(page, /La dernière saisie n’est pas enregistrée\./)
    await seen(page, '1 non enregistrée')
    expect(await rung(page, 3).getByText('enregistré', { exact: true }).count()).toBe(0)
    expect((await railOf(page))[1]).toMatch(/non évalué.*NON ENREGISTRÉ/s)
    expect(await breaches(page)).toEqual([])
    await page.evaluate(() => indexedDB.deleteDatabase('photos'))
    await press(page, 'Enregistrer à nouveau')
    await rung(page, 3).getByText('enregistré', { exact: true }).waitFor()
  })
})

describe('two tabs of one tablet', () => {
  it('lose nothing of what is tapped in either, and both show it', async () => {
    await takeTablet()
    const address = await openGrid()
    const other = await device.newPage()
    await other.goto(address)
    for (const tab of [page, other]) await press(tab, 'Grille')
    const choice = (tab: Page, line: number, level: number) =>
      tab
        .getByRole('table')
        .locator('tr')
        .filter({ has: tab.getByRole('radio') })
        .nth(line)
        .getByRole('radio', { name: new RegExp(`^${level} `) })
    for (const line of [0, 2, 4, 6]) await Promise.all([choice(page, line, 2).click(), choice(other, line + 1, 3).click()])
    for (const tab of [page, other])
      for (const line of [0, 1, 2, 3, 4, 5, 6, 7])
        await choice(tab, line, line % 2 === 0 ? 2 : 3)
          .and(tab.locator(':checked'))
          .waitFor()
    await page.reload()
    await page
      .locator('main > header')
      .getByText(/^8 sur \d+/)
      .first()
      .waitFor()
  })
})

describe('a portal that answers in the place of headquarters', () => {
  it('is not taken for it: the work stays only here, and goes up once the way is free', async () => {
    await takeTablet()
    await syncNow(page)
    portal = true
    await go(page, '/assess')
    await settled(page)
    await openGrid()
    await tap(page, 2)
    await go(page, '/sync')
    await press(page, 'Synchroniser maintenant')
    await seen(page, /^Le siège ne répond pas/)
    await seen(page, /1 seulement ici/)
    portal = false
    await press(page, 'Synchroniser maintenant')
    await seen(page, 'Rien : le siège a confirmé tout le travail.')
    await seen(page, /0 seulement ici/)
  })
})

describe('a tablet whose clock is three hours fast', () => {
  it('warns before it leaves, and its work is taken all the same', async () => {
    device = await browser.newContext({ viewport: tablet, locale: 'fr-FR', baseURL: url })
    device.setDefaultTimeout(patience)
    await device.addInitScript(() => {
      const shift = 3 * 3_600_000
      const Right = Date
      const now = (): number => Right.now() + shift
      globalThis.Date = new Proxy(Right, {
        construct: (target, given: number[]) => Reflect.construct(target, given.length === 0 ? [now()] : given),
        get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
      })
    })
    page = await device.newPage()
    await openDemonstration(page, url)
    await syncNow(page)
    await go(page, '/device')
    await seen(page, /L’horloge s’écarte de 180 min/)
    await go(page, '/assess')
    await settled(page)
    await openGrid()
    await tap(page, 2)
    await syncNow(page)
  })
})

describe('a database deleted underneath the app', () => {
  it('is told before anything else, as often as the app is opened, until somebody has understood', async () => {
    await takeTablet()
    await page.evaluate(
      () =>
        new Promise((resolve, reject) => {
          const gone = indexedDB.deleteDatabase('palier')
          gone.onsuccess = resolve
          gone.onerror = reject
        }),
    )
    for (const _ of ['the first time', 'the second time']) {
      await page.goto('/assess')
      await heading(page, 'La mémoire de Palier s’est vidée').waitFor()
      await seen(page, /le siège avait tout reçu/)
    }
    expect(await breaches(page)).toEqual([])
    await press(page, 'Reprendre avec ce que le siège tient')
    await heading(page, 'L’appareil est prêt').waitFor()
    await press(page, 'Continuer')
    await page.locator('section:has(#to-do) a').first().waitFor({ timeout: 60_000 })
  })
})

describe('the app as the server sends it', () => {
  it('is kept offline under a policy that allows nothing foreign, and a missing script is never a page', async () => {
    await takeTablet()
    const answer = await page.request.get('/')
    const policy = answer.headers()['content-security-policy'] ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("worker-src 'self'")
    expect((await page.request.get('/assets/nope.js')).status()).toBe(404)
    await keptOffline(page)
    expect(await page.evaluate(() => navigator.serviceWorker.controller?.scriptURL)).toBe(`${url}/sw.js`)
  })
})

describe('a new release', () => {
  it('is offered, waits while somebody writes, and comes in once they are done', async () => {
    await takeTablet()
    await keptOffline(page)
    await page
      .locator('section:has(#done) li')
      .filter({ hasText: 'Attend la prise de connaissance' })
      .getByRole('link')
      .first()
      .click()
    await page.getByLabel('Observations de l’agent').fill('Je n’ai pas fini')
    await page.evaluate(() => {
      document.body.dataset['mark'] = 'this very page'
    })
    releaseAgain()
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update())
    await seen(page, 'Une nouvelle version est prête')
    await press(page, 'Mettre à jour')
    await seen(page, /^La mise à jour attend la fin de la saisie/)
    expect(await page.getByLabel('Observations de l’agent').inputValue()).toBe('Je n’ai pas fini')
    expect(await page.locator('body[data-mark]').count()).toBe(1)
    await page.getByLabel('Observations de l’agent').fill('')
    await page.waitForFunction(() => document.body.dataset['mark'] === undefined)
    await settled(page)
    await follow(page, 'Tableau du site')
  })

  it('leaves unsent work as it was', async () => {
    await takeTablet()
    await keptOffline(page)
    portal = true
    await openGrid()
    await tap(page, 2)
    await go(page, '/sync')
    await seen(page, /1 seulement ici/)
    await page.evaluate(() => {
      document.body.dataset['mark'] = 'this very page'
    })
    releaseAgain()
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update())
    await press(page, 'Mettre à jour')
    await page.waitForFunction(() => document.body.dataset['mark'] === undefined)
    await settled(page)
    await seen(page, /1 seulement ici/)
    portal = false
    await syncNow(page)
    await seen(page, /0 seulement ici/)
  })
})

/** The same app under another release: one byte of its worker differs. */
const releaseAgain = (): void => {
  const worker = join(dist, 'sw.js')
  writeFileSync(worker, `${readFileSync(worker, 'utf8')}\n`)
  for (const kind of ['br', 'gz']) rmSync(`${worker}.${kind}`, { force: true })
}
