import { setTimeout as wait } from 'node:timers/promises'

export type Arrival = {
  /** From when it was due, in milliseconds: a server that stalls is charged for all that had to wait meanwhile. */
  readonly latency: number
  readonly problem: string | undefined
}

/** Lets `deed` begin at fixed times, `rate` a second, however long the ones before take. */
export const arrivals = async (
  { rate, seconds }: { readonly rate: number; readonly seconds: number },
  deed: (turn: number) => Promise<void>,
): Promise<readonly Arrival[]> => {
  const began = performance.now()
  const count = Math.round(rate * seconds)
  const found: Promise<Arrival>[] = []
  while (found.length < count) {
    const due = began + (found.length * 1000) / rate
    const early = due - performance.now()
    if (early > 1) await wait(early)
    found.push(arrive(due, deed(found.length)))
  }
  return Promise.all(found)
}

const arrive = async (due: number, deed: Promise<void>): Promise<Arrival> => {
  const problem = await deed.then(
    () => undefined,
    (error: unknown) => String(error),
  )
  return { latency: performance.now() - due, problem }
}

export const latencyAt = (found: readonly Arrival[], share: number): number => {
  const sorted = found.map(({ latency }) => latency).sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
