import { describe, expect, it } from 'vitest'
import type { StreamId } from '../../src/core/domain/id.ts'
import { beginning } from '../../src/core/protocol/cursor.ts'
import type { Hello } from '../../src/core/protocol/message/hello.ts'
import type { Operation } from '../../src/core/protocol/operation.ts'
import type { Replica } from '../../src/core/protocol/ports.ts'
import type { Row } from '../../src/core/protocol/row.ts'
import { change, mark, operation, receipt, stream } from '../support/operations.ts'

/** A replica under test, with the doors that the sync engine does not have: a person's work goes in, a row is read. */
export type ReplicaUnderTest = {
  readonly replica: Replica
  readonly work: (operations: readonly Operation[]) => Promise<void>
  readonly read: (kind: string, id: string) => Promise<Row | undefined>
  /** The operations that the server has and that are kept all the same. */
  readonly held: () => Promise<readonly string[]>
  /** The same device with its page loaded again, or another tab of it. */
  readonly page: (session: string) => Replica
}

const other = 'site-2' as StreamId
const page = { epoch: 'e-1', time: '2026-11-22T09:00:00.000Z', changes: [], marks: [], whole: [] }
const proof = { epoch: 'e-1', signature: 'signed' }

const hello = (part: Partial<Hello> = {}): Hello => ({
  protocol: 2,
  epoch: 'e-1',
  nonce: 'nonce-nonce',
  time: page.time,
  key: 'the-first-key',
  streams: { [stream]: 0 },
  durable: {},
  forked: false,
  signature: 'signed',
  ...part,
})

const waiting = async ({ replica }: ReplicaUnderTest): Promise<readonly string[]> =>
  (await replica.outbox(1000, 1e9)).map(({ id }) => id)

/** The envelope under which a replica keeps an operation that went into it. */
const kept = async ({ replica }: ReplicaUnderTest, id: string) => {
  const found = (await replica.outbox(1000, 1e9)).find((envelope) => envelope.id === id)
  if (!found) throw new Error(`${id} is not on the outbox`)
  return found
}

