// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { syncOnce } from '../../../src/client/sync/engine.ts'
import type { Progress } from '../../../src/client/sync/exchange.ts'
import type { ExchangeProblem, Send } from '../../../src/client/sync/send.ts'
import { err, ok } from '../../../src/core/domain/result.ts'
import { beginning } from '../../../src/core/protocol/cursor.ts'
import type { Operation } from '../../../src/core/protocol/operation.ts'
import type { Replica } from '../../../src/core/protocol/ports.ts'
import { type RequestHead, readRequest } from '../../../src/core/protocol/request.ts'
import { answerTo, exchangeOf, loopback, spoken } from '../../support/loopback.ts'
import { emptyDisk, memoryReplica } from '../../support/memory-replica.ts'
import { emptyShelf, memoryServerLog } from '../../support/memory-server-log.ts'
import { line, operation, stream } from '../../support/operations.ts'

const waiting = async (device: ReturnType<typeof memoryReplica>): Promise<readonly string[]> =>
  (await device.replica.outbox(1000, 1e9)).map(({ id }) => id)

/** A device that follows a site, with some work on it. */
const deviceWith = async (...made: readonly Operation[]) => {
  const device = memoryReplica(emptyDisk('tablet-1'))
  device.disk.cursors[stream] = beginning
  await device.work(made)
  return device
}

const headIn = (body: string): RequestHead => {
  const request = readRequest(body)
  if (!request.ok) throw new Error(request.problem)
  return request.value.head
}

const idsIn = (body: string): readonly string[] => {
  const request = readRequest(body)
  if (!request.ok) throw new Error(request.problem)
  return request.value.lines.map((text) => JSON.parse(text).op.id)
}

/** More work than one request carries. */
const crowd = (name: string): readonly Operation[] =>
  Array.from({ length: 120 }, (_, at) =>
    operation({ entity: { kind: 'person', id: `${name}-${at}` }, set: { familyName: 'x'.repeat(199) } }),
  )

/** A device that has spoken with a server before, with more work than one request carries. */
const busyDeviceOf = async (log: ReturnType<typeof memoryServerLog>) => {
  const device = await deviceWith(operation())
  await syncOnce(exchangeOf({ replica: device.replica, send: loopback(log) }))
  await device.work(crowd('p'))
  return device
}

const two = () => [operation(), operation({ entity: { kind: 'assessment', id: 'a-2' } })] as const
const none: ExchangeProblem = { problem: 'no-network' }

