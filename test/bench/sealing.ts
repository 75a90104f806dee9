import { assessments } from '../support/assessments.ts'
import { median, ms, p95 } from './median.ts'
import type { SealingBench } from './pages/sealing.ts'
import { atMost, print, times } from './table.ts'
import { throttle } from './tablet.ts'
import { turn } from './turn.ts'
import type { Venue } from './venue.ts'

const counts = { taps: 120, assessments: 5000, reads: 3, keys: 3 }
const slow = 6

type Found = { readonly plain: number[]; readonly sealed: number[] }
const nothing = (): Found => ({ plain: [], sealed: [] })

/** What it costs that everything lies sealed: a tap, a long list, and the key at the lock screen. */
export const sealing = async (venue: Venue, rounds: number): Promise<void> => {
  const [tap, read] = [nothing(), nothing()]
  const found = { beside: [] as number[], key: [] as number[], slowKey: [] as number[] }
  const documents = assessments(200)
  for (let round = 0; round < rounds; round += 1)
    await venue.at('palier', (address) =>
      turn(address.replace('palier.html', 'sealing.html'), async (page) => {
        const bench = <Value>(
          deed: (bench: SealingBench['sealing'], given: { documents: typeof documents; counts: typeof counts }) => Promise<Value>,
        ): Promise<Value> =>
          page.evaluate(`(${deed.toString()})(globalThis.sealing, ${JSON.stringify({ documents, counts })})`) as Promise<Value>
        // By turns, so that whatever comes and goes on the machine falls on both.
        for (const isSealed of round % 2 === 0 ? [false, true] : [true, false])
          (isSealed ? tap.sealed : tap.plain).push(
            ...(isSealed
              ? await bench((own, given) => own.taps(true, given.documents[0] as never, given.counts.taps))
              : await bench((own, given) => own.taps(false, given.documents[0] as never, given.counts.taps))),
          )
        await bench((own, given) => own.fill(false, given.documents, given.counts.assessments))
        await bench((own, given) => own.fill(true, given.documents, given.counts.assessments))
        for (let at = 0; at < counts.reads; at += 1) {
          read.plain.push((await bench((own) => own.readAll(false))).whole)
          const { whole, beside, count } = await bench((own) => own.readAll(true))
          if (count < counts.assessments) throw new Error(`only ${count} were read`)
          read.sealed.push(whole)
          found.beside.push(beside)
        }
        for (let at = 0; at < counts.keys; at += 1) found.key.push(await bench((own) => own.deriveBeside()))
        await throttle(page, slow)
        for (let at = 0; at < counts.keys; at += 1) found.slowKey.push(await bench((own) => own.derive()))
      }),
    )
  const count = counts.assessments.toLocaleString('en')
  print(`Sealing, ${rounds} rounds in a new browser and profile each`, [
    ['a tap unsealed: row, operation, journal, p50 and p95', `${ms(median(tap.plain))}   ${ms(p95(tap.plain))}`],
    ['the same tap sealed', `${ms(median(tap.sealed))}   ${ms(p95(tap.sealed))}`],
    atMost('sealed against unsealed, p50', median(tap.sealed) / median(tap.plain), 1.5),
    [`${count} assessments opened in the worker`, ms(median(found.beside)), within(median(found.beside), 400)],
    ['  the whole read, from the disk to objects on the page', ms(median(read.sealed))],
    ['  the same read unsealed', ms(median(read.plain)), times(median(read.sealed) / median(read.plain))],
    ['the key from a passphrase, in its worker, 1×', ms(median(found.key))],
    [`the same on a page slowed ${slow}×`, ms(median(found.slowKey)), within(median(found.slowKey), 1500)],
  ])
}

const within = (value: number, target: number): string => `target ≤ ${target} ms${value <= target ? '' : '  ← missed'}`
