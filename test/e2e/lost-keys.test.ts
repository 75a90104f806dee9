import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { killBrowser, openProfile } from '../support/chromium.ts'
import { scratchFolder } from '../support/server-process.ts'
import { expectGoodScreen, settled } from './eyes.ts'
import { go, heading, keptOffline, press, railOf, seen, syncNow, tap } from './hands.ts'
import { type Headquarters, openHeadquarters, signInHere, unlock } from './headquarters.ts'
import { logIn } from './stores.ts'

/*
 * A shared tablet loses databases while it holds the only copy of sealed work: one profile's own, or all of them, with the keys of
 * every profile. What nobody can open here any more headquarters can; and nothing that was sealed ever comes back unsealed.
 */

const login = 'karim.kone'
const profile = scratchFolder()
/** At least the three: the mark that headquarters has what came before may not have reached the journal when the power went. */
const stillHere = /^[3-9] saisies non envoyées sont encore ici, scellées dans la copie de secours/
let headquarters: Headquarters
let tablet: BrowserContext
let page: Page
let address = ''

const starting = async (): Promise<void> => {
  tablet = await openProfile(profile.path)
  page = tablet.pages()[0] ?? (await tablet.newPage())
}

beforeAll(async () => {
  headquarters = await openHeadquarters()
  await starting()
  await headquarters.enrol(page, 'Sénou 7')
  await signInHere(page, login, headquarters.cards.get(login) ?? '')
  await page.locator('section:has(#to-do) a').first().waitFor()
  await keptOffline(page).catch(() => undefined)
  await page.reload()
  await unlockHere()
})

afterAll(async () => {
  await tablet?.close()
  await headquarters?.close()
  profile.remove()
})

const unlockHere = async (): Promise<void> => {
  await unlock(page, headquarters.cards.get(login) ?? '')
  await page.getByRole('banner').getByRole('button', { name: 'Verrouiller' }).waitFor()
}

/** Scores three competencies of the first officer who is to be assessed, without a network. */
const tapThree = async (): Promise<void> => {
  await tablet.setOffline(true)
  await go(page, '/assess')
  await settled(page)
  await page.locator('section:has(#to-do) a').first().click()
  await page.locator('article h2').waitFor()
  address = new URL(page.url()).pathname
  for (const level of [2, 3, 1]) {
    await tap(page, level)
    await press(page, 'Suivante')
  }
}

/** How many ratings of the officer in view headquarters has. */
const ratingsAtHeadquarters = (): number => {
  const assessment = address.split('/')[2] ?? ''
  return logIn(headquarters.folder).filter(({ text }) => text.includes(assessment) && text.includes('"rating:')).length
}

const expectThree = async (): Promise<void> => {
  await go(page, address)
  await page.locator('article h2').waitFor()
  const rail = await railOf(page)
  expect(rail.slice(0, 4).map((line) => line.includes('niveau donné'))).toEqual([true, true, true, false])
}

/** Back on the network all of it is sent, once, and stands in the grid. */
const expectSentOnce = async (): Promise<void> => {
  await tablet.setOffline(false)
  await syncNow(page)
  expect(ratingsAtHeadquarters()).toBe(3)
  await expectThree()
}

const databases = (): Promise<readonly string[]> =>
  page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? '').sort())

const journals = (): Promise<readonly string[]> =>
  page.evaluate(async () => {
    const names: string[] = []
    const root = (await navigator.storage.getDirectory()) as unknown as { keys: () => AsyncIterable<string> }
    for await (const name of root.keys()) names.push(name)
    return names
  })

/** The tablet is switched off at once and on again, without a network. */
const restart = async (before: (databaseFiles: string) => void): Promise<void> => {
  await killBrowser(tablet, profile.path)
  before(join(profile.path, 'Default', 'IndexedDB'))
  await starting()
  await tablet.setOffline(true)
  await page.goto(headquarters.server.url)
}

const restore = async (): Promise<void> => {
  await seen(page, /3 saisies non envoyées sont dans la copie de secours/)
  await press(page, 'Restaurer mon travail')
  await heading(page, 'Votre travail est de retour').waitFor()
  await press(page, 'Continuer')
  await unlockHere()
}

