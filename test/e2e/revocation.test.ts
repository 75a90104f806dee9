import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Quarantined } from '../../src/core/protocol/quarantine.ts'
import { done } from '../support/access.ts'
import { launchBrowser, tablet } from '../support/chromium.ts'
import { type RunningServer, scratchFolder, startServer } from '../support/server-process.ts'
import { beginAtDesk, type Card, countsOf, handTablet, openTablet, own } from './accounts-here.ts'
import { breaches, complaintsOf, overflows, smallTargets, unspoken } from './eyes.ts'
import { follow, go, heading, keptOffline, press, seen, syncNow, tap } from './hands.ts'

/*
 * A tablet that is revoked with work on it, and an assessor who is no longer one: each hands everything in first, loses what is
 * not his to keep, and the HR director decides what becomes of the work.
 */

const data = scratchFolder()
let server: RunningServer
let browser: Browser
let desk: Page
let director: Page
let cards: ReadonlyMap<string, Card>
const complaints: string[][] = []
const lost = 'karim.kone'
const removed = 'aminata.toure'
/** Assignments of officers whom only the first assessor assesses. */
const assessed: string[] = []
const remark = 'Rvqx-4471 suit les dossiers'

beforeAll(async () => {
  server = await startServer(data.path, { ACCESS: 'accounts' })
  browser = await launchBrowser()
  desk = await openTablet(browser, server)
  cards = await beginAtDesk(desk, server)
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
  data.remove()
})

const handedTo = async (login: string): Promise<Page> => {
  const page = await openTablet(browser, server)
  complaints.push(complaintsOf(page))
  await handTablet(desk, page, { login, secret: cards.get(login)?.secret ?? '' })
  return page
}

/** An assessor’s tablet with its officers, kept for offline use, on which nothing waits; then without a network. */
const readyAtSite = async (login: string): Promise<Page> => {
  const page = await handedTo(login)
  await page.locator('section:has(#to-do) a').first().waitFor({ timeout: 60_000 })
  await syncNow(page)
  await keptOffline(page)
  const phrase = page.getByLabel('Phrase secrète', { exact: true })
  if (await phrase.isVisible()) {
    await phrase.fill(own)
    await press(page, 'Ouvrir')
    await page.getByRole('banner').getByRole('button', { name: 'Verrouiller' }).waitFor()
  }
  await page.context().setOffline(true)
  return page
}

/** Scores the first competency of the next officer, and says something of it; answers with the assignment. */
const assess = async (page: Page, words: string): Promise<string> => {
  await go(page, '/assess')
  await page.locator('section:has(#to-do) a').first().click()
  await tap(page, 3)
  const add = page.getByRole('button', { name: 'Ajouter un commentaire' })
  if (await add.isVisible()) await add.click()
  const field = page.locator('article textarea').first()
  await field.fill(words)
  await field.blur()
  await page.waitForTimeout(1_500)
  return new URL(page.url()).pathname.split('/')[2] ?? ''
}

const partOf = (login: string) => director.getByRole('region').filter({ hasText: `Compte ${login}` })

const admitAll = async (login: string): Promise<void> => {
  await partOf(login)
    .getByRole('button', { name: /^(Tout admettre|Admettre)/ })
    .first()
    .click()
  await seen(director, 'On ne revient pas en arrière. Ce que vous n’admettez pas reste en quarantaine.')
  expect(await wrongAtBothSizes(director)).toEqual([])
  await press(director, 'Admettre au siège')
  await seen(director, /saisies? admises?/)
}

/** What is wrong with the screen that stands there, for eyes, ears and fingers. */
const wrongAtBothSizes = async (page: Page): Promise<readonly string[]> => {
  const found: string[] = []
  for (const size of [{ width: 390, height: 844 }, tablet]) {
    await page.setViewportSize(size)
    found.push(...[await breaches(page), await overflows(page), await unspoken(page), await smallTargets(page)].flat())
  }
  return found
}

/** The words stand in the officer’s report. */
const reported = async (assignment: string, words: string): Promise<void> => {
  await syncNow(director)
  await go(director, `/gaps/officer/${assignment}`)
  await director.getByText(words).filter({ visible: true }).first().waitFor({ timeout: 60_000 })
}

/** The token that a page sends, as its next exchange shows it. */
const tokenOf = async (page: Page, deed: () => Promise<unknown>): Promise<string> => {
  const asking = page.waitForRequest((request) => request.url().includes('/api/v1/sync'))
  await deed()
  return ((await (await asking).headerValue('authorization')) ?? '').replace('Bearer ', '')
}