describe('one exchange', () => {
  it('brings work up, takes it off the outbox by the receipts, and takes what changed', async () => {
    const log = memoryServerLog()
    await log.append([line(operation({ entity: { kind: 'person', id: 'p-1' }, set: { grade: 'A' } }))], {
      device: 'x',
      time: 't',
    })
    const device = await deviceWith(...two())
    const outcome = await syncOnce(exchangeOf({ replica: device.replica, send: loopback(log) }))
    expect(outcome).toMatchObject({ ok: true, value: { settled: 2, taken: 3 } })
    expect([await waiting(device), (await device.read('person', 'p-1'))?.fields]).toEqual([[], { grade: 'A' }])
  })

  it('tells as it goes how much is through, how much still waits, and how many bytes went each way', async () => {
    const log = memoryServerLog()
    await log.append([line(operation({ entity: { kind: 'person', id: 'p-1' }, set: { grade: 'A' } }))], {
      device: 'x',
      time: 't',
    })
    const device = await deviceWith(...two())
    const told: Progress[] = []
    const send: Send = async (body, sending) => {
      sending.sent(body.length)
      return loopback(log)(body, sending)
    }
    await syncOnce(
      exchangeOf({
        replica: device.replica,
        send,
        progress: (one) => told.push(one),
      }),
    )
    expect(told[0]).toMatchObject({ settled: 0, waiting: 2 })
    expect(told[0]?.bytesOut).toBeGreaterThan(500)
    expect(told.some(({ settled, waiting, coming }) => settled === 2 && waiting === 0 && coming > 0)).toBe(true)
    expect(told.at(-1)).toMatchObject({ settled: 2, taken: 3, waiting: 0, coming: 0 })
  })

  it('leaves the outbox as it was when no answer came, and sends the same again', async () => {
    const made = two()
    const device = await deviceWith(...made)
    const bodies: string[] = []
    const log = memoryServerLog()
    const send: Send = async (body, sending) => {
      bodies.push(body)
      return bodies.length === 1 ? err(none) : loopback(log)(body, sending)
    }
    expect(await syncOnce(exchangeOf({ replica: device.replica, send }))).toEqual({ ok: false, problem: none })
    expect(await waiting(device)).toEqual(made.map(({ id }) => id))
    await syncOnce(exchangeOf({ replica: device.replica, send }))
    expect(bodies[1]).toBe(bodies[0])
    expect(await waiting(device)).toEqual([])
  })

  it('says of work that could not leave the device that it is only here, not that it was sent', async () => {
    const device = await deviceWith(operation())
    const marked: string[] = []
    const replica = {
      ...device.replica,
      sending: async () => void marked.push('sending'),
      unknown: async () => void marked.push('unknown'),
    }
    const send: Send = async () => err(none)
    await syncOnce(exchangeOf({ replica, send, cutOff: () => true }))
    expect(marked).toEqual([])
    await syncOnce(exchangeOf({ replica, send }))
    expect(marked).toEqual(['sending', 'unknown'])
  })

  it('keeps a refused operation with its reason and lets the others through', async () => {
    const bad = operation({ set: { salary: 1 } })
    const device = await deviceWith(bad, operation({ entity: { kind: 'assessment', id: 'a-2' } }))
    expect((await syncOnce(exchangeOf({ replica: device.replica, send: loopback(memoryServerLog()) }))).ok).toBe(true)
    expect([await waiting(device), device.refused()]).toEqual([[], [bad.id]])
  })

  it('asks again for a stream that a reply has only just made known', async () => {
    const log = memoryServerLog()
    const site = operation({ entity: { kind: 'unit', id: 'site-2' }, set: { site: true } })
    const there = operation({ stream: 'site-2' as never, entity: { kind: 'assessment', id: 'a-7' } })
    await log.append([site, there].map(line), { device: 'x', time: 't' })
    const device = await deviceWith()
    await syncOnce(exchangeOf({ replica: device.replica, send: loopback(log) }))
    expect(await device.read('assessment', 'a-7')).toBeDefined()
  })

  it('keeps what a cut reply brought up to its last mark, and goes on from there', async () => {
    const log = memoryServerLog({ page: { changes: 2, bytes: 1e9 } })
    const people = Array.from({ length: 7 }, (_, at) =>
      operation({ entity: { kind: 'person', id: `p-${at}` }, set: { grade: 'A' } }),
    )
    await log.append(people.map(line), { device: 'x', time: 't' })
    const device = await deviceWith()
    const asked: number[] = []
    const send: Send = async (body) => {
      asked.push(headIn(body).cursors[stream]?.seq ?? 0)
      const lines = await answerTo(log, body)
      return ok(spoken(asked.length === 1 ? lines.slice(0, 6) : lines))
    }
    expect(await syncOnce(exchangeOf({ replica: device.replica, send }))).toEqual({ ok: false, problem: none })
    expect([await device.read('person', 'p-1'), await device.read('person', 'p-2')].map(Boolean)).toEqual([true, false])
    expect((await syncOnce(exchangeOf({ replica: device.replica, send }))).ok).toBe(true)
    expect([asked, Boolean(await device.read('person', 'p-6'))]).toEqual([[0, 2], true])
  })

  it('asks for nothing while more is to be sent than one request carries', async () => {
    const log = memoryServerLog()
    const many = Array.from({ length: 40 }, (_, at) =>
      operation({ entity: { kind: 'person', id: `p-${at}` }, set: { familyName: 'x'.repeat(199) } }),
    )
    const device = await deviceWith(...many)
    const wanted: number[] = []
    const send: Send = async (body, sending) => {
      wanted.push(Object.keys(headIn(body).cursors).length)
      return loopback(log)(body, sending)
    }
    await syncOnce(exchangeOf({ replica: device.replica, send }))
    expect(wanted.slice(0, -1).every((streams) => streams === 0)).toBe(true)
    expect([wanted.length > 1, wanted.at(-1), await waiting(device)]).toEqual([true, 1, []])
  })

  it('lets the next request go while receipts are written down, but for the last, which bears witness of them', async () => {
    const log = memoryServerLog()
    const device = await busyDeviceOf(log)
    const steps: string[] = []
    const replica: Replica = {
      ...device.replica,
      confirm: async (...given) => {
        steps.push('writing')
        await device.replica.confirm(...given)
        steps.push('written')
      },
    }
    const send: Send = async (body, sending) => {
      const { cursors, witness } = headIn(body)
      steps.push(Object.keys(cursors).length > 0 ? `asks with ${Object.keys(witness ?? {}).length} witness` : 'sends')
      return loopback(log)(body, sending)
    }
    expect((await syncOnce(exchangeOf({ replica, send }))).ok).toBe(true)
    expect(steps.slice(0, 4)).toEqual(['sends', 'sends', 'writing', 'written'])
    expect(steps.slice(-4)).toEqual(['written', 'asks with 1 witness', 'writing', 'written'])
    expect(await waiting(device)).toEqual([])
  })

  it('says of what left early that nobody knows what became of it, where the receipts before it are not written down', async () => {
    const shelf = emptyShelf()
    const log = memoryServerLog({ shelf })
    const device = await busyDeviceOf(log)
    const [lost, sent]: string[][] = [[], []]
    const replica: Replica = {
      ...device.replica,
      confirm: () => Promise.reject(new DOMException('full', 'QuotaExceededError')),
      unknown: async (ids) => void lost?.push(...ids),
    }
    let requests = 0
    const send: Send = async (body, sending) => {
      requests += 1
      sent?.push(...idsIn(body))
      return loopback(log)(body, sending)
    }
    expect(await syncOnce(exchangeOf({ replica, send }))).toEqual({ ok: false, problem: { problem: 'not-stored' } })
    expect([requests, lost]).toEqual([2, sent])
    expect((await waiting(device)).length).toBe(120)
    expect((await syncOnce(exchangeOf({ replica: device.replica, send: loopback(log) }))).ok).toBe(true)
    expect([await waiting(device), shelf.accepted.size]).toEqual([[], 121])
  })

  it.each([
    ['is right', 0],
    ['is an hour ahead', 3600],
    ['is a day behind', -86_400],
  ])('says by how much the clock of a device is off that %s, however long the reply takes', async (_, ahead) => {
    let seconds = Date.parse('2026-11-22T09:00:00.000Z') / 1000
    const timeNow = () => new Date(seconds * 1000).toISOString()
    const slowly = async function* (lines: readonly string[]) {
      for (const text of lines) {
        yield text
        seconds += 300
      }
    }
    const device = await deviceWith(...two())
    const log = memoryServerLog()
    const send: Send = async (body) => {
      seconds += 4
      const lines = await answerTo(log, body, timeNow())
      seconds += 4
      return ok(slowly(lines))
    }
    const now = () => new Date((seconds + ahead) * 1000).toISOString()
    const outcome = await syncOnce(exchangeOf({ replica: device.replica, send, now }))
    expect(outcome).toMatchObject({ ok: true, value: { offset: ahead * 1000 } })
  })

  it('makes its batches smaller where the way takes none so large, and passes by what fits in none', async () => {
    const log = memoryServerLog()
    const large = operation({ entity: { kind: 'assessment', id: 'large' }, set: { summary: 'x'.repeat(5000) } })
    const made = [large, ...two()]
    const device = await deviceWith(...made)
    const send: Send = async (body, sending) =>
      body.length > 3000 ? err({ problem: 'rejected', status: 413 }) : loopback(log)(body, sending)
    expect((await syncOnce(exchangeOf({ replica: device.replica, send }))).ok).toBe(true)
    expect(await waiting(device)).toEqual([large.id])
  })
})

