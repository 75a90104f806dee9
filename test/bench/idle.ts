import { assessments } from '../support/assessments.ts'
import type { Bench } from './pages/peer.ts'
import { print } from './table.ts'
import { turn } from './turn.ts'
import type { Venue } from './venue.ts'
import { openWire } from './wire.ts'

/** What an exchange costs on the line when neither side has anything to say, from Chromium, after work was sent before. */
export const idle = async (venue: Venue): Promise<void> => {
  const traffic = await venue.at('palier', async (address) => {
    const { origin, pathname } = new URL(address)
    const wire = await openWire(origin)
    const found = await turn(`${wire.url}${pathname}`, async (page) => {
      await page.evaluate(() => (globalThis as unknown as Bench).peer.open({ strict: true }))
      await page.evaluate((kept) => (globalThis as unknown as Bench).peer.keep(kept), assessments(5))
      await page.evaluate(() => (globalThis as unknown as Bench).peer.push(''))
      wire.reset()
      await page.evaluate(() => (globalThis as unknown as Bench).peer.pull(''))
      return wire.traffic()
    })
    await wire.stop()
    return found
  })
  const { up, down } = traffic
  const bodies = up.body + down.body
  const all = bodies + up.head + down.head
  print('An idle exchange, bytes on the wire', [
    ['exchanges', `${up.messages}`],
    ['bodies, up and down', `${up.body} + ${down.body} = ${bodies}`],
    ['headers, up and down (the browser’s own among them)', `${up.head} + ${down.head}`],
    [
      'all of it',
      `${all}`,
      `target ≤ 1024 bytes${all <= 1024 ? '' : bodies <= 1024 ? '  ← missed with headers, met by the bodies' : '  ← missed'}`,
    ],
  ])
}
