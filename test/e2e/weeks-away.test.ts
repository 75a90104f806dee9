import { readFileSync } from 'node:fs'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tablet } from '../support/chromium.ts'
import { breaches, complaintsOf, overflows, smallTargets, unspoken } from './eyes.ts'
import { go, heading, keptOffline, press, rung, seen, syncNow, tap } from './hands.ts'
import { accountSheet, choosePassphrase, type Headquarters, openHeadquarters, unlock } from './headquarters.ts'

/** An assessor’s tablet that is away for weeks, whose clock nobody sets, and whose session ends meanwhile. */

let headquarters: Headquarters
let site: Page
let complaints: string[]
let secret = ''
let place = ''
const login = 'karim.kone'
const own = 'citron wagon mouette orage'

beforeAll(async () => {
  headquarters = await openHeadquarters()
  secret = headquarters.cards.get(login) ?? ''
  site = await headquarters.tabletFor(login)
  complaints = complaintsOf(site)
  await site.locator('section:has(#to-do) a').first().waitFor({ timeout: 60_000 })
  await syncNow(site)
  await keptOffline(site)
  await site.addInitScript(shiftClock)
}, 180_000)

afterAll(() => headquarters?.close())

/** The tablet’s clock runs so many days off. Only what the page itself takes for the time; the machine waits as ever. */
const shiftClock = (): void => {
  const real = Date
  const shift = (): number => Number(sessionStorage.getItem('shift') ?? 0) * 86_400_000
  class Shifted extends real {
    constructor(...parts: readonly []) {
      super(...(parts.length === 0 ? ([real.now() + shift()] as unknown as readonly []) : parts))
    }
    static override now = (): number => real.now() + shift()
  }
  globalThis.Date = Shifted as unknown as DateConstructor
}

/** The tablet lay switched off, and shows another day when it starts again. */
const startAgain = async (days: number): Promise<void> => {
  await site.evaluate((by) => sessionStorage.setItem('shift', String(by)), days)
  await site.reload()
  await heading(site, 'Ouvrir votre profil').waitFor()
  await unlock(site, secret)
  await site.getByRole('banner').getByRole('button', { name: 'Verrouiller' }).waitFor()
  await site.locator('main h1').waitFor()
}

/** What is wrong with the screen that stands there, on a tablet and on a phone. */
const wrongHere = async (): Promise<readonly string[]> => {
  const found: string[] = []
  for (const size of [{ width: 390, height: 844 }, tablet]) {
    await site.setViewportSize(size)
    found.push(...[await breaches(site), await overflows(site), await unspoken(site), await smallTargets(site)].flat())
  }
  return found
}

const toDo = () => site.locator('section:has(#to-do) a')
const hidden = () => heading(site, 'Données masquées')
const goOn = () => site.getByRole('main').getByRole('listitem').getByRole('link')

describe('a tablet without a network for weeks', () => {
  it('works behind the passphrase for as long as headquarters allows', async () => {
    await site.context().setOffline(true)
    await startAgain(44)
    await go(site, '/assess')
    await toDo().first().click()
    await tap(site, 3)
    place = new URL(site.url()).pathname
  })

  it('hides what was downloaded after that, and says so; the own unsent work is there to go on with', async () => {
    await startAgain(46)
    await go(site, '/assess')
    await hidden().waitFor()
    await seen(site, /^1 saisie attend ici, en sécurité$/)
    expect(await goOn().count()).toBe(1)
    expect(await wrongHere()).toEqual([])
    await go(site, '/gaps')
    await hidden().waitFor()
    await go(site, '/library')
    await hidden().waitFor()
    await goOn().click()
    await site.waitForURL(`**${place}`)
    await rung(site, 3).waitFor()
    expect(await rung(site, 3).getByRole('radio').isChecked()).toBe(true)
    await tap(site, 2)
  })

  it('gives that work away as a file', async () => {
    await go(site, '/sync')
    await press(site, 'Préparer le fichier scellé')
    await seen(site, /^\d+ saisies dans le fichier\.$/)
    const [download] = await Promise.all([site.waitForEvent('download'), press(site, 'Enregistrer')])
    expect(readFileSync(await download.path(), 'utf8')).toContain('palier')
  })

  it('brings nothing back when the clock is set back', async () => {
    await startAgain(3)
    await go(site, '/assess')
    await hidden().waitFor()
  })

  it('loses nothing when the clock is set years ahead', async () => {
    await startAgain(4_000)
    await go(site, '/assess')
    await hidden().waitFor()
    await goOn().click()
    await rung(site, 2).waitFor()
    expect(await rung(site, 2).getByRole('radio').isChecked()).toBe(true)
    await tap(site, 4)
  })

  it('sends it at the next contact, and what was hidden is back', async () => {
    await startAgain(0)
    await go(site, '/assess')
    await hidden().waitFor()
    await site.context().setOffline(false)
    await toDo().first().waitFor()
    await go(site, '/sync')
    await seen(site, 'Rien : le siège a confirmé tout le travail.')
    await go(site, place)
    await rung(site, 4).waitFor()
    expect(await rung(site, 4).getByRole('radio').isChecked()).toBe(true)
  })
})

