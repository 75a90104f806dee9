import type { Page } from 'playwright'
import { describe, expect, it } from 'vitest'
import type { OpenLine } from '../support/open-line.ts'
import { settled } from './eyes.ts'
import { follow, go, press, seen, syncNow, tap } from './hands.ts'
import { type Kept, logIn, outboxOf } from './stores.ts'
import { tabletOnALine } from './tablet-on-a-line.ts'

/** The line to headquarters is gone for a whole session, or loses the answers and nothing else. The work goes on, and lands once. */

let line: OpenLine
let page: Page
const data = tabletOnALine((here) => {
  line = here.line
  page = here.page
})

/** Assesses the first officer who waits, from the first tap to the signature, and answers with the officer's name. */
const assessOne = async (): Promise<string> => {
  await page.locator('section:has(#to-do) a').first().click()
  await page.locator('article h2').waitFor()
  const officer = (await page.locator('main h1').textContent()) ?? ''
  await press(page, 'Grille')
  const rows = page
    .getByRole('table')
    .locator('tr')
    .filter({ has: page.getByRole('radio') })
  const count = await rows.count()
  for (let n = 0; n < count; n += 1)
    await rows
      .nth(n)
      .getByRole('radio')
      .nth(n % 4)
      .click()
  await page
    .locator('main > header')
    .getByText(new RegExp(`^${count} sur ${count}`))
    .filter({ visible: true })
    .first()
    .waitFor()
  await follow(page, 'Relire et signer')
  await page.getByLabel('Vos mots sur l’ensemble').fill('Vu sans réseau.')
  const asked = page.getByRole('region', { name: 'Commentaires demandés' }).getByRole('textbox')
  for (const field of await asked.all()) await field.fill('Vu au poste.')
  await page.getByLabel('Je relis et j’engage ma signature.').check()
  await press(page, 'Signer')
  await seen(page, /^Signée le /)
  return officer
}

/** What the board says of where an officer's assessment is. */
const whereIs = async (officer: string): Promise<string> => {
  await go(page, '/assess')
  await settled(page)
  const row = page.getByRole('main').getByRole('listitem').filter({ hasText: officer }).first()
  await row.getByText(whereabouts).first().waitFor()
  return (await row.getByText(whereabouts).first().textContent()) ?? ''
}

const whereabouts = /^(Seulement sur cette tablette|Envoi en cours|Envoyé, arrivée inconnue|Au siège depuis)/

/** A try may be under way at this very moment: it ends, and nothing has left. */
const expectWaiting = (officer: string): Promise<void> =>
  expect.poll(() => whereIs(officer), { timeout: 10_000 }).toMatch(/^(Seulement sur cette tablette|Envoyé, arrivée inconnue)/)

/** All of it is in the log, to the letter and once, and nothing waits any more. */
const expectLanded = async (work: readonly Kept[]): Promise<void> => {
  const log = logIn(data)
  for (const one of work) expect(log.filter(({ id }) => id === one.id)).toEqual([one])
  expect(await outboxOf(page)).toEqual([])
}

const landing = async (officer: string, work: readonly Kept[]): Promise<void> => {
  await line.become('open')
  await syncNow(page)
  await expectLanded(work)
  expect(await whereIs(officer)).toMatch(/^Au siège depuis/)
}

describe('a server that is gone for the whole session', () => {
  it('blocks nothing where nobody listens: a whole officer is assessed, is told to be here alone, and lands once', async () => {
    await line.become('refused')
    const officer = await assessOne()
    // Whether what was tried got through is not known to a device that heard nothing: only the server can tell.
    await expectWaiting(officer)
    await go(page, '/sync')
    await seen(page, /1 seulement ici/)
    await press(page, 'Synchroniser maintenant')
    await seen(page, /^Le siège ne répond pas/)
    expect(await page.getByText('Rien : le siège a confirmé tout le travail.').count()).toBe(0)
    const work = await outboxOf(page)
    expect(work.length).toBeGreaterThan(20)
    await page.reload()
    await settled(page)
    await expectWaiting(officer)
    await landing(officer, work)
  })

  it('blocks nothing where somebody listens and never answers, and says after a restart that the arrival is unknown', async () => {
    await line.become('silent')
    const before = line.begun()
    const officer = await assessOne()
    await expect.poll(() => line.begun(), { timeout: 10_000 }).toBeGreaterThan(before)
    expect(await whereIs(officer)).toMatch(/^(Envoi en cours|Seulement sur cette tablette)/)
    const work = await outboxOf(page)
    expect(work.length).toBeGreaterThan(20)
    expect(logIn(data).filter(({ id }) => work.some((one) => one.id === id))).toEqual([])
    await page.reload()
    await settled(page)
    await expect.poll(() => whereIs(officer), { timeout: 10_000 }).toMatch(/^(Envoyé, arrivée inconnue|Envoi en cours)/)
    await landing(officer, work)
  })
})

describe('an answer that is lost after headquarters has taken the work', () => {
  it('leaves the arrival unknown, in words, and the next exchange settles it by itself without a second copy', async () => {
    await line.become('answers-lost')
    const before = line.stopped()
    await page.locator('section:has(#to-do) a').first().click()
    await page.locator('article h2').waitFor()
    const officer = (await page.locator('main h1').textContent()) ?? ''
    await tap(page, 2)
    const work = await outboxOf(page)
    expect(work).toHaveLength(1)
    // Headquarters has it, and the tablet heard nothing of that.
    await expect.poll(() => logIn(data).filter(({ id }) => id === work[0]?.id).length, { timeout: 15_000 }).toBe(1)
    await expect.poll(() => line.stopped()).toBeGreaterThan(before)
    expect(await outboxOf(page)).toEqual(work)
    await expect.poll(() => whereIs(officer), { timeout: 10_000 }).toMatch(/^Envoyé, arrivée inconnue : sera redemandé au siège/)
    await go(page, '/sync')
    await seen(page, 'envoyé, arrivée inconnue')
    await seen(page, /1 seulement ici/)
    await line.become('open')
    await seen(page, 'Rien : le siège a confirmé tout le travail.')
    await seen(page, /0 seulement ici/)
    await expectLanded(work)
    await expect.poll(() => whereIs(officer), { timeout: 10_000 }).toMatch(/^Au siège depuis/)
  })
})
