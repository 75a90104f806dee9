import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Operation } from '../../src/core/protocol/operation.ts'
import { isSignedBy } from '../../src/server/store/keys.ts'
import { launchBrowser, patience, tablet } from '../support/chromium.ts'
import { type RunningServer, scratchFolder, startServer } from '../support/server-process.ts'
import { breaches, settled } from './eyes.ts'
import { go, keptOffline, openDemonstration, press, seen, syncNow } from './hands.ts'

/*
 * One story: two tablets sign the same assessment without a network. Both signatures reach headquarters with the device's own,
 * stand beside one another, and are made one by a person, who signs again; the receipt is proven, printed and exported offline.
 */

const data = scratchFolder()
let server: RunningServer
let browser: Browser
const tablets: { readonly context: BrowserContext; readonly page: Page }[] = []
let assignment = ''

const openTablet = async (): Promise<Page> => {
  const context = await browser.newContext({ viewport: tablet, locale: 'fr-FR', reducedMotion: 'reduce', acceptDownloads: true })
  context.setDefaultTimeout(patience)
  const page = await context.newPage()
  tablets.push({ context, page })
  return page
}

const [first, second] = [() => tablets[0] as (typeof tablets)[number], () => tablets[1] as (typeof tablets)[number]]

/** What the server's log holds of what was signed on a device. */
const sealed = (): readonly { readonly operation: Operation; readonly hash: string; readonly signature: string | null }[] => {
  const database = new DatabaseSync(join(data.path, 'palier.db'), { readOnly: true })
  const rows = database.prepare('select body, hash, signature from operation where entity_id = ?').all(`${assignment}.expert`)
  database.close()
  return rows
    .map(({ body, hash, signature }) => ({
      operation: JSON.parse(String(body)) as Operation,
      hash: String(hash),
      signature: signature === null ? null : String(signature),
    }))
    .filter(({ operation }) => operation.kind === 'seal' || operation.kind === 'amend')
}

/** Reads the whole, says what is still asked for, and signs. */
const sign = async (page: Page, words: string): Promise<void> => {
  await go(page, `/assess/${assignment}/review`)
  await settled(page)
  await page.getByLabel('Vos mots sur l’ensemble').fill(words)
  for (const field of await page.getByRole('region', { name: 'Commentaires demandés' }).getByRole('textbox').all())
    await field.fill('Vu sur dossier.')
  await page.waitForTimeout(1500)
  await page.getByLabel('Je relis et j’engage ma signature.').check()
  await press(page, 'Signer')
  await seen(page, /^Signée le/)
}

beforeAll(async () => {
  server = await startServer(data.path)
  browser = await launchBrowser()
  const one = await openTablet()
  await openDemonstration(one, server.url)
  await keptOffline(one)
  await syncNow(one)
  await go(one, '/assess')
  await settled(one)
  const address = await one.locator('section:has(#under-way) a').first().getAttribute('href')
  assignment = address?.split('/')[2] ?? ''
  const two = await openTablet()
  // The demonstration is whole at headquarters: another tablet joins it.
  await openDemonstration(two, server.url)
  await keptOffline(two)
  await syncNow(two)
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
  data.remove()
})

describe('two tablets without a network', () => {
  it('sign the same assessment, each without sight of the other', async () => {
    for (const { context } of tablets) await context.setOffline(true)
    await sign(first().page, 'Solide.')
    await sign(second().page, 'À suivre.')
    expect(sealed()).toEqual([])
  })

  it('land both at headquarters, each with a signature by its own device that the server has checked', async () => {
    for (const { context, page } of tablets) {
      await context.setOffline(false)
      await syncNow(page)
    }
    const found = sealed()
    expect(found).toHaveLength(2)
    expect(new Set(found.map(({ operation }) => operation.key)).size).toBe(2)
    for (const { operation, hash, signature } of found) expect(isSignedBy(operation.key ?? '', hash, signature ?? '')).toBe(true)
  })

  it('show what stands beside the signature, and a person signs the version that follows both', async () => {
    const { page } = second()
    await go(page, '/assess')
    await settled(page)
    await page.locator('li', { hasText: 'à trancher' }).getByRole('link').first().click()
    await seen(page, /Deux évaluateurs ont signé sans voir/)
    await settled(page)
    expect(await breaches(page)).toEqual([])
    await page.getByRole('radio', { name: /^Solide\./ }).check()
    await page.getByLabel(/^Pourquoi/).fill('Relu à deux.')
    await page.getByLabel('Je relis et j’engage ma signature.').check()
    await press(page, 'Signer la nouvelle version')
    await seen(page, 'Tout est tranché')
    await syncNow(page)
    const [one, two, amend] = sealed()
    expect(amend?.operation).toMatchObject({ kind: 'amend', set: { summary: 'Solide.' } })
    expect(new Set(amend?.operation.follows)).toEqual(new Set([one?.operation.id, two?.operation.id]))
    expect(isSignedBy(amend?.operation.key ?? '', amend?.hash ?? '', amend?.signature ?? '')).toBe(true)
    await syncNow(first().page)
    await go(first().page, `/sheet/${assignment}`)
    await seen(first().page, /^Elle modifie la version signée/)
  })

  it('prove the receipt without a network, and hand the record on as a file', async () => {
    const { context, page } = second()
    await context.setOffline(true)
    await go(page, `/sync/record/assessment/${assignment}~expert`)
    await press(page, 'Vérifier cet accusé')
    await seen(page, 'Accusé authentique.')
    const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'Exporter cet enregistrement')])
    const file = JSON.parse(readFileSync(await download.path(), 'utf8'))
    expect(file.operations.at(-1)).toMatchObject({ state: 'received', hash: file.receipt.receipt.hash })
    expect(file.operations.at(-1).signature).toMatch(/^[A-Za-z0-9_-]{86}$/)
    await go(page, `/sync/receipt/${assignment}~expert`)
    await seen(page, 'Accusé authentique.')
  })
})
