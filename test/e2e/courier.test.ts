import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Account } from '../../src/core/protocol/access/account.ts'
import type { Greeting } from '../../src/core/protocol/access/greeting.ts'
import { envelopeOf } from '../../src/core/protocol/envelope.ts'
import { fingerprintOf } from '../../src/core/protocol/fingerprint.ts'
import type { Operation } from '../../src/core/protocol/operation.ts'
import { done, linkIn } from '../support/access.ts'
import { launchBrowser, patience, tablet } from '../support/chromium.ts'
import { type SigningPair, sealedOutbox, signingPair } from '../support/courier-keys.ts'
import { operation } from '../support/operations.ts'
import { otherLetter } from '../support/other-letter.ts'
import { type RunningServer, scratchFolder, startServer } from '../support/server-process.ts'
import { breaches, complaintsOf, overflows, smallTargets, unspoken } from './eyes.ts'
import { go, heading, keptOffline, press, seen, syncNow, tap } from './hands.ts'

/*
 * A tablet whose passphrase is forgotten in the middle of a campaign, its keys gone after ten wrong tries and no network around
 * it: its work reaches headquarters as a file, by another tablet, and the HR director reads every assessment.
 */

const folders = { data: scratchFolder(), files: scratchFolder() }
let server: RunningServer
let browser: Browser
let desk: Page
let site: Page
let courier: Page
let director: Page
let complaints: string[] = []
const contexts: BrowserContext[] = []
/** One-time passphrases by sign-in name, and the sign-in name of whoever has a role. */
const cards = new Map<string, string>()
const holders = new Map<string, string>()
const own = 'girafe tambour lagune piment'
const remark = 'Zvqx-7714 tient seule le dossier'
const assessed: string[] = []
let file = ''
let record = ''

const openTablet = async (): Promise<Page> => {
  const context = await browser.newContext({ viewport: tablet, locale: 'fr-FR', reducedMotion: 'reduce', baseURL: server.url })
  context.setDefaultTimeout(patience)
  contexts.push(context)
  return context.newPage()
}

beforeAll(async () => {
  server = await startServer(folders.data.path, { ACCESS: 'accounts' })
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
  for (const folder of Object.values(folders)) folder.remove()
})

const choosePassphrase = async (page: Page): Promise<void> => {
  await page.getByLabel('Votre phrase secrète').fill(own)
  await page.getByLabel('La même, une seconde fois').fill(own)
}

/** Signs somebody in for the first time here, who then has a profile on this tablet. */
const signIn = async (page: Page, login: string): Promise<void> => {
  await heading(page, 'Se connecter sur cette tablette').waitFor()
  await page.getByLabel('Nom de connexion').fill(login)
  await page.getByLabel('Phrase secrète', { exact: true }).fill(cards.get(login) ?? '')
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

const lockNow = (page: Page): Promise<void> => page.getByRole('banner').getByRole('button', { name: 'Verrouiller' }).click()

/** A tablet that the administrator has just let in, in the hands of somebody. */
const enrolledTablet = async (login: string): Promise<Page> => {
  await go(desk, '/tablets')
  await press(desk, 'Enrôler une tablette')
  await press(desk, 'Créer un code')
  const code = await desk.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/).innerText()
  await desk.keyboard.press('Escape')
  const page = await openTablet()
  await page.goto(`/#enrol=${code}`)
  await page.getByLabel('Nom de cette tablette').fill(`Tablette de ${login}`)
  await press(page, 'Enrôler la tablette')
  await signIn(page, login)
  return page
}

/** Scores the first competency of the n-th officer who is still to be assessed, and says something of it. */
const assess = async (page: Page): Promise<string> => {
  await go(page, '/assess')
  await page.locator('section:has(#to-do) a').first().click()
  await tap(page, 3)
  const add = page.getByRole('button', { name: 'Ajouter un commentaire' })
  if (await add.isVisible()) await add.click()
  const field = page.locator('article textarea').first()
  await field.fill(`${remark} ${assessed.length}`)
  await field.blur()
  await page.waitForTimeout(1_500)
  return new URL(page.url()).pathname.split('/')[2] ?? ''
}

describe('headquarters', () => {
  it('has its administrator, the demonstration, and ready accounts', async () => {
    desk = await openTablet()
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
    for (const card of await desk.locator('article section').all()) {
      const [login = '', secret = ''] = await card.locator('dd').allInnerTexts()
      cards.set(login, secret)
      const words = await card.innerText()
      for (const role of ['Direction des ressources humaines', 'Évaluateur']) if (words.includes(role)) holders.set(role, login)
    }
    await press(desk, 'C’est remis')
    expect([...holders.keys()].sort()).toEqual(['Direction des ressources humaines', 'Évaluateur'])
  })
})

