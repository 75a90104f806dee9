import type { StreamId } from '../../core/domain/id.ts'
import type { Result } from '../../core/domain/result.ts'
import { err, ok } from '../../core/domain/result.ts'
import type { Cursors } from '../../core/protocol/cursor.ts'
import type { Envelope } from '../../core/protocol/envelope.ts'
import { limits } from '../../core/protocol/limits.ts'
import type { Replica } from '../../core/protocol/ports.ts'
import { type Report, requestBody } from '../../core/protocol/request.ts'
import { type Heard, hear } from './hear.ts'
import type { Pace } from './pace.ts'
import type { ExchangeProblem, Send } from './send.ts'
import type { Verify } from './verify.ts'

export type Progress = {
  /** Operations settled, changes taken in. */
  readonly settled: number
  readonly taken: number
  /** Bytes out, as they are on the line; bytes in, unpacked. */
  readonly bytesOut: number
  readonly bytesIn: number
  /** Operations still to be sent, and changes at most still to come, as far as is known. */
  readonly waiting: number
  readonly coming: number
}

export type Exchange = {
  readonly replica: Replica
  readonly send: Send
  readonly verify: Verify
  readonly pace: Pace
  readonly app: string
  readonly nonce: () => string
  /** Told as it goes. */
  readonly progress: (progress: Progress) => void
  /** How many operations have no receipt yet. */
  readonly unsent?: (() => Promise<number>) | undefined
  /** How the device is, for whoever looks after it. */
  readonly condition?: (() => Promise<Omit<Report, 'unsent'>>) | undefined
  /** True while the device itself knows that it has no network: what is tried then cannot have left it. */
  readonly cutOff?: (() => boolean) | undefined
}

export type Contact = { readonly time: string; readonly settled: number; readonly taken: number }

/**
 * Speaks with the endpoint until neither side has more to say. Each round is safe to repeat: operations stay on the outbox
 * until their receipt came, changes and cursors are taken together, and what a cut reply brought up to its last mark stays.
 */
export const syncOnce = async (exchange: Exchange): Promise<Result<Contact, ExchangeProblem>> => {
  const { replica, pace, unsent } = exchange
  pace.begun()
  const total: Total = { settled: 0, taken: 0, bytesOut: 0, bytesIn: 0, waiting: 0, coming: 0 }
  for (;;) {
    // Asked anew each round: people go on working meanwhile.
    total.waiting = (await unsent?.()) ?? 0
    const operations = await replica.outbox(limits.operations, pace.bytes(), pace.stuck)
    const began = performance.now()
    const round = await speak(exchange, operations, total)
    if (!round.ok) {
      if (!(isSizeable(round.problem) && operations.length > 0)) {
        if (operations.length > 0 && round.problem.problem !== 'too-many-requests') pace.failed()
        return err(round.problem)
      }
      if (!pace.failed()) for (const { id } of operations) pace.stuck.add(id)
      continue
    }
    if (operations.length > 0) pace.went(performance.now() - began)
    const { time, isQuiet, isToErase } = round.value
    // [D16] Not before everything is there, what no line takes included.
    if (isToErase && (await replica.outbox(1, 0)).length === 0) return err({ problem: 'revoked' })
    if (isQuiet && (await replica.outbox(1, 0, pace.stuck)).length === 0)
      return ok({ time, settled: total.settled, taken: total.taken })
  }
}

/** The server or something before it takes no request like this: a smaller one may go through. */
const isSizeable = (problem: ExchangeProblem): boolean =>
  problem.problem === 'rejected' && (problem.status === 413 || problem.status === 400)

type Total = { -readonly [name in keyof Progress]: Progress[name] }
type Round = { readonly time: string; readonly isQuiet: boolean; readonly isToErase: boolean }

const speak = async (
  exchange: Exchange,
  operations: readonly Envelope[],
  total: Total,
): Promise<Result<Round, ExchangeProblem>> => {
  const { replica, send, app, nonce, cutOff = () => false, pace, progress } = exchange
  const sent = operations.map(({ id }) => id)
  const session = await replica.session()
  // While more is to be sent than one request carries, nothing is asked for: the echo of the own work comes once, at the end.
  const isLast = (await replica.outbox(1, 0, new Set([...pace.stuck, ...sent]))).length === 0
  const cursors = isLast ? await replica.cursors() : {}
  const { device, incarnation, epoch, witness } = session
  const report = { unsent: total.waiting, ...((await exchange.condition?.()) ?? { storage: 'unknown', offset: null }) } as const
  const head = { protocol: 3, app, device, incarnation, epoch, nonce: nonce(), witness, cursors, report } as const
  const mayLeave = !cutOff()
  if (mayLeave && sent.length > 0) await replica.sending(sent)
  const answer = await send(requestBody(head, operations), {
    sent: (bytes) => {
      total.bytesOut += bytes
      progress({ ...total })
    },
    received: (bytes) => {
      total.bytesIn += bytes
      progress({ ...total })
    },
  })
  if (!answer.ok) {
    if (mayLeave && sent.length > 0) await replica.unknown(sent)
    return err(answer.problem)
  }
  const heard = await hear(exchange, {
    lines: answer.value,
    session,
    nonce: head.nonce,
    asked: Object.keys(cursors) as StreamId[],
    total,
  })
  const unsettled = sent.filter((id) => !heard.settled.has(id))
  if (unsettled.length > 0) await replica.unknown(unsettled)
  if (heard.problem) return err(heard.problem)
  if (unsettled.length > 0) return err({ problem: 'rejected', status: 200 })
  const isQuiet = isLast && !heard.more && knowsAll(await replica.cursors(), cursors, heard)
  return ok({ time: heard.time, isQuiet, isToErase: heard.isToErase })
}

/** No stream became known with this reply that was not asked for, and the epoch is still the one that was asked in. */
const knowsAll = (now: Cursors, asked: Cursors, { isNewEpoch }: Heard): boolean =>
  !isNewEpoch && Object.keys(now).every((stream) => Object.hasOwn(asked, stream))