describe('a tablet with unsent assessments that is revoked', () => {
  let site: Page
  let told = 0

  it('knows nothing of it without a network', async () => {
    site = await readyAtSite(lost)
    for (const at of [0, 1]) assessed.push(await assess(site, `${remark} ${at}`))
    told = (await countsOf(site)).unsent
    expect(told).toBeGreaterThan(3)
    await go(desk, '/tablets')
    await press(desk, 'Actualiser')
    await press(desk, `Révoquer Tablette de ${lost}`)
    await press(desk, 'Révoquer la tablette')
    await seen(desk, 'Révoquée, pas encore effacée')
    expect((await countsOf(site)).unsent).toBe(told)
  })

  it('delivers everything at its next contact, then erases keys and data, and says so and how many', async () => {
    await site.context().setOffline(false)
    await heading(site, 'Cette tablette a été révoquée').waitFor({ timeout: 60_000 })
    await seen(site, `${told} saisies ont été remises au siège avant l’effacement`)
    expect(await site.evaluate(leftHere)).toEqual({ databases: [], journals: [], profiles: 0, facts: 0, small: [] })
    await press(desk, 'Actualiser')
    await seen(desk, 'Révoquée et effacée')
  })

  it('opens nothing any more after a new start', async () => {
    await press(site, 'Enrôler de nouveau')
    await heading(site, 'Enrôler cette tablette').waitFor()
  })

  it('has its work in quarantine, where the HR director admits it and reads it in the report', async () => {
    const login = [...cards].find(([, { words }]) => words.includes('Direction des ressources humaines'))?.[0] ?? ''
    director = await handedTo(login)
    await director.locator('main h1').waitFor()
    await syncNow(director)
    await follow(director, 'Quarantaine')
    await heading(director, 'Quarantaine').waitFor()
    await director.getByRole('region', { name: 'KONÉ Karim' }).waitFor()
    await partOf(lost).getByText('la tablette avait été révoquée').waitFor()
    expect(await partOf(lost).innerText()).toMatch(/KONÉ Karim[\s\S]*Tablette de karim\.kone[\s\S]*révoquée et effacée/)
    expect(await partOf(lost).getByRole('listitem').count()).toBe(2)
    expect(await wrongAtBothSizes(director)).toEqual([])
    await admitAll(lost)
    await seen(director, 'Rien n’est en quarantaine')
    for (const [at, assignment] of assessed.entries()) await reported(assignment, `${remark} ${at}`)
  })
})

describe('an assessor who is no longer one', () => {
  let site: Page
  let assignment = ''
  const words = `${remark} hors du champ`

  it('has downloaded officers and an unsent tap when the administrator takes the role away', async () => {
    site = await readyAtSite(removed)
    assignment = await assess(site, words)
    const { rows, unsent } = await countsOf(site)
    expect(rows['assignment']).toBeGreaterThan(1)
    expect(unsent).toBeGreaterThan(1)
    await go(desk, '/accounts')
    await desk
      .getByRole('row', { name: new RegExp(removed) })
      .getByRole('button')
      .click()
    const sheet = desk.getByRole('dialog')
    for (const role of [/^Évaluateur/, /^Supérieur/]) await sheet.getByLabel(role).uncheck()
    await sheet.getByLabel(/^Agent/).check()
    await sheet.getByRole('button', { name: 'Enregistrer' }).click()
    await seen(desk, /^Enregistré au siège/)
    await desk.keyboard.press('Escape')
  })

  it('sends the work first; then the officers are gone from the tablet, and the screen says in words what became of it', async () => {
    await site.context().setOffline(false)
    await expect.poll(async () => (await countsOf(site)).unsent, { timeout: 60_000 }).toBe(0)
    await expect.poll(async () => (await countsOf(site)).rows['assignment'] ?? 0, { timeout: 60_000 }).toBeLessThanOrEqual(1)
    await go(site, '/sync')
    await seen(site, /hors de votre périmètre\. Le siège le garde à part.*rien n’est perdu/)
    expect(await site.locator('body').innerText()).not.toMatch(/undefined/)
  })

  it('[S14] has an answer to a request for an officer by id as if there were none', async () => {
    const token = await tokenOf(site, () => press(site, 'Synchroniser maintenant'))
    const directors = await tokenOf(director, async () => {
      await go(director, '/sync')
      await press(director, 'Synchroniser maintenant')
    })
    const lying = await done<{ waiting: readonly Quarantined[] }>(server.url, '/v1/quarantine', { token: directors })
    const stream = lying.waiting[0]?.work.stream
    const rows = async (id: string, bearer: string) => {
      const headers = { authorization: `Bearer ${bearer}` }
      const reply = await fetch(`${server.url}/api/v1/rows/${stream}/${id}`, { headers })
      return { status: reply.status, said: (await reply.text()).replaceAll(id, '…') }
    }
    for (const id of [assignment, ...assessed]) {
      expect((await rows(id, directors)).said).toContain('"assignment"')
      expect(await rows(id, token)).toEqual(await rows('nobody-of-that-name', token))
    }
    // Each from another screen, and once headquarters has answered: what is said while it is asked is no answer.
    const shown = async (officer: string): Promise<string> => {
      await go(site, '/sync')
      await heading(site, 'Envois').waitFor()
      await go(site, `/gaps/officer/${officer}`)
      await seen(site, 'Ce rapport n’est pas encore sur cet appareil')
      return site.locator('main').innerText()
    }
    expect(await shown(assignment)).toBe(await shown('nobody-of-that-name'))
  })

  it('has lost nothing: the HR director admits it, and it stands in the report', async () => {
    await follow(director, 'Quarantaine')
    await partOf(removed).getByText('n’a plus, le droit d’écrire là').waitFor()
    await admitAll(removed)
    await reported(assignment, words)
    expect(complaints.flat()).toEqual([])
  })
})

