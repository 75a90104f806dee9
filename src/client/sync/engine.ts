import { err, ok, type Result } from '../../core/domain/result.ts'
import { limits } from '../../core/protocol/limits.ts'
import type { Exchange } from './exchange.ts'
import { type Begun, begin, idsOf, speak, type Total } from './round.ts'
import type { ExchangeProblem } from './send.ts'

export type Contact = { readonly time: string; readonly settled: number; readonly taken: number }

/**
 * Speaks with the endpoint until neither side has more to say. Each round is safe to repeat: operations stay on the outbox
 * until their receipt came, changes and cursors are taken together, and what a cut reply brought up to its last mark stays.
 */
export const syncOnce = async (exchange: Exchange): Promise<Result<Contact, ExchangeProblem>> => {
  const { replica, pace } = exchange
  pace.begun()
  await replica.announce()
  const total: Total = { settled: 0, taken: 0, bytesOut: 0, bytesIn: 0, waiting: 0, coming: 0 }
  let next: Begun | undefined
  for (;;) {
    const began = performance.now()
    const begun = next ?? (await begin(exchange, await replica.outbox(limits.operations, pace.bytes(), pace.stuck), total))
    const round = await speak(exchange, begun, total)
    const sent = idsOf(begun.operations)
    next = undefined
    if (!round.ok) {
      if (!(isSizeable(round.problem) && sent.length > 0)) {
        if (sent.length > 0 && round.problem.problem !== 'too-many-requests') pace.failed()
        return err(round.problem)
      }
      if (!pace.failed()) for (const id of sent) pace.stuck.add(id)
      continue
    }
    if (sent.length > 0) pace.went(performance.now() - began)
    const { time, isQuiet, isToErase } = round.value
    next = round.value.next
    // [D16] Not before everything is there, what no line takes and what does not open included.
    if (isToErase && !next && (await replica.outbox(1, 0)).length === 0)
      return err({ problem: (await replica.unsent()) === 0 ? 'revoked' : 'undelivered' })
    if (isQuiet && (await replica.outbox(1, 0, pace.stuck)).length === 0)
      return ok({ time, settled: total.settled, taken: total.taken })
  }
}

/** The server or something before it takes no request like this: a smaller one may go through. */
const isSizeable = (problem: ExchangeProblem): boolean =>
  problem.problem === 'rejected' && (problem.status === 413 || problem.status === 400)
