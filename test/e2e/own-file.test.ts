import { readFileSync } from 'node:fs'
import { constants, inflateSync } from 'node:zlib'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tablet } from '../support/chromium.ts'
import { complaintsOf, settled } from './eyes.ts'
import { go, heading, press, seen, syncNow } from './hands.ts'
import { type Headquarters, openHeadquarters, signInHere } from './headquarters.ts'

/** An officer with an account: the notice before anything, the own file and nobody else’s, a contest, and its answer. */

let headquarters: Headquarters
let own: Page
let complaints: string[]
let login = ''
let contested = ''
let assignment = ''
const words = 'La pièce du 12 mars manque au dossier.'
const answer = 'La pièce était au dossier.'

beforeAll(async () => {
  headquarters = await openHeadquarters()
  login = headquarters.holders('Agent').find((one) => headquarters.holders('Évaluateur').every((other) => other !== one)) ?? ''
}, 120_000)

afterAll(() => headquarters?.close())

describe('an officer', () => {
  it('reads who sees what before signing in', async () => {
    own = await headquarters.newTablet('Guichet')
    complaints = complaintsOf(own)
    await press(own, 'Réglages')
    await press(own, 'Qui voit quoi')
    await seen(own, 'Qui le voit')
    await own.keyboard.press('Escape')
  })

  it('sees the own file, and no screen of anybody else', async () => {
    await signInHere(own, login, headquarters.cards.get(login) ?? '')
    await syncNow(own)
    await go(own, '/my-file')
    await heading(own, 'Mon dossier').waitFor()
    const places = await own.getByRole('navigation', { name: 'Navigation principale' }).first().getByRole('link').allInnerTexts()
    expect(places).toEqual(['Mon dossier', 'Écarts', 'Bibliothèque', 'Envois'])
    for (const path of ['/assess', '/people', '/campaigns', '/accounts']) {
      await go(own, path)
      await own.waitForURL(({ pathname }) => pathname !== path)
    }
    await go(own, '/my-file')
    await seen(own, /^Version signée par/)
  })

  it('takes it away as JSON, with the assessments', async () => {
    const coming = own.waitForEvent('download')
    await press(own, 'Télécharger (JSON)')
    const file = JSON.parse(readFileSync((await (await coming).path()) ?? '', 'utf8'))
    expect(file).toMatchObject({ format: 'palier-own-file', version: 1 })
    assignment = file.assignments[0].id
    const assessments = file.assignments.flatMap((one: { assessments: readonly unknown[] }) => one.assessments)
    expect(assessments[0]).toMatchObject({ state: 'signed' })
    expect(assessments[0].versions[0].ratings.length).toBeGreaterThan(3)
  })

  it('has it on paper, whole', async () => {
    await settled(own)
    const shown = (await own.locator('article').innerText()).replace(/\s/g, '').length
    for (const size of [{ width: 390, height: 844 }, tablet])
      for (const colorScheme of ['dark', 'light'] as const) {
        await own.setViewportSize(size)
        await own.emulateMedia({ colorScheme })
        const letters = await lettersOnPaper(own)
        expect(Math.min(...letters)).toBeGreaterThan(100)
        expect(letters.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(shown)
      }
  })

  it('reads who sees what before attesting, beside the assessor', async () => {
    const site = await headquarters.tabletFor('karim.kone')
    await syncNow(site)
    await go(site, `/assess/${assignment}/review`)
    await site.getByRole('link', { name: /« Qui voit quoi »/ }).click()
    await heading(site, 'Qui voit quoi').waitFor()
    await seen(site, 'Qui le voit')
  })

  it('contests what was signed', async () => {
    await own.getByRole('link', { name: 'Contester cette évaluation' }).first().click()
    await press(own, 'Contester cette évaluation')
    await own.getByLabel('Ce que vous contestez, et pourquoi').fill(words)
    await press(own, 'Enregistrer la contestation')
    await seen(own, words)
    contested = new URL(own.url()).pathname
    await syncNow(own)
  })
})

describe('the HR director', () => {
  it('sees it and answers, and the officer reads the answer', async () => {
    const director = await headquarters.tabletFor(headquarters.holders('Direction des ressources humaines')[0] ?? '')
    await syncNow(director)
    await go(director, '/gaps')
    await seen(director, '1 contestation attend une réponse')
    await go(director, contested)
    await seen(director, words)
    await press(director, 'Répondre')
    await director.getByLabel('Motif de la réponse').fill(answer)
    await press(director, 'Enregistrer la réponse')
    await seen(director, answer)
    await syncNow(director)
    await syncNow(own)
    await go(own, '/my-file')
    await seen(own, words)
    await seen(own, answer)
    expect(complaints).toEqual([])
  })
})

/** How many letters stand on each page of the paper, by what its pages draw: a blank one draws none. */
const lettersOnPaper = async (page: Page): Promise<readonly number[]> => {
  const pdf = await page.pdf({ preferCSSPageSize: true })
  const text = pdf.toString('latin1')
  const drawn = [...text.matchAll(/stream\r?\n/g)].flatMap(({ index, 0: mark }) => {
    try {
      return inflateSync(pdf.subarray(index + mark.length), { finishFlush: constants.Z_SYNC_FLUSH }).toString('latin1')
    } catch {
      return []
    }
  })
  const pages = drawn.filter((stream) => /\bBT\b/.test(stream))
  return pages.map((stream) =>
    [...stream.matchAll(/<([0-9A-Fa-f]+)>/g)].reduce((sum, [, codes = '']) => sum + codes.length / 4, 0),
  )
}
