import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { linkIn } from '../support/access.ts'
import { launchBrowser, patience, tablet } from '../support/chromium.ts'
import { type RunningServer, scratchFolder, startServer } from '../support/server-process.ts'
import { complaintsOf, settled } from './eyes.ts'
import { follow, go, heading, keptOffline, press, seen, tap } from './hands.ts'

/** From the link on the console to two people on one tablet, in a real browser against a server with accounts. */

const data = scratchFolder()
let server: RunningServer
let browser: Browser
/** The administrator’s desk, and the tablet at the site. */
let desk: BrowserContext
let site: BrowserContext
let page: Page
let complaints: string[] = []
/** One-time passphrases by sign-in name, as they stood on the cards. */
const cards = new Map<string, string>()
let code = ''

const passphrase = 'girafe tambour lagune piment'
const assessor = 'karim.kone'
const other = 'aminata.toure'

const openContext = async (): Promise<BrowserContext> => {
  const context = await browser.newContext({ viewport: tablet, locale: 'fr-FR', reducedMotion: 'reduce', baseURL: server.url })
  context.setDefaultTimeout(patience)
  return context
}

beforeAll(async () => {
  server = await startServer(data.path, { ACCESS: 'accounts' })
  browser = await launchBrowser()
  desk = await openContext()
  site = await openContext()
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
  data.remove()
})

/** Types a PIN on the keys of the screen. */
const typePin = async (pin: string): Promise<void> => {
  for (const digit of pin) await page.getByRole('button', { name: digit, exact: true }).click()
}

const signInHere = async (name: string, secret: string): Promise<void> => {
  await heading(page, 'Se connecter sur cette tablette').waitFor()
  await page.getByLabel('Nom de connexion').fill(name)
  await page.getByLabel('Phrase secrète', { exact: true }).fill(secret)
  await press(page, 'Se connecter')
}

const openBy = async (secret: string): Promise<void> => {
  await page.getByLabel('Phrase secrète', { exact: true }).fill(secret)
  await press(page, 'Ouvrir')
}

const lockNow = (): Promise<void> => page.getByRole('banner').getByRole('button', { name: 'Verrouiller' }).click()

describe('the first administrator', () => {
  it('comes in by the link of the console, which leaves the address at once', async () => {
    page = await desk.newPage()
    complaints = complaintsOf(page)
    await page.goto(`/#first=${linkIn(server.said())}`)
    await heading(page, 'Devenir administrateur').waitFor()
    expect(new URL(page.url()).hash).toBe('')
    await page.getByLabel('Nom de connexion').fill('awa.traore')
    await page.getByLabel('Votre phrase secrète').fill(passphrase)
    await page.getByLabel('La même, une seconde fois').fill(passphrase)
    await page.getByLabel('Nom de cette tablette').fill('Bureau du siège')
    await press(page, 'Créer le compte')
    await press(page, 'Ouvrir mon profil')
    await heading(page, 'Bienvenue dans Palier').waitFor()
  })

  it('opens the demonstration, and gets ready accounts for its people on cards', async () => {
    await press(page, 'Démonstration : pilote de Bamako-Sénou')
    await heading(page, 'Démonstration : comptes prêts').waitFor()
    await press(page, 'Donner les comptes prêts')
    await seen(page, 'Ces phrases ne seront plus jamais montrées')
    for (const card of await page.locator('article section').all()) {
      const [login = '', secret = ''] = await card.locator('dd').allInnerTexts()
      cards.set(login, secret)
    }
    expect([...cards.keys()]).toEqual(expect.arrayContaining([assessor, other]))
    await press(page, 'C’est remis')
    await page.getByRole('row', { name: new RegExp(assessor) }).waitFor()
  })

  it('makes a code for a tablet, with its picture and its time', async () => {
    await follow(page, 'Tablettes')
    await page.getByRole('heading', { name: 'Bureau du siège' }).waitFor()
    await press(page, 'Enrôler une tablette')
    await press(page, 'Créer un code')
    await page.getByRole('img', { name: /^Code QR/ }).waitFor()
    code = await page.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/).innerText()
    expect(complaints).toEqual([])
  })
})

