import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { openProfile } from '../support/chromium.ts'

/** How long one turn may take, in milliseconds. */
const patience = 10 * 60_000

/** One turn on a new browser process with an empty profile on disk, so that no turn inherits what another wrote. */
export const turn = async <Found>(address: string, deed: (page: Page) => Promise<Found>): Promise<Found> => {
  const profile = mkdtempSync(join(tmpdir(), 'palier-bench-'))
  const context = await openProfile(profile)
  try {
    context.setDefaultTimeout(patience)
    const page = context.pages()[0] ?? (await context.newPage())
    page.on('pageerror', (error) => console.error(`${address}: ${error.message}`))
    await page.goto(address)
    await page.waitForFunction(() => 'peer' in globalThis)
    return await deed(page)
  } finally {
    await context.close()
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** The same list, beginning one further with each round: whatever comes and goes on the machine falls on all alike. */
export const inTurns = <Item>(items: readonly Item[], round: number): readonly Item[] => {
  const first = round % items.length
  return [...items.slice(first), ...items.slice(0, first)]
}
