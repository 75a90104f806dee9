import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OperationId, PersonId, StreamId } from '../../src/core/domain/id.ts'
import type { Row } from '../../src/core/protocol/merge.ts'
import type { EntityKind, Operation } from '../../src/core/protocol/operation.ts'
import type { Cursors, ServerLog } from '../../src/core/protocol/ports.ts'
import { limits } from '../../src/core/protocol/sync.ts'
import type { PageLimits } from '../../src/server/store/page-cut.ts'
import { operation, stream } from '../support/operations.ts'

/** A log under test, with the one door that the endpoint does not have: how many contents lie in quarantine. */
export type LogUnderTest = { readonly log: ServerLog; readonly quarantined: () => Promise<number> }

const time = '2026-11-22T09:00:00.000Z'
const other = 'site-2' as StreamId

const nested = (depth: number): unknown => {
  let value: unknown = 'the bottom'
  for (let at = 0; at < depth; at += 1) value = [value]
  return value
}

/** What a device ends up with that asks until there is no more. */
const followed = async (log: ServerLog, start: Cursors): Promise<{ cursors: Cursors; rows: Map<string, Row>; pages: number }> => {
  const rows = new Map<string, Row>()
  let cursors = start
  for (let pages = 1; ; pages += 1) {
    const page = await log.page(cursors)
    for (const { row } of page.changes) rows.set(row.id, row)
    cursors = page.cursors
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
  const append = (log: ServerLog, ...inputs: unknown[]) => log.append(inputs, 'tablet-1', time).then(({ receipts }) => receipts)

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

    it('[R1] returns the stored receipt when the same operation comes again, in another batch or the same one', () =>
      opened(async ({ log }) => {
        const made = operation()
        const first = await append(log, made)
        expect(await log.append([made, made], 'tablet-2', '2031-01-01T00:00:00.000Z')).toEqual({
          receipts: [...first, ...first],
        })
        const twin = operation({ entity: { kind: 'assessment', id: 'a-2' } })
        const [one, two] = await append(log, twin, twin)
        expect(two).toEqual(one)
        expect((await log.page({ [stream]: 0 })).changes.map(({ row }) => row.rev)).toEqual([1, 1])
      }))

    it('reads the same operation in another order of keys as the same', () =>
      opened(async ({ log }) => {
        const made = operation()
        const turned = Object.fromEntries(Object.entries(made).reverse())
        expect(await append(log, turned)).toEqual(await append(log, made))
      }))

    it('[R1] refuses other content under the same id, keeps it in quarantine, and leaves the first as it was', () =>
      opened(async ({ log, quarantined }) => {
        const made = operation({ set: { summary: 'le premier' } })
        await append(log, made)
        const [refused] = await append(log, { ...made, set: { summary: 'un autre' } })
        expect(refused).toMatchObject({ status: 'refused', seq: 0, problem: { problem: 'id-reused' } })
        expect(await quarantined()).toBe(1)
        expect((await log.page({ [stream]: 0 })).changes.map(({ row }) => row.fields)).toEqual([{ summary: 'le premier' }])
        expect((await append(log, made))[0]?.status).toBe('applied')
      }))

    it('[R5] lets a bad operation block none of the others', () =>
      opened(async ({ log, quarantined }) => {
        const good = [
          operation({ entity: { kind: 'assessment', id: 'g-1' } }),
          operation({ entity: { kind: 'assessment', id: 'g-2' } }),
        ]
        const unknown = { ...operation(), set: { salary: 100 }, base: { salary: null } }
        const extra = { ...operation(), admin: true }
        const deep = { ...operation(), set: { content: nested(5000) } }
        const receipts = await append(log, unknown, good[0], extra, 'no operation', null, deep, good[1])
        expect(receipts.map((one) => one.problem?.problem ?? one.status)).toEqual([
          'unknown-field',
          'applied',
          'unreadable',
          'too-deep',
          'applied',
        ])
        expect(await quarantined()).toBe(5)
        expect((await log.page({ [stream]: 0 })).changes.map(({ row }) => row.id)).toEqual(['g-1', 'g-2'])
      }))

    it('gives a refused operation the same refusal again, and keeps it once', () =>
      opened(async ({ log, quarantined }) => {
        const bad = { ...operation(), set: { salary: 100 } }
        const first = await append(log, bad)
        const later = await log.append([bad, bad], 'tablet-2', '2031-01-01T00:00:00.000Z')
        expect(later.receipts).toEqual([...first, ...first])
        await append(log, 'no operation', 'no operation')
        await append(log, 'no operation')
        expect(await quarantined()).toBe(2)
      }))

    it('takes an edit that comes before its create', () =>
      opened(async ({ log }) => {
        const entity = { kind: 'person', id: 'p-1' } as const
        await append(log, operation({ entity, set: { grade: 'B' } }))
        await append(log, operation({ entity, kind: 'create', set: { familyName: 'Keïta' } }))
        expect((await log.page({ [stream]: 0 })).changes[0]?.row.fields).toEqual({ grade: 'B', familyName: 'Keïta' })
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
        const disputed = (await log.page({ [stream]: 0 })).changes[0]?.row
        expect(disputed?.fields['summary']).toBe('vu du nord')
        expect(disputed?.conflicts).toMatchObject([{ value: 'vu du sud', ...south, standing: north }])

        const base = { summary: first.id }
        await append(log, operation({ set: { summary: 'vu du sud' }, base, resolves: [second.id] }))
        const settled = (await log.page({ [stream]: 0 })).changes[0]?.row
        expect([settled?.fields['summary'], settled?.conflicts]).toEqual(['vu du sud', []])
      }))

    it('[I3] seals nothing that its signer had not in view', () =>
      opened(async ({ log }) => {
        await append(log, operation({ set: { summary: 'un mot' } }))
        const [receipt] = await append(log, operation({ kind: 'seal', set: { signedAt: time } }))
        expect(receipt?.problem).toEqual({ problem: 'unseen' })
        expect((await log.page({ [stream]: 0 })).changes[0]?.row.versions).toEqual([])
      }))

    it('[I3] takes nothing more into a sealed assessment', () =>
      opened(async ({ log }) => {
        const [, late] = await append(
          log,
          operation({ kind: 'seal', set: { signedAt: time } }),
          operation({ set: { summary: 'trop tard' } }),
        )
        expect(late?.problem).toEqual({ problem: 'sealed' })
      }))

    it('[R6] checks a rating against the assignment, campaign and pack of earlier batches and other streams', () =>
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
        await append(log, operation())
        const [receipt] = await append(log, operation({ stream: other, set: { 'comment:origin': 'de loin' } }))
        expect(receipt).toMatchObject({ stream: other, problem: { problem: 'foreign-stream' } })
        expect((await log.page({ [other]: 0 })).changes).toEqual([])
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
        const { changes, cursors, more } = await log.page({ [stream]: 0 })
        expect(changes.map(({ seq, row }) => [seq, row.id, row.rev])).toEqual([
          [2, 'p-1', 1],
          [3, 'a-1', 2],
        ])
        expect([cursors, more]).toEqual([{ [stream]: 3 }, false])
        expect((await log.page(cursors)).changes).toEqual([])
      }))

    it('names every stream that was asked for, and sends none that was not', () =>
      opened(async ({ log }) => {
        await append(log, operation(), operation({ stream: other, entity: { kind: 'unit', id: 'u-1' }, set: { name: 'Sénou' } }))
        const { changes, cursors } = await log.page({ [other]: 0, 'nobody-knows': 7 })
        expect(changes.map((change) => change.stream)).toEqual([other])
        expect(cursors).toEqual({ [other]: 1, 'nobody-knows': 7 })
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
          const page = await log.page({ [stream]: 0 })
          expect(page.more).toBe(true)
          expect(page.cursors).toEqual({ [stream]: page.changes.length })
          const { rows, cursors, pages } = await followed(log, { [stream]: 0 })
          expect([rows.size, cursors]).toEqual([7, { [stream]: 7 }])
          expect(pages).toBe(Math.ceil(7 / page.changes.length))
        }, limit)
    })

    it('[I5] leaves no hole: a device that pages while others write ends with the same rows', () =>
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
              let cursors: Cursors = { [stream]: 0, [other]: 0 }
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
                  for (const { row } of page.changes) held.set(row.id, row)
                  cursors = page.cursors
                }
              }
              for (const [id, row] of (await followed(log, cursors)).rows) held.set(id, row)
              const whole = await followed(log, { [stream]: 0, [other]: 0 })
              expect(new Map([...held].sort())).toEqual(new Map([...whole.rows].sort()))
            }, limit),
        ),
        { numRuns: 40 },
      ))

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
}
