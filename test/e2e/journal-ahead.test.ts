import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lineOf, parse } from '../../src/client/storage/journal/line.ts'
import { type Envelope, envelopeOf } from '../../src/core/protocol/envelope.ts'
import type { Operation } from '../../src/core/protocol/operation.ts'
import { killWhole, openProfile } from '../support/chromium.ts'
import { type OpenLine, openLine } from '../support/open-line.ts'
import { randomId } from '../support/pen.ts'
import { type RunningServer, scratchFolder, startServer } from '../support/server-process.ts'
import { settled } from './eyes.ts'
import { go, heading, keptOffline, next, openDemonstration, press, rung, seen, syncNow, tap } from './hands.ts'
import { type Kept, logIn, outboxOf } from './stores.ts'

/*
 * The power goes between the two disks: the journal has taken a tap and the database has not. Nobody was told that it is
 * saved. At the next start the assessor works on, on the same competency even, before what was found is given back.
 */

const data = scratchFolder()
const profile = scratchFolder()
let server: RunningServer
let line: OpenLine
let device: BrowserContext
let page: Page

beforeAll(async () => {
  server = await startServer(data.path)
  line = await openLine(server.url)
  device = await openProfile(profile.path)
  page = device.pages()[0] ?? (await device.newPage())
  await openDemonstration(page, line.url)
  await keptOffline(page)
  await syncNow(page)
  await line.become('refused')
})

afterAll(async () => {
  await device?.close().catch(() => undefined)
  await line?.close()
  await server?.stop()
  data.remove()
  profile.remove()
})

/** The tap that would have come next: on the same field as the last one, another level, chained to it. */
const tapAfter = (last: Kept, level: number): Envelope => {
  const operation = JSON.parse(last.text) as Operation & { readonly v: number }
  const [field] = Object.keys(operation.set).filter((name) => name.startsWith('rating:'))
  if (!field) throw new Error('the last tap gave no level')
  return envelopeOf({
    ...operation,
    id: randomId(),
    kind: 'edit',
    lsn: operation.lsn + 1,
    set: { [field]: { kind: 'level', level } },
    base: { [field]: operation.id },
    wall: new Date().toISOString(),
    prev: last.hash,
  })
}

/** Writes into the journal's own file as the app does. The browser is not running. */
const appendToJournal = ({ id, hash, text }: Envelope): void => {
  const files = readdirSync(join(profile.path, 'Default', 'File System'), { recursive: true, withFileTypes: true })
  const journal = files
    .filter((entry) => entry.isFile() && /^\d{8}$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .find((file) => parse(readFileSync(file)).lines.length > 0)
  if (!journal) throw new Error('there is no journal')
  const bytes = readFileSync(journal)
  const { end, lines } = parse(bytes)
  const added = Buffer.from(lineOf({ k: 'op', at: Math.max(...lines.map(({ line }) => line.at)) + 1, id, hash, text }))
  writeFileSync(journal, Buffer.concat([bytes.subarray(0, end), added, bytes.subarray(end + added.length)]))
}

const goToFirst = (): Promise<void> =>
  page.getByRole('navigation', { name: 'Compétences à évaluer' }).getByRole('button').first().click()

describe('a tap that only the journal had time to take', () => {
  it('is given back once the grid is left, hides no later word, and both are at headquarters once', async () => {
    await go(page, '/assess')
    await settled(page)
    await page.locator('section:has(#to-do) a').first().click()
    await page.locator('article h2').waitFor()
    const address = page.url()
    await tap(page, 2)
    const [last] = await outboxOf(page)
    if (!last) throw new Error('the tap is not on the outbox')
    await killWhole(device, profile.path)
    const lone = tapAfter(last, 3)
    appendToJournal(lone)

    device = await openProfile(profile.path)
    page = device.pages()[0] ?? (await device.newPage())
    await page.goto(address)
    await page.locator('article h2').waitFor()
    await goToFirst()
    expect(await rung(page, 2).getByRole('radio').isChecked()).toBe(true)
    await tap(page, 4)
    await next(page)
    await tap(page, 1)
    // The conversation comes first: nothing stands in its way while the grid is open.
    await page.waitForTimeout(2_000)
    expect(await page.locator('article h2').count()).toBe(1)
    await go(page, '/assess')
    await heading(page, 'Du travail n’est que dans la copie de secours').waitFor()
    await press(page, 'Restaurer mon travail')
    await seen(page, '1 saisie est de nouveau sur cet appareil')
    await press(page, 'Continuer')
    await settled(page)
    const work = await outboxOf(page)
    expect(work).toHaveLength(4)
    expect(work.map(({ text }) => text)).toContain(lone.text)

    await page.goto(address)
    await page.locator('article h2').waitFor()
    await goToFirst()
    // Neither saw the other: the later word stands meanwhile, the one given back stands beside it, and a person settles it.
    await seen(page, 'Quelle réponse garder ?')
    const answers = page.locator('article').getByRole('group', { name: 'Quelle réponse garder ?' })
    await answers.getByText('4 Expert').waitFor()
    await answers.getByText('3 Avancé').waitFor()
    await line.become('open')
    await syncNow(page)
    const log = logIn(data.path)
    for (const one of work) expect(log.filter(({ id }) => id === one.id)).toEqual([one])
    expect(await outboxOf(page)).toEqual([])
  })
})