describe('[S11] a device is no copy of itself', () => {
  /** Speaks as a page of a device, over a line that may lose the reply. */
  const lineTo = (log = memoryServerLog()) => {
    const real = loopback(log)
    return (device: ReturnType<typeof memoryReplica>, session: string, how: 'heard' | 'lost' = 'heard') => {
      const send: Send = async (body, sending) => {
        const answer = await real(body, sending)
        return how === 'lost' ? err(none) : answer
      }
      return syncOnce(exchangeOf({ replica: device.page(session), send }))
    }
  }

  it('when a reply was lost and its page was closed, nor when another tab speaks after that', async () => {
    const device = await deviceWith(operation())
    const speak = lineTo()
    for (const session of ['s-1', 's-2', 's-3']) {
      await speak(device, session, 'lost')
      await speak(device, `${session}-lost-too`, 'lost')
      await speak(device, `${session}-later`)
      await speak(device, session)
    }
    expect([device.disk.device, await waiting(device)]).toEqual(['tablet-1', []])
  })

  it('but its copy is one, also where the profile was copied before anybody knew what was heard', async () => {
    const device = await deviceWith(operation())
    const speak = lineTo()
    await speak(device, 's-1', 'lost')
    const copy = memoryReplica(structuredClone(device.disk))
    for (const page of ['morning', 'evening']) {
      await speak(device, `${page}-here`)
      await speak(copy, `${page}-there`)
    }
    expect([device.disk.device, copy.disk.device].sort()).toEqual(['tablet-1', 'tablet-2'])
    expect([await waiting(device), await waiting(copy)]).toEqual([[], []])
  })
})