describe('a tablet at the site', () => {
  it('holds assessments that no network has seen', async () => {
    site = await enrolledTablet('karim.kone')
    complaints = complaintsOf(site)
    await site.locator('section:has(#to-do) a').first().waitFor({ timeout: 60_000 })
    await syncNow(site)
    await keptOffline(site)
    if (await site.getByLabel('Phrase secrète', { exact: true }).isVisible()) {
      await site.getByLabel('Phrase secrète', { exact: true }).fill(own)
      await press(site, 'Ouvrir')
    }
    await site.context().setOffline(true)
    for (let count = 0; count < 3; count += 1) assessed.push(await assess(site))
    expect(new Set(assessed).size).toBe(3)
  })

  it('lets the open profile take its work out sealed as well', async () => {
    await go(site, '/sync')
    await press(site, 'Préparer le fichier scellé')
    await seen(site, /^\d+ saisies dans le fichier\.$/)
  })

  it('gives one record away sealed, to whoever has it open, and nothing in the open', async () => {
    await go(site, `/sync/record/assessment/${assessed[0]}.expert`)
    const coming = site.waitForEvent('download')
    await press(site, 'Exporter cet enregistrement')
    const download = await coming
    record = `${folders.files.path}/${download.suggestedFilename()}`
    await download.saveAs(record)
    const text = readFileSync(record, 'latin1')
    expect(text).toContain('palier-sealed-outbox')
    expect(text).not.toMatch(/Zvqx|rating|KONÉ|karim/)
  })

  it('is locked, and after the last wrong try its keys are gone', async () => {
    await lockNow(site)
    await heading(site, 'Ouvrir votre profil').waitFor()
    await nineWrongTries(site)
    await site.reload()
    await site.getByLabel('Phrase secrète', { exact: true }).fill('rien de tout cela')
    await press(site, 'Ouvrir')
    await seen(site, 'Ce profil ne s’ouvre plus sur cette tablette')
  })

  it('still gives its work away as a file in which nobody reads anything', async () => {
    await press(site, 'Porter le travail au siège')
    await press(site, 'Préparer le fichier scellé')
    await seen(site, /saisies sont dans le fichier scellé/)
    const coming = site.waitForEvent('download')
    await press(site, /^Enregistrer le fichier/)
    const download = await coming
    file = `${folders.files.path}/${download.suggestedFilename()}`
    await download.saveAs(file)
    const text = readFileSync(file, 'latin1')
    expect(text.length).toBeGreaterThan(3_000)
    expect(text).not.toMatch(/Zvqx|rating|KONÉ|karim/)
  })
})

