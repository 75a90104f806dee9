import { assessments } from '../support/assessments.ts'
import { median, ms, p95 } from './median.ts'
import type { Bench } from './pages/peer.ts'
import type { PeerName } from './pages.ts'
import { atMost, type Line, print } from './table.ts'
import { inTurns, turn } from './turn.ts'
import type { Venue } from './venue.ts'

const saves = 120

type Contender = { readonly name: PeerName; readonly strict: boolean; readonly words: string }

const contenders: readonly Contender[] = [
  { name: 'bare', strict: true, words: 'a bare strict put of the document' },
  { name: 'palier', strict: true, words: 'Palier: field, operation, hash, outbox, journal' },
  { name: 'dexie', strict: true, words: 'Dexie put, strict' },
  { name: 'rxdb', strict: true, words: 'RxDB incrementalPatch, strict' },
  { name: 'rxdb', strict: false, words: 'RxDB incrementalPatch, as it comes (lax)' },
  { name: 'pouchdb', strict: true, words: 'PouchDB put, strict' },
  { name: 'pouchdb', strict: false, words: 'PouchDB put, as it comes (lax)' },
]

/** One rating of an assessment saved: from the call to the promise that says that it is saved. */
export const autosave = async (venue: Venue, rounds: number): Promise<void> => {
  const documents = assessments(1)
  const found = new Map<Contender, number[]>(contenders.map((contender) => [contender, []]))
  for (let round = 0; round < rounds; round += 1)
    for (const contender of inTurns(contenders, round)) {
      const { name, strict } = contender
      const saved = await venue.at(name, (address) =>
        turn(address, async (page) => {
          await page.evaluate((options) => (globalThis as unknown as Bench).peer.open(options), { strict })
          return page.evaluate(([kept, turns]) => kept && (globalThis as unknown as Bench).peer.autosave(kept, turns), [
            documents[0],
            saves,
          ] as const)
        }),
      )
      found.get(contender)?.push(...(saved ?? []))
    }
  tell(found, rounds)
}

const tell = (found: ReadonlyMap<Contender, readonly number[]>, rounds: number): void => {
  const typical = (name: PeerName): number =>
    median([...found].find(([contender]) => contender.name === name && contender.strict)?.[1] ?? [])
  const lines = [...found].map(([{ words }, values]): Line => [words, `${ms(median(values))}   ${ms(p95(values))}`])
  print(`Autosave of one rating, p50 and p95 of ${rounds} × ${saves}, a new browser and profile each`, [
    ...lines,
    atMost('Palier against the bare put, p50', typical('palier') / typical('bare'), 2),
    atMost('Palier against RxDB strict, p50', typical('palier') / typical('rxdb'), 0.8),
  ])
}
