import type { Browser, BrowserContext, Page } from 'playwright'
import { linkIn } from '../support/access.ts'
import { patience, tablet } from '../support/chromium.ts'
import type { RunningServer } from '../support/server-process.ts'
import { go, heading, press, seen } from './hands.ts'

/** What people with accounts do at their screens: get in for the first time, on tablets that an administrator lets in. */

export const own = 'girafe tambour lagune piment'

export const openTablet = async (browser: Browser, { url }: RunningServer): Promise<Page> => {
  const context: BrowserContext = await browser.newContext({
    viewport: tablet,
    locale: 'fr-FR',
    reducedMotion: 'reduce',
    baseURL: url,
  })
  context.setDefaultTimeout(patience)
  return context.newPage()
}

const choosePassphrase = async (page: Page): Promise<void> => {
  await page.getByLabel('Votre phrase secrète').fill(own)
  await page.getByLabel('La même, une seconde fois').fill(own)
}

/** The first administrator, with the demonstration; answers with the one-time passphrases of its people by sign-in name. */
export const beginAtDesk = async (desk: Page, server: RunningServer): Promise<ReadonlyMap<string, Card>> => {
  await desk.goto(`/#first=${linkIn(server.said())}`)
  await desk.getByLabel('Nom de connexion').fill('awa.traore')
  await choosePassphrase(desk)
  await desk.getByLabel('Nom de cette tablette').fill('Bureau du siège')
  await press(desk, 'Créer le compte')
  await desk.getByLabel('Vos deux lettres').fill('AT')
  await press(desk, 'Ouvrir mon profil')
  await press(desk, 'Démonstration : pilote de Bamako-Sénou')
  await press(desk, 'Donner les comptes prêts')
  await seen(desk, 'Ces phrases ne seront plus jamais montrées')
  const cards = new Map<string, Card>()
  for (const card of await desk.locator('article section').all()) {
    const [login = '', secret = ''] = await card.locator('dd').allInnerTexts()
    cards.set(login, { secret, words: await card.innerText() })
  }
  await press(desk, 'C’est remis')
  return cards
}

export type Card = { readonly secret: string; readonly words: string }

/** Signs somebody in for the first time on a tablet, with a profile there from now on. */
const signIn = async (page: Page, login: string, secret: string): Promise<void> => {
  await heading(page, 'Se connecter sur cette tablette').waitFor()
  await page.getByLabel('Nom de connexion').fill(login)
  await page.getByLabel('Phrase secrète', { exact: true }).fill(secret)
  await press(page, 'Se connecter')
  const letters = page.getByLabel('Vos deux lettres')
  await letters.or(page.getByLabel('Votre phrase secrète')).waitFor()
  if (!(await letters.isVisible())) {
    await choosePassphrase(page)
    await press(page, 'Garder cette phrase')
  }
  await letters.fill('XY')
  await press(page, 'Ouvrir mon profil')
}

/** A tablet that the administrator lets in from the desk, in the hands of somebody. */
export const handTablet = async (desk: Page, page: Page, { login, secret }: { login: string; secret: string }): Promise<void> => {
  await go(desk, '/tablets')
  await press(desk, 'Enrôler une tablette')
  await press(desk, 'Créer un code')
  const code = await desk.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/).innerText()
  await desk.keyboard.press('Escape')
  await page.goto(`/#enrol=${code}`)
  await page.getByLabel('Nom de cette tablette').fill(`Tablette de ${login}`)
  await press(page, 'Enrôler la tablette')
  await signIn(page, login, secret)
}

/** How many entries each table of the open profile has, and how many rows of each kind; the seals stay closed. */
export const countsOf = (page: Page): Promise<{ readonly unsent: number; readonly rows: Readonly<Record<string, number>> }> =>
  page.evaluate(async () => {
    const name = (await indexedDB.databases()).map((one) => one.name ?? '').find((one) => one.startsWith('palier-p-')) ?? ''
    return new Promise((resolve, reject) => {
      const opening = indexedDB.open(name)
      opening.onerror = () => reject(opening.error)
      opening.onsuccess = () => {
        const reading = opening.result.transaction(['rows', 'packs', 'unsent'])
        const unsent = reading.objectStore('unsent').count()
        const keys = reading.objectStore('rows').getAllKeys()
        const packs = reading.objectStore('packs').getAll()
        reading.oncomplete = () => {
          opening.result.close()
          const rows: Record<string, number> = {}
          const packed = (packs.result as { readonly keys: readonly string[] }[]).flatMap((pack) => pack.keys)
          for (const key of [...keys.result.map(String), ...packed]) {
            const [kind = ''] = key.split(':')
            rows[kind] = (rows[kind] ?? 0) + 1
          }
          resolve({ unsent: unsent.result, rows })
        }
      }
    })
  })
