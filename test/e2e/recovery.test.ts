import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { killBrowser, openProfile } from '../support/chromium.ts'
import { type RunningServer, scratchFolder, startServer } from '../support/server-process.ts'
import { breaches, expectGoodScreen, settled } from './eyes.ts'
import { fillMemory } from './full-memory.ts'
import { go, heading, keptOffline, openDemonstration, press, railOf, rung, seen, syncNow, tap } from './hands.ts'
import { type Kept, logIn, outboxOf } from './stores.ts'

/*
 * The database of a tablet is lost in every way that we know of, while it holds the only copy of unsent work: emptied
 * underneath the app, damaged on the disk, not to be opened any more, or full. The browser and the disk are real.
 */

const data = scratchFolder()
let server: RunningServer
let profile: ReturnType<typeof scratchFolder>
let tablet: BrowserContext
let page: Page

beforeAll(async () => {
  server = await startServer(data.path)
})

/** A tablet that has the demonstration, is kept for offline use, and has left the network with a grid open. */
beforeEach(async () => {
  profile = scratchFolder()
  tablet = await openProfile(profile.path)
  page = tablet.pages()[0] ?? (await tablet.newPage())
  await openDemonstration(page, server.url)
  await keptOffline(page)
  await syncNow(page)
  await tablet.setOffline(true)
  await go(page, '/assess')
  await settled(page)
  await page.locator('section:has(#to-do) a').first().click()
  await page.locator('article h2').waitFor()
})

afterEach(async () => {
  await tablet?.close()
  profile.remove()
})

afterAll(async () => {
  await server?.stop()
  data.remove()
})

/** Taps three competencies, and answers with the work as the outbox has it. */
const tapThree = async (): Promise<readonly Kept[]> => {
  for (const level of [2, 3, 1]) {
    await tap(page, level)
    await press(page, 'Suivante')
  }
  const sent = await outboxOf(page)
  expect(sent).toHaveLength(3)
  return sent
}

/** What headquarters has of some work: each piece as often as it stands in its log. */
const atHeadquarters = (work: readonly Kept[]): readonly Kept[] =>
  logIn(data.path).filter(({ id }) => work.some((one) => one.id === id))

/** The tablet is switched off at once and on again, still without a network. */
const restart = async (before: (databaseFiles: string) => void): Promise<void> => {
  const address = new URL(page.url()).pathname
  await killBrowser(tablet, profile.path)
  before(join(profile.path, 'Default', 'IndexedDB'))
  tablet = await openProfile(profile.path)
  await tablet.setOffline(true)
  page = tablet.pages()[0] ?? (await tablet.newPage())
  await page.goto(server.url + address)
}

const files = (folder: string, name: RegExp): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => name.test(file))
    .map((file) => join(folder, file))

const overwrite = (file: string): void => {
  const bytes = readFileSync(file)
  for (let at = 0; at < bytes.length; at += 3) bytes[at] = (bytes[at] ?? 0) ^ 0x5a
  writeFileSync(file, bytes)
}

/** Restores without a network, then with one: everything is back, once, to the letter. */
const restoreAll = async (work: readonly Kept[]): Promise<void> => {
  await press(page, 'Restaurer mon travail')
  await heading(page, 'Votre travail est de retour').waitFor()
  await seen(page, '3 saisies sont de nouveau sur cet appareil')
  await press(page, 'Continuer')
  await page.locator('main h1').waitFor()
  await seen(page, /1 seulement ici/)
  expect(await outboxOf(page)).toEqual(work)
  await tablet.setOffline(false)
  await syncNow(page)
  expect(atHeadquarters(work)).toEqual(work)
}

const expectGrid = async (): Promise<void> => {
  await go(page, '/assess')
  await settled(page)
  await page.locator('section:has(#under-way) a').first().click()
  await page.locator('article h2').waitFor()
  const rail = await railOf(page)
  expect(rail.slice(0, 4).map((line) => line.includes('niveau donné'))).toEqual([true, true, true, false])
  await page.getByRole('navigation', { name: 'Compétences à évaluer' }).getByRole('button').first().click()
  expect(await rung(page, 2).getByRole('radio').isChecked()).toBe(true)
}

describe('a database deleted underneath the app, with work that nobody else has', () => {
  it('is told before anything else, as often as the app is opened; the work comes back from the journal, and syncs once', async () => {
    const work = await tapThree()
    await page.evaluate(
      () =>
        new Promise((resolve, reject) => {
          const gone = indexedDB.deleteDatabase('palier')
          gone.onsuccess = resolve
          gone.onerror = reject
        }),
    )
    for (const _ of ['the first time', 'the second time']) {
      await page.goto(`${server.url}/assess`)
      await heading(page, 'Mémoire vidée, travail retrouvé').waitFor()
      await seen(page, /3 saisies non envoyées sont dans la copie de secours/)
      await seen(page, /^Évaluation de [A-ZÉÈÏ]+ /)
    }
    await restoreAll(work)
    await expectGrid()
  })

  it('reads well on every screen, by day and by night', async () => {
    await tapThree()
    await page.evaluate(() => indexedDB.deleteDatabase('palier'))
    await page.goto(`${server.url}/assess`)
    await heading(page, 'Mémoire vidée, travail retrouvé').waitFor()
    await expectGoodScreen(page)
    const saved = page.waitForEvent('download')
    await press(page, 'Enregistrer d’abord tout dans un fichier')
    const file = JSON.parse(readFileSync(await (await saved).path(), 'utf8'))
    expect(file.operations).toHaveLength(3)
    await press(page, 'Restaurer mon travail')
    await heading(page, 'Votre travail est de retour').waitFor()
    expect(await breaches(page)).toEqual([])
  })
})

