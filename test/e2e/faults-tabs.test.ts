import type { BrowserContext, Page } from 'playwright'
import { describe, expect, it } from 'vitest'
import type { OpenLine } from '../support/open-line.ts'
import { breaches, settled } from './eyes.ts'
import { go, next, press, rung, seen, syncNow, tap } from './hands.ts'
import { logIn, outboxOf } from './stores.ts'
import { tabletOnALine } from './tablet-on-a-line.ts'

/** Several tabs of one tablet: at work side by side, and one of an older release beside a newer one. */

let line: OpenLine
let device: BrowserContext
let page: Page
const data = tabletOnALine((here) => {
  line = here.line
  device = here.device
  page = here.page
})

const openGrid = async (tab: Page, place: number): Promise<void> => {
  await tab.locator('section:has(#to-do) a').nth(place).click()
  await tab.locator('article h2').waitFor()
}

describe('two tabs of one tablet, each with an officer of its own', () => {
  it('speak with headquarters one at a time, and all that was tapped in either arrives once', async () => {
    const other = await device.newPage()
    await other.goto('/assess')
    await settled(other)
    await openGrid(page, 0)
    await openGrid(other, 1)
    await line.become('answers-held')
    const [begun, stopped] = [line.begun(), line.stopped()]
    const taps = 6
    const work = (tab: Page, first: number) =>
      (async () => {
        for (let n = 0; n < taps; n += 1) {
          await tap(tab, 1 + ((first + n) % 4))
          await next(tab)
        }
      })()
    await Promise.all([work(page, 0), work(other, 1)])
    // While one answer is awaited both tabs have more to send, and neither may: headquarters hears of one exchange.
    await expect.poll(() => line.stopped(), { timeout: 10_000 }).toBe(stopped + 1)
    await page.waitForTimeout(2_500)
    expect(line.begun()).toBe(begun + 1)
    const made = await outboxOf(page)
    expect(made).toHaveLength(2 * taps)
    await line.become('open')
    await expect.poll(() => outboxOf(page), { timeout: 20_000 }).toEqual([])
    const log = logIn(data)
    for (const one of made) expect(log.filter(({ id }) => id === one.id)).toEqual([one])
    for (const tab of [page, other]) await seen(tab, /0 seulement ici/)
  })
})

/** What every store of the device's database holds, to the letter. */
const everything = (tab: Page): Promise<string> =>
  tab.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open('palier')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const database = opening.result
          const names = [...database.objectStoreNames].filter((name) => name !== 'contents')
          const reading = database.transaction(names)
          const asked = names.map((name) => [name, reading.objectStore(name).getAll()] as const)
          reading.oncomplete = () => {
            database.close()
            resolve(JSON.stringify(asked.map(([name, { result }]) => [name, result])))
          }
          reading.onerror = () => reject(reading.error)
        }
      }),
  )

/** Another tab raises the schema, as a newer release does when it opens the database; `layout`: its stores change with it. */
const raise = (tab: Page, schema: number, layout: boolean): Promise<void> =>
  tab.evaluate(
    ([value, changes]) =>
      new Promise<void>((resolve, reject) => {
        const opening = changes ? indexedDB.open('palier', 9_990) : indexedDB.open('palier')
        opening.onerror = () => reject(opening.error)
        opening.onblocked = () => reject(new Error('the old tab does not let go of the database'))
        opening.onsuccess = () => {
          const writing = opening.result.transaction('meta', 'readwrite')
          writing.objectStore('meta').put({ key: 'schema', value })
          writing.oncomplete = () => {
            opening.result.close()
            resolve()
          }
        }
      }),
    [schema, layout] as const,
  )

const schemaOf = async (tab: Page): Promise<number> => Number(/\{"key":"schema","value":(\d+)\}/.exec(await everything(tab))?.[1])

/** A page of the same address without the app in it: what a newer release did is done from there. */
const newerTab = async (): Promise<Page> => {
  const tab = await device.newPage()
  await tab.goto('/icons/icon.svg')
  return tab
}

const words = 'Prépare seule les dossiers, à revoir en mars.'

const write = async (): Promise<void> => {
  const field = page.getByLabel('Commentaire')
  if ((await field.count()) === 0) await press(page, 'Ajouter un commentaire')
  await field.fill(words)
}

describe('an old tab beside a newer release', () => {
  it('writes nothing more, says so and how to go on, and its words come back once it is loaded again', async () => {
    await openGrid(page, 0)
    await tap(page, 2)
    const known = await schemaOf(page)
    const newer = await newerTab()
    await line.become('refused')
    await raise(newer, known + 1, false)
    const before = await everything(newer)
    await rung(page, 3).click()
    await page.getByText('Ce choix : non enregistré').waitFor()
    await seen(page, 'Une version plus récente de Palier est ouverte dans une autre fenêtre.')
    await seen(page, 'Tout ce qui était enregistré avant reste sur cette tablette.')
    await write()
    await page.getByText('Le commentaire : non enregistré').waitFor()
    expect(await page.getByLabel('Commentaire').inputValue()).toBe(words)
    expect(await rung(page, 3).getByText('enregistré', { exact: true }).count()).toBe(0)
    expect(await breaches(page)).toEqual([])
    expect(await everything(newer)).toBe(before)
    // What is loaded again is the newer release, which knows the schema.
    await raise(newer, known, false)
    await page.getByRole('button', { name: 'Recharger la page' }).first().click()
    await page.locator('article h2').waitFor()
    expect(await rung(page, 2).getByRole('radio').isChecked()).toBe(true)
    await page.getByLabel('Commentaire').waitFor()
    expect(await page.getByLabel('Commentaire').inputValue()).toBe(words)
    await page.locator('article').getByText('enregistré', { exact: true }).nth(1).waitFor()
    await line.become('open')
    await syncNow(page)
    expect(logIn(data).filter(({ text }) => text.includes(words))).toHaveLength(1)
  })

  it('lets go of the database at once when its layout changes, and says at once that it saves nothing more', async () => {
    await openGrid(page, 0)
    await tap(page, 2)
    const known = await schemaOf(page)
    const newer = await newerTab()
    await line.become('refused')
    await raise(newer, known + 1, true)
    await seen(page, 'Une version plus récente de Palier est ouverte dans une autre fenêtre.')
    const before = await everything(newer)
    await rung(page, 3).click()
    await page.getByText('Ce choix : non enregistré').waitFor()
    await write()
    await page.getByText('Le commentaire : non enregistré').waitFor()
    await page.getByRole('button', { name: 'Recharger la page' }).first().waitFor()
    expect(await page.getByLabel('Commentaire').inputValue()).toBe(words)
    expect(await everything(newer)).toBe(before)
    await go(page, '/sync')
    await press(page, 'Synchroniser maintenant')
    await page.waitForTimeout(500)
    expect(await everything(newer)).toBe(before)
  })
})
