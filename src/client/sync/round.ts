import type { OperationId, StreamId } from '../../core/domain/id.ts'
import { err, ok, type Result } from '../../core/domain/result.ts'
import type { Instant } from '../../core/domain/time.ts'
import type { Cursors } from '../../core/protocol/cursor.ts'
import type { Envelope } from '../../core/protocol/envelope.ts'
import { hashOf } from '../../core/protocol/hash.ts'
import type { Hello } from '../../core/protocol/message/hello.ts'
import type { Session } from '../../core/protocol/ports.ts'
import type { Receipt } from '../../core/protocol/receipt.ts'
import { requestEnd, requestStart } from '../../core/protocol/request.ts'
import type { Exchange, Progress } from './exchange.ts'
import { type Heard, hear } from './hear.ts'
import type { ExchangeProblem, Send } from './send.ts'

export type Total = { -readonly [name in keyof Progress]: Progress[name] }

/** What a request is to carry. */
type Load = {
  readonly operations: readonly Envelope[]
  /** Nothing else waited when it was written. */
  readonly isLast: boolean
  readonly cursors: Cursors
}

/** A request that is written and packed. */
type Ready = Load & {
  readonly session: Session
  readonly nonce: string
  readonly body: string
  readonly packed: Promise<ArrayBuffer> | undefined
}

/** A request that is on its way. */
export type Begun = Ready & { readonly mayLeave: boolean; readonly left: Instant; readonly answer: ReturnType<Send> }

export type Round = {
  readonly time: string
  readonly offset: number
  readonly isQuiet: boolean
  readonly isToErase: boolean
  /** The next request, where it left already. */
  readonly next?: Begun | undefined
}

/** Writes a request and lets it go. While more is to be sent than one request carries, nothing is asked for: the echo of the own work comes once, at the end. */
export const begin = async (exchange: Exchange, operations: readonly Envelope[], total: Total): Promise<Begun> => {
  const isLast = await isLastOf(exchange, idsOf(operations))
  const load = { operations, isLast, cursors: isLast ? await exchange.replica.cursors() : {} }
  return leave(exchange, await write(exchange, load, total), total)
}

export const idsOf = (operations: readonly Envelope[]): readonly OperationId[] => operations.map(({ id }) => id)

const isLastOf = async ({ replica, pace }: Exchange, sent: readonly OperationId[]): Promise<boolean> =>
  (await replica.outbox(1, 0, new Set([...pace.stuck, ...sent]))).length === 0

const write = async (exchange: Exchange, load: Load, total: Total): Promise<Ready> => {
  const { replica, app, condition, hash = hashOf, pack } = exchange
  const session = await replica.session()
  // Asked anew each round: people go on working meanwhile.
  total.waiting = await replica.unsent()
  const { device, incarnation, epoch, witness } = session
  const { cursors, operations } = load
  const report = { unsent: total.waiting, ...((await condition?.()) ?? { storage: 'unknown', offset: null }) } as const
  const nonce = exchange.nonce()
  const start = requestStart({ protocol: 3, app, device, incarnation, epoch, nonce, witness, cursors, report }, operations)
  const body = `${start}${requestEnd(operations.length, await hash(start))}`
  const packed = pack?.(body)
  // Whoever sends it hears of it; it may come to nothing before anybody does.
  packed?.catch(() => undefined)
  return { ...load, session, nonce, body, packed }
}

const leave = async (exchange: Exchange, ready: Ready, total: Total): Promise<Begun> => {
  const { replica, send, cutOff = () => false, now, progress } = exchange
  const mayLeave = !cutOff()
  const sent = idsOf(ready.operations)
  if (mayLeave && sent.length > 0) await replica.sending(sent)
  const sending = {
    sent: (bytes: number) => {
      total.bytesOut += bytes
      progress({ ...total })
    },
    received: (bytes: number) => {
      total.bytesIn += bytes
      progress({ ...total })
    },
  }
  const left = now()
  const answer = send(ready.body, sending, ready.packed)
  // Whoever waits for it hears of it; it may come to nothing before anybody does.
  answer.catch(() => undefined)
  return { ...ready, mayLeave, left, answer }
}

