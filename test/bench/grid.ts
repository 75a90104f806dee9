import type { Page } from 'playwright'
import { type Tablet, throttle } from './tablet.ts'

const rate = 4
export const competencies = 40

/**
 * Opens the grid of an assignment with forty requirements, at 4× throttle: from the time stamp of the tap on « Grille » to
 * the first task after the frame in which all forty rows stand, its layout and paint included. In milliseconds.
 */
export const grids = async ({ start, url }: Tablet, times: number): Promise<number[]> => {
  const { context, page } = await start()
  await page.goto(`${url}/assess`)
  await page.locator('main').waitFor()
  const assignment = await page.evaluate(writeLargeAssignment, competencies)
  await page.goto(`${url}/assess/${assignment}`)
  await page.getByRole('button', { name: 'Grille' }).waitFor()
  await throttle(page, rate)
  const found: number[] = []
  for (let turn = 0; turn < times; turn += 1) {
    found.push(await openOnce(page))
    await page.getByRole('button', { name: 'Une à une' }).click()
    await page.locator('main fieldset input[type=radio]').first().waitFor()
  }
  await context.close()
  return found
}

const openOnce = async (page: Page): Promise<number> => {
  await page.evaluate(watchGrid, competencies)
  await page.getByRole('button', { name: 'Grille' }).click()
  return page.evaluate(() => (globalThis as unknown as { benchGrid: Promise<number> }).benchGrid)
}

const watchGrid = (rows: number): void => {
  const bench = globalThis as unknown as { benchGrid: Promise<number> }
  bench.benchGrid = new Promise((resolve) => {
    let tapped = Number.NaN
    document.addEventListener('click', (event) => (tapped = event.timeStamp), { capture: true, once: true })
    const observer = new MutationObserver(() => {
      if (document.querySelectorAll('main table tbody th[scope=row]').length < rows) return
      observer.disconnect()
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => resolve(performance.now() - tapped)
        port2.postMessage(null)
      })
    })
    observer.observe(document.body, { childList: true, subtree: true })
  })
}

type Stored = { key: string; row: { id: string; fields: Record<string, unknown> }; scope: string }
type Coded = { code: string }
type Pack = { framework: { competencies: Coded[] } }

/**
 * Writes a copy of a stored pack, campaign and assignment into the app's rows, under names of their own and with as many
 * competencies as asked for, all of them required. Answers the assignment's id.
 */
const writeLargeAssignment = async (count: number): Promise<string> => {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('palier')
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  const all = await new Promise<Stored[]>((resolve) => {
    const request = database.transaction('rows').objectStore('rows').getAll()
    request.onsuccess = () => resolve(request.result)
  })
  const copyOf = (kind: string, id: string): Stored => {
    const found = all.find(({ key }) => key.startsWith(`${kind}:`))
    if (!found) throw new Error(`no ${kind} to copy`)
    const copy = structuredClone(found)
    copy.key = `${kind}:${id}`
    copy.row.id = id
    return copy
  }
  const [pack, campaign, assignment] = [
    copyOf('pack', 'bench-pack'),
    copyOf('campaign', 'bench-campaign'),
    copyOf('assignment', 'bench-assignment'),
  ]
  const { framework } = pack.row.fields['content'] as Pack
  const known = framework.competencies
  framework.competencies = Array.from({ length: count }, (_, place) => {
    const pattern = known[place % known.length] as Coded
    return place < known.length ? pattern : { ...pattern, code: `${pattern.code}-${place}` }
  })
  campaign.row.fields['pack'] = 'bench-pack'
  campaign.scope = 'bench-campaign'
  assignment.row.fields['campaign'] = 'bench-campaign'
  assignment.scope = 'bench-campaign'
  assignment.row.fields['jobDescription'] = {
    job: 'bench',
    version: 1,
    requirements: framework.competencies.map(({ code }, place) => ({
      competency: code,
      level: 1 + (place % 3),
      weight: 1,
      essential: place % 5 === 0,
    })),
  }
  await new Promise<void>((resolve, reject) => {
    const transaction = database.transaction('rows', 'readwrite')
    for (const row of [pack, campaign, assignment]) transaction.objectStore('rows').put(row)
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error)
  })
  database.close()
  return 'bench-assignment'
}
