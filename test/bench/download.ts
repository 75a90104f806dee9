import { columnsOfSixtyThousand, overBadLine, tenThousandRows } from './first-download.ts'
import { median } from './median.ts'
import { pulledByRxdb } from './pull.ts'
import { atLeast, atMost, type Line, print, times, whole } from './table.ts'
import type { Venue } from './venue.ts'

const seeds = [1, 2]

/** The first download: what a director needs before a report can be read, ten thousand rows, and a line that drops. */
export const firstDownload = async (venue: Venue, rounds: number): Promise<void> => {
  const columns = columnsOfSixtyThousand()
  print('A director’s 60,000 officers on 30 requirements, as columns', [
    [
      'bytes on the line, gzip, names included',
      whole(columns.bytes),
      `target ≤ 1,300,000${columns.bytes <= 1_300_000 ? '' : '  ← missed'}`,
    ],
    ['bytes without names', whole(columns.withoutNames)],
    ['unpacked, ms', whole(columns.decodeMs)],
    ['the report over all of them, ms', whole(columns.reportMs)],
  ])
  const rows = await tenThousandRows(rounds)
  const rxdb: number[] = []
  for (let round = 0; round < rounds; round += 1) rxdb.push(await pulledByRxdb(venue))
  const ms = (which: 'segments' | 'plain', until: 'held' | 'done'): number => median(rows[which].map((found) => found[until]))
  print(`First download of ${whole(rows.count)} signed assessments, ms, median of ${rounds}`, [
    ['segments, on disk and checked', whole(ms('segments', 'held'))],
    ['segments, every row in its place', whole(ms('segments', 'done'))],
    ['plain exchanges, every row in its place', whole(ms('plain', 'done'))],
    ['on disk against plain', times(ms('plain', 'done') / ms('segments', 'held'))],
    ['in place against plain', times(ms('plain', 'done') / ms('segments', 'done'))],
    ['bytes a row on the line', whole(rows.bytes / rows.count)],
    ['RxDB’s pull of as many, its defaults', whole(median(rxdb))],
    atLeast('in place against RxDB’s pull', median(rxdb) / ms('segments', 'done'), 4),
  ])
  const bad: Line[] = []
  for (const seed of seeds) {
    const { cuts, moreBytes } = await overBadLine(seed)
    bad.push(atMost(`${cuts} cuts: bytes against a line that holds`, 1 + moreBytes, 1.1))
  }
  print('1,500 officers over a line that drops every 5 to 40 KB', bad)
}
