import { lineOf } from '../../src/core/protocol/envelope.ts'
import type { ServerLog } from '../../src/core/protocol/ports.ts'
import type { Assessed } from '../support/assessed.ts'
import { assessments } from '../support/assessments.ts'
import { penOf, penSigner, sealed } from '../support/pen.ts'
import { median } from './median.ts'
import type { Bench } from './pages/peer.ts'
import type { PeerName } from './pages.ts'
import type { DocumentStore } from './peers/document-store.ts'
import { atLeast, type Line, print, rate } from './table.ts'
import { inTurns, turn } from './turn.ts'
import type { Venue } from './venue.ts'

const count = 10_000
const batch = 250
const store = 'pull'

type Contender = { readonly name: PeerName; readonly endpoint: string; readonly words: string }

const contenders: readonly Contender[] = [
  { name: 'bare', endpoint: 'bare', words: 'bare gzip NDJSON, each line put as it is, 1,000 a transaction' },
  { name: 'palier', endpoint: '', words: 'Palier, rows' },
  { name: 'rxdb', endpoint: 'rxdb', words: 'RxDB, its defaults' },
  { name: 'pouchdb', endpoint: 'couch', words: 'PouchDB, its defaults' },
]

/** Signed assessments that a server holds, fetched into an empty device until it has them all. */
export const pull = async (venue: Venue, rounds: number): Promise<void> => {
  const documents = assessments(count)
  fillPeers(venue, documents)
  const lines = linesOf(documents)
  const found = new Map<PeerName, number[]>(contenders.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round += 1)
    for (const contender of inTurns(contenders, round)) found.get(contender.name)?.push(await pulled(venue, contender, lines))
  tell(found, rounds)
}

/** How long RxDB takes to pull so many signed assessments into an empty device, in milliseconds. */
export const pulledByRxdb = async (venue: Venue): Promise<number> => {
  fillPeers(venue, assessments(count))
  return pulled(venue, { name: 'rxdb', endpoint: 'rxdb' }, [])
}

const pulled = async (
  venue: Venue,
  { name, endpoint }: Pick<Contender, 'name' | 'endpoint'>,
  lines: readonly string[],
): Promise<number> => {
  const { ms, count: came } = await venue.at(name, async (address, log) => {
    if (log) await fill(log, lines)
    return turn(address, async (page) => {
      await page.evaluate(() => (globalThis as unknown as Bench).peer.open({ strict: true }))
      return page.evaluate((from) => (globalThis as unknown as Bench).peer.pull(from), `/${endpoint}/${store}`)
    })
  })
  if (came !== count) throw new Error(`${name} has ${came} of ${count}`)
  return ms
}

const tell = (found: ReadonlyMap<PeerName, readonly number[]>, rounds: number): void => {
  const speed = (name: PeerName): number => (count * 1000) / median(found.get(name) ?? [])
  print(`Pull of ${count} signed assessments into an empty device, documents a second, median of ${rounds}`, [
    ...contenders.map(({ name, words }): Line => [words, rate(speed(name))]),
    atLeast('Palier against RxDB', speed('palier') / speed('rxdb'), 1.8),
    atLeast('Palier against PouchDB', speed('palier') / speed('pouchdb'), 1.8),
  ])
}

const linesOf = (documents: readonly Assessed[]): readonly string[] => {
  const pen = penOf('tablet', 'bench-site', penSigner())
  return documents.map((assessed) => lineOf(sealed(pen, assessed)))
}

const fill = async (log: ServerLog, lines: readonly string[]): Promise<void> => {
  for (let at = 0; at < lines.length; at += batch)
    await log.append(lines.slice(at, at + batch), { device: 'tablet', time: '2026-11-22T08:00:00.000Z' })
}

/** Each peer's server holds the documents in the shape that this peer gives them. */
const fillPeers = ({ peers }: Venue, documents: readonly Assessed[]): void => {
  const put = (of: DocumentStore, rev: string, textOf: (assessed: Assessed) => string): void =>
    of.inOne(() => {
      for (const assessed of documents) of.put(assessed.id, rev, textOf(assessed))
    })
  put(peers.store('bare', store), '1', (assessed) => JSON.stringify(assessed))
  put(peers.store('rxdb', store), '1', (assessed) => JSON.stringify({ ...assessed, _deleted: false }))
  const [start, rev] = [1, '5f0c3a1e9b7d4c6e8a2f1b3d5c7e9a0b']
  put(peers.store('couch', store), `${start}-${rev}`, ({ id, ...rest }) =>
    JSON.stringify({ _id: id, _rev: `${start}-${rev}`, ...rest, _revisions: { start, ids: [rev] } }),
  )
}
