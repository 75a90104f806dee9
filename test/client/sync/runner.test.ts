import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openRunner } from '../../../src/client/sync/runner.ts'
import { err, ok } from '../../../src/core/domain/result.ts'

const success = ok({ time: '2026-11-22T09:00:00.000Z', offset: 0, settled: 0, taken: 0 })
const failure = err({ problem: 'no-network' as const })

const busy = (wait: number) => err({ problem: 'too-many-requests' as const, wait })

const start = (outcomes: readonly (typeof success | typeof failure | ReturnType<typeof busy>)[]) => {
  const times: number[] = []
  const runner = openRunner({
    exchange: async () => {
      times.push(Date.now())
      return outcomes[Math.min(times.length, outcomes.length) - 1] ?? success
    },
    after: () => undefined,
    alone: (task) => task(),
    random: () => 1,
  })
  return { runner, times }
}

describe('the runner', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 0 }))
  afterEach(() => void vi.useRealTimers())

  it('speaks soon after new work, once for many taps', async () => {
    const { runner, times } = start([success])
    for (let tap = 0; tap < 20; tap += 1) runner.wake()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(times).toHaveLength(1)
    expect(times[0]).toBeLessThanOrEqual(1_000)
    runner.stop()
  })

  it('waits longer after each failure, and never longer than five minutes', async () => {
    const { runner, times } = start([failure])
    runner.wake()
    await vi.advanceTimersByTimeAsync(60 * 60_000)
    const waits = times.slice(1).map((time, place) => time - (times[place] ?? 0))
    expect(waits.slice(0, 4)).toEqual([2_000, 4_000, 8_000, 16_000])
    expect(Math.max(...waits)).toBe(300_000)
    runner.stop()
  })

  it('asks ever less often while nothing happens, every five minutes at least, and soon again after something did', async () => {
    const brought = ok({ time: '2026-11-22T09:00:00.000Z', offset: 0, settled: 0, taken: 3 })
    const { runner, times } = start([success, success, success, success, success, brought, success])
    runner.wake()
    await vi.advanceTimersByTimeAsync(60 * 60_000)
    const waits = times.slice(1, 8).map((time, place) => time - (times[place] ?? 0))
    expect(waits.map((wait) => wait / 60_000)).toEqual([2, 4, 5, 5, 5, 1, 2])
    runner.stop()
  })

  it('leaves a server alone for as long as it asks, at least, and for half an hour at most', async () => {
    const { runner, times } = start([busy(90), busy(0), busy(999_999), success])
    runner.wake()
    await vi.advanceTimersByTimeAsync(60 * 60_000)
    const waits = times.slice(1, 4).map((time, place) => time - (times[place] ?? 0))
    expect(waits).toEqual([90_000 * 1.25, 4_000, 30 * 60_000 * 1.25])
    runner.stop()
  })

  it('says nothing of an exchange that ends after it was stopped: somebody else may be at the tablet', async () => {
    const after = vi.fn()
    let answer: (outcome: typeof failure) => void = () => undefined
    const exchange = () => new Promise<typeof failure>((resolve) => (answer = resolve))
    const runner = openRunner({ exchange, after, alone: (task) => task(), random: () => 1 })
    const asked = runner.now()
    runner.stop()
    answer(failure)
    expect(await asked).toEqual(failure)
    await vi.advanceTimersByTimeAsync(60 * 60_000)
    expect(after).not.toHaveBeenCalled()
  })

  it('does not let new work cut the wait short, but lets a person do so', async () => {
    const { runner, times } = start([failure, failure, failure, success])
    runner.wake()
    await vi.advanceTimersByTimeAsync(3_500)
    const before = times.length
    runner.wake()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(times).toHaveLength(before)
    await runner.now()
    expect(times).toHaveLength(before + 1)
    runner.stop()
  })

  it('runs one exchange at a time, and one more for the work that came meanwhile', async () => {
    let running = 0
    let most = 0
    let runs = 0
    const runner = openRunner({
      exchange: async () => {
        running += 1
        runs += 1
        most = Math.max(most, running)
        await new Promise((resolve) => setTimeout(resolve, 1_000))
        running -= 1
        return success
      },
      after: () => undefined,
      alone: (task) => task(),
      random: () => 1,
    })
    const first = runner.now()
    runner.wake()
    const second = runner.now()
    await vi.advanceTimersByTimeAsync(10_000)
    await Promise.all([first, second])
    expect([most, runs]).toEqual([1, 2])
    runner.stop()
  })

  it('says of an exchange that broke that it failed, and tries again later', async () => {
    const outcomes: unknown[] = []
    let runs = 0
    const runner = openRunner({
      exchange: async () => {
        runs += 1
        if (runs === 1) throw new Error('the database is closed')
        return success
      },
      after: (outcome) => outcomes.push(outcome),
      alone: (task) => task(),
      random: () => 1,
    })
    expect(await runner.now()).toEqual({ ok: false, problem: { problem: 'not-stored' } })
    await vi.advanceTimersByTimeAsync(2_500)
    expect(outcomes).toEqual([{ ok: false, problem: { problem: 'not-stored' } }, success])
    runner.stop()
  })
})