describe('work that no request carried', () => {
  it('is tried again after a while, without anybody loading the page anew', async () => {
    const log = memoryServerLog()
    const device = await deviceWith(...two())
    let isBad = true
    const send: Send = async (body, sending) =>
      isBad && body.includes('"op"') ? err({ problem: 'rejected', status: 400 }) : loopback(log)(body, sending)
    const exchange = exchangeOf({ replica: device.replica, send })
    await syncOnce(exchange)
    expect(exchange.pace.stuck.size).toBe(2)
    isBad = false
    for (let round = 0; round < 10; round += 1) await syncOnce(exchange)
    expect([exchange.pace.stuck.size, await waiting(device)]).toEqual([0, []])
  })
})

describe('[D11] work at which headquarters fails', () => {
  const failure: ExchangeProblem = { problem: 'rejected', status: 500 }
  const work = (count: number) =>
    Array.from({ length: count }, (_, at) => operation({ entity: { kind: 'assessment', id: `a-${at}` } }))
  /** A device with so much work, and a server that fails where it is told to. */
  const meeting = async (
    count: number,
    fails: (sent: readonly string[], made: readonly Operation[]) => ExchangeProblem | null,
  ) => {
    const log = memoryServerLog()
    const made = work(count)
    const device = await deviceWith(...made)
    const server = { fails, requests: 0 }
    const send: Send = async (body, sending) => {
      server.requests += 1
      const problem = server.fails(idsIn(body), made)
      return problem ? err(problem) : loopback(log)(body, sending)
    }
    const exchange = exchangeOf({ replica: device.replica, send })
    const speak = async (times: number) => {
      for (let time = 0; time < times; time += 1) await syncOnce(exchange)
    }
    return { log, made, device, server, exchange, speak }
  }
  const idsOf = (made: readonly Operation[], ...places: readonly number[]) => places.map((at) => made[at]?.id)
  const at =
    (...places: readonly number[]) =>
    (sent: readonly string[], made: readonly Operation[]) =>
      idsOf(made, ...places).some((id) => sent.includes(id ?? '')) ? failure : null

  it.each([
    ['one', [0]],
    ['two, one after the other', [1, 2]],
    ['three, here and there', [0, 7, 19]],
  ])('is passed by and told where it is %s, and holds up neither the rest nor what is to be received', async (_, places) => {
    const { log, made, device, exchange, speak } = await meeting(20, at(...places))
    await log.append([line(operation({ entity: { kind: 'person', id: 'p-1' }, set: { grade: 'A' } }))], {
      device: 'x',
      time: '2026-11-22T08:00:00.000Z',
    })
    await speak(59)
    expect(await waiting(device)).toEqual(idsOf(made, ...places))
    expect([...exchange.pace.stuck]).toEqual(idsOf(made, ...places))
    expect((await device.read('person', 'p-1'))?.fields).toEqual({ grade: 'A' })
  })

  it('is tried again in every tenth exchange, alone, and holds up new work no more', async () => {
    const { made, device, server, exchange, speak } = await meeting(2, at(0))
    await speak(20)
    server.requests = 0
    const later = operation({ entity: { kind: 'assessment', id: 'later' } })
    await device.work([later])
    await speak(10)
    expect([await waiting(device), [...exchange.pace.stuck]]).toEqual([idsOf(made, 0), idsOf(made, 0)])
    expect(server.requests).toBeLessThan(16)
    const fails = server.fails
    server.fails = () => none
    await speak(10)
    server.fails = fails
    await speak(1)
    expect([...exchange.pace.stuck]).toEqual(idsOf(made, 0))
    server.fails = () => null
    await speak(10)
    expect([await waiting(device), exchange.pace.stuck.size]).toEqual([[], 0])
  })

  it.each([
    ['at everything', () => failure],
    ['for want of room', at(0, 1, 2), { problem: 'rejected', status: 503 }],
    ['behind a proxy', at(0, 1, 2), none],
    ['and asks to be left alone', at(0, 1, 2), { problem: 'too-many-requests', wait: 1 }],
  ] as const)('is not the reason where it fails %s', async (_, fails, problem: ExchangeProblem = failure) => {
    const { device, server, exchange, speak } = await meeting(3, (sent, made) => fails(sent, made) && problem)
    await speak(35)
    expect([(await waiting(device)).length, exchange.pace.stuck.size]).toEqual([3, 0])
    server.fails = () => null
    await speak(1)
    expect(await waiting(device)).toEqual([])
  })
})

