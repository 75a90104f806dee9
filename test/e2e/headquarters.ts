import type { Browser, BrowserContext, Page } from 'playwright'
import { linkIn } from '../support/access.ts'
import { launchBrowser, patience, tablet } from '../support/chromium.ts'
import { type RunningServer, scratchFolder, startServer } from '../support/server-process.ts'
import { go, heading, press, seen } from './hands.ts'

/** A server with accounts and the demonstration, its administrator’s desk, and tablets that are let in one by one. */
export type Headquarters = {
  readonly server: RunningServer
  /** Where its database lies. */
  readonly folder: string
  readonly desk: Page
  /** One-time passphrases by sign-in name, as they stood on the cards. */
  readonly cards: ReadonlyMap<string, string>
  /** The sign-in names of those whose card names a role. */
  readonly holders: (role: string) => readonly string[]
  /** A tablet that was just enrolled, in the hands of somebody who has signed in. */
  readonly tabletFor: (login: string) => Promise<Page>
  /** Enrols the tablet on which a page is, whatever it was before; answers at its screen to sign in. */
  readonly enrol: (page: Page, name: string) => Promise<void>
  /** A tablet that is enrolled, at its screen to sign in. */
  readonly newTablet: (name: string) => Promise<Page>
  readonly close: () => Promise<void>
}

/** The administrator’s own passphrase. */
export const administrator = 'girafe tambour lagune piment'

export const openHeadquarters = async (): Promise<Headquarters> => {
  const data = scratchFolder()
  const server = await startServer(data.path, { ACCESS: 'accounts' })
  const browser = await launchBrowser()
  const desk = await openPage(browser, server)
  const found = await beginDemonstration(desk, linkIn(server.said()))
  const enrol = async (page: Page, name: string): Promise<void> => {
    await page.goto(`${server.url}/#enrol=${await codeFrom(desk)}`)
    await page.getByLabel('Nom de cette tablette').fill(name)
    await press(page, 'Enrôler la tablette')
    await heading(page, 'Se connecter sur cette tablette').waitFor()
  }
  const newTablet = async (name: string): Promise<Page> => {
    const page = await openPage(browser, server)
    await enrol(page, name)
    return page
  }
  const cards = new Map(found.map(({ login, passphrase }) => [login, passphrase]))
  return {
    server,
    folder: data.path,
    desk,
    cards,
    holders: (role) => found.flatMap(({ login, words }) => (words.includes(role) ? login : [])),
    enrol,
    newTablet,
    tabletFor: async (login) => {
      const page = await newTablet(`Tablette de ${login}`)
      await signInHere(page, login, cards.get(login) ?? '')
      return page
    },
    close: async () => {
      await browser.close()
      await server.stop()
      data.remove()
    },
  }
}

const openPage = async (browser: Browser, server: RunningServer): Promise<Page> => {
  const context: BrowserContext = await browser.newContext({
    viewport: tablet,
    locale: 'fr-FR',
    reducedMotion: 'reduce',
    baseURL: server.url,
    acceptDownloads: true,
  })
  context.setDefaultTimeout(patience)
  return context.newPage()
}

type Card = { readonly login: string; readonly passphrase: string; readonly words: string }

const beginDemonstration = async (desk: Page, token: string): Promise<readonly Card[]> => {
  await desk.goto(`/#first=${token}`)
  await desk.getByLabel('Nom de connexion').fill('awa.chef')
  await choosePassphrase(desk, administrator)
  await desk.getByLabel('Nom de cette tablette').fill('Bureau du siège')
  await press(desk, 'Créer le compte')
  await desk.getByLabel('Vos deux lettres').fill('AC')
  await press(desk, 'Ouvrir mon profil')
  await press(desk, 'Démonstration : pilote de Bamako-Sénou')
  await press(desk, 'Donner les comptes prêts')
  await seen(desk, 'Ces phrases ne seront plus jamais montrées')
  const cards: Card[] = []
  for (const card of await desk.locator('article section').all()) {
    const [login = '', passphrase = ''] = await card.locator('dd').allInnerTexts()
    cards.push({ login, passphrase, words: await card.innerText() })
  }
  await press(desk, 'C’est remis')
  return cards
}

const codeFrom = async (desk: Page): Promise<string> => {
  await go(desk, '/tablets')
  await press(desk, 'Enrôler une tablette')
  await press(desk, 'Créer un code')
  const code = await desk.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/).innerText()
  await desk.keyboard.press('Escape')
  return code
}

export const choosePassphrase = async (page: Page, passphrase: string): Promise<void> => {
  await page.getByLabel('Votre phrase secrète').fill(passphrase)
  await page.getByLabel('La même, une seconde fois').fill(passphrase)
}

export const signInHere = async (page: Page, login: string, passphrase: string): Promise<void> => {
  await page.getByLabel('Nom de connexion').fill(login)
  await page.getByLabel('Phrase secrète', { exact: true }).fill(passphrase)
  await press(page, 'Se connecter')
  await page.getByLabel('Vos deux lettres').fill('XY')
  await press(page, 'Ouvrir mon profil')
  await page.getByRole('banner').getByRole('button', { name: 'Verrouiller' }).waitFor()
}

export const unlock = async (page: Page, passphrase: string): Promise<void> => {
  await page.getByLabel('Phrase secrète', { exact: true }).fill(passphrase)
  await press(page, 'Ouvrir')
}

/** Opens the sheet of an account at the administrator’s desk. */
export const accountSheet = async (desk: Page, login: string) => {
  await go(desk, '/accounts')
  await desk
    .getByRole('row', { name: new RegExp(login) })
    .getByRole('button')
    .first()
    .click()
  return desk.getByRole('dialog')
}
