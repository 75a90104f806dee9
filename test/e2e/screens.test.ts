import type { Browser, BrowserContext, Locator, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, patience, tablet, upright } from '../support/chromium.ts'
import { type RunningServer, scratchFolder, startServer } from '../support/server-process.ts'
import { breaches, complaintsOf, drawAll, overflows, settled, smallTargets, unspoken } from './eyes.ts'
import { answered, go, keptOffline, openDemonstration, press, seen, syncNow } from './hands.ts'

/** Every screen of the product, shown with the demonstration. */

const phone = { width: 390, height: 844 }
const smallPhone = { width: 360, height: 740 }

/** Addresses with the places that only the planted demonstration knows. */
const screens = [
  '/assess',
  '/assess/{fresh}',
  '/assess/{begun}',
  '/assess/{begun}/review',
  '/assess/{signed}',
  '/assess/{signed}/review',
  '/assess/{signed}/settle',
  '/gaps',
  '/gaps/unit/{unit}',
  '/gaps/competency/customs-valuation',
  '/gaps/officer/{signed}',
  '/sheet/{signed}',
  '/library',
  '/library/dictionary',
  '/library/dictionary/customs-valuation',
  '/library/catalogue',
  '/library/catalogue/examining-inspector',
  '/library/training',
  '/people',
  '/people/import',
  '/people/post/{post}',
  '/campaigns',
  '/campaigns/{campaign}',
  '/sync',
  '/sync/record/assessment/{signed}~expert',
  '/sync/receipt/{signed}~expert',
  '/sync/receipts',
  '/sync/settle/post/{post}',
  '/device',
  '/who',
  '/welcome',
]

const data = scratchFolder()
let server: RunningServer
let browser: Browser
let context: BrowserContext
let page: Page
let complaints: string[]
const places = new Map<string, string>()

const addressOf = (screen: string): string => screen.replace(/\{(\w+)\}/, (_, name) => places.get(name) ?? 'unknown')

