import { readFileSync } from 'node:fs'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tablet, upright } from '../support/chromium.ts'
import { runCommand } from '../support/command.ts'
import { breaches, complaintsOf, overflows, settled, smallTargets, unspoken } from './eyes.ts'
import { follow, go, heading, keptOffline, press, seen, syncNow } from './hands.ts'
import { type Headquarters, openHeadquarters, unlock } from './headquarters.ts'

/** Who did what, as the administrator reads it: what was really done here, at the desk and on tablets without a network. */

let headquarters: Headquarters
let desk: Page
let site: Page
let lost: Page
const complaints: string[][] = []
const assessor = 'karim.kone'
const other = 'aminata.toure'

beforeAll(async () => {
  headquarters = await openHeadquarters()
  desk = headquarters.desk
  site = await headquarters.tabletFor(assessor)
  lost = await headquarters.tabletFor(other)
  complaints.push(complaintsOf(desk), complaintsOf(site), complaintsOf(lost))
}, 120_000)

afterAll(() => headquarters?.close())

/** The sentences of the log that stand on the screen, newest first. */
const sentences = async (): Promise<readonly string[]> => {
  await desk.locator('section ol li').first().waitFor()
  const found = await desk.locator('section ol li > span:first-child').allInnerTexts()
  return found.map((text) => text.replace(/\s/g, ' '))
}
const readAnew = async (): Promise<readonly string[]> => {
  const answered = desk.waitForResponse((reply) => reply.url().endsWith('/api/v1/audit') && reply.request().method() === 'POST')
  await press(desk, 'Actualiser')
  await answered
  await desk.waitForTimeout(300)
  return sentences()
}
const exportsBy = (all: readonly string[], name: string): readonly string[] =>
  all.filter((one) => one.startsWith(`${name} exporte`))

/** An assessor’s tablet on which nothing waits and that opens without a network; then there is none. */
const withoutNetwork = async (page: Page, login: string): Promise<void> => {
  await page.locator('section:has(#to-do) a').first().waitFor({ timeout: 60_000 })
  await syncNow(page)
  await keptOffline(page)
  if (await page.getByLabel('Phrase secrète', { exact: true }).isVisible())
    await unlock(page, headquarters.cards.get(login) ?? '')
  await page.getByRole('banner').getByRole('button', { name: 'Verrouiller' }).waitFor()
  await page.context().setOffline(true)
}

const exportReport = async (page: Page): Promise<void> => {
  await go(page, '/gaps')
  const button = page.getByRole('button', { name: 'Exporter le tableau (CSV)' })
  await button.waitFor()
  await Promise.all([page.waitForEvent('download'), button.click()])
}

/** Whether all of it lies within the screen, sideways. */
const isInSight = (element: Element): boolean => {
  const { left, right } = element.getBoundingClientRect()
  return left >= 0 && right <= document.documentElement.clientWidth
}

describe('the log at the administrator’s desk', () => {
  it('tells of sign-ins, enrolments and readings that were really made, and where the whole of it ends', async () => {
    // What a tablet reads is written down when it has read it.
    await site.locator('section:has(#to-do) a').first().waitFor({ timeout: 60_000 })
    await go(desk, '/accounts')
    await follow(desk, 'Journal')
    await heading(desk, 'Journal').waitFor()
    await sentences()
    await expect
      .poll(readAnew, { timeout: 20_000, interval: 1_000 })
      .toEqual(
        expect.arrayContaining([
          'KONÉ Karim se connecte.',
          'Une tablette est enrôlée : Tablette de karim.kone.',
          expect.stringMatching(/^Un compte d’administrateur est créé par un lien à usage unique/),
          expect.stringMatching(/ crée un code d’enrôlement\.$/),
          expect.stringMatching(/^KONÉ Karim lit : .*Bamako-Sénou/),
        ]),
      )
    const all = await sentences()
    expect(all.every((one) => /\.$/.test(one))).toBe(true)
    await seen(desk, /^Le journal entier se termine au n°\s\d+, empreinte [\w-]{12}$/)
    await press(desk, 'Actualiser')
    await desk.getByText('Ce que cela veut dire').click()
    await seen(desk, /npm run verify/)
    await desk.getByText('Ce que cela veut dire').click()
  })

  it('is a calm screen on a tablet both ways and on a phone', async () => {
    await settled(desk)
    const wrong: string[] = []
    for (const size of [{ width: 1280, height: 800 }, upright, { width: 390, height: 844 }, tablet]) {
      await desk.setViewportSize(size)
      await go(desk, '/tablets')
      await settled(desk)
      await go(desk, '/journal')
      await sentences()
      expect(await desk.getByRole('link', { name: 'Journal', exact: true }).evaluate(isInSight)).toBe(true)
      wrong.push(...[await breaches(desk), await overflows(desk), await unspoken(desk), await smallTargets(desk)].flat())
    }
    expect(wrong).toEqual([])
  })

  it('is shut to everybody else', async () => {
    await go(site, '/journal')
    await site.waitForURL(({ pathname }) => pathname !== '/journal')
  })
})

