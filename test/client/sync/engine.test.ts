import { describe, expect, it } from 'vitest'
import { syncOnce } from '../../../src/client/sync/engine.ts'
import type { Send } from '../../../src/client/sync/send.ts'
import { err, ok } from '../../../src/core/domain/result.ts'
import type { Operation } from '../../../src/core/protocol/operation.ts'
import { protocolVersion, type SyncReply, type SyncRequest } from '../../../src/core/protocol/sync.ts'
import { memoryReplica } from '../../support/memory-replica.ts'
import { change, operation, receipt, stream } from '../../support/operations.ts'

const replyTo = (request: SyncRequest, part: Partial<SyncReply> = {}): SyncReply => ({
  protocol: protocolVersion,
  nonce: request.nonce,
  epoch: 'e-1',
  time: '2026-11-22T09:00:00.000Z',
  receipts: request.operations.map((one, place) => receipt(one.id, { seq: place + 1 })),
  changes: [],
  cursors: request.cursors,
  more: false,
  ...part,
})

const exchange = (replica: ReturnType<typeof memoryReplica>, send: Send) => ({
  replica: replica.replica,
  send,
  device: 'tablet-1',
  app: 'test',
  nonce: () => 'nonce-nonce',
  progress: () => undefined,
})

const waiting = async (device: ReturnType<typeof memoryReplica>): Promise<readonly string[]> =>
  (await device.replica.outbox(1000, 1e9)).map(({ id }) => id)

describe('one exchange', () => {
  it('brings work up and takes it off the outbox by the receipts', async () => {
    const device = memoryReplica()
    await device.work([operation(), operation({ entity: { kind: 'assessment', id: 'a-2' } })])
    const outcome = await syncOnce(exchange(device, async (request) => ok(replyTo(request))))
    expect(outcome).toMatchObject({ ok: true, value: { settled: 2 } })
    expect(await waiting(device)).toEqual([])
  })

  it('leaves the outbox as it was when no answer came', async () => {
    const device = memoryReplica()
    const made = operation()
    await device.work([made])
    const outcome = await syncOnce(exchange(device, async () => err({ problem: 'no-network' })))
    expect(outcome).toEqual({ ok: false, problem: { problem: 'no-network' } })
    expect(await waiting(device)).toEqual([made.id])
  })

  it('says of work that could not leave the device that it is only here, not that it was sent', async () => {
    const device = memoryReplica()
    await device.work([operation()])
    const marked: string[] = []
    const replica = {
      ...device.replica,
      sending: async () => void marked.push('sending'),
      unknown: async () => void marked.push('unknown'),
    }
    const send: Send = async () => err({ problem: 'no-network' })
    await syncOnce({ ...exchange(device, send), replica, cutOff: () => true })
    expect(marked).toEqual([])
    await syncOnce({ ...exchange(device, send), replica })
    expect(marked).toEqual(['sending', 'unknown'])
  })

  it('sends the same operation again after a lost reply, not another one', async () => {
    const device = memoryReplica()
    const made = operation()
    await device.work([made])
    const seen: (readonly Operation[])[] = []
    const send: Send = async (request) => {
      seen.push(request.operations)
      return seen.length === 1 ? err({ problem: 'no-network' }) : ok(replyTo(request))
    }
    await syncOnce(exchange(device, send))
    await syncOnce(exchange(device, send))
    expect(seen[1]).toEqual(seen[0])
    expect(await waiting(device)).toEqual([])
  })

  it('keeps an operation that the reply passed over, and does not call that a success', async () => {
    const device = memoryReplica()
    const made = [operation(), operation({ entity: { kind: 'assessment', id: 'a-2' } })]
    await device.work(made)
    const outcome = await syncOnce(
      exchange(device, async (request) => ok(replyTo(request, { receipts: [receipt(made[0]?.id ?? '')] }))),
    )
    expect(outcome.ok).toBe(false)
    expect(await waiting(device)).toEqual([made[1]?.id])
  })

  it('asks for page after page until the server has no more', async () => {
    const device = memoryReplica()
    let asked = 0
    const outcome = await syncOnce(
      exchange(device, async (request) => {
        asked += 1
        return ok(replyTo(request, { changes: [change(asked)], cursors: { [stream]: asked }, more: asked < 3 }))
      }),
    )
    expect([asked, outcome.ok && outcome.value.taken]).toEqual([3, 3])
  })

  it('asks again for a stream that a page has only just made known', async () => {
    const device = memoryReplica()
    const asked: (readonly string[])[] = []
    await syncOnce(
      exchange(device, async (request) => {
        asked.push(Object.keys(request.cursors).sort())
        const site = change(1, { kind: 'unit', id: 'site-2', fields: { site: true }, writers: {} })
        return ok(
          replyTo(request, {
            changes: asked.length === 1 ? [site] : [],
            cursors: asked.length === 1 ? { [stream]: 1 } : request.cursors,
          }),
        )
      }),
    )
    expect(asked).toEqual([[], [stream, 'site-2']])
  })

  it('keeps a refused operation with its reason and lets the others through', async () => {
    const device = memoryReplica()
    const made = [operation(), operation({ entity: { kind: 'assessment', id: 'a-2' } })]
    await device.work(made)
    const outcome = await syncOnce(
      exchange(device, async (request) =>
        ok(
          replyTo(request, {
            receipts: request.operations.map((one, place) =>
              receipt(one.id, place === 0 ? { status: 'refused', problem: { problem: 'level-off-scale' } } : {}),
            ),
          }),
        ),
      ),
    )
    expect(outcome.ok).toBe(true)
    expect(device.refused()).toEqual([made[0]?.id])
  })
})
