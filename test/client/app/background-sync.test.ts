import { afterEach, describe, expect, it, vi } from 'vitest'
import { listenForBackgroundSync } from '../../../src/client/app/background-sync.ts'
import { useContact } from '../../../src/client/app/contact.ts'
import { openDatabase } from '../../../src/client/storage/database.ts'
import { record } from '../../../src/client/storage/record.ts'
import type { ExchangeProblem } from '../../../src/client/sync/send.ts'
import { ok } from '../../../src/core/domain/result.ts'
import { operation } from '../../support/operations.ts'

let opened = 0

/** A page with some work, beside a browser that keeps a list of what it promised. */
const pageWith = async (work: number, isCutOff = true) => {
  const promised: string[] = []
  let asked = 0
  const database = openDatabase(`background-${opened++}`)
  if (work > 0) await record(database, [operation()])
  const workers = Object.assign(new EventTarget(), {
    getRegistration: async () => ({ sync: { register: async (tag: string) => void promised.push(tag) } }),
  }) as unknown as ServiceWorkerContainer
  const contact = ok({ time: '', offset: 0, settled: 0, taken: 0 })
  const runner = { wake: () => undefined, stop: () => undefined, now: async () => contact }
  listenForBackgroundSync(
    {
      database,
      runner: {
        ...runner,
        now: async () => {
          asked += 1
          return contact
        },
      },
    },
    workers,
    () => isCutOff,
  )
  return { promised, workers, asked: () => asked }
}

const exchangeEnds = (problem: ExchangeProblem | null): void => {
  useContact.getState().start()
  useContact.getState().end(problem)
}

describe('a browser with Background Sync', () => {
  afterEach(() => useContact.setState({ phase: 'resting', problem: null }))

  it('is asked to call back when work waits and no network was found', async () => {
    const { promised } = await pageWith(1)
    exchangeEnds({ problem: 'no-network' })
    await vi.waitFor(() => expect(promised).toEqual(['palier-sync']))
  })

  it('is not asked where nothing waits, nor where headquarters answered', async () => {
    const idle = await pageWith(0)
    const heard = await pageWith(1)
    exchangeEnds({ problem: 'upgrade-required' })
    exchangeEnds(null)
    expect(heard.promised).toEqual([])
    exchangeEnds({ problem: 'no-network' })
    await vi.waitFor(() => expect(heard.promised).toHaveLength(1))
    expect(idle.promised).toEqual([])
  })

  it('is not asked while it believes in a network: it would call back at once, again and again', async () => {
    const [online, cutOff] = [await pageWith(1, false), await pageWith(1)]
    exchangeEnds({ problem: 'no-network' })
    await vi.waitFor(() => expect(cutOff.promised).toHaveLength(1))
    expect(online.promised).toEqual([])
  })

  it('makes the page speak at once when it says that there is a network', async () => {
    const { workers, asked } = await pageWith(1)
    workers.dispatchEvent(new MessageEvent('message', { data: { type: 'SOMETHING-ELSE' } }))
    expect(asked()).toBe(0)
    workers.dispatchEvent(new MessageEvent('message', { data: { type: 'NETWORK' } }))
    expect(asked()).toBe(1)
  })
})
