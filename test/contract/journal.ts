import { describe, expect, it } from 'vitest'
import type { Journal, JournalContent, JournalRecord } from '../../src/client/storage/journal/journal.ts'

/** The place in which the tabs of one origin keep their journals, and what can befall it. */
export type JournalPlace = {
  /** One more tab. */
  readonly open: () => Promise<Journal>
  /** A tab ends without a word. */
  readonly end: (journal: Journal) => Promise<void>
  readonly files: () => Promise<readonly { readonly name: string; readonly bytes: Uint8Array }[]>
  /** Bytes change while no tab holds the file. */
  readonly put: (name: string, bytes: Uint8Array) => Promise<void>
}

let made = 0

/** A piece of work; its text is as awkward as JSON allows. */
export const piece = (lsn: number, device = 'tablet-1', words = 'Évalué « au » bureau\n\u001e\u2028'): JournalRecord => {
  made += 1
  const text = JSON.stringify({ v: 2, id: `op-${made}`, device, lsn, set: { words } })
  return { id: `op-${made}`, hash: `hash-${made}`, text, ...(lsn % 2 === 0 ? { signature: `signed-${made}` } : {}) }
}

export const contentsOfJournal = async (journal: Journal): Promise<JournalContent> => {
  const read = await journal.read()
  if (!read.ok) throw new Error(read.problem.detail)
  return read.value
}

export const append = async (journal: Journal, records: readonly JournalRecord[]): Promise<void> => {
  const done = await journal.append(records)
  if (!done.ok) throw new Error(done.problem.detail)
}

const written = (bytes: Uint8Array): number => bytes.findLastIndex((byte) => byte !== 0) + 1

