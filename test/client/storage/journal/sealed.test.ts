import { describe, expect, it } from 'vitest'
import { carriedParts } from '../../../../src/client/storage/journal/carried-parts.ts'
import { lineOf, parse } from '../../../../src/client/storage/journal/line.ts'
import { openBox } from '../../../../src/core/protocol/courier/box.ts'
import { unwrapContentKey } from '../../../../src/core/protocol/courier/content-key.ts'
import { headClaim } from '../../../../src/core/protocol/courier/head.ts'
import { readOutboxFile, writeOutboxFile } from '../../../../src/core/protocol/courier/outbox-file.ts'
import { isSignedBy } from '../../../../src/server/store/keys.ts'
import { append, contentsOfJournal, piece } from '../../../contract/journal.ts'
import { type SealingPair, sealingFor, sealingPair } from '../../../support/courier-keys.ts'
import { type MemoryPlace, memoryPlace } from '../../../support/memory-journal.ts'
import { otherLetter } from '../../../support/other-letter.ts'

const bytesIn = async (place: MemoryPlace) => (await place.files()).map(({ bytes }) => bytes)
const move = async (from: MemoryPlace, to: MemoryPlace): Promise<void> => {
  for (const { name, bytes } of await from.files()) await to.put(name, bytes)
}
const key = (first: number): Uint8Array => new Uint8Array(32).fill(first)

/** What headquarters finds in what was carried to it. */
const openedBy = async (server: SealingPair, files: readonly Uint8Array[]): Promise<readonly string[]> => {
  const { parts } = carriedParts(files)
  const read = readOutboxFile(writeOutboxFile(parts))
  if (!read.ok) throw new Error(read.problem.problem)
  const found = await Promise.all(
    read.value.map(async ({ head, signature, about, boxes }) => {
      const content = await unwrapContentKey(about, server.point, server.agree)
      if (!isSignedBy(about.key, headClaim(head), signature)) throw new Error('not signed')
      return boxes.map(({ index, id, box }) => (content && openBox(content, { file: about.file, index, id }, box)) ?? '')
    }),
  )
  return found.flat().map((record) => (record ? JSON.parse(record).text : '-'))
}

describe('a sealed journal', () => {
  it('shows no word of what is in it, whose device it is included', async () => {
    const { sealing } = await sealingFor()
    const place = memoryPlace(sealing)
    const tab = await place.open()
    await append(tab, [piece(1, 'tablet-1', 'DEMBÉLÉ niveau')])
    await tab.know({ device: 'tablet-1', administration: 'dgd', person: 'kone', names: { a1: 'DEMBÉLÉ Daouda' } })
    await tab.settle(['op-none'])
    const [bytes = new Uint8Array()] = await bytesIn(place)
    const text = new TextDecoder().decode(bytes)
    expect(text.length).toBeGreaterThan(1000)
    expect(text).not.toMatch(/DEMB|Daouda|niveau|kone|words/)
    await place.end(tab)
  })

  it('goes on where it was, under the key that its profile has', async () => {
    const { sealing } = await sealingFor()
    const place = memoryPlace(sealing)
    const work = [piece(1), piece(2)]
    for (const each of work) {
      const tab = await place.open()
      await append(tab, [each])
      place.cutPower()
    }
    expect((await contentsOfJournal(await place.open())).records).toEqual(work)
    expect(await place.files()).toHaveLength(1)
  })

  it('outlives one damaged line of its key, wherever the damage is', async () => {
    const { sealing, server } = await sealingFor()
    const place = memoryPlace(sealing)
    const work = [piece(1), piece(2)]
    await append(await place.open(), work)
    place.cutPower()
    const [file] = await place.files()
    if (!file) throw new Error('no file')
    const second = file.bytes.indexOf(0x1e, 1)
    for (const at of [1, 12, 40, second - 2, second + 1, second + 40]) {
      const bytes = file.bytes.slice()
      bytes[at] = (bytes[at] ?? 0) ^ 1
      const other = memoryPlace(sealing)
      await other.put(file.name, bytes)
      expect(await openedBy(server, [bytes]), `byte ${at}`).toEqual(work.map(({ text }) => text))
      const { records, corrupt } = await contentsOfJournal(await other.open())
      expect(records, `byte ${at}`).toEqual(work)
      expect(corrupt, `byte ${at}`).toHaveLength(1)
    }
  })

  it('keeps, and tells, what it cannot open, and never writes into such a file', async () => {
    const { sealing } = await sealingFor()
    const [mine, foreign] = [memoryPlace(sealing), memoryPlace({ ...sealing, key: key(9) })]
    const theirs = [piece(1), piece(2)]
    await append(await foreign.open(), theirs)
    foreign.cutPower()
    await move(foreign, mine)
    const [before] = await bytesIn(mine)
    const tab = await mine.open()
    const work = piece(3)
    await append(tab, [work])
    const { records, corrupt } = await contentsOfJournal(tab)
    expect(records).toEqual([work])
    expect(corrupt.map(({ id }) => id)).toEqual(theirs.map(({ id }) => `unopened-${id}`))
    // Who was told is not told again; the work itself stays.
    await tab.settle(corrupt.map(({ id }) => id))
    expect((await contentsOfJournal(tab)).corrupt).toEqual([])
    mine.cutPower()
    const next = await mine.open()
    expect((await contentsOfJournal(next)).corrupt).toEqual([])
    expect((await bytesIn(mine)).some((bytes) => before && bytes.every((byte, at) => byte === (before[at] ?? 0)))).toBe(true)
    expect(carriedParts(await bytesIn(mine)).operations).toBe(3)
    // Once headquarters answered for it, the file may go.
    await next.settle(theirs.map(({ id }) => id))
    mine.cutPower()
    await contentsOfJournal(await mine.open())
    expect(await mine.files()).toHaveLength(1)
  })

  it('leaves a file in which one box was changed as it is, and reads the others', async () => {
    const { sealing } = await sealingFor()
    const place = memoryPlace(sealing)
    const work = [piece(1), piece(2), piece(3)]
    await append(await place.open(), work)
    place.cutPower()
    const [file] = await place.files()
    const written = parse(file?.bytes ?? new Uint8Array()).lines.map(({ line }) => line)
    const changed = written.map((line) =>
      line.k === 'box' && line.n === 2 ? { ...line, box: line.box.replace(/^./, otherLetter) } : line,
    )
    const bytes = Uint8Array.from(changed.flatMap((line) => [...lineOf(line)]))
    await place.put(file?.name ?? '', bytes)
    const tab = await place.open()
    await append(tab, [piece(4)])
    const { records, corrupt } = await contentsOfJournal(tab)
    expect(records.map(({ id }) => id)).toEqual([work[0]?.id, work[2]?.id, expect.any(String)])
    expect(corrupt.map(({ id }) => id)).toEqual([`unopened-${work[1]?.id}`])
    expect(await bytesIn(place)).toContainEqual(bytes)
    // Written again, it stands open elsewhere, and nothing is missing.
    await append(tab, work.slice(1, 2))
    expect((await contentsOfJournal(tab)).corrupt).toEqual([])
  })

  it('brings what another tab left under its own key, and a journal from before there was a seal', async () => {
    const { sealing, server } = await sealingFor()
    const [place, plain] = [memoryPlace(sealing), memoryPlace()]
    const work = [piece(1), piece(2), piece(3)]
    const tabs = [await place.open(), await place.open()]
    for (const [at, tab] of tabs.entries()) await append(tab, work.slice(at, at + 1))
    place.cutPower()
    await append(await plain.open(), work.slice(2))
    plain.cutPower()
    await move(plain, place)
    const next = await place.open()
    expect((await contentsOfJournal(next)).records).toEqual(work)
    expect(await place.files()).toHaveLength(1)
    expect(await openedBy(server, await bytesIn(place))).toEqual(expect.arrayContaining(work.map(({ text }) => text)))
    expect(new TextDecoder().decode((await bytesIn(place))[0])).not.toMatch(/bureau/)
  })
})

