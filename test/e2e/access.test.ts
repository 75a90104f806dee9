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
const other = 'hawa.kassogue'

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
    await signInHere(assessor, 'rien de tout cela')
    await seen(page, 'Le nom de connexion ou la phrase secrète ne convient pas.')
    await signInHere(assessor, cards.get(assessor) ?? '')
    await page.getByLabel('Vos deux lettres').fill('KK')
    await press(page, 'Ouvrir mon profil')
    await page.locator('section:has(#to-do) a').first().waitFor()
    await expect(page.getByRole('navigation').first().getByRole('link').allInnerTexts()).resolves.not.toContain('Accès')
    await keptOffline(page)
  })

  it('is given a PIN, holds a score, locks at one tap and shows nobody’s name', async () => {
    await go(page, '/profile')
    await press(page, 'Choisir un code PIN')
    await typePin('274905')
    await typePin('274905')
    await seen(page, 'Code PIN choisi')
    await go(page, '/assess')
    await settled(page)
    await page.locator('section:has(#to-do) a').first().click()
    await tap(page, 3)
    await lockNow()
    await heading(page, 'Ouvrir votre profil').waitFor()
    expect(await page.locator('body').innerText()).not.toMatch(/KON|Karim|karim/)
  })

  it('opens again by the PIN, and the score is there', async () => {
    await typePin('111222')
    await seen(page, /Il reste 9 essais/)
    await page.waitForFunction(() => document.querySelector('fieldset[aria-busy]') === null)
    await typePin('274905')
    await page.getByRole('button', { name: 'Suivante' }).or(page.locator('section:has(#under-way) a')).first().waitFor()
    await go(page, '/assess')
    await page.locator('section:has(#under-way) a').first().waitFor()
  })

  it('takes a second person, who sees nothing of the first', async () => {
    await lockNow()
    await press(page, 'Ajouter un profil')
    await signInHere(other, cards.get(other) ?? '')
    await page.getByLabel('Vos deux lettres').fill('HK')
    await press(page, 'Ouvrir mon profil')
    await page.locator('main h1').waitFor()
    await lockNow()
    await heading(page, 'Tablette verrouillée').waitFor()
    expect(await page.getByRole('list', { name: 'Profils de cette tablette' }).getByRole('button').count()).toBe(2)
    const databases = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))
    expect(databases.filter((name) => name?.startsWith('palier-p-'))).toHaveLength(2)
  })

  it('changes from one to the other without a network, each by the own passphrase', async () => {
    await site.setOffline(true)
    await page.reload()
    await press(page, /^HK/)
    await page.getByLabel('Phrase secrète', { exact: true }).fill(cards.get(assessor) ?? '')
    await press(page, 'Ouvrir')
    await seen(page, 'Ce n’est pas la phrase secrète de ce profil')
    await press(page, 'Un autre profil')
    await press(page, /^KK/)
    await page.getByLabel('Phrase secrète', { exact: true }).fill(cards.get(assessor) ?? '')
    await press(page, 'Ouvrir')
    await go(page, '/assess')
    await page.locator('section:has(#under-way) a').first().waitFor()
    await site.setOffline(false)
    expect(complaints).toEqual([])
  })
})
