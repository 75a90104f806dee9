import type { BrowserContext, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { killBrowser, openProfile, tablet, upright } from '../support/chromium.ts'
import { type RunningServer, scratchFolder, startServer } from '../support/server-process.ts'
import { badStaffRows, badStaffRowsTold, staffRows, windowsCsv, workbook } from '../support/staff-file.ts'
import { breaches, figuresOf } from './eyes.ts'
import {
  answered,
  chooseFile,
  chooseSelf,
  competencyName,
  follow,
  giveRole,
  heading,
  keptOffline,
  next,
  press,
  railOf,
  rowsOf,
  rung,
  sayNotApplicable,
  sayNotObserved,
  seen,
  syncNow,
  tap,
  tick,
} from './hands.ts'

/*
 * Longer than other files on purpose: one story, each step of which stands on the one before.
 * The main job from end to end, as people do it: three browsers that share nothing but the server, which really stops
 * while the work is done, and a tablet whose browser is really killed in the middle of a grid.
 */

const administration = 'Direction générale des douanes'
const campaign = 'Pilote de Sikasso'
const assessors = ['HAÏDARA Kadiatou', 'SISSOKO Amadou']
const roles = [
  ...assessors.map((name) => [name, 'Évaluateur'] as const),
  ['KOUYATÉ Djénéba', 'Direction des ressources humaines'] as const,
]
const officer = 'CISSÉ Hawa'
const days = 10
const reason = 'Le poste ne reçoit pas de public.'
const comment = 'Travaille seule sur les dossiers simples.'
const summary = 'Solide sur la procédure ; la valeur reste à apprendre.'

const folders = { data: scratchFolder(), headquarters: scratchFolder(), tablet: scratchFolder(), director: scratchFolder() }
let server: RunningServer
let headquarters: BrowserContext
let site: BrowserContext
let director: BrowserContext
let page: Page
/** Whose share the officer fell into. */
let assessor: string
/** What the tablet showed, for the director to see the same. */
const figures: { officer: readonly string[]; sheet: readonly string[]; site: readonly string[] } = {
  officer: [],
  sheet: [],
  site: [],
}

const dayFromNow = (count: number): string => new Date(Date.now() + count * 86_400_000).toISOString().slice(0, 10)

const firstPage = async (context: BrowserContext): Promise<Page> => context.pages()[0] ?? (await context.newPage())

/** The tablet is switched on again: a new browser on the same folder. There is no server and no network. */
const reopen = async (path: string): Promise<Page> => {
  site = await openProfile(folders.tablet.path)
  await site.setOffline(true)
  const opened = await firstPage(site)
  await opened.goto(server.url + path)
  return opened
}

beforeAll(async () => {
  server = await startServer(folders.data.path)
})

/** Each step stands on the one before: after the first that fails, the others fail at once. */
let broken = false
beforeEach(() => {
  if (broken) throw new Error('an earlier step of the story failed')
})
afterEach(({ task }) => {
  broken ||= task.result?.state === 'fail'
})

afterAll(async () => {
  await headquarters?.close()
  await site?.close()
  await director?.close()
  await server?.stop()
  for (const folder of Object.values(folders)) folder.remove()
})

describe('at headquarters, the champion', () => {
  it('begins an administration', async () => {
    headquarters = await openProfile(folders.headquarters.path)
    page = await firstPage(headquarters)
    await page.goto(server.url)
    await press(page, 'Remplir le formulaire')
    await page.getByLabel('Nom de l’administration').fill(administration)
    await page.getByLabel('Pays').fill('ML')
    await page.getByLabel('Nom du site').fill('Bureau des douanes de Sikasso')
    await page.getByLabel('Code du site').fill('SIK')
    const champion = page.getByRole('group', { name: 'Vous, chef du projet' })
    await champion.getByLabel('Nom', { exact: true }).fill('Ba')
    await champion.getByLabel('Prénom').fill('Modibo')
    await champion.getByLabel('Matricule').fill('0001Z')
    await press(page, 'Commencer')
    await heading(page, 'Campagnes').waitFor()
  })

  it('installs the starter pack from the library', async () => {
    await follow(page, 'Bibliothèque')
    await press(page, 'Installer le pack de départ')
    await seen(page, /37 compétences sur 4 niveaux, 16 métiers, 35 formations/)
  })

  it('hears of every bad row of a staff list by line, column and reason, and nothing comes in', async () => {
    await follow(page, 'Agents et postes')
    await follow(page, 'Importer le personnel')
    await chooseFile(page, 'personnel-à-corriger.csv', windowsCsv(badStaffRows))
    await seen(page, 'encodage WINDOWS-1252 · séparateur : point-virgule')
    await seen(page, '5 problèmes : rien ne sera importé tant qu’il en reste')
    expect(await rowsOf(page, /· 1 ligne$/)).toEqual(badStaffRowsTold)
    expect(await page.getByRole('button', { name: /^Importer \d/ }).count()).toBe(0)
    expect(await breaches(page)).toEqual([])
    await follow(page, 'Agents et postes')
    await seen(page, /^1 personne · 0 poste/)
  })

  it('brings in the corrected list, and says who assesses and who directs', async () => {
    await follow(page, 'Importer le personnel')
    await chooseFile(page, 'personnel.csv', windowsCsv(staffRows))
    expect(await rowsOf(page, 'Ce qui sera fait')).toEqual([
      ['Unités', '4', '0', '0'],
      ['Agents', '17', '0', '0'],
      ['Postes', '17', '0', '0'],
    ])
    await press(page, /^Importer \d+ changements$/)
    await seen(page, 'Le personnel est importé')
    await follow(page, 'Voir les agents et postes')
    for (const [person, role] of roles) await giveRole(page, person, role)
  })

  it('reads a later list from a workbook, and takes in the one promotion that is new in it', async () => {
    await follow(page, 'Importer le personnel')
    const promoted = staffRows.map((row) => (row[0] === '1007G' ? row.with(3, 'Inspectrice principale des douanes') : row))
    await chooseFile(page, 'personnel.xlsx', workbook(promoted))
    expect((await rowsOf(page, 'Ce qui sera fait')).map(([, ...counts]) => counts.map(Number))).toEqual([
      [0, 0, 4],
      [0, 1, 16],
      [0, 0, 17],
    ])
    await press(page, 'Importer 1 changement')
    await seen(page, 'Le personnel est importé')
  })

  it('prepares a campaign at the site, checks it and publishes it', async () => {
    await follow(page, 'Campagnes')
    await press(page, 'Préparer une campagne')
    await press(page, 'Ouvrir le brouillon')
    await page.getByLabel('Nom de la campagne').fill(campaign)
    await page.getByLabel('Premier jour').fill(dayFromNow(0))
    await page.getByLabel('Dernier jour').fill(dayFromNow(days - 1))
    await tick(page.getByLabel('Tous les agents du site'))
    await seen(page, '14 agents choisis sur 14')
    await seen(page, /Choisissez au moins un évaluateur/)
    expect(await page.getByRole('button', { name: /^Publier/ }).isDisabled()).toBe(true)
    expect(await breaches(page)).toEqual([])
    for (const name of assessors) await tick(page.getByLabel(name))
    await page.getByRole('button', { name: /^Publier/ }).click()
    await press(page, 'Publier et geler')
    await heading(page, campaign).waitFor()
    await seen(page, /Publiée le .* par BA Modibo/)
    const assignments = await rowsOf(page, /0 signées sur 7$/)
    expect(assignments).toHaveLength(14)
    assessor = assignments.find(([name]) => name?.startsWith(officer))?.find((cell) => assessors.includes(cell)) ?? ''
    await syncNow(page)
  })
})

describe('on the tablet, the assessor', () => {
  it('joins the administration and hears for how many days the tablet is ready', async () => {
    site = await openProfile(folders.tablet.path)
    page = await firstPage(site)
    await page.goto(server.url)
    await press(page, `Rejoindre ${administration}`)
    await chooseSelf(page, assessor)
    await keptOffline(page)
    await press(page, 'Réglages')
    await follow(page, 'Cette tablette')
    await seen(page, `Prête pour ${days} jours hors connexion`)
    await seen(page, /14.* sur 14/)
  })

  it('opens the board cold, with the server stopped and no network', async () => {
    await site.close()
    await server.stop()
    page = await reopen('/')
    await heading(page, 'Bureau des douanes de Sikasso').waitFor()
    expect(await page.getByRole('main').getByRole('listitem').count()).toBe(7)
    await seen(page, 'hors réseau')
  })

  it('scores an officer with one tap a competency, and says what was not seen and what does not apply', async () => {
    await follow(page, `Commencer avec ${officer}`)
    await answered(page, 0, 22)
    await tap(page, 3)
    await next(page)
    await tap(page, 3)
    await next(page)
    await sayNotObserved(page)
    await next(page)
    await sayNotApplicable(page, reason)
    await next(page)
    await press(page, 'Ajouter un commentaire')
    await page.getByLabel('Commentaire').fill(comment)
    await tap(page, 2)
    await answered(page, 5, 22)

    await press(page, 'Réglages de saisie et aide')
    await page.getByLabel(/^Passer seule à la compétence suivante/).check()
    await press(page, 'Fermer')
    await next(page)
    for (const n of [6, 7, 8, 9]) {
      const here = await competencyName(page)
      await rung(page, 1 + (n % 4)).click()
      await page.waitForFunction((name) => document.querySelector('article h2')?.textContent !== name, here)
      await answered(page, n, 22)
    }
  })

  it('loses its browser in the middle of the grid, and finds every tap again, there where it stood', async () => {
    const stood = await competencyName(page)
    const said = await railOf(page)
    await killBrowser(site, folders.tablet.path)
    page = await reopen('/')
    await follow(page, `Continuer avec ${officer}`)
    await answered(page, 9, 22)
    expect(await railOf(page)).toEqual(said)
    expect(await competencyName(page)).toBe(stood)
    await page.getByRole('navigation', { name: 'Compétences à évaluer' }).getByRole('button').nth(4).click()
    expect(await page.getByLabel('Commentaire').inputValue()).toBe(comment)
    expect(await page.getByRole('radio', { name: /^2 / }).isChecked()).toBe(true)
    await page.getByRole('navigation', { name: 'Compétences à évaluer' }).getByRole('button').nth(3).click()
    await seen(page, `Sans objet : ${reason}`)
  })

  it('is turned upright, and goes on in the grid of all competencies', async () => {
    await page.setViewportSize(upright)
    await press(page, 'Grille')
    await answered(page, 9, 22)
    const rows = page
      .getByRole('table')
      .locator('tr')
      .filter({ has: page.getByRole('radio') })
    for (let n = 10; n <= 22; n += 1) {
      await rows
        .nth(n - 1)
        .getByRole('radio', { name: new RegExp(`^${2 + (n % 2)} `) })
        .click()
      await answered(page, n, 22)
    }
  })

  it('reviews, gives the comments that the campaign asks for, and signs', async () => {
    await follow(page, 'Relire et signer')
    await seen(page, '1 compétence non observée')
    await seen(page, '1 compétence sans objet')
    const comments = page.getByRole('region', { name: 'Commentaires demandés' }).getByRole('textbox')
    for (const field of await comments.all()) await field.fill('Vu au poste, sur trois dossiers.')
    await page.getByLabel('Vos mots sur l’ensemble').fill(summary)
    await page.getByLabel('Je relis et j’engage ma signature.').check()
    await press(page, 'Signer')
    await seen(page, new RegExp(`^Signée le .* par ${assessor}`))
    await page.setViewportSize(tablet)
  })

  it('finds what is signed closed to any change', async () => {
    await follow(page, 'Lire la grille')
    await seen(page, 'Elle se lit, elle ne change plus.')
    const choices = page.getByRole('table').getByRole('radio')
    expect(await choices.count()).toBe(22 * 5)
    for (const choice of await page.getByRole('radio', { checked: false }).all()) expect(await choice.isDisabled()).toBe(true)
    await page.keyboard.press('1')
    await follow(page, 'Voir la relecture et la part de l’agent')
  })

  it('hands the tablet to the officer, who attests having read', async () => {
    await page.getByLabel('Observations de l’agent').fill('Je demande à suivre la formation sur la valeur.')
    await page.getByLabel(/^atteste avoir pris connaissance/).check()
    await press(page, 'Enregistrer la réponse de l’agent')
    await seen(page, new RegExp(`^${officer} a attesté avoir pris connaissance le`))
  })

  it('reads the gaps of the officer and of the site, and the sheet for the file, still without network', async () => {
    await follow(page, 'Voir les écarts de l’agent')
    await seen(page, /^Satisfait/)
    figures.officer = await figuresOf(page)
    await follow(page, 'Fiche individuelle')
    await seen(page, 'Fiche individuelle d’évaluation des compétences')
    await seen(page, reason)
    figures.sheet = await figuresOf(page)
    await follow(page, 'Retour à l’agent')
    await follow(page, 'Écarts')
    await seen(page, 'Besoins de formation par priorité')
    figures.site = await figuresOf(page)
    for (const lines of Object.values(figures)) expect(lines.length).toBeGreaterThan(30)
    await follow(page, 'Évaluer')
    await seen(page, 'Seulement sur cette tablette')
  })

  it('comes back to a network, and hears from headquarters itself that the work is there', async () => {
    await server.restart()
    await site.setOffline(false)
    await seen(page, /^Au siège depuis le .* · accusé \w{8}/)
    await seen(page, /1 au siège · 0 seulement ici$/)
  })
})

describe('the HR director', () => {
  it('receives the campaign and reads the same figures to the digit', async () => {
    director = await openProfile(folders.director.path)
    page = await firstPage(director)
    await page.goto(server.url)
    await press(page, `Rejoindre ${administration}`)
    await chooseSelf(page, 'KOUYATÉ Djénéba')
    await seen(page, 'Besoins de formation par priorité')
    expect(await figuresOf(page)).toEqual(figures.site)
    await page
      .getByRole('table', { name: /agents$/ })
      .getByRole('link', { name: officer })
      .click()
    await seen(page, /^Satisfait/)
    expect(await figuresOf(page)).toEqual(figures.officer)
    await follow(page, 'Fiche individuelle')
    await seen(page, 'Fiche individuelle d’évaluation des compétences')
    expect(await figuresOf(page)).toEqual(figures.sheet)
    await keptOffline(page)
  })

  it('reads them again without network, after a cold start', async () => {
    await director.close()
    await server.stop()
    director = await openProfile(folders.director.path)
    await director.setOffline(true)
    page = await firstPage(director)
    await page.goto(server.url)
    await seen(page, 'Besoins de formation par priorité')
    expect(await figuresOf(page)).toEqual(figures.site)
  })
})
