import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, tablet } from '../support/chromium.ts'
import { type RunningServer, scratchFolder, startServer } from '../support/server-process.ts'
import { beginAtDesk, countsOf, handTablet, openTablet } from './accounts-here.ts'
import { breaches, complaintsOf, overflows, smallTargets, unspoken } from './eyes.ts'
import { go, keptOffline, press, seen, syncNow, tap } from './hands.ts'

/*
 * Somebody with a tool in hand changes what lies sealed on an assessor’s tablet: a bit in one row of every kind, and in work that
 * was not sent. No screen breaks, the assessor is told of it, and gets everything back.
 */

const data = scratchFolder()
let server: RunningServer
let browser: Browser
let page: Page
let complaints: string[]
let phrase = ''
let before: Awaited<ReturnType<typeof countsOf>>

beforeAll(async () => {
  server = await startServer(data.path, { ACCESS: 'accounts' })
  browser = await launchBrowser()
  const desk = await openTablet(browser, server)
  const cards = await beginAtDesk(desk, server)
  page = await openTablet(browser, server)
  complaints = complaintsOf(page)
  phrase = cards.get('karim.kone')?.secret ?? ''
  await handTablet(desk, page, { login: 'karim.kone', secret: phrase })
  await page.locator('section:has(#to-do) a').first().waitFor({ timeout: 60_000 })
  await syncNow(page)
  await keptOffline(page)
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
  data.remove()
})

const unlock = async (): Promise<void> => {
  await page.getByLabel('Phrase secrète', { exact: true }).fill(phrase)
  await press(page, 'Ouvrir')
  await page.getByRole('banner').getByRole('button', { name: 'Verrouiller' }).waitFor()
}

/** Turns one bit in the last sealed row of each kind, and in the first piece of work that waits; answers with how many. */
const spoil = (): Promise<number> =>
  page.evaluate(async () => {
    const name = (await indexedDB.databases()).map((one) => one.name ?? '').find((one) => one.startsWith('palier-p-')) ?? ''
    return new Promise<number>((resolve, reject) => {
      const opening = indexedDB.open(name)
      opening.onerror = () => reject(opening.error)
      opening.onsuccess = () => {
        const writing = opening.result.transaction(['rows', 'unsent'], 'readwrite')
        const [rows, unsent] = [writing.objectStore('rows'), writing.objectStore('unsent')]
        let spoiled = 0
        const turn = (store: IDBObjectStore, item: { sealed: Uint8Array } | undefined): void => {
          if (!item) return
          const { length } = item.sealed
          item.sealed[length - 1] = (item.sealed[length - 1] ?? 0) ^ 1
          store.put(item)
          spoiled += 1
        }
        const all = rows.getAll()
        all.onsuccess = () => {
          const last = new Map<string, { kind: string; sealed: Uint8Array }>()
          for (const item of all.result) last.set(item.kind, item)
          for (const item of last.values()) turn(rows, item)
        }
        const waiting = unsent.getAll()
        waiting.onsuccess = () => turn(unsent, waiting.result[0])
        writing.oncomplete = () => {
          opening.result.close()
          resolve(spoiled)
        }
      }
    })
  })

const places = [
  '/',
  '/assess',
  '/gaps',
  '/library',
  '/library/dictionary',
  '/library/training',
  '/my-file',
  '/device',
  '/profile',
  '/privacy',
]

describe('a tablet on whose disk somebody changed what lies sealed', () => {
  it('breaks on no screen, and tells on each that something is missing', async () => {
    await page.context().setOffline(true)
    await page.reload()
    await unlock()
    await go(page, '/assess')
    await page.locator('section:has(#to-do) a').first().click()
    await tap(page, 3)
    before = await countsOf(page)
    expect(before.unsent).toBeGreaterThan(0)
    expect(await spoil()).toBeGreaterThan(5)
    await page.reload()
    await unlock()
    for (const place of places) {
      await go(page, place)
      await page.locator('main h1').first().waitFor()
      await page.waitForFunction(() => document.querySelector('[class*="skeleton_"]') === null)
      expect(await page.getByText('Palier a rencontré').count()).toBe(0)
    }
    await go(page, '/assess')
    await seen(page, /éléments? de cette tablette ne s’ouvr/)
    await page.reload()
    await unlock()
    await seen(page, /éléments? de cette tablette ne s’ouvr/)
    for (const size of [{ width: 390, height: 844 }, tablet]) {
      await page.setViewportSize(size)
      const wrong = [await breaches(page), await overflows(page), await unspoken(page), await smallTargets(page)].flat()
      expect(wrong).toEqual([])
    }
  })

  it('has own work back without a network, and asks headquarters for the rest', async () => {
    await page.getByRole('link', { name: 'Voir que faire' }).click()
    await seen(page, /saisies? non envoyées? ne s’ouvr/)
    expect(await page.getByText('Rien : le siège a confirmé tout le travail.').count()).toBe(0)
    await seen(page, 'Votre travail non envoyé revient de sa copie de secours')
    for (const size of [{ width: 390, height: 844 }, tablet]) {
      await page.setViewportSize(size)
      const wrong = [await breaches(page), await overflows(page), await unspoken(page), await smallTargets(page)].flat()
      expect(wrong).toEqual([])
    }
    await press(page, 'Rétablir')
    await seen(page, /revenus? de la copie de secours/)
    await seen(page, /redemandés? au siège/)
    expect((await countsOf(page)).unsent).toBe(before.unsent)
  })

  it('is whole again after the next contact, and everything that waited is at headquarters', async () => {
    await page.context().setOffline(false)
    await syncNow(page)
    await seen(page, 'Tout est rétabli.')
    expect((await countsOf(page)).rows).toEqual(before.rows)
    await page.reload()
    await unlock()
    await go(page, '/assess')
    await page.locator('section:has(#to-do) a').first().waitFor()
    expect(await page.getByText(/ne s’ouvrent? plus/).count()).toBe(0)
    expect(complaints).toEqual([])
  })
})
