import type { BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { filesWith } from '../support/browser-files.ts'
import { openProfile, patience } from '../support/chromium.ts'
import { type RunningServer, scratchFolder, startServer } from '../support/server-process.ts'
import { go, keptOffline, openDemonstration, press, rung, seen, tap } from './hands.ts'

/*
 * One shared tablet in a real browser: an administrator, two assessors, and whoever finds it afterwards and reads every byte
 * of what the browser keeps. The words sought stand nowhere in the product, and no compression takes them apart.
 */

const words = {
  administrator: 'zinc-hublot-47-quetsche',
  comment: 'Vqx7-Zjw3-Kpf9 suit les dossiers seule',
  half: 'Wkz5-Qvy8-Xjg2 à finir',
}

/** How a browser writes down a person's name and a score, in words of its own or in those of an operation. */
const name = /familyName(?:"[^:`]|\\*":\\*")[A-Z][a-z]/
const score = /rating:[a-z]+-?[a-z-]{2,}[\s\S]{1,40}level/
const sought = [words.comment, words.comment.slice(0, 14), words.half.slice(0, 14), name, score]

const folders = { data: scratchFolder(), open: scratchFolder(), tablet: scratchFolder(), plain: scratchFolder() }
let server: RunningServer
let context: BrowserContext
let page: Page

const starting = async (): Promise<void> => {
  context = await openProfile(folders.tablet.path)
  page = context.pages()[0] ?? (await context.newPage())
}

beforeAll(async () => {
  server = await startServer(folders.data.path, { ACCESS: 'accounts' })
  await starting()
})

afterAll(async () => {
  await context?.close()
  await server?.stop()
  for (const folder of Object.values(folders)) folder.remove()
})

const say = (on: Page, passphrase: string): Promise<void> => on.getByLabel('Phrase secrète', { exact: true }).fill(passphrase)

const unlock = async (on: Page, passphrase: string): Promise<void> => {
  await say(on, passphrase)
  await press(on, 'Ouvrir')
}

const choosePassphrase = async (on: Page, passphrase: string): Promise<void> => {
  await on.getByLabel('Votre phrase secrète').fill(passphrase)
  await on.getByLabel('La même, une seconde fois').fill(passphrase)
}

const settleIn = async (initials: string): Promise<void> => {
  await page.getByLabel('Vos deux lettres').fill(initials)
  await press(page, 'Ouvrir mon profil')
}

/** The one-time passphrases of the demonstration, by login. */
const cards = new Map<string, string>()

const signIn = async (login: string, initials: string): Promise<void> => {
  await press(page, 'Ajouter un profil')
  await page.getByLabel('Nom de connexion').fill(login)
  await say(page, cards.get(login) ?? '')
  await press(page, 'Se connecter')
  await settleIn(initials)
}

/** Scores the first competency of the first officer, says why, and begins a word more that is never ended. */
const assess = async (on: Page): Promise<void> => {
  await on.locator('main li a[href^="/assess/"]').first().click()
  await rung(on, 2).waitFor()
  await tap(on, 2)
  const add = on.getByRole('button', { name: 'Ajouter un commentaire' })
  if (await add.isVisible()) await add.click()
  const field = on.locator('article textarea').first()
  await field.fill(words.comment)
  await field.blur()
  await on.waitForTimeout(1_500)
  await field.fill(`${words.comment} ${words.half}`)
}

const lockNow = async (): Promise<void> => {
  await page.getByRole('button', { name: 'Verrouiller' }).first().click()
  await page
    .getByText(/Tablette verrouillée|Ouvrir votre profil/)
    .first()
    .waitFor()
}

const choose = async (on: Page, initials: string): Promise<void> => {
  const tile = on.getByRole('button', { name: new RegExp(`\\b${initials}\\b`) })
  await tile.click()
}

describe('a shared tablet', () => {
  it('is enrolled by the one-time link of a fresh server, and has the demonstration’s accounts ready', async () => {
    const [link = ''] = /#first=\S+/.exec(server.said()) ?? []
    await page.goto(`${server.url}/${link}`)
    await page.getByLabel('Nom de connexion').fill('awa.chef')
    await page.getByLabel('Nom de cette tablette').fill('Sénou 3')
    await choosePassphrase(page, words.administrator)
    await press(page, 'Créer le compte')
    await settleIn('AC')
    await press(page, /Démonstration/)
    await press(page, 'Donner les comptes prêts')
    await seen(page, 'Ces phrases ne seront plus jamais montrées')
    for (const login of ['aminata.toure', 'karim.kone']) {
      const text = await page.locator('main').innerText()
      const found = new RegExp(`${login.replace('.', '\\.')}\\s+Phrase[^\\n]*\\s+(\\S+)`).exec(text)?.[1]
      cards.set(login, found ?? '')
      expect(found).toBeTruthy()
    }
    await press(page, 'C’est remis')
  })

  it('holds a profile for each who signs in on it', async () => {
    await lockNow()
    await signIn('aminata.toure', 'TA')
    await page.locator('main li a[href^="/assess/"]').first().waitFor({ timeout: 60_000 })
    await keptOffline(page)
    await page.goto(server.url)
    await signIn('karim.kone', 'KK')
    await page.locator('main li a[href^="/assess/"]').first().waitFor({ timeout: 60_000 })
  })

  it('opens each profile without a network, and shows nobody the work of another', async () => {
    await context.setOffline(true)
    await page.goto(server.url)
    await choose(page, 'TA')
    await unlock(page, cards.get('aminata.toure') ?? '')
    await assess(page)
    const place = new URL(page.url()).pathname
    await lockNow()
    expect(new URL(page.url()).pathname).toBe('/')
    await choose(page, 'KK')
    await unlock(page, cards.get('karim.kone') ?? '')
    await page.locator('main li a[href^="/assess/"]').first().waitFor()
    await page.evaluate(() => history.pushState(null, '', '/sync'))
    await page.locator('main h1').waitFor()
    expect(await page.locator('body').innerText()).not.toContain(words.comment)
    await lockNow()
    await choose(page, 'TA')
    await unlock(page, cards.get('aminata.toure') ?? '')
    await page.locator('main li a[href^="/assess/"]').first().waitFor()
    await go(page, place)
    await expect.poll(() => page.locator('article textarea').first().inputValue()).toContain(words.comment)
    expect(await rung(page, 2).getByRole('radio').isChecked()).toBe(true)
    await lockNow()
  })

  it('opens again by six digits while the page lives, where it was left', async () => {
    await page.goto(server.url)
    await choose(page, 'TA')
    await unlock(page, cards.get('aminata.toure') ?? '')
    await page.locator('main li a[href^="/assess/"]').first().waitFor()
    await go(page, '/profile')
    await press(page, 'Choisir un code PIN')
    for (const digit of '271828271828') await page.getByRole('button', { name: digit, exact: true }).click()
    await seen(page, 'Code PIN choisi')
    await lockNow()
    await choose(page, 'TA')
    for (const digit of '000000') await page.getByRole('button', { name: digit, exact: true }).click()
    await seen(page, 'Il reste 9 essais')
    for (const digit of '271828') await page.getByRole('button', { name: digit, exact: true }).click()
    await page.waitForURL(({ pathname }) => pathname === '/profile')
    await lockNow()
    await page.reload()
    await choose(page, 'TA')
    await page.getByLabel('Phrase secrète', { exact: true }).waitFor()
  })

  it('has no name, score, comment or passphrase in any byte of it while it is locked', async () => {
    await context.close()
    const passphrases = [words.administrator, ...cards.values()]
    expect(filesWith(folders.tablet.path, [...sought, ...passphrases])).toEqual([])
    await starting()
  })

  it('would have them without a seal: the same search finds them where there are no accounts', async () => {
    const plain = await startServer(folders.open.path)
    const other = await openProfile(folders.plain.path)
    const tab = other.pages()[0] ?? (await other.newPage())
    await openDemonstration(tab, plain.url)
    await assess(tab)
    await other.close()
    await plain.stop()
    const found = filesWith(folders.plain.path, sought).map((line) => line.slice(line.indexOf(': ') + 2))
    expect(new Set(found)).toEqual(new Set(sought.map(String)))
  })
})

describe('whoever tries to open it', () => {
  const left = (on: Page, count: number) => on.getByText(new RegExp(`Il reste ${count} essai`)).waitFor({ timeout: patience })

  it('has every wrong try counted, through a new start and in every tab', async () => {
    await page.goto(server.url)
    await choose(page, 'KK')
    await unlock(page, 'rien de tout cela')
    await left(page, 9)
    await page.reload()
    await choose(page, 'KK')
    const tab = await context.newPage()
    await tab.goto(server.url)
    await choose(tab, 'KK')
    await unlock(tab, 'rien de tout cela')
    await left(tab, 8)
    await unlock(page, 'rien de tout cela')
    await left(page, 7)
    await tab.close()
  })

  it('waits in front of the screen, and no clock shortens that', async () => {
    const owed = () =>
      page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            const request = indexedDB.open('palier-device')
            request.onsuccess = () => {
              const asked = request.result.transaction('tries').objectStore('tries').getAll()
              asked.onsuccess = () => {
                request.result.close()
                resolve(Math.max(0, ...asked.result.map(({ owed }: { owed: number }) => owed)))
              }
            }
          }),
      )
    expect(await owed()).toBeGreaterThan(0)
    await page.evaluate(() => {
      const { now } = Date
      Date.now = () => now() + 3_600_000
    })
    await page.waitForTimeout(1_200)
    expect(await owed()).toBeGreaterThan(0)
    await expect.poll(owed, { timeout: patience }).toBe(0)
  })

  it('finds no keys any more after ten, and the sealed work is still there to be carried', async () => {
    for (let turn = 3; turn < 10; turn += 1) {
      await page.evaluate(forgive)
      await page.reload()
      await choose(page, 'KK')
      await unlock(page, 'rien de tout cela')
      if (turn < 9) await left(page, 9 - turn)
    }
    await seen(page, 'Ce profil ne s’ouvre plus sur cette tablette')
    await page.reload()
    const kept = await page.evaluate(() => indexedDB.databases().then((all) => all.map((one) => one.name ?? '')))
    expect(kept.filter((one) => one.startsWith('palier-p-'))).toHaveLength(3)
  })
})

/** Ends a wait that would take ten minutes: the wait itself is watched above. */
const forgive = (): Promise<void> =>
  new Promise((resolve) => {
    const request = indexedDB.open('palier-device')
    request.onsuccess = () => {
      const transaction = request.result.transaction('tries', 'readwrite')
      const tries = transaction.objectStore('tries')
      const all = tries.getAll()
      all.onsuccess = () => {
        for (const one of all.result) tries.put({ ...one, owed: 0 })
      }
      transaction.oncomplete = () => {
        request.result.close()
        resolve()
      }
    }
  })
