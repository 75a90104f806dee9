import { err, type Result } from '../../core/domain/result.ts'
import type { Contact } from './engine.ts'
import type { ExchangeProblem } from './send.ts'

export type Runner = {
  /** New work, a network that came back, a page that is shown again: speak soon, unless a wait after a failure still runs. */
  readonly wake: () => void
  /** A person asked: speak now, whatever the wait. Answers when the exchange ended. */
  readonly now: () => Promise<Result<Contact, ExchangeProblem>>
  readonly stop: () => void
}

export type RunnerParts = {
  readonly exchange: () => Promise<Result<Contact, ExchangeProblem>>
  readonly after: (outcome: Result<Contact, ExchangeProblem>) => void
  /** Runs a task while no other tab of this device runs one. */
  readonly alone: <Value>(task: () => Promise<Value>) => Promise<Value>
  /** 0 ≤ x < 1: spreads the tablets of a site that all come back at once. */
  readonly random: () => number
  /** Milliseconds until the next exchange after one that brought or took anything; while nothing happens, each wait is twice as long. */
  readonly rest?: number
}

const settle = 800
const firstWait = 2_000
const cap = 5 * 60_000
/** The longest wait that is taken from anybody: what answers may be no headquarters of ours. */
const longestWait = 30 * 60_000

/** When to speak: one exchange at a time on the device, back-off with jitter up to five minutes after a failure. */
export const openRunner = ({ exchange, after, alone, random, rest = 60_000 }: RunnerParts): Runner => {
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let idle = 0
  let running: Promise<Result<Contact, ExchangeProblem>> | undefined
  let again = false
  let stopped = false

  const schedule = (wait: number): void => {
    clearTimeout(timer)
    if (!stopped) timer = setTimeout(() => void run(), wait)
  }
  const run = (): Promise<Result<Contact, ExchangeProblem>> => {
    clearTimeout(timer)
    // A profile that was locked speaks no more, whoever still holds its runner.
    if (stopped) return Promise.resolve(err({ problem: 'no-network' }))
    running ??= alone(exchange)
      .catch((): Result<Contact, ExchangeProblem> => err({ problem: 'not-stored' }))
      .then((outcome) => {
        running = undefined
        // Somebody else may be at the tablet by now.
        if (stopped) return outcome
        failures = outcome.ok ? 0 : failures + 1
        after(outcome)
        idle = outcome.ok && outcome.value.settled + outcome.value.taken === 0 ? idle + 1 : 0
        if (outcome.ok) schedule(again ? settle : Math.min(cap, rest * 2 ** idle))
        else
          schedule(
            Math.max(
              Math.min(cap, firstWait * 2 ** (failures - 1)) * (0.5 + random() / 2),
              askedWait(outcome.problem) * (1 + random() / 4),
            ),
          )
        again = false
        return outcome
      })
    return running
  }
  return {
    wake: () => {
      if (running) again = true
      else if (failures === 0) schedule(settle)
    },
    now: () => {
      failures = 0
      return run()
    },
    stop: () => {
      stopped = true
      clearTimeout(timer)
    },
  }
}

/** How long the server asked to be left alone, in milliseconds. */
const askedWait = (problem: ExchangeProblem): number =>
  problem.problem === 'too-many-requests' ? Math.min(longestWait, problem.wait * 1000) : 0
