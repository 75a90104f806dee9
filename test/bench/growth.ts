import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { beginning } from '../../src/core/protocol/cursor.ts'
import { lineOf } from '../../src/core/protocol/envelope.ts'
import type { ServerLog } from '../../src/core/protocol/ports.ts'
import { openLogAt } from '../../src/server/store/log.ts'
import { assessments } from '../support/assessments.ts'
import { putBehind } from '../support/campaign-behind.ts'
import { penOf, penSigner, randomId, tapped } from '../support/pen.ts'
import { scratchFolder } from '../support/server-process.ts'
import { median, ms, p95 } from './median.ts'
import { atMost, type Line, print, whole } from './table.ts'
import type { Venue } from './venue.ts'

const sizes = [1_000, 10_000, 100_000, 1_000_000]
const pushes = 120
/** Not counted: the first ones run code that no run before them has warmed. */
const before = 20
const each = 20

type Point = { readonly stored: number; readonly times: readonly number[] }

/** What a push of twenty taps costs the server below HTTP (append, meet, page) while its log grows a thousandfold. */
export const growth = async (_venue: Venue, rounds: number): Promise<void> => {
  const points: Point[] = []
  const folder = scratchFolder()
  const path = join(folder.path, 'palier.db')
  for (const size of sizes) {
    await growTo(path, size)
    const log = await openLogAt(path)
    points.push({ stored: size, times: await pushTimes(log, Math.max(1, Math.round((pushes * rounds) / 5))) })
    await log.close()
  }
  folder.remove()
  const typical = points.map(({ times }) => median(times))
  const lines = points.map(
    ({ stored, times }): Line => [`${whole(stored)} operations stored`, `${ms(median(times))}   ${ms(p95(times))}`],
  )
  print(`Server’s cost of a push of ${each} operations, p50 and p95 of ${points[0]?.times.length ?? 0}`, [
    ...lines,
    atMost('the largest log against the smallest, p50', (typical.at(-1) ?? Number.NaN) / (typical[0] ?? Number.NaN), 1.25),
  ])
}

const pushTimes = async (log: ServerLog, times: number): Promise<readonly number[]> => {
  const [device, stream, session] = [randomId(), randomId(), randomId()]
  const documents = assessments(Math.ceil(((before + times) * each) / 30) + 1, Math.floor(performance.now()))
  await putBehind(log, documents)
  const pen = penOf(device, stream, penSigner())
  const lines = documents.flatMap((assessed) => tapped(pen, assessed)).map(lineOf)
  let cursors = { [stream]: beginning }
  const found: number[] = []
  for (let turn = 0; turn < before + times; turn += 1) {
    const part = lines.slice(turn * each, (turn + 1) * each)
    const began = performance.now()
    const receipts = await log.append(part, { device, time: '2026-11-22T08:00:00.000Z' })
    const meeting = await log.meet({ device, incarnation: [turn === 0 ? null : session, session], epoch: null, cursors })
    const { marks } = await log.page(meeting.cursors)
    if (turn >= before) found.push(performance.now() - began)
    if (receipts.some(({ status }) => status !== 'applied')) throw new Error('not all was applied')
    for (const mark of marks) cursors = { [stream]: mark.cursor }
  }
  return found
}

const first = 1_000

/** The first thousand come through the log itself; each further thousand are its rows again, under other names in other streams. */
const growTo = async (path: string, size: number): Promise<void> => {
  if (size === first) return fillFirst(path)
  const database = new DatabaseSync(path)
  database.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -200000')
  const stored = database.prepare('SELECT count(*) AS count FROM operation').get()?.['count'] as number
  const copies = Math.ceil((size - stored) / first)
  const copy = ['stream', 'operation', 'entity'].map((table) => database.prepare(copyOf(database, table)))
  for (let turn = 0; turn < copies; turn += 1) {
    if (turn % 20 === 0) database.exec('BEGIN')
    for (const statement of copy) statement.run({ mark: `~${size}-${turn}` })
    if (turn % 20 === 19 || turn === copies - 1) database.exec('COMMIT')
  }
  database.exec('PRAGMA wal_checkpoint(TRUNCATE); ANALYZE')
  database.close()
}

const fillFirst = async (path: string): Promise<void> => {
  const log = await openLogAt(path)
  const [device, stream] = ['first-tablet', 'first-site']
  const pen = penOf(device, stream, penSigner())
  const lines = assessments(40, 3)
    .flatMap((assessed) => tapped(pen, assessed))
    .map(lineOf)
    .slice(0, first)
  for (let at = 0; at < lines.length; at += 250)
    await log.append(lines.slice(at, at + 250), { device, time: '2026-11-22T08:00:00.000Z' })
  await log.close()
}

/** Names that are unique get another ending; the rest of a row stays as the log made it. */
const renamed: { readonly [table: string]: readonly string[] } = {
  stream: ['id'],
  operation: ['id', 'stream', 'entity_id'],
  entity: ['id', 'stream'],
}
const own: { readonly [table: string]: string } = {
  stream: "id = 'first-site'",
  operation: "stream = 'first-site'",
  entity: "stream = 'first-site'",
}

const copyOf = (database: DatabaseSync, table: string): string => {
  const columns = database
    .prepare(`PRAGMA table_info(${table})`)
    .all()
    .map(({ name }) => String(name))
  const values = columns.map((column) => (renamed[table]?.includes(column) ? `"${column}" || :mark` : `"${column}"`))
  const names = columns.map((column) => `"${column}"`).join(', ')
  return `INSERT INTO "${table}" (${names}) SELECT ${values.join(', ')} FROM "${table}" WHERE ${own[table]}`
}
