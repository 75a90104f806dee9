import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { lineOf } from '../../src/core/protocol/envelope.ts'
import { openLogAt } from '../../src/server/store/log.ts'
import type { Assessed } from '../support/assessed.ts'
import { assessments } from '../support/assessments.ts'
import { putBehind } from '../support/campaign-behind.ts'
import { penOf, penSigner, sealed, tapped } from '../support/pen.ts'
import { scratchFolder } from '../support/server-process.ts'
import { median } from './median.ts'
import { atLeast, print, rate } from './table.ts'
import type { Venue } from './venue.ts'

const batch = 250
const documents = 2000
const tappedDocuments = 120

/**
 * The endpoint against its own disk: batches of 250 operations through `append`, and the same texts as bare rows into SQLite
 * at 250 a commit, both synchronous=FULL.
 */
export const endpoint = async (_venue: Venue, rounds: number): Promise<void> => {
  const work = assessments(documents)
  const lines = linesOf(work)
  const found = { bare: [] as number[], seals: [] as number[], bareTaps: [] as number[], taps: [] as number[] }
  for (let round = 0; round < rounds; round += 1) {
    found.bare.push(bareRate(lines.seals))
    found.seals.push(await appendRate(lines.seals, work))
    found.bareTaps.push(bareRate(lines.taps))
    found.taps.push(await appendRate(lines.taps, work))
  }
  print(`Endpoint: batches of ${batch} on one stream, operations a second, median of ${rounds}`, [
    ['SQLite alone, sealed assessments as rows', rate(median(found.bare))],
    ['append, sealed and signed assessments', rate(median(found.seals))],
    atLeast('  of SQLite alone', median(found.seals) / median(found.bare), 0.4),
    ['SQLite alone, taps as rows', rate(median(found.bareTaps))],
    ['append, taps and seals', rate(median(found.taps))],
    atLeast('  of SQLite alone', median(found.taps) / median(found.bareTaps), 0.4),
  ])
}

const linesOf = (work: readonly Assessed[]): { readonly seals: readonly string[]; readonly taps: readonly string[] } => {
  const [first, second] = [penOf('tablet-a', 'bench-site', penSigner()), penOf('tablet-b', 'bench-site', penSigner())]
  return {
    seals: work.map((assessed) => lineOf(sealed(first, assessed))),
    taps: work.slice(0, tappedDocuments).flatMap((assessed) => tapped(second, assessed).map(lineOf)),
  }
}

const batchesOf = <Item>(items: readonly Item[]): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / batch) }, (_, at) => items.slice(at * batch, (at + 1) * batch))

const appendRate = async (lines: readonly string[], behind: readonly Assessed[]): Promise<number> => {
  const folder = scratchFolder()
  const log = await openLogAt(join(folder.path, 'palier.db'))
  await putBehind(log, behind)
  const batches = batchesOf(lines)
  const began = performance.now()
  for (const part of batches) {
    const receipts = await log.append(part, { device: 'tablet', time: '2026-11-22T08:00:00.000Z' })
    if (receipts.some(({ status }) => status !== 'applied')) throw new Error('not all was applied')
  }
  const took = performance.now() - began
  await log.close()
  folder.remove()
  return (lines.length * 1000) / took
}

/** What SQLite takes of the same lines: a row each with an id and a place, by a prepared statement. */
const bareRate = (lines: readonly string[]): number => {
  const folder = scratchFolder()
  const database = new DatabaseSync(join(folder.path, 'bare.db'))
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
  database.exec('CREATE TABLE line (id TEXT PRIMARY KEY, seq INTEGER NOT NULL UNIQUE, body TEXT NOT NULL)')
  const insert = database.prepare('INSERT INTO line (id, seq, body) VALUES (?, ?, ?)')
  const began = performance.now()
  let seq = 0
  for (const part of batchesOf(lines)) {
    database.exec('BEGIN IMMEDIATE')
    for (const line of part) {
      seq += 1
      insert.run(`${line.slice(9, 52)}`, seq, line)
    }
    database.exec('COMMIT')
  }
  const took = performance.now() - began
  database.close()
  folder.remove()
  return (lines.length * 1000) / took
}