/** What every journal must do, whatever it lies on. */
export const journalContract = (name: string, openPlace: () => Promise<JournalPlace>): void => {
  describe(`a journal in ${name}`, () => {
    it('gives back what was put in, to the letter and in order, to the tab that comes after', async () => {
      const place = await openPlace()
      const first = await place.open()
      const work = [piece(1), piece(2), piece(3)]
      expect(await first.exists()).toBe(false)
      await append(first, work.slice(0, 1))
      await append(first, work.slice(1))
      expect((await contentsOfJournal(first)).records).toEqual(work)
      await place.end(first)
      const next = await place.open()
      expect(await next.exists()).toBe(true)
      expect((await contentsOfJournal(next)).records).toEqual(work)
      await place.end(next)
    })

    it('keeps the order of each device, whichever tab wrote a piece and whichever was written first', async () => {
      const place = await openPlace()
      const [one, other] = [await place.open(), await place.open()]
      const work = [piece(1), piece(2), piece(3), piece(4)]
      for (const i of [2, 0]) await append(one, work.slice(i, i + 1))
      for (const i of [3, 1]) await append(other, work.slice(i, i + 1))
      for (const tab of [one, other]) expect((await contentsOfJournal(tab)).records).toEqual(work)
      for (const tab of [one, other]) await place.end(tab)
      const next = await place.open()
      expect((await contentsOfJournal(next)).records).toEqual(work)
      expect(await place.files()).toHaveLength(1)
      await place.end(next)
    })

    it('lets go of what is settled, in whichever tab that became known, and for good', async () => {
      const place = await openPlace()
      const [one, other] = [await place.open(), await place.open()]
      const work = [piece(1), piece(2), piece(3)]
      await append(one, work)
      await other.settle([work[0]?.id ?? '', work[2]?.id ?? ''])
      expect((await contentsOfJournal(one)).records).toEqual([work[1]])
      for (const tab of [other, one]) await place.end(tab)
      const next = await place.open()
      expect((await contentsOfJournal(next)).records).toEqual([work[1]])
      await place.end(next)
    })

    it('holds a piece again that comes back after it was settled', async () => {
      const place = await openPlace()
      const [one, other] = [await place.open(), await place.open()]
      const work = piece(1)
      await append(one, [work])
      await other.settle([work.id])
      await append(other, [work])
      expect((await contentsOfJournal(one)).records).toEqual([work])
      for (const tab of [one, other]) await place.end(tab)
    })

    it('knows whose device it is, and how far each device had come even when all is settled', async () => {
      const place = await openPlace()
      const tab = await place.open()
      const work = [piece(7), piece(8), piece(3, 'tablet-of-before')]
      await append(tab, work)
      await tab.know({ device: 'tablet-1', administration: null, person: null })
      await tab.know({ device: 'tablet-1', administration: 'dgd', person: 'kone', names: { a1: 'DEMBÉLÉ Daouda' } })
      await tab.settle(work.map(({ id }) => id))
      await place.end(tab)
      const next = await place.open()
      const { records, device, heads } = await contentsOfJournal(next)
      expect(records).toEqual([])
      expect(device).toEqual({ device: 'tablet-1', administration: 'dgd', person: 'kone', names: { a1: 'DEMBÉLÉ Daouda' } })
      expect(heads).toEqual([
        { device: 'tablet-1', lsn: 8, hash: work[1]?.hash },
        { device: 'tablet-of-before', lsn: 3, hash: work[2]?.hash },
      ])
      await place.end(next)
    })

    it('reads past a tail torn anywhere, and goes on after it', async () => {
      const place = await openPlace()
      const first = await place.open()
      const whole = [piece(1), piece(2)]
      await append(first, whole)
      const before = written((await place.files())[0]?.bytes ?? new Uint8Array())
      await append(first, [piece(3, 'tablet-1', 'x')])
      await place.end(first)
      const [file] = await place.files()
      if (!file) throw new Error('no file')
      const size = written(file.bytes) - before
      for (const kept of new Set([1, 2, 9, 10, 11, 40, size - 2])) {
        for (const rest of ['cut off', 'zeros']) {
          const torn = file.bytes.slice(0, rest === 'zeros' ? undefined : before + kept).fill(0, before + kept)
          await place.put(file.name, torn)
          const tab = await place.open()
          const more = piece(4)
          await append(tab, [more])
          const content = await contentsOfJournal(tab)
          expect(content.records, `${rest} after ${kept}`).toEqual([...whole, more])
          expect(content.corrupt, `${rest} after ${kept}`).toEqual([])
          await place.end(tab)
        }
      }
    })

    it('loses no piece but the one that a damaged byte lies in, and says that one was lost until somebody was told', async () => {
      const place = await openPlace()
      const first = await place.open()
      const work = [piece(1), piece(2), piece(3)]
      const marks: number[] = []
      for (const each of work) {
        await append(first, [each])
        marks.push(written((await place.files())[0]?.bytes ?? new Uint8Array()))
      }
      await place.end(first)
      const [file] = await place.files()
      const [start = 0, end = 0] = marks
      if (!file) throw new Error('no file')
      for (const at of [start, start + 1, start + 9, start + 10, start + 60, end - 2, end - 1]) {
        const bytes = file.bytes.slice()
        bytes[at] = (bytes[at] ?? 0) ^ 0x41
        await place.put(file.name, bytes)
        const tab = await place.open()
        const { records, corrupt } = await contentsOfJournal(tab)
        const mark = at === start || at === end - 1
        expect(records, `byte ${at - start}`).toEqual(mark ? work : [work[0], work[2]])
        expect(corrupt.length, `byte ${at - start}`).toBe(mark ? 0 : 1)
        await tab.settle(corrupt.map(({ id }) => id))
        expect((await contentsOfJournal(tab)).corrupt).toEqual([])
        await place.end(tab)
      }
    })

    it('writes itself anew when most of it is settled, and keeps what is not', async () => {
      const place = await openPlace()
      const tab = await place.open()
      const work = Array.from({ length: 500 }, (_, i) => piece(i + 1, 'tablet-1', 'mot '.repeat(300)))
      await append(tab, work)
      await tab.know({ device: 'tablet-1', administration: 'dgd', person: 'kone' })
      const [before] = await place.files()
      await tab.settle(work.slice(0, 499).map(({ id }) => id))
      const { records, device, heads } = await contentsOfJournal(tab)
      expect(records).toEqual(work.slice(499))
      expect([device?.person, heads[0]?.lsn]).toEqual(['kone', 500])
      const files = await place.files()
      expect(files).toHaveLength(1)
      expect(written(before?.bytes ?? new Uint8Array())).toBeGreaterThan(600_000)
      expect(written(files[0]?.bytes ?? new Uint8Array())).toBeLessThan(5_000)
      await place.end(tab)
    })

    it('tells nothing twice when a tab died between writing the new file and removing the old', async () => {
      const place = await openPlace()
      const tab = await place.open()
      const work = [piece(1), piece(2)]
      await append(tab, work)
      await tab.settle([work[0]?.id ?? ''])
      await place.end(tab)
      const [file] = await place.files()
      await place.put('zz-the-same-again.log', file?.bytes ?? new Uint8Array())
      const next = await place.open()
      expect((await contentsOfJournal(next)).records).toEqual([work[1]])
      expect(await place.files()).toHaveLength(1)
      await place.end(next)
    })
  })
}