describe('what is carried of a sealed journal', () => {
  it('is what nobody has answered, each piece once, opened by headquarters alone', async () => {
    const { sealing, server } = await sealingFor()
    const place = memoryPlace(sealing)
    const work = [piece(1), piece(2), piece(3)]
    const [one, other] = [await place.open(), await place.open()]
    await append(one, work)
    await append(other, work.slice(1))
    await other.settle([work[0]?.id ?? ''])
    const files = await bytesIn(place)
    expect(carriedParts(files)).toMatchObject({ operations: 2, notSealed: 0, damaged: 0 })
    expect(await openedBy(server, files)).toEqual(work.slice(1).map(({ text }) => text))
    expect(await openedBy(await sealingPair(), files)).toEqual(['-', '-'])
    // Work that came back after it was settled is carried again.
    await append(other, work.slice(0, 1))
    expect(carriedParts(await bytesIn(place)).operations).toBe(3)
  })

  it('waits for the next unlocking where headquarters was not met before, or has another key since', async () => {
    const { sealing, server } = await sealingFor()
    const place = memoryPlace({ ...sealing, server: undefined })
    const work = piece(1)
    await append(await place.open(), [work])
    place.cutPower()
    expect(carriedParts(await bytesIn(place))).toMatchObject({ parts: [], operations: 0, notSealed: 1 })

    const met = memoryPlace(sealing)
    await move(place, met)
    expect((await contentsOfJournal(await met.open())).records).toEqual([work])
    met.cutPower()
    expect(await openedBy(server, await bytesIn(met))).toEqual([work.text])

    const later = await sealingPair()
    const rotated = memoryPlace({ ...sealing, server: later.point })
    await move(met, rotated)
    expect(await openedBy(later, await bytesIn(rotated))).toEqual(['-'])
    await contentsOfJournal(await rotated.open())
    rotated.cutPower()
    expect(await openedBy(later, await bytesIn(rotated))).toEqual([work.text])
    expect((await contentsOfJournal(await rotated.open())).records).toEqual([work])
  })

  it('does not become more at each unlocking', async () => {
    const { sealing } = await sealingFor()
    const place = memoryPlace(sealing)
    await append(await place.open(), [piece(1)])
    const written = async () => (await bytesIn(place))[0]?.findLastIndex((byte) => byte !== 0)
    const before = await written()
    for (let start = 0; start < 3; start += 1) {
      place.cutPower()
      await contentsOfJournal(await place.open())
    }
    expect(await written()).toBe(before)
  })
})
