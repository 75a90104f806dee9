import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { inCompany } from '../../src/server/store/in-company.ts'

const doubling = (seen: number[][]) =>
  inCompany<number, number>({
    together: async (works) => {
      seen.push([...works])
      if (works.includes(13)) throw new Error('one of them cannot be done')
      await turn()
      return works.map((work) => work * 2)
    },
    alone: async (work) => {
      seen.push([work])
      if (work === 13) throw new Error('cannot be done')
      return work * 2
    },
  })

describe('work that comes at the same time', () => {
  it('is done together, and each is told its own result', async () => {
    const seen: number[][] = []
    const double = doubling(seen)
    expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6])
    expect(seen).toEqual([[1, 2, 3]])
  })

  it('waits for the next turn where it comes while others are at it, and is done then', async () => {
    const seen: number[][] = []
    const double = doubling(seen)
    const first = [1, 2].map(double)
    await turn()
    const later = [3, 4, 5].map(double)
    expect(await Promise.all([...first, ...later])).toEqual([2, 4, 6, 8, 10])
    expect(seen).toEqual([
      [1, 2],
      [3, 4, 5],
    ])
  })

  it('is not spoilt by what cannot be done: each is then done alone', async () => {
    const double = doubling([])
    const found = await Promise.allSettled([1, 13, 3].map(double))
    expect(found.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)))).toEqual([
      2,
      'Error: cannot be done',
      6,
    ])
    expect(await double(5)).toBe(10)
  })
})