/**
 * Waits for the answer and takes it in. Meanwhile the next request is written and packed; as soon as the receipts of this one are
 * proven it leaves, so that the server works while they are written down. [D2] Nothing is off the outbox before that. [S10] The
 * last request never leaves like that: it is the one with cursors, and bears witness of all that was received before.
 */
export const speak = async (exchange: Exchange, begun: Begun, total: Total): Promise<Result<Round, ExchangeProblem>> => {
  const { replica } = exchange
  const { operations, session, nonce, cursors, isLast, mayLeave, left } = begun
  const sent = idsOf(operations)
  const ahead = isLast ? undefined : writeAhead(exchange, sent, total)
  const answer = await begun.answer
  const ready = await ahead
  if (!answer.ok) {
    if (mayLeave && sent.length > 0) await replica.unknown(sent)
    return err(answer.problem)
  }
  const onwards: { next?: Promise<Begun> } = {}
  const heard = await hear(exchange, {
    lines: answer.value,
    session,
    nonce,
    left,
    asked: Object.keys(cursors) as StreamId[],
    total,
    proven: async (receipts, hello) => {
      if (!ready || onwards.next || !isPlain(receipts, hello, begun)) return
      onwards.next = leave(exchange, ready, total)
      // What keeps it from leaving is said where it is waited for.
      await onwards.next.catch(() => undefined)
    },
  })
  const unsettled = sent.filter((id) => !heard.settled.has(id))
  const problem = heard.problem ?? (unsettled.length > 0 ? ({ problem: 'rejected', status: 200 } as const) : undefined)
  if (unsettled.length > 0) await replica.unknown(unsettled)
  const next = await onwards.next
  if (problem) {
    if (next) await giveUp(exchange, next)
    return err(problem)
  }
  return ok({
    time: heard.time,
    offset: heard.offset,
    isQuiet: isLast && !heard.more && knowsAll(await replica.cursors(), cursors, heard),
    isToErase: heard.isToErase,
    next,
  })
}

/** While the server works: the next request, unless it is the last one. */
const writeAhead = async (exchange: Exchange, underWay: readonly OperationId[], total: Total): Promise<Ready | undefined> => {
  const { replica, pace } = exchange
  try {
    const operations = await replica.outbox(pace.operations(), pace.bytes(), new Set([...pace.stuck, ...underWay]))
    const isLast = operations.length === 0 || (await isLastOf(exchange, [...underWay, ...idsOf(operations)]))
    return isLast ? undefined : await write(exchange, { operations, isLast, cursors: {} }, total)
  } catch {
    // The round after this one meets the same, and says it.
    return undefined
  }
}

/** All that was sent has its receipt, from the server and the life of it that this device spoke with before. */
const isPlain = (receipts: readonly Receipt[], hello: Hello, { operations, session }: Begun): boolean => {
  const told = new Set(receipts.map(({ operation }) => operation))
  return hello.epoch === session.epoch && !hello.forked && operations.every(({ id }) => told.has(id))
}

/** It was sent, and nobody hears what became of it. Two requests of one device are never under way at once, so its answer is waited for. */
const giveUp = async ({ replica }: Exchange, { operations, mayLeave, answer }: Begun): Promise<void> => {
  if (mayLeave) await replica.unknown(idsOf(operations))
  try {
    const answered = await answer
    if (answered.ok) for await (const _ of answered.value) break
  } catch {
    // It broke off: nobody was going to hear it.
  }
}

/** No stream became known with this reply that was not asked for, and the epoch is still the one that was asked in. */
const knowsAll = (now: Cursors, asked: Cursors, { isNewEpoch }: Heard): boolean =>
  !isNewEpoch && Object.keys(now).every((stream) => Object.hasOwn(asked, stream))