describe('another tablet', () => {
  it('takes the file along without a network, and brings it to headquarters when there is one', async () => {
    courier = await enrolledTablet('hawa.kassogue')
    await courier.locator('main h1').waitFor()
    await syncNow(courier)
    await courier.context().setOffline(true)
    await courier.getByLabel('Ouvrir un fichier scellé').setInputFiles(file)
    await seen(courier, /saisies prises en charge/)
    await carriedRow(courier)
      .getByText(/\d+ en attente/)
      .waitFor()
    expect(await courier.locator('main').innerText()).not.toMatch(/Zvqx/)
    await courier.context().setOffline(false)
    await press(courier, 'Synchroniser maintenant')
    await carriedRow(courier)
      .getByText(/\d+ remises/)
      .waitFor()
    expect(await carriedRow(courier).innerText()).not.toMatch(/en attente|n’a pas pu|mises de côté/)
  })

  it('finds the one record taken already, where headquarters is given that at its own screen', async () => {
    await go(desk, '/sync')
    await desk.getByLabel('Ouvrir un fichier scellé').setInputFiles(record)
    await seen(desk, /\d+ remises/)
    await press(desk, 'Retirer d’ici')
    await desk.getByText(/\d+ remises/).waitFor({ state: 'detached' })
  })

  it('counts once, though headquarters is given the very same file at its own screen', async () => {
    await go(desk, '/sync')
    await desk.getByLabel('Ouvrir un fichier scellé').setInputFiles(file)
    await seen(desk, /\d+ remises/)
  })

  it('refuses what is cut, changed or something else, in words', async () => {
    const bytes = readFileSync(file)
    const give = (name: string, buffer: Buffer) =>
      courier.getByLabel('Ouvrir un fichier scellé').setInputFiles({ name, mimeType: 'text/plain', buffer })
    await give('cut.txt', bytes.subarray(0, bytes.length - 20))
    await seen(courier, /La fin du fichier manque/)
    await give('changed.txt', Buffer.from(bytes.toString('latin1').replace(/"box":"./, otherLetter), 'latin1'))
    await seen(courier, /Le fichier a été modifié ou abîmé/)
    await give('other.txt', Buffer.from('{"format":"palier-outbox"}'))
    await seen(courier, /Ce n’est pas un fichier scellé de Palier/)
    await give('same.txt', bytes)
    await seen(courier, 'Ce fichier est déjà ici.')
  })
})

describe('the HR director', () => {
  it('sees every assessment of the tablet that nobody can open', async () => {
    director = await enrolledTablet(holders.get('Direction des ressources humaines') ?? '')
    await director.locator('main h1').waitFor()
    await syncNow(director)
    for (const [at, assignment] of assessed.entries()) {
      await go(director, `/gaps/officer/${assignment}`)
      const words = director.getByText(`${remark} ${at}`).filter({ visible: true })
      await words.first().waitFor({ timeout: 60_000 })
    }
    expect(complaints).toEqual([])
  })

  it('[C5] admits what a tablet did that headquarters does not know, after a look at its fingerprint', async () => {
    const signer = await signingPair()
    await director.getByLabel('Ouvrir un fichier scellé').setInputFiles({
      name: 'inconnue.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from(await strangeFile(signer)),
    })
    await seen(director, '1 mise de côté au siège')
    await go(director, '/quarantine')
    const part = director.getByRole('region', { name: 'Clé inconnue' })
    await part.getByText(`Empreinte de la clé : ${fingerprintOf(signer.key)}`).waitFor()
    expect(await wrongAtBothSizes(director)).toEqual([])
    await part.getByRole('button', { name: /^Admettre/ }).click()
    await seen(director, 'Rien ne prouve qui a fait ce travail')
    expect(await wrongAtBothSizes(director)).toEqual([])
    await press(director, 'Admettre au siège')
    await seen(director, '1 saisie admise')
    await seen(director, 'Rien n’est en quarantaine')
  })
})

/** A sealed file of the director’s administration, under a key with which nobody ever signed in here. */
const strangeFile = async (signer: SigningPair): Promise<string> => {
  const asking = director.waitForRequest((request) => request.url().includes('/api/v1/sync'))
  await go(director, '/sync')
  await press(director, 'Synchroniser maintenant')
  const token = ((await (await asking).headerValue('authorization')) ?? '').replace('Bearer ', '')
  const { account } = await done<{ account: Account }>(server.url, '/v1/me', { token })
  const { keys } = await done<Greeting>(server.url, '/v1/access')
  const made = operation({
    id: randomUUID() as Operation['id'],
    device: 'unheard-of' as Operation['device'],
    kind: 'create',
    entity: { kind: 'unit', id: randomUUID() },
    stream: account.administration as string as Operation['stream'],
    author: account.person,
    set: { code: 'U9', name: 'Bureau retrouvé', parent: null, site: false },
  })
  const by = { signer, server: keys.sealing, device: 'unheard-of', administration: account.administration, file: randomUUID() }
  return sealedOutbox(by, [envelopeOf(made)])
}

const wrongAtBothSizes = async (page: Page): Promise<readonly string[]> => {
  const found: string[] = []
  for (const size of [{ width: 390, height: 844 }, tablet]) {
    await page.setViewportSize(size)
    found.push(...[await breaches(page), await overflows(page), await unspoken(page), await smallTargets(page)].flat())
  }
  return found
}

const carriedRow = (page: Page) => page.getByRole('listitem').filter({ hasText: 'Confié par une autre tablette' })

/** Nine tries that were wrong, their waits waited out: the screen itself would take twenty minutes. */
const nineWrongTries = (page: Page): Promise<void> =>
  page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('palier-device')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const deed = opening.result.transaction(['profiles', 'tries'], 'readwrite')
          const asking = deed.objectStore('profiles').getAllKeys()
          asking.onsuccess = () => {
            for (const profile of asking.result) deed.objectStore('tries').put({ profile, wrong: 9, owed: 0 })
          }
          deed.oncomplete = () => {
            opening.result.close()
            resolve()
          }
          deed.onerror = () => reject(deed.error)
        }
      }),
  )
