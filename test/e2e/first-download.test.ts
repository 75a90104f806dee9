import type { BrowserContext, CDPSession, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { campaignReport } from '../../src/core/domain/report.ts'
import { fillFolder, type LargeAdministration, largeAdministration } from '../support/administration-deeds.ts'
import { openProfile } from '../support/chromium.ts'
import { type RunningServer, scratchFolder, startServer } from '../support/server-process.ts'
import { chooseSelf, go, heading, keptOffline, press, seen } from './hands.ts'

/** A director joins an administration of thousands on a 2G line. */

const folder = scratchFolder()
const profile = scratchFolder()
const officers = 1200
let administration: LargeAdministration
let server: RunningServer
let device: BrowserContext
let page: Page
let line: CDPSession

beforeAll(async () => {
  administration = largeAdministration(2, officers)
  await fillFolder(folder.path, administration.envelopes)
  server = await startServer(folder.path)
  device = await openProfile(profile.path)
  device.setDefaultTimeout(45_000)
  page = device.pages()[0] ?? (await device.newPage())
  line = await device.newCDPSession(page)
}, 180_000)

afterAll(async () => {
  await device?.close()
  await server?.stop()
  folder.remove()
  profile.remove()
})

/** EDGE where it is weak: 120 kbit/s down, 40 up, half a second each way. */
const slow = { offline: false, latency: 500, downloadThroughput: 15_000, uploadThroughput: 5_000 }
const fast = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 }
const throttle = (conditions: typeof slow) => line.send('Network.emulateNetworkConditions', conditions)

/** How many rows of a kind are in place on the device. */
const rowsHere = (kind: string): Promise<number> =>
  page.evaluate(
    (wanted) =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('palier')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const database = opening.result
          const counting = database.transaction(['rows', 'packs'])
          const range = IDBKeyRange.bound(`${wanted}:`, `${wanted};`)
          const [single, packed] = [
            counting.objectStore('rows').count(range),
            counting.objectStore('packs').index('keys').count(range),
          ]
          counting.oncomplete = () => {
            database.close()
            resolve(single.result + packed.result)
          }
        }
      }),
    kind,
  )

const expected = () => {
  const [site] = administration.sites
  if (!site) throw new Error('no site')
  const assessments = new Map(site.assessments.map((one) => [one.assignment, one]))
  return { site, report: campaignReport(site.campaign, site.assignments, assessments) }
}

const figure = async (name: string): Promise<string> => {
  const text = await page.locator('main').getByText(name, { exact: true }).first().locator('xpath=..').innerText()
  return text.replace(/[\s\u202f\u00a0]+/g, ' ')
}

describe('[D14] a director on a 2G line', () => {
  it('joins an administration of thousands and reads a report before the rows have come', async () => {
    await page.goto(server.url)
    await page.locator('main h1').waitFor()
    await keptOffline(page)
    await throttle(slow)
    await press(page, `Rejoindre ${administration.name}`)
    await page
      .getByText(/Ko reçus sur/)
      .first()
      .waitFor()
    await chooseSelf(page, 'DIARRA Fanta')
    const { site, report } = expected()
    await go(page, `/gaps?campaign=${site.campaign.id}`)
    await seen(page, 'Textes à la demande')
    expect(await figure('Agents évalués')).toContain(`sur ${officers.toLocaleString('fr-FR').replace(/\s/g, ' ')}`)
    expect(await figure('Agents évalués')).toContain(report.completeness.signed.toLocaleString('fr-FR').replace(/\s/g, ' '))
    expect(await rowsHere('assignment')).toBe(0)
  })

  it('sees how much has come, in the sync centre', async () => {
    await go(page, '/sync')
    await page.getByRole('progressbar', { name: /Première réception/ }).waitFor()
    await seen(page, 'Les rapports sont déjà lisibles.')
  })

  it('opens one officer and has the texts at once', async () => {
    const { site } = expected()
    const commented = site.assessments.find(({ state }) => state === 'signed')
    await go(page, `/gaps/officer/${commented?.assignment.slice(0, 8)}?campaign=${site.campaign.id}`)
    const assignment = site.assignments.find(({ id }) => id === commented?.assignment)
    await page.getByRole('heading', { level: 1, name: assignment?.snapshot.givenName ?? '' }).waitFor()
    await page
      .getByText(/Vu au poste|À confirmer|Formation suivie|Travaille seul/)
      .first()
      .waitFor({ state: 'attached' })
    expect(await rowsHere('assessment')).toBeLessThan(officers)
  })

  it('goes on where it stood after the page was gone, and has every row in the end, with the same figures', async () => {
    const before = await page.evaluate(
      () => performance.getEntriesByType('resource').filter(({ name }) => name.includes('/segments/')).length,
    )
    await page.reload()
    await page.locator('main h1').waitFor()
    expect(before).toBeGreaterThan(0)
    await throttle(fast)
    const { site, report } = expected()
    await go(page, `/gaps?campaign=${site.campaign.id}`)
    await heading(page, 'Écarts de compétences').waitFor()
    await page.getByText('Textes à la demande').waitFor({ state: 'detached', timeout: 120_000 })
    expect(await figure('Agents évalués')).toContain(report.completeness.signed.toLocaleString('fr-FR').replace(/\s/g, ' '))
    await expect.poll(() => rowsHere('assignment'), { timeout: 60_000 }).toBe(2 * officers)
    await expect.poll(() => rowsHere('person'), { timeout: 60_000 }).toBe(2 * officers + 1)
  })
})
