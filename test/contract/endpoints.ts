import { describe, expect, it } from 'vitest'
import type { StreamId } from '../../src/core/domain/id.ts'
import { beginning, type Cursors } from '../../src/core/protocol/cursor.ts'
import { type Envelope, lineOf } from '../../src/core/protocol/envelope.ts'
import type { Operation } from '../../src/core/protocol/operation.ts'
import type { ServerLog } from '../../src/core/protocol/ports.ts'
import type { Row } from '../../src/core/protocol/row.ts'
import type { PageLimits } from '../../src/server/store/page-cut.ts'
import { line, operation, stream } from '../support/operations.ts'
import { penOf, penSigner } from '../support/pen.ts'

/** One log, reached by two endpoints, and how many contents lie in its quarantine. */
export type Endpoints = { readonly logs: readonly [ServerLog, ServerLog]; readonly quarantined: () => Promise<number> }

const occasion = { device: 'tablet-1', time: '2026-11-22T09:00:00.000Z' }
const other = 'site-2' as StreamId
const assessment = (id: string) => ({ kind: 'assessment', id }) as const

/** What every server log must do when several endpoints work on it at the same moment. */
export const endpointsContract = (name: string, open: (page?: PageLimits) => Promise<Endpoints>): void => {
  const opened = async (run: (under: Endpoints) => Promise<void>, page?: PageLimits): Promise<void> => {
    const under = await open(page)
    await run(under)
    await Promise.all(under.logs.map((log) => log.close()))
  }
  const take = (log: ServerLog, ...operations: readonly Operation[]) => log.append(operations.map(line), occasion)
  const both = <Answer>({ logs }: Endpoints, ask: (log: ServerLog) => Promise<Answer>) => Promise.all(logs.map(ask))

  describe(`two endpoints on one log in ${name}`, () => {
    it('[S1] number each stream without a gap, each batch in one piece', () =>
      opened(async ({ logs }) => {
        const batches = Array.from({ length: 60 }, (_, batch) =>
          Array.from({ length: 1 + (batch % 5) }, (_, at) => operation({ entity: assessment(`a-${batch}-${at}`) })),
        )
        const answers = await Promise.all(batches.map((batch, at) => take(logs[at % 2] as ServerLog, ...batch)))
        for (const receipts of answers)
          expect(receipts.map(({ seq }) => seq)).toEqual(receipts.map((_, at) => (receipts[0]?.seq ?? 0) + at))
        const seqs = answers.flatMap((receipts) => receipts.map(({ seq }) => seq)).sort((a, b) => a - b)
        expect(seqs).toEqual(batches.flat().map((_, at) => at + 1))
      }))

    it('[S4] take what is signed, and keep a forged one of one request apart from what comes at the same time', () =>
      opened(async ({ logs, quarantined }) => {
        const pens = Array.from({ length: 8 }, (_, at) => ({ at, pen: penOf(`tablet-${at}`, stream, penSigner()) }))
        const batches = pens.map(({ at, pen }) =>
          ['a', 'b', 'c'].map((part) => pen({ kind: 'seal', entity: assessment(`${part}-${at}`), set: { summary: 'signé' } })),
        )
        const [other] = batches[0] ?? []
        const forged = batches.map((batch, at) =>
          at === 5 ? batch.with(1, { ...batch[1], signature: other?.signature } as Envelope) : batch,
        )
        const answers = await Promise.all(
          forged.map((batch, at) => (logs[at % 2] as ServerLog).append(batch.map(lineOf), occasion)),
        )
        const wanted = forged.map((_, at) => ['applied', at === 5 ? 'bad-signature' : 'applied', 'applied'])
        expect(answers.map((receipts) => receipts.map(({ status, problem }) => problem?.problem ?? status))).toEqual(wanted)
        expect(await quarantined()).toBe(1)
        const seqs = answers.flat().flatMap(({ seq }) => (seq > 0 ? [seq] : []))
        expect(seqs.sort((a, b) => a - b)).toEqual(Array.from({ length: 23 }, (_, at) => at + 1))
      }))

    it('[S8] let a reader who polls meanwhile miss nothing', () =>
      opened(
        async ({ logs }) => {
          const made = Array.from({ length: 150 }, (_, at) =>
            operation({ entity: assessment(`a-${at % 40}`), set: { [`comment:${at}`]: 'vu' } }),
          )
          let isOver = false
          const reader = follow(logs[1], () => isOver)
          await Promise.all(
            [0, 1, 2, 3, 4, 5].map(async (writer) => {
              for (let at = writer; at < made.length; at += 6) await take(logs[writer % 2] as ServerLog, made[at] as Operation)
            }),
          )
          isOver = true
          const held = await reader
          expect(held).toEqual(await follow(logs[0], () => true))
          expect([...held.values()].flatMap((row) => Object.keys(row.fields))).toHaveLength(made.length)
        },
        { changes: 3, bytes: 1e9 },
      ))

    it('lose no field of an entity that both change at once', () =>
      opened(async (under) => {
        const made = Array.from({ length: 24 }, (_, at) => operation({ set: { [`comment:${at}`]: 'vu' } }))
        const answers = await Promise.all(made.map((one, at) => take(under.logs[at % 2] as ServerLog, one)))
        const row = (await follow(under.logs[0], () => true)).get('a-1')
        expect([row?.rev, Object.keys(row?.fields ?? {}).length]).toEqual([24, 24])
        expect(answers.map(([receipt]) => receipt?.rev).sort((a = 0, b = 0) => a - b)).toEqual(made.map((_, at) => at + 1))
      }))

    it('[I2] keep both values where both change one field at once', () =>
      opened(async (under) => {
        const values = ['du nord', 'du sud']
        await Promise.all(values.map((summary, at) => take(under.logs[at as 0 | 1], operation({ set: { summary } }))))
        const row = (await follow(under.logs[0], () => true)).get('a-1')
        expect([row?.fields['summary'], ...(row?.conflicts ?? []).map(({ value }) => value)].sort()).toEqual(values)
      }))

    it('[S2] take one operation once that reaches both at once, and give both the same receipt', () =>
      opened(async (under) => {
        for (let round = 0; round < 10; round += 1) {
          const batch = [0, 1, 2].map((at) => operation({ entity: assessment(`a-${round}-${at}`) }))
          const [one, two] = await both(under, (log) => take(log, ...batch))
          expect(two).toEqual(one)
          expect(one?.map(({ seq }) => seq)).toEqual([1, 2, 3].map((at) => round * 3 + at))
        }
      }))

    it('[S2] take one content only where two reach them at once under one id', () =>
      opened(async (under) => {
        const made = operation()
        const contents = ['le premier', 'un autre'].map((summary) => ({ ...made, set: { summary } }))
        const answers = await Promise.all(contents.map((one, at) => take(under.logs[at as 0 | 1], one)))
        expect(answers.map(([receipt]) => receipt?.status).sort()).toEqual(['applied', 'refused'])
        expect(await under.quarantined()).toBe(1)
      }))

    it('[S6] keep a refused operation once that reaches both at once', () =>
      opened(async (under) => {
        const bad = operation({ set: { salary: 100 } })
        const [one, two] = await both(under, (log) => take(log, bad))
        expect(two).toEqual(one)
        expect([one?.[0]?.status, await under.quarantined()]).toEqual(['refused', 1])
      }))

    it('do not wait for each other for ever on two streams in opposite order', () =>
      opened(async (under) => {
        const rounds = Array.from({ length: 20 }, (_, round) =>
          [stream, other].map((one) => operation({ stream: one, entity: assessment(`a-${one}-${round}`) })),
        )
        const answers = await Promise.all(
          rounds.map((pair, round) => take(under.logs[round % 2] as ServerLog, ...(round % 2 ? pair.toReversed() : pair))),
        )
        expect(answers.flat().every(({ status }) => status === 'applied')).toBe(true)
        const { streams } = await under.logs[0].meet({ ...visit, cursors: { [stream]: beginning, [other]: beginning } })
        expect(streams).toEqual({ [stream]: 20, [other]: 20 })
      }))

    it('[S7] lose nothing of an entity that one moves while the other changes it', () =>
      opened(async (under) => {
        for (let round = 0; round < 10; round += 1) {
          const entity = { kind: 'person', id: `p-${round}` } as const
          const first = operation({ kind: 'create', entity, set: { familyName: 'Keïta' } })
          await take(under.logs[0], first)
          await Promise.all([
            take(under.logs[0], operation({ entity, set: { home: other } })),
            take(under.logs[1], operation({ entity, set: { grade: 'A' } })),
          ])
          const row = (await follow(under.logs[0], () => true, [other])).get(entity.id)
          expect([row?.stream, row?.rev, row?.fields]).toEqual([other, 3, { familyName: 'Keïta', home: other, grade: 'A' }])
        }
      }))

    it('agree on the epoch and on the server’s key', () =>
      opened(async (under) => {
        const [one, two] = await both(under, (log) => log.meet(visit))
        expect(two?.epoch).toBe(one?.epoch)
        expect(under.logs[0].signer.key).toBe(under.logs[1].signer.key)
      }))
  })
}

const visit = { device: 'tablet-9', incarnation: null, epoch: null, cursors: {} }

/** Every row that a device holds which asks until it is told to stop and there is no more. */
const follow = async (
  log: ServerLog,
  isOver: () => boolean,
  streams: readonly string[] = [stream],
): Promise<ReadonlyMap<string, Row>> => {
  const rows = new Map<string, Row>()
  let cursors: Cursors = Object.fromEntries(streams.map((one) => [one, beginning]))
  for (;;) {
    const isLast = isOver()
    const { changes, marks, more } = await log.page(cursors)
    for (const change of changes) if (change.line === 'put') rows.set(change.row.id, change.row)
    cursors = { ...cursors, ...Object.fromEntries(marks.map((mark) => [mark.stream, mark.cursor])) }
    if (isLast && !more) return new Map([...rows].sort())
    if (!more) await new Promise((resolve) => setTimeout(resolve, 2))
  }
}