describe('[D4] a reply counts for nothing', () => {
  const heard = async (change: (lines: readonly string[]) => readonly string[]) => {
    const made = operation()
    const device = await deviceWith(made)
    const log = memoryServerLog()
    const send: Send = async (body) => ok(spoken(change(await answerTo(log, body))))
    const outcome = await syncOnce(exchangeOf({ replica: device.replica, send }))
    return { outcome, waiting: await waiting(device), made: made.id }
  }
  const edited = (at: number, from: string | RegExp, to: string) => (lines: readonly string[]) =>
    lines.map((text, place) => (place === at ? text.replace(from, to) : text))

  it.each([
    ['when it is a portal’s page', () => ['<html>Bienvenue</html>']],
    ['when nobody says who answers', (lines: readonly string[]) => lines.slice(1)],
    ['when it answers another request', edited(0, 'nonce-nonce', 'other-nonce')],
    ['when another epoch is written over', edited(0, '"memory"', '"forged"')],
    ['when its receipts were altered', edited(1, '"applied"', '"merged"')],
    ['when it knows a word that we do not', edited(0, '"forked"', '"extra":1,"forked"')],
  ])('%s', async (_, change) => {
    const found = await heard(change)
    expect([found.outcome, found.waiting]).toEqual([{ ok: false, problem: none }, [found.made]])
  })

  it('when another headquarters signs it than the one this device knows', async () => {
    const made = operation()
    const device = await deviceWith(made)
    device.disk.key = 'another-key'
    const outcome = await syncOnce(exchangeOf({ replica: device.replica, send: loopback(memoryServerLog()) }))
    expect([outcome, await waiting(device)]).toEqual([{ ok: false, problem: { problem: 'other-server' } }, [made.id]])
  })
})
