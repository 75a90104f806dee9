import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OperationId, PersonId, StreamId } from '../../src/core/domain/id.ts'
import { beginning, type Cursors } from '../../src/core/protocol/cursor.ts'
import { limits } from '../../src/core/protocol/limits.ts'
import type { EntityKind, Operation } from '../../src/core/protocol/operation.ts'
import type { Page, ServerLog, Visit } from '../../src/core/protocol/ports.ts'
import { lastPlaces } from '../../src/core/protocol/receipt.ts'
import type { Row } from '../../src/core/protocol/row.ts'
import { isSignedBy } from '../../src/server/store/keys.ts'
import type { PageLimits } from '../../src/server/store/page-cut.ts'
import { line, operation, stream } from '../support/operations.ts'

/** A log under test, with the doors that the endpoint does not have: how many contents lie in quarantine, and a backup. */
export type LogUnderTest = {
  readonly log: ServerLog
  readonly quarantined: () => Promise<number>
  /** Takes a backup now; what it gives brings that backup back. */
  readonly copy: () => Promise<() => Promise<LogUnderTest>>
}

const time = '2026-11-22T09:00:00.000Z'
const other = 'site-2' as StreamId

const rowsIn = ({ changes }: Page): readonly Row[] => changes.flatMap((change) => (change.line === 'put' ? [change.row] : []))
const seqsIn = ({ changes }: Page): readonly (readonly [number, string, number])[] =>
  changes.map((change) =>
    change.line === 'put' ? [change.seq, change.row.id, change.row.rev] : [change.seq, change.id, change.rev],
  )
const reached = (cursors: Cursors, { marks }: Page): Cursors => ({
  ...cursors,
  ...Object.fromEntries(marks.map((mark) => [mark.stream, mark.cursor])),
})
const from = (...streams: readonly string[]): Cursors => Object.fromEntries(streams.map((one) => [one, beginning]))
const placesOf = (cursors: Cursors) => Object.fromEntries(Object.entries(cursors).map(([one, { seq }]) => [one, seq]))

/** What a device ends up with that asks until there is no more. */
const followed = async (log: ServerLog, start: Cursors): Promise<{ cursors: Cursors; rows: Map<string, Row>; pages: number }> => {
  const rows = new Map<string, Row>()
  let cursors = start
  for (let pages = 1; ; pages += 1) {
    const page = await log.page(cursors)
    for (const row of rowsIn(page)) rows.set(row.id, row)
    cursors = reached(cursors, page)
    if (!page.more) return { cursors, rows, pages }
  }
}