const signInAgain = async (passphrase: string): Promise<void> => {
  const sheet = site.getByRole('dialog')
  if (!(await sheet.isVisible())) await press(site, 'Se connecter de nouveau')
  await sheet.getByLabel('Phrase secrète', { exact: true }).fill(passphrase)
  await sheet.getByRole('button', { name: 'Se connecter' }).click()
}

const assessOne = async (level: number): Promise<void> => {
  await go(site, place)
  await rung(site, level).waitFor()
  await tap(site, level)
  await go(site, '/assess')
}

describe('a session that ended at headquarters meanwhile', () => {
  let oneTime = ''

  it('stops no work: the notice stands, and the old passphrase still opens the profile', async () => {
    await site.context().setOffline(true)
    await assessOne(1)
    const sheet = await accountSheet(headquarters.desk, login)
    await sheet.getByRole('button', { name: 'Donner une phrase neuve' }).click()
    await sheet.getByRole('button', { name: 'Donner une phrase neuve' }).click()
    await seen(headquarters.desk, 'Cette phrase ne sera plus jamais montrée')
    oneTime = await headquarters.desk.locator('article dd').nth(1).innerText()
    await press(headquarters.desk, 'C’est remis')
    await site.context().setOffline(false)
    await seen(site, 'Votre session a pris fin')
    await assessOne(2)
    await startAgain(0)
    await seen(site, 'Votre session a pris fin')
    await seen(site, /[12] seulement ici/)
    expect(await wrongHere()).toEqual([])
  })

  it('goes on with the new passphrase, for which the holder chooses an own one', async () => {
    await signInAgain(secret)
    await seen(site, 'Le nom de connexion ou la phrase secrète ne convient pas.')
    await signInAgain(oneTime)
    await seen(site, /Choisissez maintenant la vôtre/)
    await choosePassphrase(site, own)
    await press(site, 'Garder cette phrase')
    await seen(site, /0 seulement ici/)
    await expect.poll(() => site.getByText('Votre session a pris fin').count(), { timeout: 10_000 }).toBe(0)
  })

  it('has one passphrase for the account and this profile from then on', async () => {
    await site.reload()
    await unlock(site, secret)
    await seen(site, 'Ce n’est pas la phrase secrète de ce profil')
    await seen(site, /Une phrase neuve de l’administrateur/)
    secret = own
    await site.waitForFunction(() => document.querySelector('form button[aria-disabled]') === null)
    await startAgain(0)
  })

  it('sends everything after the account was closed and opened again', async () => {
    await site.context().setOffline(true)
    await assessOne(3)
    const sheet = await accountSheet(headquarters.desk, login)
    await sheet.getByRole('button', { name: 'Désactiver le compte' }).click()
    await sheet.getByRole('button', { name: 'Désactiver le compte' }).click()
    await sheet.getByRole('button', { name: 'Réactiver le compte' }).click()
    await sheet.getByRole('button', { name: 'Désactiver le compte' }).waitFor()
    await site.context().setOffline(false)
    await seen(site, 'Votre session a pris fin')
    await signInAgain(own)
    await seen(site, /0 seulement ici/)
    await go(site, place)
    await rung(site, 3).waitFor()
    expect(await rung(site, 3).getByRole('radio').isChecked()).toBe(true)
    expect(complaints).toEqual([])
  })
})