describe('the tablet at the site', () => {
  it('is enrolled with the code, which works once', async () => {
    page = await site.newPage()
    complaints = complaintsOf(page)
    await page.goto('/')
    await heading(page, 'Enrôler cette tablette').waitFor()
    await page.getByLabel('Code d’enrôlement').fill(code.toLowerCase().replace('-', ' '))
    await page.getByLabel('Nom de cette tablette').fill('Sénou 3')
    await press(page, 'Enrôler la tablette')
    await seen(page, /^Tablette enrôlée/)
    const again = await openContext()
    const stranger = await again.newPage()
    await stranger.goto(`/#enrol=${code}`)
    await stranger.getByLabel('Nom de cette tablette').fill('Autre')
    await press(stranger, 'Enrôler la tablette')
    await seen(stranger, 'Ce code a déjà servi. Demandez-en un nouveau.')
    await again.close()
  })

  it('lets nobody in with a wrong passphrase, and an assessor with the right one', async () => {
    await signInHere(other, 'rien de tout cela')
    await seen(page, 'Le nom de connexion ou la phrase secrète ne convient pas.')
    await signInHere(other, cards.get(other) ?? '')
    await page.getByLabel('Vos deux lettres').fill('AT')
    await press(page, 'Ouvrir mon profil')
    await page.locator('section:has(#to-do) a').first().waitFor()
    const places = await page.getByRole('navigation', { name: 'Navigation principale' }).first().getByRole('link').allInnerTexts()
    expect(places).toEqual(['Évaluer', 'Écarts', 'Bibliothèque', 'Envois'])
    await go(page, '/accounts')
    await page.waitForURL('**/assess')
    await keptOffline(page)
  })

  it('takes a second person with a profile of the own', async () => {
    await heading(page, 'Ouvrir votre profil')
      .or(page.getByRole('button', { name: 'Verrouiller' }))
      .first()
      .waitFor()
    if (await page.getByRole('button', { name: 'Verrouiller' }).isVisible()) await lockNow()
    await heading(page, 'Ouvrir votre profil').waitFor()
    await press(page, 'Ajouter un profil')
    await signInHere(assessor, cards.get(assessor) ?? '')
    await page.getByLabel('Vos deux lettres').fill('KK')
    await press(page, 'Ouvrir mon profil')
    await page.locator('section:has(#to-do) a').first().waitFor()
    const databases = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))
    expect(databases.filter((name) => name?.startsWith('palier-p-'))).toHaveLength(2)
  })

  it('is given a PIN, holds a score without a network, locks at one tap and shows nobody’s name', async () => {
    await go(page, '/profile')
    await press(page, 'Choisir un code PIN')
    await typePin('274905')
    await seen(page, 'Les mêmes, une seconde fois')
    await typePin('274905')
    await seen(page, 'Code PIN choisi')
    await site.setOffline(true)
    await go(page, '/assess')
    await settled(page)
    await page.locator('section:has(#to-do) a').first().click()
    await tap(page, 3)
    await lockNow()
    await heading(page, 'Tablette verrouillée').waitFor()
    expect(await page.locator('body').innerText()).not.toMatch(/kon[eé]|karim|tour[eé]|aminata/i)
  })

  it('tells a wrong PIN and how many tries are left, then opens by the right one, and the score is there', async () => {
    await press(page, /^KK/)
    await typePin('111223')
    await seen(page, /Il reste 9 essais/)
    await page.waitForFunction(() => document.querySelector('fieldset[aria-busy]') === null)
    await typePin('274905')
    await page.locator('main h1').waitFor()
    await go(page, '/assess')
    await seen(page, /1 seulement ici/)
  })

  it('is offered a new PIN after a start, for the digits of before are nowhere', async () => {
    await page.goto('/')
    await press(page, /^KK/)
    await openBy(cards.get(assessor) ?? '')
    await seen(page, 'Six chiffres pour rouvrir vite ?')
    await page.getByRole('button', { name: 'Choisir un code PIN' }).click()
    await typePin('274906')
    await seen(page, 'Les mêmes, une seconde fois')
    await typePin('274906')
    await page.getByText('Six chiffres pour rouvrir vite ?').waitFor({ state: 'detached' })
    await lockNow()
    await press(page, /^KK/)
    await typePin('274906')
    await page.locator('main h1').waitFor()
  })

  it('changes to the other person without a network, who sees nothing of the first and opens nothing of hers', async () => {
    await lockNow()
    await press(page, /^AT/)
    await openBy(cards.get(assessor) ?? '')
    await seen(page, 'Ce n’est pas la phrase secrète de ce profil')
    await page.waitForFunction(() => document.querySelector('form button[aria-disabled]') === null)
    await openBy(cards.get(other) ?? '')
    await page.locator('section:has(#to-do) a').first().waitFor()
    await seen(page, /0 seulement ici/)
  })

  it('keeps the first one’s work for headquarters, and sends it', async () => {
    await lockNow()
    await press(page, /^KK/)
    if (await page.getByLabel('Phrase secrète', { exact: true }).isVisible()) await openBy(cards.get(assessor) ?? '')
    else await typePin('274905')
    await page.getByRole('button', { name: 'Verrouiller' }).waitFor()
    await site.setOffline(false)
    await seen(page, /0 seulement ici/)
    expect(complaints).toEqual([])
  })
})