/** What every server log must do, whatever it stores things in. */
export const serverLogContract = (name: string, open: (page?: PageLimits) => Promise<LogUnderTest>): void => {
  const opened = async (run: (under: LogUnderTest) => Promise<void>, page?: PageLimits): Promise<void> => {
    const under = await open(page)
    await run(under)
    await under.log.close()
  }
  const occasion = { device: 'tablet-1', time }
  const lineFor = (input: unknown): string => (typeof input === 'string' ? input : line(input as Operation))
  const append = (log: ServerLog, ...inputs: unknown[]) => log.append(inputs.map(lineFor), occasion)

  describe(`a server log in ${name}, taking work in`, () => {
    it('gives each operation the next place of its stream, without a gap', () =>
      opened(async ({ log }) => {
        const made = [operation(), operation({ stream: other, entity: { kind: 'person', id: 'p-1' }, set: { grade: 'A' } })]
        const receipts = await append(log, ...made, operation({ set: { 'comment:origin': 'vu' } }))
        expect(receipts.map((one) => [one.stream, one.seq, one.rev, one.status])).toEqual([
          [stream, 1, 1, 'applied'],
          [other, 1, 1, 'applied'],
          [stream, 2, 2, 'applied'],
        ])
        expect((await append(log, operation({ entity: { kind: 'assessment', id: 'a-9' } })))[0]?.seq).toBe(3)
      }))

    it('[S2] returns the stored receipt when the same operation comes again, in another batch or the same one', () =>
      opened(async ({ log }) => {
        const made = operation()
        const first = await append(log, made)
        const later = { device: 'tablet-2', time: '2031-01-01T00:00:00.000Z' }
        expect(await log.append([line(made), line(made)], later)).toEqual([...first, ...first])
        const twin = operation({ entity: { kind: 'assessment', id: 'a-2' } })
        const [one, two] = await append(log, twin, twin)
        expect(two).toEqual(one)
        expect(rowsIn(await log.page(from(stream))).map((row) => row.rev)).toEqual([1, 1])
      }))

    it('[S2] refuses other content under the same id, keeps it in quarantine, and leaves the first as it was', () =>
      opened(async ({ log, quarantined }) => {
        const made = operation({ set: { summary: 'le premier' } })
        await append(log, made)
        const [refused] = await append(log, { ...made, set: { summary: 'un autre' } })
        expect(refused).toMatchObject({ status: 'refused', seq: 0, problem: { problem: 'id-reused' } })
        expect(await quarantined()).toBe(1)
        expect(rowsIn(await log.page(from(stream))).map((row) => row.fields)).toEqual([{ summary: 'le premier' }])
        expect((await append(log, made))[0]?.status).toBe('applied')
      }))

    it('[S6] lets a bad operation block none of the others', () =>
      opened(async ({ log, quarantined }) => {
        const good = [
          operation({ entity: { kind: 'assessment', id: 'g-1' } }),
          operation({ entity: { kind: 'assessment', id: 'g-2' } }),
        ]
        const unknown = { ...operation(), set: { salary: 100 }, base: { salary: null } }
        const extra = { ...operation(), admin: true }
        const deep = line({ ...operation(), set: { content: 0 } }).replace(
          '"content":0',
          `"content":${'['.repeat(5000)}${']'.repeat(5000)}`,
        )
        const altered = line(operation({ set: { summary: 'vu' } })).replace('"vu"', '"lu"')
        const receipts = await append(log, unknown, good[0], extra, 'no operation', 'null', deep, altered, good[1])
        expect(receipts.map((one) => one.problem?.problem ?? one.status)).toEqual([
          'unknown-field',
          'applied',
          'unreadable',
          'too-deep',
          'broken-chain',
          'applied',
        ])
        expect(await quarantined()).toBe(6)
        expect(rowsIn(await log.page(from(stream))).map((row) => row.id)).toEqual(['g-1', 'g-2'])
      }))

    it('[S6] keeps what no text can hold, and lets it block none of the others', () =>
      opened(async ({ log, quarantined }) => {
        const receipts = await append(log, '{"hash":"a\0b"}', '\ud800', operation())
        expect([receipts.map(({ status }) => status), await quarantined()]).toEqual([['applied'], 2])
      }))

    it('[S6] refuses a site that no database can hold, and lets it block none of the others', () =>
      opened(async ({ log, quarantined }) => {
        const bad = operation({ entity: { kind: 'campaign', id: 'c-1' }, set: { name: 'c', site: '\0' } })
        const receipts = await append(log, bad, operation())
        expect(receipts.map((one) => one.problem ?? one.status)).toEqual([
          { problem: 'bad-field', params: { field: 'site' } },
          'applied',
        ])
        expect(await quarantined()).toBe(1)
      }))

    it('gives a refused operation the same refusal again, and keeps it once', () =>
      opened(async ({ log, quarantined }) => {
        const bad = { ...operation(), set: { salary: 100 } }
        const first = await append(log, bad)
        const later = await log.append([line(bad), line(bad)], { device: 'tablet-2', time: '2031-01-01T00:00:00.000Z' })
        expect(later).toEqual([...first, ...first])
        await append(log, 'no operation', 'no operation')
        await append(log, 'no operation')
        expect(await quarantined()).toBe(2)
      }))

    it('takes an edit that comes before its create', () =>
      opened(async ({ log }) => {
        const entity = { kind: 'person', id: 'p-1' } as const
        await append(log, operation({ entity, set: { grade: 'B' } }))
        await append(log, operation({ entity, kind: 'create', set: { familyName: 'Keïta' } }))
        expect(rowsIn(await log.page(from(stream)))[0]?.fields).toEqual({ grade: 'B', familyName: 'Keïta' })
      }))

    it('[I2] keeps both values where neither author had seen the other', () =>
      opened(async ({ log }) => {
        const north = { author: 'awa' as PersonId, wall: '2026-11-21T08:00:00.000Z' }
        const south = { author: 'oumar' as PersonId, wall: '2026-11-21T09:00:00.000Z' }
        const first = operation({ ...north, set: { summary: 'vu du nord' } })
        await append(log, first)
        const second = operation({ ...south, set: { summary: 'vu du sud' } })
        const [receipt] = await append(log, second)
        expect(receipt?.status).toBe('conflict')
        const disputed = rowsIn(await log.page(from(stream)))[0]
        expect(disputed?.fields['summary']).toBe('vu du nord')
        expect(disputed?.conflicts).toMatchObject([{ value: 'vu du sud', ...south, standing: north }])

        const base = { summary: first.id }
        await append(log, operation({ set: { summary: 'vu du sud' }, base, resolves: [second.id] }))
        const settled = rowsIn(await log.page(from(stream)))[0]
        expect([settled?.fields['summary'], settled?.conflicts]).toEqual(['vu du sud', []])
      }))

    it('[I3] seals nothing that its signer had not in view', () =>
      opened(async ({ log }) => {
        await append(log, operation({ set: { summary: 'un mot' } }))
        const [receipt] = await append(log, operation({ kind: 'seal', set: { signedAt: time } }))
        expect(receipt?.problem).toEqual({ problem: 'unseen' })
        expect(rowsIn(await log.page(from(stream)))[0]?.versions).toEqual([])
      }))

    it('[I3] leaves a sealed version as it is: unaware work stays beside it, another signature as its sibling', () =>
      opened(async ({ log }) => {
        const seal = operation({ kind: 'seal', set: { summary: 'signé', signedAt: time } })
        const late = operation({ set: { summary: 'trop tard' } })
        const sibling = operation({ kind: 'seal', set: { summary: 'signé ailleurs', signedAt: time } })
        const aware = operation({ set: { summary: 'encore' }, base: { summary: seal.id } })
        const receipts = await append(log, seal, late, sibling, aware)
        expect(receipts.map((one) => one.problem?.problem ?? one.status)).toEqual(['applied', 'conflict', 'conflict', 'sealed'])
        const row = rowsIn(await log.page(from(stream)))[0]
        expect(row?.versions.map(({ content }) => content['summary'])).toEqual(['signé', 'signé ailleurs'])
        expect([row?.fields['summary'], row?.conflicts.map(({ value }) => value)]).toEqual(['signé', ['trop tard']])

        const follows = [seal.id, sibling.id]
        const amend = operation({ kind: 'amend', set: { summary: 'accordé', signedAt: time }, follows, resolves: [late.id] })
        expect((await append(log, amend))[0]?.status).toBe('applied')
        const settled = rowsIn(await log.page(from(stream)))[0]
        expect([settled?.versions.length, settled?.conflicts, settled?.fields['summary']]).toEqual([3, [], 'accordé'])
      }))

    it('[M2] takes what comes late from an author whose later work is here: superseded, not in conflict', () =>
      opened(async ({ log }) => {
        const first = operation({ set: { summary: 'un' } })
        const second = operation({ set: { summary: 'deux' }, base: { summary: first.id } })
        const third = operation({ set: { summary: 'trois' }, base: { summary: second.id } })
        await append(log, third)
        expect((await append(log, first))[0]?.status).toBe('conflict')
        expect((await append(log, second))[0]?.status).toBe('superseded')
        const row = rowsIn(await log.page(from(stream)))[0]
        expect([row?.fields['summary'], row?.conflicts]).toEqual(['trois', []])
      }))

    it('[S7] moves an entity: it leaves the old stream and comes into the new one, with the same rev', () =>
      opened(async ({ log }) => {
        const made = operation({ kind: 'create' })
        await append(log, made, operation({ set: { home: other } }))
        expect(seqsIn(await log.page(from(stream)))).toEqual([[2, 'a-1', 2]])
        expect(seqsIn(await log.page(from(other)))).toEqual([[1, 'a-1', 2]])
        const late = operation({ set: { 'comment:origin': 'encore à l’ancienne adresse' } })
        expect((await append(log, late))[0]).toMatchObject({ status: 'applied', stream: other, seq: 2, rev: 3 })
        expect((await log.page(from(stream))).changes.map((change) => change.line)).toEqual(['leave'])
      }))

    it('[S6] checks a rating against the assignment, campaign and pack of earlier batches and other streams', () =>
      opened(async ({ log }) => {
        const scale = { levels: [1, 2, 3].map((level) => ({ level, name: { fr: `N${level}` } })) }
        const jobDescription = {
          job: 'verifier',
          version: 1,
          requirements: [{ competency: 'origin', level: 2, weight: 1, essential: false }],
        }
        const of = (kind: EntityKind, id: string, set: Operation['set'], home = stream) =>
          append(log, operation({ kind: 'create', stream: home, entity: { kind, id }, set }))
        await of('pack', 'pack-1', { content: { framework: { scale } } }, other)
        await of('campaign', 'c-1', { pack: 'pack-1' })
        await of('assignment', 'as-1', { campaign: 'c-1', jobDescription })
        await of('assessment', 'a-1', { assignment: 'as-1' })
        const rated = async (competency: string, level: number) => {
          const [receipt] = await append(log, operation({ set: { [`rating:${competency}`]: { kind: 'level', level } } }))
          return receipt?.problem?.problem ?? receipt?.status
        }
        expect([await rated('origin', 4), await rated('valuation', 2), await rated('origin', 3)]).toEqual([
          'level-off-scale',
          'requirement-unknown',
          'applied',
        ])
      }))

    it('refuses an operation on what is at home in another stream', () =>
      opened(async ({ log }) => {
        await append(log, operation({ kind: 'create' }))
        const [receipt] = await append(log, operation({ stream: other, set: { 'comment:origin': 'de loin' } }))
        expect(receipt).toMatchObject({ stream: other, problem: { problem: 'foreign-stream' } })
        expect((await log.page(from(other))).changes).toEqual([])
      }))
  })

  describe(`a server log in ${name}, telling what changed`, () => {
    it('sends each changed entity once, as it is now, at its newest place', () =>
      opened(async ({ log }) => {
        const person = { kind: 'person', id: 'p-1' } as const
        await append(
          log,
          operation(),
          operation({ entity: person, set: { grade: 'A' } }),
          operation({ set: { 'comment:origin': 'vu' } }),
        )
        const page = await log.page(from(stream))
        const cursors = reached(from(stream), page)
        expect(seqsIn(page)).toEqual([
          [2, 'p-1', 1],
          [3, 'a-1', 2],
        ])
        expect([placesOf(cursors), page.more]).toEqual([{ [stream]: 3 }, false])
        expect(await log.page(cursors)).toMatchObject({ changes: [], marks: [], more: false })
      }))

    it('sends no stream that was not asked for', () =>
      opened(async ({ log }) => {
        await append(log, operation(), operation({ stream: other, entity: { kind: 'unit', id: 'u-1' }, set: { name: 'Sénou' } }))
        const { changes, marks } = await log.page({ ...from(other), 'nobody-knows': { seq: 7, proof: '' } })
        expect(changes.map((change) => change.stream)).toEqual([other])
        expect(marks.map((mark) => [mark.stream, mark.cursor.seq])).toEqual([[other, 1]])
      }))

    it('bounds a page by changes and by bytes, yet always moves', async () => {
      const many = Array.from({ length: 7 }, (_, at) =>
        operation({ entity: { kind: 'person', id: `p-${at}` }, set: { familyName: 'x'.repeat(150) } }),
      )
      for (const limit of [
        { changes: 3, bytes: 1e9 },
        { changes: 100, bytes: 1 },
        { changes: 100, bytes: 1000 },
      ])
        await opened(async ({ log }) => {
          await append(log, ...many)
          const page = await log.page(from(stream))
          expect(page.more).toBe(true)
          expect(placesOf(reached({}, page))).toEqual({ [stream]: page.changes.length })
          const { rows, cursors, pages } = await followed(log, from(stream))
          expect([rows.size, placesOf(cursors)]).toEqual([7, { [stream]: 7 }])
          expect(pages).toBe(Math.ceil(7 / page.changes.length))
        }, limit)
    })

    it('[I5] leaves no hole: a device that pages while others write ends with the same rows', { timeout: 180_000 }, () =>
      fc.assert(
        fc.asyncProperty(
          fc.array(
            fc.oneof(
              fc.record({ write: fc.array(fc.tuple(fc.nat(5), fc.nat(1)), { minLength: 1, maxLength: 6 }) }),
              fc.record({ read: fc.constant(true) }),
            ),
            { maxLength: 25 },
          ),
          fc.record({ changes: fc.integer({ min: 1, max: 4 }), bytes: fc.constantFrom(1, 500, 1e9) }),
          (steps, limit) =>
            opened(async ({ log }) => {
              const held = new Map<string, Row>()
              let cursors = from(stream, other)
              for (const step of steps) {
                if ('write' in step) {
                  const made = step.write.map(([who, where]) =>
                    operation({
                      stream: where === 0 ? stream : other,
                      entity: { kind: 'person', id: `p-${where}-${who}` },
                      set: { grade: 'A' },
                    }),
                  )
                  await append(log, ...made)
                } else {
                  const page = await log.page(cursors)
                  for (const row of rowsIn(page)) held.set(row.id, row)
                  cursors = reached(cursors, page)
                }
              }
              for (const [id, row] of (await followed(log, cursors)).rows) held.set(id, row)
              const whole = await followed(log, from(stream, other))
              expect(new Map([...held].sort())).toEqual(new Map([...whole.rows].sort()))
            }, limit),
        ),
        { numRuns: 40 },
      ),
    )

    it('lists the administrations for a device that joins', () =>
      opened(async ({ log }) => {
        expect(await log.directory()).toEqual([])
        const entity = { kind: 'administration', id: 'ml' } as const
        await append(log, operation({ stream: 'ml' as StreamId, entity, set: { name: 'Douanes du Mali', demonstration: true } }))
        expect(await log.directory()).toEqual([{ stream: 'ml', name: 'Douanes du Mali', demonstration: true }])
      }))

    it('takes as many operations at once as the protocol allows', () =>
      opened(async ({ log }) => {
        const many = Array.from({ length: limits.operations }, (_, at) =>
          operation({ id: `many-${at}` as OperationId, entity: { kind: 'person', id: `p-${at}` }, set: { grade: 'A' } }),
        )
        expect((await append(log, ...many)).every((one, at) => one.seq === at + 1)).toBe(true)
      }))
  })

  describe(`a server log in ${name}, meeting devices`, () => {
    const visit = (part: Partial<Visit> = {}): Visit => ({
      device: 'tablet-1',
      incarnation: null,
      epoch: null,
      cursors: from(stream),
      ...part,
    })

    it('tells its epoch and how far each stream goes', () =>
      opened(async ({ log }) => {
        await append(log, operation(), operation({ set: { 'comment:origin': 'vu' } }))
        const first = await log.meet(visit())
        expect(first).toMatchObject({ streams: { [stream]: 2 }, durable: {}, forked: false, cursors: from(stream) })
        const { marks } = await log.page(from(stream))
        const cursors = reached({}, { changes: [], marks, more: false })
        const again = await log.meet(visit({ epoch: first.epoch, cursors }))
        expect([again.epoch, again.cursors]).toEqual([first.epoch, cursors])
      }))

    it('[S10] begins a new epoch where a place that it gave out is not in its log any more', async () => {
      const under = await open()
      const old = await under.copy()
      await append(under.log, operation())
      const { epoch } = await under.log.meet(visit())
      const cursors = reached({}, await under.log.page(from(stream)))
      await under.log.close()
      const restored = await old()
      await append(restored.log, operation({ set: { summary: 'autre vie' } }))
      const meeting = await restored.log.meet(visit({ epoch, cursors }))
      expect(meeting.epoch).not.toBe(epoch)
      expect(meeting.cursors).toEqual(from(stream))
      expect((await restored.log.meet(visit({ epoch: meeting.epoch }))).epoch).toBe(meeting.epoch)
      await restored.log.close()
    })

    it('[S10] begins a new epoch where it lacks what it once said it had taken, though no cursor ever passed there', async () => {
      const under = await open()
      const old = await under.copy()
      const receipts = await append(under.log, operation())
      const { epoch, places } = await under.log.meet(visit({ taken: lastPlaces(receipts) }))
      expect((await under.log.meet(visit({ epoch, witness: places }))).epoch).toBe(epoch)
      await under.log.close()
      const restored = await old()
      await append(restored.log, operation({ set: { summary: 'autre vie' } }))
      expect((await restored.log.meet(visit({ epoch, witness: places }))).epoch).not.toBe(epoch)
      await restored.log.close()
    })

    it('reads a cursor that nobody gave out from the beginning, and keeps its epoch', () =>
      opened(async ({ log }) => {
        await append(log, operation())
        const { epoch } = await log.meet(visit())
        const invented = { [stream]: { seq: 7, proof: 'x'.repeat(32) } }
        expect(await log.meet(visit({ epoch, cursors: invented }))).toMatchObject({ epoch, cursors: from(stream) })
      }))

    it('[S11] tells two devices under one name apart by their sessions', () =>
      opened(async ({ log }) => {
        const forked = async (last: string | null, present: string) =>
          (await log.meet(visit({ incarnation: [last, present] }))).forked
        expect(await forked(null, 's-1')).toBe(false)
        expect(await forked(null, 's-1')).toBe(false)
        expect(await forked('s-1', 's-2')).toBe(false)
        expect(await forked('s-1', 's-3')).toBe(true)
        expect(await forked('s-2', 's-4')).toBe(false)
      }))

    it('signs in its own name', () =>
      opened(async ({ log }) => {
        const { key, sign } = log.signer
        expect(isSignedBy(key, 'un mot', sign('un mot'))).toBe(true)
        expect(isSignedBy(key, 'un autre', sign('un mot'))).toBe(false)
      }))
  })
}
