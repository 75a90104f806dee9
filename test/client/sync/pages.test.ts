import { describe, expect, it } from 'vitest'
import { openPages, type Pages } from '../../../src/client/sync/pages.ts'
import type { StreamId } from '../../../src/core/domain/id.ts'
import type { Leave, Mark } from '../../../src/core/protocol/reply.ts'

const site = 'site' as StreamId
const other = 'other' as StreamId

const leave = (seq: number, stream = site): Leave => ({ line: 'leave', stream, seq, kind: 'assessment', id: `a${seq}`, rev: 1 })
const mark = (seq: number, stream = site): Mark => ({ line: 'mark', stream, cursor: { seq, proof: 'p' } })

/** A device that writes no faster than it is let. */
const slowDevice = () => {
  const written: Pages[] = []
  const waiting: { readonly go: () => void; readonly fail: (error: Error) => void }[] = []
  const take = (pages: Pages): Promise<void> =>
    new Promise((resolve, reject) =>
      waiting.push({
        go: () => {
          written.push(pages)
          resolve()
        },
        fail: reject,
      }),
    )
  const step = async (deed: 'go' | Error = 'go'): Promise<void> => {
    const next = waiting.shift()
    if (!next) throw new Error('nothing is being written')
    if (deed === 'go') next.go()
    else next.fail(deed)
    await new Promise((resolve) => setTimeout(resolve))
  }
  return { take, step, written, underWay: () => waiting.length }
}

const seqsOf = (pages: Pages | undefined): readonly number[] => (pages?.changes ?? []).map(({ seq }) => seq)

describe('pages of a reply', () => {
  it('are written one by one where the line is slower than the disk', async () => {
    const { take, step, written } = slowDevice()
    const pages = openPages(take)
    for (const seq of [1, 2]) {
      pages.change(leave(seq))
      await pages.mark(mark(seq))
      await step()
    }
    await pages.written()
    expect(written.map(seqsOf)).toEqual([[1], [2]])
  })

  it('gather while one is being written, and go together with the last mark of each stream', async () => {
    const { take, step, written, underWay } = slowDevice()
    const pages = openPages(take)
    for (const [seq, stream] of [
      [1, site],
      [2, site],
      [3, other],
      [4, site],
    ] as const) {
      pages.change(leave(seq, stream))
      await pages.mark(mark(seq, stream))
    }
    expect(underWay()).toBe(1)
    await step()
    await step()
    await pages.written()
    expect(written.map(seqsOf)).toEqual([[1], [2, 3, 4]])
    expect(written[1]?.marks).toEqual([mark(4), mark(3, other)])
  })

  it('let a change wait for the mark of its own stream, and never count without one', async () => {
    const { take, step, written } = slowDevice()
    const pages = openPages(take)
    pages.change(leave(1, other))
    pages.change(leave(2))
    await pages.mark(mark(2))
    await step()
    await pages.written()
    expect(written.map(seqsOf)).toEqual([[2]])
  })

  it('stop the reading where a thousand changes wait for the disk', async () => {
    const { take, step } = slowDevice()
    const pages = openPages(take)
    await pages.mark(mark(0))
    for (let seq = 1; seq <= 1000; seq += 1) pages.change(leave(seq))
    let goesOn = false
    const reading = pages.mark(mark(1000)).then(() => {
      goesOn = true
    })
    await new Promise((resolve) => setTimeout(resolve))
    expect(goesOn).toBe(false)
    await step()
    await step()
    await reading
    expect(goesOn).toBe(true)
  })

  it('say at the next one, and at the end, what the device could not write; nothing is written after it', async () => {
    const { take, step, written, underWay } = slowDevice()
    const pages = openPages(take)
    await pages.mark(mark(1))
    await pages.mark(mark(2))
    await step(new Error('full'))
    await expect(pages.mark(mark(3))).rejects.toThrow('full')
    await expect(pages.written()).rejects.toThrow('full')
    expect([written.length, underWay()]).toEqual([0, 0])
  })
})
