import { describe, expect, it } from 'vitest'
import { crc32c } from '../../../../src/client/storage/journal/checksum.ts'
import { append, contentsOfJournal, piece } from '../../../contract/journal.ts'
import { memoryPlace } from '../../../support/memory-journal.ts'

const long = 'mot '.repeat(300)

describe('a journal on a disk that loses what was not flushed', () => {
  it('has each record whose writing it answered', async () => {
    const place = memoryPlace()
    const work = [piece(1), piece(2)]
    for (const each of work) {
      await append(await place.open(), [each])
      place.cutPower()
    }
    expect((await contentsOfJournal(await place.open())).records).toEqual(work)
  })

  it('does not offer again what was settled', async () => {
    const place = memoryPlace()
    const [tab, work] = [await place.open(), piece(1)]
    await append(tab, [work])
    await tab.settle([work.id])
    place.cutPower()
    expect((await contentsOfJournal(await place.open())).records).toEqual([])
  })

  it('loses nothing that is unsettled, whichever step of writing itself anew is its last', async () => {
    const work = Array.from({ length: 300 }, (_, i) => piece(i + 1, 'tablet-1', long))
    const settled = work.slice(0, 290).map(({ id }) => id)
    const left = new Set<number>()
    for (let deeds = 0; deeds < 16; deeds += 1) {
      const place = memoryPlace()
      const tab = await place.open()
      await append(tab, work)
      await contentsOfJournal(tab)
      place.cutPowerBefore(deeds)
      // On a disk that just holds the new file beside the old one, no free room is written, and nothing is flushed for its sake.
      if (deeds % 2 === 0) place.limit(720_000)
      await tab.settle(settled)
      // Answers once the tidying before it is done, or never.
      await Promise.race([tab.read(), new Promise((resolve) => setTimeout(resolve, 50))])
      place.cutPower()
      const { records, corrupt } = await contentsOfJournal(await place.open())
      expect(records.slice(-10), `the power went before deed ${deeds}`).toEqual(work.slice(290))
      expect(corrupt).toEqual([])
      left.add((await place.files()).reduce((sum, { bytes }) => sum + bytes.findLastIndex((byte) => byte !== 0), 0))
    }
    // Before, in the middle, with both files whole, and after: the steps were there to die at.
    expect(left.size).toBeGreaterThan(2)
  })
})

describe('a journal on a full disk', () => {
  it('still takes work into the room it kept, then says that it is full, and reads nothing that was written in part', async () => {
    const place = memoryPlace()
    const tab = await place.open()
    const work = [piece(1)]
    await append(tab, work)
    await contentsOfJournal(tab)
    const [file] = await place.files()
    place.limit(file?.bytes.length ?? 0)
    let refused: string | undefined
    while (!refused) {
      const next = piece(work.length + 1, 'tablet-1', long)
      const done = await tab.append([next])
      if (done.ok) work.push(next)
      else refused = done.problem.cause
    }
    expect(refused).toBe('full')
    expect(work.length).toBeGreaterThan(40)
    // Of a list that does not fit, what would fit is not taken either.
    const list = [1, 2, 3, 4].map((step) => piece(work.length + step, 'tablet-1', 'mot '.repeat(step * 100)))
    expect((await tab.append(list)).ok).toBe(false)
    const small = piece(work.length + 1, 'tablet-1', '')
    expect((await tab.append([small])).ok).toBe(true)
    place.cutPower()
    const { records, corrupt } = await contentsOfJournal(await place.open())
    expect(records).toEqual([...work, small])
    expect(corrupt).toEqual([])
  })

  it('leaves what a gone tab wrote where it is when there is no room to bring it together', async () => {
    const place = memoryPlace()
    const [one, other] = [await place.open(), await place.open()]
    const work = Array.from({ length: 200 }, (_, i) => piece(i + 1, 'tablet-1', long))
    await append(one, work.slice(0, 100))
    await append(other, work.slice(100))
    for (const tab of [one, other]) await place.end(tab)
    place.limit((await place.files()).reduce((sum, { bytes }) => sum + bytes.length, 0))
    const next = await place.open()
    expect((await contentsOfJournal(next)).records).toEqual(work)
  })
})

it('checks each record by the checksum that RFC 3720 describes', () => {
  expect(crc32c(new TextEncoder().encode('123456789'))).toBe('e3069283')
  expect(crc32c(new Uint8Array(32))).toBe('8a9136aa')
})
