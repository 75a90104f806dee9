import type { Assessed } from '../support/assessed.ts'
import { assessments } from '../support/assessments.ts'
import { putBehind } from '../support/campaign-behind.ts'
import { median } from './median.ts'
import type { Bench, Pushed } from './pages/peer.ts'
import type { PeerName } from './pages.ts'
import { atLeast, atMost, type Line, print, rate, times } from './table.ts'
import { inTurns, turn } from './turn.ts'
import type { Venue } from './venue.ts'
import { openWire, type Traffic } from './wire.ts'

const count = 1000
const tappedCount = 100

type Contender = {
  readonly name: PeerName
  readonly endpoint: string
  readonly words: string
  readonly batches?: boolean
  readonly tapped?: boolean
}

const bare: Contender = { name: 'bare', endpoint: 'bare', words: 'bare gzip NDJSON from memory, 50 a request' }
const palier: Contender = { name: 'palier', endpoint: '', words: 'Palier, sealed and signed, at its own pace' }
const batches: Contender = { name: 'palier', endpoint: '', words: 'Palier, sealed and signed, 50 a request', batches: true }
const tapped: Contender = {
  name: 'palier',
  endpoint: '',
  words: `Palier, as tapped: an operation a tap and the seal`,
  tapped: true,
}
const rxdb: Contender = { name: 'rxdb', endpoint: 'rxdb', words: 'RxDB, its defaults' }
const pouchdb: Contender = { name: 'pouchdb', endpoint: 'couch', words: 'PouchDB, its defaults' }
const contenders = [bare, palier, batches, tapped, rxdb, pouchdb]

/** Sends what a page has kept, once, straight to its server or over a wire that counts. */
const sendOnce = async (
  venue: Venue,
  { name, endpoint, batches, tapped }: Contender,
  {
    documents,
    store,
    isCounted,
  }: { readonly documents: readonly Assessed[]; readonly store: string; readonly isCounted: boolean },
): Promise<Pushed & { readonly traffic?: Traffic }> =>
  venue.at(name, async (address, log) => {
    if (log) await putBehind(log, documents)
    const { origin, pathname } = new URL(address)
    const wire = isCounted ? await openWire(origin) : undefined
    const found = await turn(`${wire?.url ?? origin}${pathname}`, async (page) => {
      await page.evaluate(() => (globalThis as unknown as Bench).peer.open({ strict: true }))
      await page.evaluate(([kept, how]) => (globalThis as unknown as Bench).peer.keep(kept, how), [
        documents,
        tapped ? 'tapped' : undefined,
      ] as const)
      wire?.reset()
      const sent = await page.evaluate(([to, how]) => (globalThis as unknown as Bench).peer.push(to, how), [
        `/${endpoint}/${store}`,
        batches ? 'batches' : undefined,
      ] as const)
      return wire ? { ...sent, traffic: wire.traffic() } : sent
    })
    await wire?.stop()
    return found
  })

export const push = async (venue: Venue, rounds: number): Promise<void> => {
  const all = assessments(count)
  const documentsOf = ({ tapped }: Contender) => (tapped ? all.slice(0, tappedCount) : all)
  const found = new Map<Contender, Pushed[]>(contenders.map((contender) => [contender, []]))
  for (let round = 0; round < rounds; round += 1)
    for (const contender of inTurns(contenders, round)) {
      const sent = await sendOnce(venue, contender, {
        documents: documentsOf(contender),
        store: `push-${round}`,
        isCounted: false,
      })
      found.get(contender)?.push(sent)
    }
  const traffic = new Map<Contender, Traffic>()
  for (const contender of contenders) {
    const { traffic: counted } = await sendOnce(venue, contender, {
      documents: documentsOf(contender),
      store: 'counted',
      isCounted: true,
    })
    if (counted) traffic.set(contender, counted)
  }
  tellSpeed(found, rounds, (contender) => documentsOf(contender).length)
  tellBytes(traffic, (contender) => documentsOf(contender).length)
}

type Count = (contender: Contender) => number

const tellSpeed = (found: ReadonlyMap<Contender, readonly Pushed[]>, rounds: number, countOf: Count): void => {
  const speed = (contender: Contender, of: (sent: Pushed) => number = ({ ms }) => ms): number =>
    (countOf(contender) * 1000) / median((found.get(contender) ?? []).map(of))
  const lines = contenders.map((contender): Line => [contender.words, rate(speed(contender))])
  print(`Push of ${count} assessments from Chromium into SQLite, synchronous=FULL; documents a second, median of ${rounds}`, [
    ...lines,
    ['Palier, at its own pace, until its own rows had come back too', rate(speed(palier, ({ echoed = Number.NaN }) => echoed))],
    atLeast('Palier against the bare upload', speed(palier) / speed(bare), 0.7),
    atLeast('  50 a request', speed(batches) / speed(bare), 0.7),
    atLeast('Palier against RxDB', speed(palier) / speed(rxdb), 2.5),
    atLeast('Palier against PouchDB', speed(palier) / speed(pouchdb), 2.5),
  ])
}

const tellBytes = (traffic: ReadonlyMap<Contender, Traffic>, countOf: Count): void => {
  const each = (contender: Contender, of: (traffic: Traffic) => number): number => {
    const counted = traffic.get(contender)
    return counted ? of(counted) / countOf(contender) : Number.NaN
  }
  const up = ({ up }: Traffic): number => up.head + up.body
  const both = (all: Traffic): number => up(all) + all.down.head + all.down.body
  const lines = contenders.map((contender): Line => {
    const part = (of: (traffic: Traffic) => number): string => each(contender, of).toFixed(0).padStart(6)
    const parts = [up, ({ up }: Traffic) => up.body, both].map(part).join(' ')
    return [contender.words, `${parts} ${String(traffic.get(contender)?.up.messages ?? 0).padStart(6)}`]
  })
  const sent = each(batches, up)
  print('Bytes on the wire for each: sent up, of which bodies, both ways together; and requests', [
    ...lines,
    ['Palier, 50 a request, sent up', `${sent.toFixed(0)} bytes`, `target ≤ 550 bytes${sent <= 550 ? '' : '  ← missed'}`],
    atMost('  against RxDB', sent / each(rxdb, up), 0.25),
    atMost('  against PouchDB', sent / each(pouchdb, up), 0.25),
    ['  both ways, its own rows back included, against RxDB', times(each(batches, both) / each(rxdb, both))],
  ])
}