describe('an export that is made without a network', () => {
  it('is kept on the tablet through a restart, and nothing of it is at headquarters', async () => {
    await withoutNetwork(site, assessor)
    await exportReport(site)
    await site.reload()
    await unlock(site, headquarters.cards.get(assessor) ?? '')
    await site.getByRole('banner').getByRole('button', { name: 'Verrouiller' }).waitFor()
    expect(exportsBy(await readAnew(), 'KONÉ Karim')).toEqual([])
  })

  it('is there once after the contact, with both times, however often the tablet speaks', async () => {
    await site.context().setOffline(false)
    const told = site.waitForResponse((reply) => reply.url().endsWith('/api/v1/exports'))
    await syncNow(site)
    expect((await told).status()).toBe(200)
    await syncNow(site)
    await expect.poll(async () => exportsBy(await readAnew(), 'KONÉ Karim'), { timeout: 20_000 }).toHaveLength(1)
    await syncNow(site)
    const [only, ...more] = exportsBy(await readAnew(), 'KONÉ Karim')
    expect([only, more]).toEqual([expect.stringMatching(/^KONÉ Karim exporte : rapport des écarts \(CSV\)/), []])
    await seen(desk, /tablette «\sTablette de karim\.kone\s» · le .* d’après la tablette/)
  })

  it('is noted as well where a page is printed', async () => {
    await go(site, '/gaps')
    await settled(site)
    await site.pdf()
    await syncNow(site)
    await expect
      .poll(async () => exportsBy(await readAnew(), 'KONÉ Karim')[0], { timeout: 20_000 })
      .toMatch(/^KONÉ Karim exporte : page à l’écran \(impression\) – Écarts\.$/)
  })

  it('comes in first from a tablet that is to erase itself', async () => {
    await withoutNetwork(lost, other)
    await exportReport(lost)
    await go(desk, '/tablets')
    await press(desk, 'Actualiser')
    await press(desk, `Révoquer Tablette de ${other}`)
    await press(desk, 'Révoquer la tablette')
    await lost.context().setOffline(false)
    await heading(lost, 'Cette tablette a été révoquée').waitFor({ timeout: 60_000 })
    await go(desk, '/journal')
    const all = await readAnew()
    const of = (words: RegExp): number => all.findIndex((one) => words.test(one))
    const [erased, exported, revoked] = [
      of(/^Profil effacé d’une tablette révoquée : TOURÉ Aminata/),
      of(/^TOURÉ Aminata exporte : rapport des écarts \(CSV\)/),
      of(/révoque une tablette : Tablette de aminata\.toure/),
    ]
    expect([erased, exported, revoked].every((at) => at >= 0)).toBe(true)
    expect([erased < exported, exported < revoked]).toEqual([true, true])
  })
})

describe('whoever reads the log', () => {
  it('finds one kind of deed, and what one person did', async () => {
    await desk.getByLabel('Acte').selectOption('Tablette révoquée')
    await seen(desk, /révoque une tablette/)
    expect(await sentences()).toHaveLength(1)
    await desk.getByLabel('Acte').selectOption('Tous les actes')
    await desk.getByLabel('Personne ou compte').selectOption(`KONÉ Karim (${assessor})`)
    await seen(desk, 'KONÉ Karim se connecte.')
    // His account was made in one breath with others, of whom the sentence names the first.
    const others = (await sentences()).filter((one) => !one.includes('KONÉ Karim'))
    expect(others.every((one) => /crée un compte : .* et \d+ autres\.$/.test(one))).toBe(true)
    expect(others.length).toBeLessThan(2)
    await desk.getByLabel(/^Au/).fill('2020-01-01')
    await seen(desk, 'Aucune ligne ne correspond')
    await press(desk, 'Enlever les filtres')
  })

  it('takes it along as a file, which is a deed of its own', async () => {
    await sentences()
    const [file] = await Promise.all([desk.waitForEvent('download'), press(desk, 'Exporter (CSV)')])
    const text = readFileSync((await file.path()) ?? '', 'utf8')
    expect(text).toMatch(/^\ufeffNuméro;Date et heure du siège;Acte;/)
    expect(text).toMatch(/KONÉ Karim se connecte\.;signed-in;karim\.kone;Tablette de karim\.kone/)
    await syncNow(desk)
    await go(desk, '/journal')
    await expect.poll(async () => (await readAnew())[0], { timeout: 20_000 }).toMatch(/exporte : journal \(CSV\) – n° \d+-\d+\.$/)
  })

  it('is told that it needs the network, where there is none', async () => {
    await desk.context().setOffline(true)
    await go(desk, '/accounts')
    await go(desk, '/journal')
    await seen(desk, 'Cette page se lit au siège : il lui faut le réseau. Rien n’est perdu.')
    await desk.context().setOffline(false)
    await sentences()
  })

  it('can rely on it: the chain holds, the exports of tablets included', async () => {
    const { code, said } = await runCommand('verify', [], { DATA_DIR: headquarters.folder })
    expect([code, said]).toEqual([0, expect.stringContaining('findings 0')])
    expect(complaints.flat()).toEqual([])
  })
})
