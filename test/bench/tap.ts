import type { Page } from 'playwright'
import { officerRow, type Tablet } from './tablet.ts'

/** Times in milliseconds of one tap and of the bare write beside it. */
export type Taps = { readonly tap: number[]; readonly bare: number[] }

/**
 * Taps levels on the scoring screen, unthrottled. A tap is timed from its input event's own time stamp to the moment at which
 * the rung says *saved*: by then `perform` has answered that the transaction is on disk. After each tap the row that it wrote
 * is put once more, bare and strict, into a database of the bench's own in the same page.
 */
export const taps = async ({ start, url }: Tablet, times: number): Promise<Taps> => {
  const { context, page } = await start()
  await page.goto(`${url}/assess`)
  await page.locator(officerRow).first().click()
  await page.locator(rung).first().waitFor()
  await page.evaluate(watchTaps)
  const found: Taps = { tap: [], bare: [] }
  for (let turn = 0; turn < times; turn += 1) {
    if (turn % 8 === 7) await page.getByRole('button', { name: 'Suivante' }).click()
    found.tap.push(await tapOnce(page))
    found.bare.push(await page.evaluate(putBare))
  }
  await context.close()
  return found
}

const rung = 'main fieldset label:has(input[type=radio]:not(:checked))'

const tapOnce = async (page: Page): Promise<number> => {
  await page.locator(rung).first().click()
  return page.evaluate(() => (globalThis as unknown as Bench).benchTap)
}

type Bench = { benchTap: Promise<number>; benchDatabase: Promise<IDBDatabase> | undefined }

/** Says of each tap when its rung said that it is saved, by the mark that stands only under a chosen level. */
const watchTaps = (): void => {
  const bench = globalThis as unknown as Bench
  const begin = (event: Event): void => {
    if (!(event.target instanceof HTMLInputElement) || event.target.type !== 'radio') return
    const { value, name } = event.target
    bench.benchTap = new Promise((resolve) => {
      const look = (): void => {
        const chosen = document.querySelector<HTMLInputElement>(`input[type=radio][name="${name}"]:checked`)
        const mark = chosen?.value === value ? chosen.closest('label')?.querySelector('[class*="_saved_"]') : undefined
        if (!mark) return
        observer.disconnect()
        resolve(performance.now() - event.timeStamp)
      }
      const observer = new MutationObserver(look)
      observer.observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true })
    })
  }
  document.addEventListener('input', begin, true)
}

const putBare = async (): Promise<number> => {
  const bench = globalThis as unknown as Bench
  const open = (name: string, store?: string): Promise<IDBDatabase> =>
    new Promise((resolve, reject) => {
      const request = indexedDB.open(name)
      request.onupgradeneeded = () => store && request.result.createObjectStore(store, { keyPath: 'key' })
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  bench.benchDatabase ??= open('palier-bench', 'rows')
  const own = await bench.benchDatabase
  const app = await open('palier')
  const key = `assessment:${location.pathname.split('/')[2]}.expert`
  const row = await new Promise<unknown>((resolve) => {
    const request = app.transaction('rows').objectStore('rows').get(key)
    request.onsuccess = () => resolve(request.result)
  })
  app.close()
  if (!row) throw new Error('the tap left no row')
  const began = performance.now()
  await new Promise<void>((resolve, reject) => {
    const transaction = own.transaction('rows', 'readwrite', { durability: 'strict' })
    transaction.objectStore('rows').put(row)
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error)
  })
  return performance.now() - began
}