/** What every replica must do, whatever it stores things in. */
export const replicaContract = (name: string, open: () => Promise<ReplicaUnderTest>): void => {
  describe(`a replica in ${name}, with its own work`, () => {
    it('gives unsettled work oldest first, and no more than was asked', async () => {
      const device = await open()
      const made = ['a-1', 'a-2', 'a-3'].map((id) => operation({ entity: { kind: 'assessment', id } }))
      await device.work(made)
      expect((await device.replica.outbox(2, 1e6)).map(({ id }) => id)).toEqual(made.slice(0, 2).map(({ id }) => id))
      expect(await device.replica.outbox(10, 1)).toHaveLength(1)
      const without = new Set(made.slice(0, 1).map(({ id }) => id))
      expect((await device.replica.outbox(1, 1e6, without)).map(({ id }) => id)).toEqual([made[1]?.id])
    })

    it('keeps work on the outbox while it is on its way and when nobody knows its fate', async () => {
      const device = await open()
      const made = operation()
      await device.work([made])
      await device.replica.sending([made.id])
      await device.replica.unknown([made.id])
      expect(await waiting(device)).toEqual([made.id])
    })

    it('[D2] takes work off the outbox by its receipt alone: no other, and none for another text', async () => {
      const device = await open()
      const made = [operation(), operation({ entity: { kind: 'assessment', id: 'a-2' } })] as const
      await device.work(made)
      const first = await kept(device, made[0].id)
      await device.replica.confirm(
        [receipt({ ...first, hash: 'x'.repeat(43) }), receipt(operation({ id: 'elsewhere' as never }))],
        proof,
      )
      expect(await waiting(device)).toEqual(made.map(({ id }) => id))
      await device.replica.confirm([receipt(first)], proof)
      expect(await waiting(device)).toEqual([made[1].id])
    })

    it('[D2] keeps what the server has until the durable mark of its stream covers it', async () => {
      const device = await open()
      const made = [operation(), operation({ set: { 'comment:origin': 'vu' } })] as const
      await device.work(made)
      await device.replica.greet(hello(), [stream])
      const envelopes = await Promise.all(made.map(({ id }) => kept(device, id)))
      await device.replica.confirm(
        envelopes.map((envelope, at) => receipt(envelope, { seq: at + 1, rev: at + 1 })),
        proof,
      )
      expect(await device.held()).toEqual(made.map(({ id }) => id))
      await device.replica.greet(hello({ durable: { [stream]: 1, [other]: 9 } }), [stream])
      expect(await device.held()).toEqual([made[1].id])
    })

    it('gives up nothing that was refused: it is neither sent again nor taken for received', async () => {
      const device = await open()
      const made = operation()
      await device.work([made])
      const problem = { problem: 'sealed' } as const
      await device.replica.confirm([receipt(await kept(device, made.id), { status: 'refused', seq: 0, rev: 0, problem })], proof)
      expect([await waiting(device), await device.held()]).toEqual([[], []])
    })

    it('[D3] shows nothing of what was refused, but what the server said and the work that it has not refused', async () => {
      const device = await open()
      await device.replica.take({ ...page, changes: [change(3)], marks: [mark(3)] })
      const base = { summary: 'op-elsewhere' as never }
      const made = [operation({ set: { summary: 'refusé' }, base }), operation({ set: { 'comment:origin': 'vu' } })] as const
      const own = operation({ entity: { kind: 'assessment', id: 'a-2' } })
      await device.work([...made, own])
      const problem = { problem: 'published' } as const
      const refused = { status: 'refused', seq: 0, rev: 0, problem } as const
      await device.replica.confirm(
        [receipt(await kept(device, made[0].id), refused), receipt(await kept(device, own.id), refused)],
        proof,
      )
      expect((await device.read('assessment', 'a-1'))?.fields).toEqual({ summary: 'vu du siège', 'comment:origin': 'vu' })
      expect(await device.read('assessment', 'a-2')).toBeUndefined()
    })

    it('[D8] shows no row of its own making once the server has taken it into a stream that it does not tell here', async () => {
      const device = await open()
      await device.replica.take({ ...page, marks: [mark(1)] })
      const made = [operation({ stream: other }), operation({ entity: { kind: 'assessment', id: 'a-2' } })] as const
      await device.work(made)
      const envelopes = await Promise.all(made.map(({ id }) => kept(device, id)))
      await device.replica.confirm(
        envelopes.map((envelope) => receipt(envelope, { stream: other, seq: 4 })),
        proof,
      )
      expect(await device.read('assessment', 'a-1')).toBeUndefined()
      expect(await device.read('assessment', 'a-2')).toBeUndefined()
      expect(await device.held()).toHaveLength(2)
    })

    it('counts work once that somebody else had brought there before', async () => {
      const device = await open()
      const made = operation({ set: { summary: 'le mien' } })
      await device.work([made])
      const told = change(7, { rev: 2, fields: { summary: 'le sien' }, writers: { summary: 'op-after' as never } })
      await device.replica.take({ ...page, changes: [told], marks: [mark(7)] })
      await device.replica.confirm([receipt(await kept(device, made.id), { seq: 6 })], proof)
      expect(await device.read('assessment', 'a-1')).toEqual(told.row)
    })
  })

  describe(`a replica in ${name}, taking changes`, () => {
    it('[D5] moves the cursor with the changes, and follows the streams that they make known', async () => {
      const { replica, read } = await open()
      await replica.take({ ...page, changes: [change(7)], marks: [mark(7)] })
      expect(await replica.cursors()).toEqual({ [stream]: mark(7).cursor })
      expect((await read('assessment', 'a-1'))?.fields).toEqual({ summary: 'vu du siège' })
      const site = change(8, { kind: 'unit', id: other, fields: { site: true }, writers: {} })
      await replica.take({ ...page, changes: [site], marks: [mark(8)] })
      expect(await replica.cursors()).toEqual({ [stream]: mark(8).cursor, [other]: beginning })
    })

    it('[D5] takes a change twice without harm, and never goes back to a lower rev', async () => {
      const { replica, read } = await open()
      const newer = change(9, { rev: 3, fields: { summary: 'nouveau' } })
      await replica.take({ ...page, changes: [newer], marks: [mark(9)] })
      await replica.take({ ...page, changes: [newer], marks: [mark(9)] })
      await replica.take({ ...page, changes: [change(4, { rev: 2, fields: { summary: 'vieux' } })], marks: [mark(9)] })
      expect((await read('assessment', 'a-1'))?.fields).toEqual({ summary: 'nouveau' })
    })

    it('keeps its own unsettled work on top of what comes', async () => {
      const { replica, work, read } = await open()
      await work([operation({ set: { 'rating:valuation': { kind: 'level', level: 3 } } })])
      await replica.take({ ...page, changes: [change(3)], marks: [mark(3)] })
      expect((await read('assessment', 'a-1'))?.fields).toEqual({
        summary: 'vu du siège',
        'rating:valuation': { kind: 'level', level: 3 },
      })
    })

    it('[I2] shows both values where another author wrote the same field unseen, and drops neither', async () => {
      const { replica, work, read } = await open()
      await work([operation({ set: { summary: 'vu du site' } })])
      await replica.take({ ...page, changes: [change(3)], marks: [mark(3)] })
      const merged = await read('assessment', 'a-1')
      expect(merged?.fields['summary']).toBe('vu du siège')
      expect(merged?.conflicts.map(({ value }) => value)).toEqual(['vu du site'])
    })

    it('[D6] lets a row leave only from its present home, and not when it is newer', async () => {
      const { replica, read } = await open()
      const leave = (from: StreamId, rev: number) =>
        ({ line: 'leave', stream: from, seq: 9, kind: 'assessment', id: 'a-1', rev }) as const
      await replica.take({ ...page, changes: [change(3, { rev: 4 })], marks: [mark(3)] })
      await replica.take({ ...page, changes: [leave(stream, 3)], marks: [mark(9)] })
      await replica.take({ ...page, changes: [leave(other, 9)], marks: [mark(9, other)] })
      expect(await read('assessment', 'a-1')).toBeDefined()
      await replica.take({ ...page, changes: [leave(stream, 5)], marks: [mark(9)] })
      expect(await read('assessment', 'a-1')).toBeUndefined()
    })
  })

  describe(`a replica in ${name}, with entities that move`, () => {
    it('[D6] lets a row go that it is about to move itself, when its home of now says that it left', async () => {
      const { replica, work, read } = await open()
      await replica.take({ ...page, changes: [change(3)], marks: [mark(3)] })
      await work([operation({ set: { home: other } })])
      const leave = { line: 'leave', stream, seq: 4, kind: 'assessment', id: 'a-1', rev: 2 } as const
      await replica.take({ ...page, changes: [leave], marks: [mark(4)] })
      expect(await read('assessment', 'a-1')).toBeUndefined()
    })

    it('[D8] lets a row go with the stream in which it was made here, wherever own work has moved it since', async () => {
      const { replica, work, read } = await open()
      await replica.take({ ...page, marks: [mark(1), mark(1, other)] })
      await work([operation(), operation({ set: { home: 'site-3' } })])
      await replica.greet(hello({ streams: { [other]: 1 } }), [stream, other])
      expect(await read('assessment', 'a-1')).toBeUndefined()
    })

    it('[D7] compares no revisions with an earlier life, also where an epoch of that name has come back', async () => {
      const device = await open()
      await device.replica.greet(hello(), [stream])
      await device.replica.take({ ...page, changes: [change(8, { rev: 9 })], marks: [mark(8)] })
      await device.replica.greet(hello({ epoch: 'e-2' }), [stream])
      await device.replica.greet(hello(), [stream])
      const restored = change(2, { rev: 2, fields: { summary: 'restauré' } })
      await device.replica.take({ ...page, changes: [restored], marks: [mark(2)] })
      expect((await device.read('assessment', 'a-1'))?.fields).toEqual({ summary: 'restauré' })
    })

    it('[D7] counts work once that a restored server had, on a row that has moved since', async () => {
      const device = await open()
      const { replica } = device
      await replica.greet(hello(), [stream, other])
      await replica.take({ ...page, marks: [mark(1), mark(1, other)] })
      const made = operation({ set: { summary: 'le mien' } })
      await device.work([made])
      await replica.confirm([receipt(await kept(device, made.id), { seq: 2 })], proof)
      await replica.greet(hello({ epoch: 'e-2' }), [stream, other])
      const told = change(3, { stream: other, rev: 3, fields: { summary: 'le sien' }, writers: { summary: 'op-after' as never } })
      await replica.take({ ...page, epoch: 'e-2', changes: [told], marks: [mark(3, other)] })
      await replica.confirm([receipt(await kept(device, made.id), { seq: 2 })], { ...proof, epoch: 'e-2' })
      expect(await device.read('assessment', 'a-1')).toEqual(told.row)
    })

    it('[D8] keeps a row of its scope that own work would move out of it', async () => {
      const { replica, work, read } = await open()
      await replica.take({ ...page, changes: [change(3)], marks: [mark(3), mark(1, other)] })
      await work([operation({ set: { home: other } })])
      await replica.greet(hello(), [stream, other])
      expect(await read('assessment', 'a-1')).toBeDefined()
    })
  })

  describe(`a replica in ${name}, greeted`, () => {
    it('[D7] shows where its work was taken until a mark has passed there, or a new epoch begins', async () => {
      const device = await open()
      const { replica } = device
      const made = operation()
      await device.work([made])
      await replica.greet(hello(), [stream])
      const places = { [stream]: mark(5).cursor, [other]: mark(2).cursor }
      await replica.confirm([receipt(await kept(device, made.id), { seq: 5 })], { ...proof, places })
      expect((await replica.session()).witness).toEqual(places)
      await replica.take({ ...page, marks: [mark(4)] })
      expect((await replica.session()).witness).toEqual(places)
      await replica.take({ ...page, marks: [mark(5)] })
      expect((await replica.session()).witness).toEqual({ [other]: mark(2).cursor })
      await replica.greet(hello({ epoch: 'e-2' }), [stream])
      expect((await replica.session()).witness).toBeUndefined()
    })

    it('tells its session, and keeps to the first key it met', async () => {
      const { replica } = await open()
      expect(await replica.session()).toEqual({ device: 'tablet-1', incarnation: [null, 'session-1'], epoch: null, key: null })
      await replica.greet(hello(), [stream])
      await replica.greet(hello({ key: 'another-key' }), [stream])
      expect(await replica.session()).toEqual({
        device: 'tablet-1',
        incarnation: ['session-1', 'session-1'],
        epoch: 'e-1',
        key: 'the-first-key',
      })
    })

    it('[S11] names the session that may have been heard until it is told so, whatever page speaks, and then its own', async () => {
      const { replica, page } = await open()
      const named = async (one: Replica) => {
        await one.announce()
        return (await one.session()).incarnation
      }
      await replica.greet(hello(), [stream])
      const next = page('session-2')
      expect(await named(next)).toEqual(['session-1', 'session-2'])
      const [later, tab] = [page('session-3'), page('session-4')]
      expect([await named(later), await named(tab)]).toEqual([
        ['session-1', 'session-2'],
        ['session-1', 'session-2'],
      ])
      await later.greet(hello(), [stream])
      expect((await later.session()).incarnation).toEqual(['session-2', 'session-2'])
      expect(await named(later)).toEqual(['session-2', 'session-3'])
      await later.greet(hello(), [stream])
      expect(await named(later)).toEqual(['session-3', 'session-3'])
    })

    it('[S11] writes its session down once, however often it speaks', async () => {
      const { replica, page } = await open()
      const tab = page('session-2')
      for (const one of [replica, tab]) {
        await one.announce()
        await one.greet(hello(), [stream])
      }
      await replica.announce()
      expect((await replica.session()).incarnation).toEqual(['session-2', 'session-2'])
    })

    it('[D7] sends what is not yet durable again in a new epoch, and reads every stream from its beginning', async () => {
      const device = await open()
      const made = [operation(), operation({ set: { 'comment:origin': 'vu' } })] as const
      await device.work(made)
      await device.replica.greet(hello(), [stream])
      await device.replica.take({ ...page, changes: [change(9, { id: 'a-2', rev: 9 })], marks: [mark(9)] })
      await device.replica.confirm([receipt(await kept(device, made[0].id))], proof)
      await device.replica.greet(hello({ epoch: 'e-2' }), [stream])
      expect(await waiting(device)).toEqual(made.map(({ id }) => id))
      expect(await device.replica.cursors()).toEqual({ [stream]: beginning })
    })

    it('[D7] replaces rows of an old epoch whatever their rev, and drops those that do not come again; own work stays', async () => {
      const device = await open()
      await device.replica.greet(hello(), [stream])
      const rows = [change(8, { rev: 9 }), change(9, { id: 'a-2' }), change(10, { id: 'a-3' })]
      await device.replica.take({ ...page, changes: rows, marks: [mark(10)] })
      const mine = operation({ entity: { kind: 'assessment', id: 'a-3' }, set: { 'comment:origin': 'le mien' } })
      await device.work([mine])
      await device.replica.greet(hello({ epoch: 'e-2' }), [stream])
      const restored = change(2, { rev: 2, fields: { summary: 'restauré' } })
      await device.replica.take({ ...page, epoch: 'e-2', changes: [restored], marks: [mark(2)] })
      expect((await device.read('assessment', 'a-2'))?.fields).toBeDefined()
      await device.replica.take({ ...page, epoch: 'e-2', whole: [stream] })
      expect((await device.read('assessment', 'a-1'))?.fields).toEqual({ summary: 'restauré' })
      expect(await device.read('assessment', 'a-2')).toBeUndefined()
      expect((await device.read('assessment', 'a-3'))?.fields).toEqual({ 'comment:origin': 'le mien' })
      expect(await waiting(device)).toEqual([mine.id])
    })

    it('[D8] lets the rows and the cursor of a stream out of scope go, and keeps its unsent work', async () => {
      const device = await open()
      await device.replica.greet(hello({ streams: { [stream]: 0, [other]: 0 } }), [stream, other])
      const far = { id: 'a-9', stream: other }
      await device.replica.take({ ...page, changes: [change(1), { ...change(1, far) }], marks: [mark(1), mark(1, other)] })
      const mine = operation({ stream: other, entity: { kind: 'assessment', id: 'a-9' }, set: { 'comment:origin': 'le mien' } })
      await device.work([mine])
      await device.replica.greet(hello(), [stream, other])
      expect(await device.read('assessment', 'a-9')).toBeUndefined()
      expect(await device.read('assessment', 'a-1')).toBeDefined()
      expect(Object.keys(await device.replica.cursors())).toEqual([stream])
      expect(await waiting(device)).toEqual([mine.id])
    })

    it('[D10] takes a new name where another device lives under its own, and sends what it made under the old one', async () => {
      const device = await open()
      const made = operation()
      await device.work([made])
      await device.replica.greet(hello({ forked: true }), [stream])
      expect(await device.replica.session()).toMatchObject({ device: 'tablet-2', incarnation: [null, 'session-1'] })
      expect(await waiting(device)).toEqual([made.id])
      const later = operation({ entity: { kind: 'assessment', id: 'a-2' } })
      await device.work([later])
      expect(await waiting(device)).toEqual([made.id, later.id])
    })
  })

  describe(`a replica in ${name}, whose scope changes`, () => {
    const person = (id: string, seq: number) => change(seq, { kind: 'person', id, fields: { grade: 'A' }, writers: {} })
    const pack = (seq: number) => change(seq, { kind: 'pack', id: 'pack', fields: {}, writers: {} })
    const told = async ({ replica }: ReplicaUnderTest, part: Partial<Parameters<Replica['take']>[0]>) =>
      replica.take({ ...page, marks: [mark(9)], scope: { [stream]: 'part-one' }, ...part })
    const begun = async () => {
      const device = await open()
      await device.replica.greet(hello(), [stream])
      await told(device, { changes: [pack(1), person('p-1', 2), person('p-2', 3)], whole: [stream] })
      return device
    }
    const shown = async (device: ReplicaUnderTest): Promise<readonly string[]> => {
      const found = await Promise.all(
        ['pack:pack', 'person:p-1', 'person:p-2'].map(async (key) => {
          const [kind = '', id = ''] = key.split(':')
          return (await device.read(kind, id)) ? [key] : []
        }),
      )
      return found.flat()
    }

    it('[D15] drops what is not told again of another part, once the stream has come whole, and keeps reference data', async () => {
      const device = await begun()
      await told(device, { changes: [person('p-2', 3)], scope: { [stream]: 'part-two' } })
      expect(await shown(device)).toEqual(['pack:pack', 'person:p-1', 'person:p-2'])
      await told(device, { marks: [], whole: [stream], scope: { [stream]: 'part-two' } })
      expect(await shown(device)).toEqual(['pack:pack', 'person:p-2'])
    })

    it('[D15] drops nothing where no mark of the other part ever came', async () => {
      const device = await begun()
      await device.replica.greet(hello({ scope: { [stream]: 'part-two' } }), [stream])
      await told(device, { marks: [], whole: [stream] })
      await told(device, { marks: [], whole: [stream], scope: { [stream]: 'part-two' } })
      expect(await shown(device)).toEqual(['pack:pack', 'person:p-1', 'person:p-2'])
    })

    it('[D15] [I6] keeps unsent work on what goes out of sight, and sends it', async () => {
      const device = await begun()
      const made = operation({ entity: { kind: 'person', id: 'p-1' }, set: { grade: 'B' } })
      await device.work([made])
      await told(device, { scope: { [stream]: 'part-two' }, whole: [stream] })
      expect(await waiting(device)).toEqual([made.id])
      expect((await device.read('person', 'p-1'))?.fields).toEqual({ grade: 'B' })
      const { hash } = await kept(device, made.id)
      const refused = receipt(made, { hash, status: 'refused', seq: 0, rev: 0, problem: { problem: 'out-of-scope' } })
      await device.replica.confirm([refused], proof)
      expect(await waiting(device)).toEqual([])
      expect(await device.read('person', 'p-1')).toBeUndefined()
    })

    it('[D15] shows again what comes into sight again', async () => {
      const device = await begun()
      await told(device, { scope: { [stream]: 'part-two' }, whole: [stream] })
      expect(await shown(device)).toEqual(['pack:pack'])
      await told(device, { changes: [person('p-1', 2)], scope: { [stream]: 'part-one' }, whole: [stream] })
      expect(await shown(device)).toEqual(['pack:pack', 'person:p-1'])
    })
  })
}
