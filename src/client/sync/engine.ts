import type { OperationId } from '../../core/domain/id.ts'
import { err, ok, type Result } from '../../core/domain/result.ts'
import type { Exchange } from './exchange.ts'
import { type Begun, begin, idsOf, speak, type Total } from './round.ts'
import type { ExchangeProblem } from './send.ts'

export type Contact = {
  /** When headquarters answered last, by its own clock, and how far this device's was ahead of it then, in milliseconds. */
  readonly time: string
  readonly offset: number
  readonly settled: number
  readonly taken: number
}

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
    const begun = next ?? (await begin(exchange, await replica.outbox(pace.operations(), pace.bytes(), pace.stuck), total))
    const round = await speak(exchange, begun, total)
    const sent = idsOf(begun.operations)
    next = undefined
    if (!round.ok) {
      if (!(await goesOn(exchange, { problem: round.problem, sent, total }))) return err(round.problem)
      continue
    }
    if (sent.length > 0) pace.went(performance.now() - began, sent)
    const { time, offset, isQuiet, isToErase } = round.value
    next = round.value.next
    // [D16] Not before everything is there, what no line takes and what does not open included.
    if (isToErase && !next && (await replica.outbox(1, 0)).length === 0)
      return err({ problem: (await replica.unsent()) === 0 ? 'revoked' : 'undelivered' })
    if (isQuiet && (await replica.outbox(1, 0, pace.stuck)).length === 0) {
      pace.quiet()
      return ok({ time, offset, settled: total.settled, taken: total.taken })
    }
  }
}

type Vain = { readonly problem: ExchangeProblem; readonly sent: readonly OperationId[]; readonly total: Total }

/** Whether there is more to try after a request that brought nothing: a smaller one, or one without what no request carries. */
const goesOn = async (exchange: Exchange, { problem, sent, total }: Vain): Promise<boolean> => {
  const { pace } = exchange
  if (sent.length === 0 || problem.problem === 'too-many-requests') return false
  const isSmaller = pace.failed()
  if (isSizeable(problem)) {
    if (!isSmaller) for (const id of sent) pace.stuck.add(id)
    return true
  }
  if (!isFailure(problem) || !pace.failedAt(sent)) return false
  // [D11] A server that fails at everything says nothing of one operation: it is asked without any.
  if (!(await speak(exchange, await begin(exchange, [], total), total)).ok) return false
  pace.passBy(sent)
  return true
}

/** The server or something before it takes no request like this: a smaller one may go through. */
const isSizeable = (problem: ExchangeProblem): boolean =>
  problem.problem === 'rejected' && (problem.status === 413 || problem.status === 400)

/** Headquarters says that it failed at this request. Without room, or behind a proxy that finds nobody, it says nothing of the kind. */
const isFailure = (problem: ExchangeProblem): boolean => problem.problem === 'rejected' && problem.status === 500
