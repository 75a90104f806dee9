import type { Locator, Page } from 'playwright'

/** What a person does at the screen, by the words that stand there. */

export const heading = (page: Page, name: string | RegExp): Locator => page.getByRole('heading', { name, level: 1 })

export const press = (page: Page, name: string | RegExp): Promise<void> => page.getByRole('button', { name }).click()

export const follow = (page: Page, name: string | RegExp): Promise<void> => page.getByRole('link', { name }).first().click()

/** Waits until words stand on the screen. */
export const seen = (page: Page, words: string | RegExp): Promise<void> => page.getByText(words).first().waitFor()

/** From the first start to the board of the demonstration, as its first assessor unless told otherwise. */
export const openDemonstration = async (page: Page, url: string, person = 'KONÉ Karim'): Promise<void> => {
  await page.goto(url)
  await press(page, 'Démonstration : pilote de Bamako-Sénou')
  await chooseSelf(page, person)
}

/** Says who holds the device, among those who need no search. */
export const chooseSelf = async (page: Page, person: string): Promise<void> => {
  await heading(page, 'Qui êtes-vous ?').waitFor()
  await press(page, new RegExp(person))
  await page.waitForURL(({ pathname }) => pathname !== '/who')
  await page.locator('main h1').waitFor()
}

/** Sends what waits, and waits for headquarters to have all of it. */
export const syncNow = async (page: Page): Promise<void> => {
  await go(page, '/sync')
  await press(page, 'Synchroniser maintenant')
  await seen(page, 'Rien : le siège a confirmé tout le travail.')
}

/** Goes to an address within the running app, without loading it anew. */
export const go = (page: Page, path: string): Promise<void> =>
  page.evaluate((to) => {
    history.pushState(null, '', to)
  }, path)

/** The page is kept for offline use: the worker stands, whole. */
export const keptOffline = async (page: Page): Promise<void> => {
  const worked = await page.evaluate(() => navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null))
  // A page that was on its way while the worker came up belongs to nobody until it is loaded again.
  if (!worked) await page.reload()
  await page.locator('main h1').waitFor()
}

/** Taps a level of the competency in view, and waits for the word that it is saved. */
export const tap = async (page: Page, level: number): Promise<void> => {
  await rung(page, level).click()
  await rung(page, level).getByText('enregistré', { exact: true }).waitFor()
}

export const rung = (page: Page, level: number): Locator =>
  page.locator('label').filter({ has: page.getByRole('radio', { name: new RegExp(`^${level} `) }) })

/** Every competency of the grid with what was said of it, in order. */
export const railOf = (page: Page): Promise<readonly string[]> =>
  page.getByRole('navigation', { name: 'Compétences à évaluer' }).getByRole('button').allInnerTexts()

export const sayNotObserved = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Non observé', exact: true }).click()
  await page.locator('article').getByText('enregistré', { exact: true }).waitFor()
}

export const sayNotApplicable = async (page: Page, reason: string): Promise<void> => {
  await press(page, 'Sans objet…')
  await page.getByLabel('Pourquoi est-ce sans objet pour ce poste ?').fill(reason)
  await press(page, 'Enregistrer « sans objet »')
  await seen(page, `Sans objet : ${reason}`)
  await page.locator('article').getByText('enregistré', { exact: true }).waitFor()
}

/** On to the next competency; answers with its name. */
export const next = async (page: Page): Promise<string> => {
  const before = await competencyName(page)
  await press(page, 'Suivante')
  await page.waitForFunction((name) => document.querySelector('article h2')?.textContent !== name, before)
  return competencyName(page)
}

export const competencyName = async (page: Page): Promise<string> => (await page.locator('article h2').textContent()) ?? ''

/** How many requirements of the grid in view have their answer, as the header says. */
export const answered = async (page: Page, n: number, m: number): Promise<void> => {
  const words = page.locator('main > header').getByText(new RegExp(`^${n} sur ${m}( évaluées)?$`))
  await words.filter({ visible: true }).first().waitFor()
}

/** Says what a person may do in the administration. */
export const giveRole = async (page: Page, person: string, role: string): Promise<void> => {
  await page.getByRole('button', { name: new RegExp(`^${person}`) }).click()
  const sheet = page.getByRole('dialog', { name: person })
  await tick(sheet.getByLabel(role, { exact: true }))
  await sheet.getByRole('button', { name: 'Fermer' }).click()
}

/** Ticks a box that shows its tick only once it is on disk. */
export const tick = async (box: Locator): Promise<void> => {
  await box.click()
  await box.and(box.page().locator(':checked')).waitFor()
}

/** Hands a staff list to the import page. */
export const chooseFile = async (page: Page, name: string, buffer: Buffer): Promise<void> => {
  await page.getByLabel('Choisir un fichier CSV ou Excel').setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
  await seen(page, name)
}

/** The rows of a table by its caption, each as the texts of its cells. */
export const rowsOf = async (page: Page, caption: string | RegExp): Promise<readonly (readonly string[])[]> => {
  const found = page.getByRole('table', { name: caption }).locator('tbody tr')
  await found.first().waitFor()
  const rows = await found.all()
  const texts = await Promise.all(rows.map((row) => row.locator('th, td').allInnerTexts()))
  return texts.map((cells) => cells.map((text) => text.replace(/\s+/g, ' ')))
}
