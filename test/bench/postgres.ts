import { setTimeout as wait } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import type { DeviceId, OperationId, StreamId } from '../../src/core/domain/id.ts'
import { envelopeOf, lineOf } from '../../src/core/protocol/envelope.ts'
import { openLog } from '../../src/server/store/log.ts'
import { openDatabase } from '../../src/server/store/open-database.ts'
import type { Tables } from '../../src/server/store/schema.ts'
import { type Cluster, startPostgres } from '../support/postgres.ts'
import { median } from './median.ts'
import { unsafeAppend, unsafeTables } from './postgres-unsafe.ts'

type Contest = {
  /** Transactions a second, each with one operation, over all writers: the median of the rounds. */
  readonly rate: number
  readonly written: number
  /** Changes that a reader who asks for what lies behind the last `seq` it saw was never told. */
  readonly missed: number
}

type Figures = {
  readonly oneStream: Contest
  readonly unsafe: Contest
  readonly manyStreams: Contest
  /** One stream against the unsafe variant of the same round, the median of the rounds. */
  readonly ratio: number
  /** Bytes that the database holds for each operation, entities and indexes and all. */
  readonly bytesPerOperation: number
}

const writers = 16
const time = '2026-11-22T09:00:00.000Z'

/**
 * Sixteen writers on one stream: the log as it is, against one that lets a sequence (`bigserial`) number the operations, which
 * gives numbers out in another order than it commits. Same rows, reads, decisions and durability; a reader polls each.
 * The rounds take turns, so that whatever else the machine does falls on all alike.
 */
export const postgresFigures = async (rounds = 7, seconds = 1.5): Promise<Figures> => {
  const cluster = await startPostgres()
  try {
    const one: Round[] = []
    const unsafe: Round[] = []
    const many: Round[] = []
    for (let round = 0; round < rounds; round += 1) {
      one.push(await contest(cluster, seconds, 1, 'safe'))
      unsafe.push(await contest(cluster, seconds, 1, 'unsafe'))
      many.push(await contest(cluster, seconds, writers, 'safe'))
    }
    return {
      oneStream: contestOf(one),
      unsafe: contestOf(unsafe),
      manyStreams: contestOf(many),
      ratio: median(one.map(({ rate }, round) => rate / (unsafe[round]?.rate ?? Number.NaN))),
      bytesPerOperation: median(one.map((round) => round.bytesPerOperation)),
    }
  } finally {
    await cluster.remove()
  }
}

/** The figures as lines of text: what, how much, and what is wanted. */
export const postgresLines = (found: Figures): readonly (readonly [what: string, figure: string, target: string])[] => {
  const rate = ({ rate }: Contest) => `${Math.round(rate)} /s`
  const missed = ({ missed, written }: Contest) => `${missed} of ${written}`
  return [
    ['16 writers on one stream', rate(found.oneStream), ''],
    ['  changes missed by a polling reader', missed(found.oneStream), 'target 0'],
    ['numbered by a sequence instead (unsafe)', rate(found.unsafe), ''],
    ['  changes missed by a polling reader', missed(found.unsafe), ''],
    ['ratio', `${found.ratio.toFixed(2)} ×`, 'target ≥ 0.35 ×'],
    ['16 writers on 16 streams', rate(found.manyStreams), ''],
    ['  changes missed by a polling reader', missed(found.manyStreams), 'target 0'],
    ['held for each operation, with indexes', `${Math.round(found.bytesPerOperation)} bytes`, ''],
  ]
}

type Round = Contest & { readonly bytesPerOperation: number }

const contestOf = (rounds: readonly Round[]): Contest => {
  const sum = (part: 'written' | 'missed') => rounds.reduce((total, round) => total + round[part], 0)
  return { rate: median(rounds.map(({ rate }) => rate)), written: sum('written'), missed: sum('missed') }
}

const contest = async (cluster: Cluster, seconds: number, streams: number, how: 'safe' | 'unsafe'): Promise<Round> => {
  const db = await openDatabase(await cluster.database(), { connections: writers + 1 })
  const names = Array.from({ length: streams }, (_, at) => `site-${at}` as StreamId)
  if (how === 'unsafe') await unsafeTables(db, names)
  const log = await openLog(db)
  const append = (line: string, device: string) =>
    how === 'safe' ? log.append([line], { device, time }) : unsafeAppend(db, [line], { device, time })

  const started = performance.now()
  const until = started + seconds * 1000
  let isOver = false
  const reader = polled(db, names, () => isOver)
  const writing = Array.from({ length: writers }, async (_, at) => {
    let done = 0
    for (; performance.now() < until; done += 1) await append(lineBy(at, done, names[at % streams] as StreamId), `tablet-${at}`)
    return done
  })
  const written = (await Promise.all(writing)).reduce((sum, one) => sum + one, 0)
  const took = (performance.now() - started) / 1000
  isOver = true
  const seen = await reader
  const bytesPerOperation = (await sizeOf(db)) / written
  await log.close()
  return { rate: written / took, written, missed: written - seen, bytesPerOperation }
}

const fields = 30
const assessments = 40

/** A remark, as one tap of an assessor makes it, on one assessment after the other. Each writer has its own, as each assessor does. */
const lineBy = (writer: number, at: number, stream: StreamId): string => {
  const idAt = (count: number) => `operation-${writer}-${count}` as OperationId
  const field = `comment:competency-${at % fields}`
  const before = at - fields * assessments
  return lineOf(
    envelopeOf({
      id: idAt(at),
      device: `tablet-${writer}` as DeviceId,
      lsn: at + 1,
      kind: 'edit',
      entity: { kind: 'assessment', id: `assessment-${writer}-${Math.floor(at / fields) % assessments}` },
      stream,
      author: null,
      set: { [field]: `Vu le ${at}` },
      base: { [field]: before < 0 ? null : idAt(before) },
      wall: time,
      offset: 0,
      prev: '',
    }),
  )
}

/** How many changes a reader sees that asks again and again for what lies behind the last one it saw. */
const polled = async (db: Kysely<Tables>, streams: readonly StreamId[], isOver: () => boolean): Promise<number> => {
  const last = new Map<string, number>()
  let seen = 0
  for (;;) {
    const isLast = isOver()
    for (const stream of streams) {
      const places = db.selectFrom('operation').select('seq').where('stream', '=', stream)
      const found = await places
        .where('seq', '>', last.get(stream) ?? 0)
        .orderBy('seq')
        .execute()
      seen += found.length
      last.set(stream, found.at(-1)?.seq ?? last.get(stream) ?? 0)
    }
    if (isLast) return seen
    await wait(2)
  }
}

const sizeOf = async (db: Kysely<Tables>): Promise<number> => {
  const { rows } = await sql<{ readonly bytes: number }>`
    select sum(pg_total_relation_size(c))::int8 as bytes from unnest(array['operation', 'entity', 'move']::regclass[]) c`.execute(
    db,
  )
  return rows[0]?.bytes ?? Number.NaN
}
