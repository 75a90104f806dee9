import { describe, expect, it } from 'vitest'
import type { Row } from '../../src/core/protocol/merge.ts'
import type { Operation } from '../../src/core/protocol/operation.ts'
import type { Replica } from '../../src/core/protocol/ports.ts'
import { change, operation, receipt, stream } from '../support/operations.ts'

/** A replica under test, with the two doors that the sync engine does not have: a person's work goes in, a row is read. */
export type ReplicaUnderTest = {
  readonly replica: Replica
  readonly work: (operations: readonly Operation[]) => Promise<void>
  readonly read: (kind: string, id: string) => Promise<Row | undefined>
}

const page = { epoch: 'e-1', time: '2026-11-22T09:00:00.000Z' }

/** What every replica must do, whatever it stores things in. */
export const replicaContract = (name: string, open: () => Promise<ReplicaUnderTest>): void => {
  describe(`a replica in ${name}`, () => {
    it('gives unsettled work oldest first, and no more than was asked', async () => {
      const { replica, work } = await open()
      const made = [
        operation(),
        operation({ entity: { kind: 'assessment', id: 'a-2' } }),
        operation({ entity: { kind: 'assessment', id: 'a-3' } }),
      ]
      await work(made)
      expect((await replica.outbox(2, 1e6)).map(({ id }) => id)).toEqual(made.slice(0, 2).map(({ id }) => id))
      expect(await replica.outbox(10, 1)).toHaveLength(1)
    })

    it('keeps work on the outbox while it is on its way and when nobody knows its fate', async () => {
      const { replica, work } = await open()
      const made = operation()
      await work([made])
      await replica.sending([made.id])
      await replica.unknown([made.id])
      expect((await replica.outbox(10, 1e6)).map(({ id }) => id)).toEqual([made.id])
    })

    it('takes work off the outbox by its receipt alone, and by no other', async () => {
      const { replica, work } = await open()
      const made = [operation(), operation({ entity: { kind: 'assessment', id: 'a-2' } })]
      await work(made)
      await replica.confirm([receipt(made[0]?.id ?? ''), receipt('op-of-another-device')])
      expect((await replica.outbox(10, 1e6)).map(({ id }) => id)).toEqual([made[1]?.id])
    })

    it('moves the cursor with the changes, and follows the streams that they make known', async () => {
      const { replica, read } = await open()
      await replica.take({ ...page, changes: [change(7)], cursors: { [stream]: 7 } })
      expect(await replica.cursors()).toEqual({ [stream]: 7 })
      expect((await read('assessment', 'a-1'))?.fields).toEqual({ summary: 'vu du siège' })
      const site = change(8, { kind: 'unit', id: 'site-2', fields: { site: true }, writers: {} })
      await replica.take({ ...page, changes: [site], cursors: { [stream]: 8 } })
      expect(await replica.cursors()).toEqual({ [stream]: 8, 'site-2': 0 })
    })

    it('takes a change twice without harm, and never goes back to a lower rev', async () => {
      const { replica, read } = await open()
      const newer = change(9, { rev: 3, fields: { summary: 'nouveau' } })
      await replica.take({ ...page, changes: [newer], cursors: { [stream]: 9 } })
      await replica.take({ ...page, changes: [newer], cursors: { [stream]: 9 } })
      await replica.take({ ...page, changes: [change(4, { rev: 2, fields: { summary: 'vieux' } })], cursors: { [stream]: 9 } })
      expect((await read('assessment', 'a-1'))?.fields).toEqual({ summary: 'nouveau' })
    })

    it('takes the rows of a new epoch whatever their rev, and starts its cursors again', async () => {
      const { replica, read } = await open()
      await replica.take({ ...page, changes: [change(9, { rev: 9 })], cursors: { [stream]: 9, other: 5 } })
      const restored = change(2, { rev: 2, fields: { summary: 'restauré' } })
      await replica.take({ ...page, epoch: 'e-2', changes: [restored], cursors: { [stream]: 2 } })
      expect((await read('assessment', 'a-1'))?.fields).toEqual({ summary: 'restauré' })
      expect(await replica.cursors()).toEqual({ [stream]: 2, other: 0 })
    })

    it('keeps its own unsettled work on top of what comes', async () => {
      const { replica, work, read } = await open()
      await work([operation({ set: { 'rating:valuation': { kind: 'level', level: 3 } } })])
      await replica.take({ ...page, changes: [change(3)], cursors: { [stream]: 3 } })
      expect((await read('assessment', 'a-1'))?.fields).toEqual({
        summary: 'vu du siège',
        'rating:valuation': { kind: 'level', level: 3 },
      })
    })

    it('shows both values where another author wrote the same field unseen, and drops neither', async () => {
      const { replica, work, read } = await open()
      await work([operation({ set: { summary: 'vu du site' } })])
      await replica.take({ ...page, changes: [change(3)], cursors: { [stream]: 3 } })
      const merged = await read('assessment', 'a-1')
      expect(merged?.fields['summary']).toBe('vu du siège')
      expect(merged?.conflicts.map(({ value }) => value)).toEqual(['vu du site'])
    })
  })
}