describe('a tablet whose database files are damaged while it is off', () => {
  it('finds its work where the browser silently begins an empty database', async () => {
    const work = await tapThree()
    await restart((folder) => {
      for (const file of files(folder, /\.ldb$|\.log$|MANIFEST/)) overwrite(file)
    })
    await heading(page, 'Mémoire vidée, travail retrouvé').waitFor()
    await restoreAll(work)
    await expectGrid()
  })

  it('goes on beside files that the browser can neither open nor delete, at this start and the next', async () => {
    const work = await tapThree()
    await restart((folder) => {
      for (const file of files(folder, /MANIFEST/)) rmSync(file)
    })
    await heading(page, 'Mémoire bloquée, travail retrouvé').waitFor()
    expect(await breaches(page)).toEqual([])
    await press(page, 'Restaurer mon travail')
    await heading(page, 'Votre travail est de retour').waitFor()
    await press(page, 'Continuer')
    await page.locator('main h1').waitFor()
    await tablet.setOffline(false)
    await syncNow(page)
    expect(atHeadquarters(work)).toEqual(work)
    await restart(() => undefined)
    // The first page of this start may find where work went on, and load itself anew there.
    await page.locator('main h1').waitFor()
    await go(page, '/assess')
    await settled(page)
    await page.locator('section:has(#under-way)').waitFor()
  })
})

/** Of an entry in the log of the browser's database, what stands in front of its 352 bytes. */
const halfAnEntry = Buffer.from([0x1d, 0x5e, 0x8a, 0x42, 0x60, 0x01, 0x01])

describe('a tablet that loses its power in the middle of a write', () => {
  // Chromium goes on writing behind the half of an entry, and at the next start but one it takes everything for damaged.
  it('has its database at every start that follows', async () => {
    const work = await tapThree()
    const logs = (folder: string): readonly string[] => files(folder, /\.log$/)
    let torn: readonly string[] = []
    await restart((folder) => {
      torn = logs(folder)
      for (const log of torn) appendFileSync(log, halfAnEntry)
    })
    expect(torn).toHaveLength(1)
    await page.locator('article h2').waitFor()
    expect(await outboxOf(page)).toEqual(work)
    const folder = join(profile.path, 'Default', 'IndexedDB')
    await expect.poll(() => logs(folder).some((log) => torn.includes(log)), { timeout: 20_000 }).toBe(false)
    await tap(page, 2)
    const more = await outboxOf(page)
    expect(more).toHaveLength(4)
    for (const _ of ['the next start', 'the one after it']) {
      await restart(() => undefined)
      await page.locator('article h2').waitFor()
      expect(await outboxOf(page)).toEqual(more)
    }
    await tablet.setOffline(false)
    await syncNow(page)
    expect(atHeadquarters(more)).toEqual(more)
  })
})

describe('a tablet that has reached its quota', () => {
  it('says within five seconds that a tap is only in the journal, puts it in the file, and brings it back at the next start', async () => {
    const session = await tablet.newCDPSession(page)
    const quota = (quotaSize?: number) =>
      session.send('Storage.overrideQuotaForOrigin', { origin: server.url, ...(quotaSize ? { quotaSize } : {}) })
    await quota(5 * 1024 * 1024)
    await fillMemory(page)
    await rung(page, 3).click()
    await page.getByText('Ce choix : non enregistré').waitFor({ timeout: 5_000 })
    await seen(page, /n’est que dans la copie de secours/)
    await go(page, '/sync')
    await seen(page, '1 saisie n’est que dans la copie de secours')
    expect(await page.getByText('Rien : le siège a confirmé tout le travail.').count()).toBe(0)
    expect(await breaches(page)).toEqual([])
    const saved = page.waitForEvent('download')
    await press(page, /^Exporter|^Enregistrer/)
    const { operations } = JSON.parse(readFileSync(await (await saved).path(), 'utf8'))
    expect(operations).toHaveLength(1)
    await page.evaluate(() => indexedDB.deleteDatabase('photos'))
    await page.goto(`${server.url}/assess`)
    await heading(page, 'Du travail n’est que dans la copie de secours').waitFor()
    await press(page, 'Restaurer mon travail')
    await seen(page, '1 saisie est de nouveau sur cet appareil')
    await press(page, 'Continuer')
    await page.locator('main h1').waitFor()
    await quota()
    await tablet.setOffline(false)
    await syncNow(page)
    const text = operations[0]?.text
    expect(atHeadquarters([{ ...operations[0], id: JSON.parse(text).id }]).map((one) => one.text)).toEqual([text])
  })
})