/** The last part of the address of a link. */
const placeIn = async (selector: string, part: number): Promise<string> => {
  const address = await page.locator(selector).first().getAttribute('href')
  return address?.split(/[/?#]/)[part] ?? ''
}

beforeAll(async () => {
  server = await startServer(data.path)
  browser = await launchBrowser()
  context = await browser.newContext({ viewport: tablet, locale: 'fr-FR', reducedMotion: 'reduce', baseURL: server.url })
  context.setDefaultTimeout(patience)
  page = await context.newPage()
  await drawAll(page)
  complaints = complaintsOf(page)
  await openDemonstration(page, server.url, 'KASSOGUÉ Hawa')
  await keptOffline(page)
  await settled(page)
  // What headquarters has given a receipt for can be shown, proven and printed.
  await syncNow(page)
  await go(page, '/campaigns')
  await settled(page)
  places.set('campaign', await placeIn('main a[href^="/campaigns/"]', 2))
  await go(page, '/assess')
  await settled(page)
  places.set('fresh', await placeIn('section:has(#to-do) a', 2))
  places.set('begun', await placeIn('section:has(#under-way) a', 2))
  places.set('signed', await placeIn('section:has(#done) a', 2))
  await go(page, '/gaps')
  await settled(page)
  places.set('unit', await placeIn('a[href*="/gaps/unit/"]', 3))
  await go(page, '/people')
  await settled(page)
  places.set('post', await placeIn('a[href^="/people/post/"]', 3))
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
  data.remove()
})

describe('every screen', () => {
  it.each(screens)('%s can be read by everybody, by day and by night, on a tablet both ways and on a phone', async (screen) => {
    complaints.length = 0
    await go(page, addressOf(screen))
    const found: string[] = []
    for (const size of [tablet, upright, phone]) {
      await page.setViewportSize(size)
      await page.emulateMedia({ colorScheme: 'light' })
      await settled(page)
      // Colours depend on the theme and on which of the two layouts is drawn; the upright tablet has the phone's.
      const byDay = await breaches(page, size === upright ? 'shapes' : 'all')
      found.push(...[...byDay, ...(await overflows(page)), ...(await unspoken(page))].map((one) => `${size.width} ${one}`))
      if (size === upright) continue
      await page.emulateMedia({ colorScheme: 'dark' })
      found.push(...(await breaches(page, 'colours')).map((one) => `${size.width} by night ${one}`))
    }
    expect(found).toEqual([])
    expect(complaints).toEqual([])
  })

  it.each(['English', 'Português', 'Español'])('changes to %s while it is shown, and leaves no word unsaid', async (language) => {
    await page.setViewportSize(tablet)
    await page.emulateMedia({ colorScheme: 'light' })
    complaints.length = 0
    await go(page, '/sync')
    await settled(page)
    const before = await page.locator('h1').innerText()
    await page.locator('header button[aria-haspopup="dialog"]').last().click()
    await page.getByRole('dialog').getByLabel(language).click()
    await page.waitForFunction((title) => document.querySelector('h1')?.innerText !== title, before)
    await page.keyboard.press('Escape')
    const found: string[] = []
    for (const screen of screens) {
      await go(page, addressOf(screen))
      await settled(page)
      found.push(...(await unspoken(page)).map((one) => `${screen} ${one}`))
    }
    expect(found).toEqual([])
    expect(complaints).toEqual([])
  })

  it('opens from its address without a network, each as it was', async () => {
    await context.setOffline(true)
    for (const screen of screens) {
      complaints.length = 0
      await page.goto(addressOf(screen))
      await settled(page)
      expect(new URL(page.url()).pathname, screen).toBe(addressOf(screen))
      expect(complaints, screen).toEqual([])
    }
    await context.setOffline(false)
  })
})

describe('the screens of the assessor', () => {
  const worked = ['/assess', '/assess/{fresh}', '/assess/{begun}', '/assess/{begun}/review', '/assess/{signed}/review']

  it.each(['Une à une', 'Grille'])(
    'are made for fingers: no target is smaller than 48 pixels, down to 360 wide (%s)',
    async (view) => {
      await speakFrench()
      await go(page, addressOf('/assess/{begun}'))
      await press(page, view)
      const found: string[] = []
      for (const screen of view === 'Grille' ? worked.slice(1, 3) : worked) {
        await go(page, addressOf(screen))
        for (const size of [tablet, upright, phone, smallPhone]) {
          await page.setViewportSize(size)
          await settled(page)
          const seen = [...(await smallTargets(page)), ...(await overflows(page))]
          found.push(...seen.map((one) => `${screen} ${size.width}: ${one}`))
        }
      }
      expect(found).toEqual([])
    },
  )

  it('are worked by the keyboard alone, from the board to the signature', async () => {
    await page.setViewportSize(tablet)
    await go(page, addressOf('/assess/{fresh}'))
    await press(page, 'Une à une')
    await go(page, '/assess')
    const keys = page.keyboard
    await reach(page.locator('section:has(#to-do) a').first())
    await keys.press('Enter')
    await settled(page)
    const total = Number(
      /\d+$/.exec(
        (await page
          .locator('main > header')
          .getByText(/^0 sur/)
          .first()
          .textContent()) ?? '',
      )?.[0],
    )
    for (let n = 1; n <= total; n += 1) {
      await keys.press(n === 2 ? 'n' : '2')
      await answered(page, n, total)
      if (n === 3) {
        await keys.press('c')
        await keys.type('Vu au comptoir, deux fois.')
        await keys.press('Tab')
      }
      if (n < total) await keys.press('PageDown')
    }
    await reach(page.getByRole('link', { name: 'Relire et signer' }))
    await keys.press('Enter')
    await settled(page)
    const due = page.getByRole('region', { name: 'Commentaires demandés' }).getByRole('textbox')
    for (const field of await due.all()) {
      await reach(field)
      await keys.type('Vu sur dossier.')
    }
    await reach(page.getByLabel('Je relis et j’engage ma signature.'))
    await keys.press('Space')
    await reach(page.getByRole('button', { name: 'Signer' }))
    await keys.press('Enter')
    await seen(page, /^Signée le/)
  })
})

/** Walks with the Tab key until the hand is there. */
const reach = async (target: Locator): Promise<void> => {
  await target.waitFor()
  const isThere = (): Promise<boolean> => target.evaluate((element) => element === document.activeElement)
  for (let steps = 0; !(await isThere()); steps += 1) {
    if (steps > 400) throw new Error(`the Tab key never reaches ${target}`)
    await page.keyboard.press('Tab')
  }
}

const speakFrench = async (): Promise<void> => {
  await page.evaluate(() => localStorage.removeItem('palier.language'))
  await page.reload()
  await settled(page)
}