describe('a revoked tablet that carries the sealed work of another one', () => {
  let site: Page
  let courier: Page
  const words = `${remark} porté`
  let assignment = ''
  const still = /saisies? confiées? par .* encore ici/

  it('has taken it along without a network', async () => {
    site = await readyAtSite(lost)
    assignment = await assess(site, words)
    await go(site, '/sync')
    await press(site, 'Préparer le fichier scellé')
    const coming = site.waitForEvent('download')
    await press(site, 'Enregistrer')
    const file = await (await coming).path()
    courier = await handedTo('hawa.kassogue')
    await courier.locator('main h1').waitFor()
    await syncNow(courier)
    await courier.context().setOffline(true)
    await courier.getByLabel('Ouvrir un fichier scellé').setInputFiles(file)
    await seen(courier, /saisies prises en charge/)
  })

  it('erases itself at once, and keeps what it carries until headquarters has answered, through a new start', async () => {
    await go(desk, '/tablets')
    await press(desk, 'Actualiser')
    await press(desk, 'Révoquer Tablette de hawa.kassogue')
    await press(desk, 'Révoquer la tablette')
    await courier.route('**/api/v1/courier', (route) => route.abort())
    await courier.context().setOffline(false)
    await heading(courier, 'Cette tablette a été révoquée').waitFor({ timeout: 60_000 })
    await seen(courier, still)
    expect(await courier.evaluate(leftHere)).toMatchObject({ databases: ['palier-carried'], journals: [], profiles: 0, facts: 2 })
    await courier.reload()
    await seen(courier, still)
    expect(await wrongAtBothSizes(courier)).toEqual([])
    const coming = courier.waitForEvent('download')
    await press(courier, 'Enregistrer le fichier scellé')
    const saved = readFileSync(await (await coming).path(), 'latin1')
    expect(saved).toContain('palier-sealed-outbox')
    expect(saved).not.toContain(words)
    await press(courier, 'Effacer sans attendre')
    await courier.getByRole('button', { name: 'Effacer quand même : le siège ne les a pas' }).waitFor()
  })

  it('hands it in, then nothing is left, and the director reads it', async () => {
    await courier.unroute('**/api/v1/courier')
    await press(courier, 'Remettre au siège')
    await seen(courier, 'Le travail confié par d’autres tablettes est au siège')
    expect(await courier.evaluate(leftHere)).toEqual({ databases: [], journals: [], profiles: 0, facts: 0, small: [] })
    await press(courier, 'Enrôler de nouveau')
    await heading(courier, 'Enrôler cette tablette').waitFor()
    await reported(assignment, words)
    expect(complaints.flat()).toEqual([])
  })
})

/** What a browser keeps of a tablet, past the app: of its people, and of what it carries for other tablets. */
const leftHere = async () => {
  const known = ['palier-device', 'palier-new-log']
  const databases = (await indexedDB.databases()).map(({ name }) => name ?? '').filter((name) => !known.includes(name))
  const journals: string[] = []
  const root = (await navigator.storage.getDirectory()) as unknown as { keys: () => AsyncIterable<string> }
  for await (const name of root.keys()) if (name.startsWith('palier-journal')) journals.push(name)
  const count = (table: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const opening = indexedDB.open('palier-device')
      opening.onerror = () => reject(opening.error)
      opening.onsuccess = () => {
        const asking = opening.result.transaction(table).objectStore(table).count()
        asking.onsuccess = () => {
          opening.result.close()
          resolve(asking.result)
        }
      }
    })
  const small = Object.keys(localStorage).filter((name) => name.startsWith('palier.') && name !== 'palier.language')
  return { databases, journals, profiles: await count('profiles'), facts: await count('facts'), small }
}
