import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { lineOf } from '../../src/core/protocol/envelope.ts'
import { lineParts, operationIn } from '../../src/core/protocol/read-operation.ts'
import { isFoundSignedBy } from '../../src/server/store/keys.ts'
import { openLogAt } from '../../src/server/store/log.ts'
import type { Assessed } from '../support/assessed.ts'
import { assessments } from '../support/assessments.ts'
import { putBehind } from '../support/campaign-behind.ts'
import { penOf, penSigner, sealed, tapped } from '../support/pen.ts'
import { scratchFolder } from '../support/server-process.ts'
import { median } from './median.ts'
import { atLeast, print, rate, times } from './table.ts'
import type { Venue } from './venue.ts'

const batch = 250
const documents = 2000
const tappedDocuments = 120

/**
 * The endpoint against its own disk: batches of 250 operations through `append`; the same lines as bare rows into SQLite at 250
 * a commit; and the very rows that the log keeps (operations, entities, heads) copied into the same tables. All synchronous=FULL.
 */
export const endpoint = async (_venue: Venue, rounds: number): Promise<void> => {
  const work = assessments(documents)
  const lines = linesOf(work)
  for (const [words, part] of [
    ['sealed and signed assessments', lines.seals],
    ['taps and seals', lines.taps],
  ] as const) {
    const found = { bare: [] as number[], rows: [] as number[], checked: [] as number[], append: [] as number[] }
    for (let round = 0; round < rounds; round += 1) {
      found.bare.push(bareRate(part))
      const { rate: appended, copied } = await appendRate(part, work)
      found.append.push(appended)
      found.rows.push(copied)
      found.checked.push(await checkedRate(part))
    }
    print(`Endpoint: ${words}, batches of ${batch} on one stream, operations a second, median of ${rounds}`, [
      ['SQLite alone, each line as one row', rate(median(found.bare))],
      ['SQLite alone, the rows that the log keeps', rate(median(found.rows))],
      ['their signatures alone, checked on all threads', rate(median(found.checked))],
      ['append', rate(median(found.append))],
      atLeast('  of SQLite alone, a row a line', median(found.append) / median(found.bare), 0.4),
      ['  of SQLite alone, the log’s rows', times(median(found.append) / median(found.rows))],
      ['  of their signatures alone', times(median(found.append) / median(found.checked))],
    ])
  }
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

const appendRate = async (
  lines: readonly string[],
  behind: readonly Assessed[],
): Promise<{ readonly rate: number; readonly copied: number }> => {
  const folder = scratchFolder()
  const path = join(folder.path, 'palier.db')
  const log = await openLogAt(path)
  await putBehind(log, behind)
  const batches = batchesOf(lines)
  const began = performance.now()
  for (const part of batches) {
    const receipts = await log.append(part, { device: 'tablet', time: '2026-11-22T08:00:00.000Z' })
    if (receipts.some(({ status }) => status !== 'applied')) throw new Error('not all was applied')
  }
  const took = performance.now() - began
  await log.close()
  const copied = await copyRate(path, join(folder.path, 'copy.db'), lines.length)
  folder.remove()
  return { rate: (lines.length * 1000) / took, copied }
}

/** What nobody who takes signed work can be faster than: its signatures checked, a batch at a time, on every thread there is. */
const checkedRate = async (lines: readonly string[]): Promise<number> => {
  const batches = batchesOf(lines.map((line) => ({ ...lineParts(line), key: operationIn(lineParts(line)?.text ?? '')?.key })))
  const began = performance.now()
  for (const part of batches) {
    const checks = part.flatMap(({ key, hash, signature }) =>
      key && hash && signature ? isFoundSignedBy(key, hash, signature) : [],
    )
    if ((await Promise.all(checks)).includes(false)) throw new Error('a signature of the bench is none')
  }
  return (lines.length * 1000) / (performance.now() - began)
}

/** What SQLite takes of the rows that the log made of these lines, in tables of the same make, by prepared statements. */
const copyRate = async (from: string, to: string, operations: number): Promise<number> => {
  await (await openLogAt(to)).close()
  const [source, copy] = [new DatabaseSync(from), new DatabaseSync(to)]
  copy.exec('PRAGMA synchronous = FULL')
  const tables = ['stream', 'operation', 'entity'].map((table) => {
    const own = table === 'stream' ? "id = 'bench-site'" : "stream = 'bench-site'"
    const rows = source.prepare(`SELECT * FROM ${table} WHERE ${own}`).all()
    const columns = Object.keys(rows[0] ?? {})
    const places = columns.map(() => '?').join(', ')
    const insert = copy.prepare(`INSERT INTO ${table} (${columns.map((column) => `"${column}"`).join(', ')}) VALUES (${places})`)
    return { values: rows.map((row) => Object.values(row)), insert, each: Math.ceil((rows.length * batch) / operations) }
  })
  const began = performance.now()
  for (let at = 0; at < Math.ceil(operations / batch); at += 1) {
    copy.exec('BEGIN IMMEDIATE')
    for (const { values, insert, each } of tables) for (const row of values.slice(at * each, (at + 1) * each)) insert.run(...row)
    copy.exec('COMMIT')
  }
  const took = performance.now() - began
  source.close()
  copy.close()
  return (operations * 1000) / took
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