describe('a profile whose own database is gone', () => {
  it('has its work back from the journal once it is unlocked, and sends it once', async () => {
    await tapThree()
    await page.goto(headquarters.server.url)
    await page.evaluate(async () => {
      for (const { name = '' } of await indexedDB.databases()) if (name.startsWith('palier-p-')) indexedDB.deleteDatabase(name)
    })
    await unlock(page, headquarters.cards.get(login) ?? '')
    await heading(page, 'Mémoire vidée, travail retrouvé').waitFor()
    await restore()
    await expectSentOnce()
  })
})

describe('a profile whose own database does not open', () => {
  it('goes on beside it, sealed as before, at this start and the next', async () => {
    await tapThree()
    await page.addInitScript(() => {
      const open = IDBFactory.prototype.open
      IDBFactory.prototype.open = function (name, version) {
        if (this === indexedDB && name.startsWith('palier-p-')) throw new DOMException('Internal error', 'UnknownError')
        return version === undefined ? open.call(this, name) : open.call(this, name, version)
      }
    })
    await page.goto(headquarters.server.url)
    await unlock(page, headquarters.cards.get(login) ?? '')
    await heading(page, 'Mémoire bloquée, travail retrouvé').waitFor()
    // Left lying about, it locks itself like everything else.
    await page.evaluate(() => {
      const now = performance.now.bind(performance)
      performance.now = () => now() + 6 * 60_000
    })
    await heading(page, 'Ouvrir votre profil').waitFor()
    await unlock(page, headquarters.cards.get(login) ?? '')
    await heading(page, 'Mémoire bloquée, travail retrouvé').waitFor()
    await restore()
    expect(await databases()).not.toContain('palier')
    await page.goto(headquarters.server.url)
    await unlockHere()
    await expectSentOnce()
  })
})

describe('a tablet that lost all of its databases while it was off, and the keys with them', () => {
  it('says at its start what is still here, and gives it out as a sealed file', async () => {
    await restart(() => undefined)
    await unlockHere()
    await tapThree()
    await restart((folder) => rmSync(folder, { recursive: true }))
    await heading(page, 'Cette tablette a perdu sa mémoire').waitFor()
    await seen(page, stillHere)
    await expectGoodScreen(page)
    await press(page, 'Préparer le fichier scellé')
    await seen(page, /\d saisies sont dans le fichier scellé/)
    await expectGoodScreen(page)
    const saved = page.waitForEvent('download')
    await press(page, 'Enregistrer le fichier')
    expect((await saved).suggestedFilename()).toMatch(/^palier-scelle-/)
  })

  it('brings it to headquarters by itself once somebody has signed in again, and lets go of it then', async () => {
    await press(page, 'Enrôler la tablette')
    await heading(page, 'Enrôler cette tablette').waitFor()
    await tablet.setOffline(false)
    await headquarters.enrol(page, 'Sénou 7')
    await signInHere(page, login, headquarters.cards.get(login) ?? '')
    await expect.poll(ratingsAtHeadquarters, { timeout: 30_000 }).toBe(3)
    await syncNow(page)
    await expectThree()
    await page.goto(headquarters.server.url)
    await heading(page, 'Ouvrir votre profil').waitFor()
    await expect.poll(journals).toHaveLength(2)
    expect(await page.getByText(/d’un profil perdu/).count()).toBe(0)
    await unlockHere()
    await expect.poll(journals, { timeout: 10_000 }).toHaveLength(1)
    expect(ratingsAtHeadquarters()).toBe(3)
  })
})

describe('a tablet whose databases do not open', () => {
  it('says so, and goes on beside them as a tablet to be enrolled, with the work still in hand', async () => {
    await tapThree()
    await restart((folder) => {
      for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
        if (file.includes('MANIFEST')) rmSync(join(folder, file))
    })
    await heading(page, 'La mémoire de cette tablette ne s’ouvre plus').waitFor()
    await seen(page, stillHere)
    await expectGoodScreen(page)
    await press(page, 'Continuer à côté')
    await heading(page, 'Cette tablette a perdu sa mémoire').waitFor()
    await tablet.setOffline(false)
    await headquarters.enrol(page, 'Sénou 7')
    await signInHere(page, login, headquarters.cards.get(login) ?? '')
    await expect.poll(ratingsAtHeadquarters, { timeout: 30_000 }).toBe(3)
    await syncNow(page)
    await expectThree()
  })
})
