import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { linkIn } from '../support/access.ts'
import { launchBrowser, patience, tablet } from '../support/chromium.ts'
import { type RunningServer, scratchFolder, startServer } from '../support/server-process.ts'
import { breaches, complaintsOf, drawAll, overflows, settled, smallTargets, unspoken } from './eyes.ts'
import { follow, go, heading, press, seen } from './hands.ts'

/** A server’s first day: an administration is begun, a second administrator let in; each screen on the way is looked at. */

const data = scratchFolder()
let server: RunningServer
let browser: Browser
let context: BrowserContext
let page: Page
let complaints: string[]
let oneTime = ''

const first = 'girafe tambour lagune piment'
const later = 'citron wagon mouette orage'
const second = 'bambou violon cascade nuage'

beforeAll(async () => {
  server = await startServer(data.path, { ACCESS: 'accounts' })
  browser = await launchBrowser()
  context = await browser.newContext({ viewport: tablet, locale: 'fr-FR', reducedMotion: 'reduce', baseURL: server.url })
  context.setDefaultTimeout(patience)
  page = await context.newPage()
  await drawAll(page)
  complaints = complaintsOf(page)
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
  data.remove()
})

const phone = { width: 390, height: 844 }

/** What is wrong with the screen that stands there: for eyes and ears, by day and by night, for fingers. */
const wrongHere = async (): Promise<readonly string[]> => {
  await settled(page)
  const found: string[] = []
  for (const size of [tablet, phone]) {
    await page.setViewportSize(size)
    await page.emulateMedia({ colorScheme: 'light' })
    const seenHere = [await breaches(page), await overflows(page), await unspoken(page), await smallTargets(page)].flat()
    await page.emulateMedia({ colorScheme: 'dark' })
    found.push(...[...seenHere, ...(await breaches(page, 'colours'))].map((one) => `${size.width} ${one}`))
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(tablet)
  return found
}

const choosePassphrase = async (secret: string): Promise<void> => {
  await page.getByLabel('Votre phrase secrète').fill(secret)
  await page.getByLabel('La même, une seconde fois').fill(secret)
}

const lockNow = (): Promise<void> => page.getByRole('banner').getByRole('button', { name: 'Verrouiller' }).click()

describe('a server’s first day', () => {
  it('says at its own address how the first one comes in', async () => {
    await page.goto('/')
    await heading(page, 'Ce serveur n’a pas encore d’administrateur').waitFor()
    expect(await wrongHere()).toEqual([])
    await press(page, 'J’ai un code d’enrôlement')
    await heading(page, 'Enrôler cette tablette').waitFor()
    expect(await wrongHere()).toEqual([])
  })

  it('makes whoever opens the link the administrator, who begins an administration and is its champion', async () => {
    // In the very tab that asked for it.
    await page.goto(`/#first=${linkIn(server.said())}`)
    await heading(page, 'Devenir administrateur').waitFor()
    await press(page, 'Créer le compte')
    await seen(page, 'Saisissez votre nom de connexion.')
    expect(await wrongHere()).toEqual([])
    await page.getByLabel('Nom de connexion').fill('awa-traore')
    await choosePassphrase(first)
    await page.getByLabel('Nom de cette tablette').fill('Bureau du siège')
    await press(page, 'Créer le compte')
    await page.getByLabel('Vos deux lettres').waitFor()
    expect(await wrongHere()).toEqual([])
    await press(page, 'Ouvrir mon profil')
    await heading(page, 'Bienvenue dans Palier').waitFor()
    expect(await wrongHere()).toEqual([])
    await press(page, 'Remplir le formulaire')
    for (const [label, text] of [
      ['Nom de l’administration', 'Douanes du Mali'],
      ['Pays', 'Mali'],
      ['Nom du site', 'Bureau de Sénou'],
      ['Code du site', 'BKO'],
      ['Nom', 'Traoré'],
      ['Prénom', 'Awa'],
      ['Matricule', 'M-1'],
    ] as const)
      await page.getByLabel(label, { exact: true }).fill(text)
    await press(page, 'Commencer')
    await page.getByRole('link', { name: 'Campagnes' }).first().waitFor()
    await page.getByRole('link', { name: 'Accès' }).first().waitFor()
  })

  it('lets a second administrator in: the passphrase stands on a card, once', async () => {
    await go(page, '/accounts')
    await page.getByRole('row', { name: /TRAORÉ Awa.*Administrateur et Chef de projet.*Actif/ }).waitFor()
    expect(await wrongHere()).toEqual([])
    await press(page, 'Créer un compte')
    const sheet = page.getByRole('dialog')
    await sheet.getByLabel('Personne', { exact: true }).selectOption({ label: 'Personne du fichier (administration seule)' })
    await sheet.getByLabel('Nom de connexion').fill('secours')
    await sheet.getByLabel(/^Administrateur/).check()
    expect(await wrongHere()).toEqual([])
    await sheet.getByRole('button', { name: 'Créer le compte' }).click()
    await seen(page, 'Cette phrase ne sera plus jamais montrée')
    oneTime = await page.locator('article dd').nth(1).innerText()
    expect(await breaches(page)).toEqual([])
    await press(page, 'C’est remis')
    await page.getByRole('row', { name: /secours.*Attend sa première connexion/ }).waitFor()
    expect(await page.locator('body').innerText()).not.toContain(oneTime)
  })

  it('lists the tablet, and shows a code for the next', async () => {
    await follow(page, 'Tablettes')
    await page.getByRole('row', { name: /awa-traore/ }).waitFor()
    expect(await wrongHere()).toEqual([])
    await press(page, 'Révoquer Bureau du siège')
    await seen(page, 'On ne revient pas en arrière')
    expect(await wrongHere()).toEqual([])
    await press(page, 'Annuler')
    await press(page, 'Enrôler une tablette')
    await press(page, 'Créer un code')
    await page.getByRole('timer').waitFor()
    expect(await wrongHere()).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: 'Fermer' }).click()
  })

  it('lets a holder change the passphrase, here and at headquarters', async () => {
    await go(page, '/profile')
    await settled(page)
    expect(await wrongHere()).toEqual([])
    await follow(page, 'Changer la phrase secrète')
    await page.getByLabel('Phrase secrète actuelle').fill(first)
    await choosePassphrase(later)
    expect(await wrongHere()).toEqual([])
    await press(page, 'Changer')
    await seen(page, 'Phrase secrète changée, au siège et sur cette tablette.')
  })

  it('asks the newcomer for an own passphrase, and shows what an administrator may do and no more', async () => {
    await lockNow()
    await heading(page, 'Ouvrir votre profil').waitFor()
    expect(await wrongHere()).toEqual([])
    await press(page, 'Ajouter un profil')
    await page.getByLabel('Nom de connexion').fill('secours')
    await page.getByLabel('Phrase secrète', { exact: true }).fill(oneTime)
    expect(await wrongHere()).toEqual([])
    await press(page, 'Se connecter')
    await heading(page, 'Choisissez votre phrase secrète').waitFor()
    await choosePassphrase(second)
    expect(await wrongHere()).toEqual([])
    await press(page, 'Garder cette phrase')
    await press(page, 'Ouvrir mon profil')
    await heading(page, 'Comptes').waitFor()
    const places = page.getByRole('navigation', { name: 'Navigation principale' }).first().getByRole('link')
    expect(await places.allInnerTexts()).toEqual(['Accès', 'Agents et postes', 'Envois'])
  })

  it('keeps the profiles apart on a locked tablet, and opens the first by its new passphrase alone', async () => {
    await lockNow()
    await heading(page, 'Tablette verrouillée').waitFor()
    expect(await wrongHere()).toEqual([])
    await press(page, /^AT/)
    await page.getByLabel('Phrase secrète', { exact: true }).fill(first)
    await press(page, 'Ouvrir')
    await seen(page, /Il reste 9 essais/)
    expect(await wrongHere()).toEqual([])
    await press(page, 'Phrase secrète oubliée ?')
    await press(page, 'Préparer le fichier scellé')
    await page.locator('ol').getByRole('status').first().waitFor()
    expect(await wrongHere()).toEqual([])
    await press(page, 'Revenir au profil')
    await page.getByLabel('Phrase secrète', { exact: true }).fill(later)
    await press(page, 'Ouvrir')
    await page.getByRole('link', { name: 'Campagnes' }).first().waitFor()
    expect(complaints).toEqual([])
  })
})
