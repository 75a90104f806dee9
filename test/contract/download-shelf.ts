import { describe, expect, it } from 'vitest'
import type { CampaignId, StreamId } from '../../src/core/domain/id.ts'
import type { Cursors } from '../../src/core/protocol/cursor.ts'
import type { Change } from '../../src/core/protocol/reply.ts'
import type { DownloadShelf } from '../../src/core/protocol/segment/download-shelf.ts'
import type { Manifest, SegmentPart } from '../../src/core/protocol/segment/manifest.ts'
import { segmentName } from '../../src/core/protocol/segment/name.ts'

export type ShelfUnderTest = {
  readonly shelf: DownloadShelf
  /** Ids of the rows in place. */
  readonly rows: () => Promise<readonly string[]>
  readonly cursors: () => Promise<Cursors>
}

const stream = 'site-1' as StreamId
const bytesOf = (content: string): Uint8Array => new TextEncoder().encode(content)
const entry = (content: string, part: SegmentPart) => {
  const bytes = bytesOf(content)
  return { hash: segmentName(bytes), bytes: bytes.length, raw: bytes.length, rows: 1, part }
}
const [first, second, columns] = [entry('first', 'reference'), entry('second', 'rows'), entry('columns', 'columns')]

const manifest = (part: Partial<Manifest> = {}): Manifest => ({
  manifest: 1,
  epoch: 'e1',
  stream,
  seq: 12,
  proof: 'p'.repeat(32),
  time: '2026-11-22T09:00:00.000Z',
  signature: 's'.repeat(86),
  segments: [first, columns, second],
  ...part,
})

const put = (id: string): Change => ({
  line: 'put',
  stream,
  seq: 3,
  row: { kind: 'unit', id, stream, rev: 1, fields: { name: id }, writers: {}, conflicts: [], versions: [] },
})

/** What every place must do in which a first download lies. */
export const downloadShelfContract = (name: string, open: () => Promise<ShelfUnderTest>): void => {
  describe(`a first download kept in ${name}`, () => {
    it('lists what is to be fetched, in order', async () => {
      const { shelf } = await open()
      await shelf.begin(manifest())
      expect((await shelf.manifests()).map(({ seq }) => seq)).toEqual([12])
      expect((await shelf.segments()).map(({ hash, state }) => [hash, state])).toEqual(
        [first, columns, second].map(({ hash }) => [hash, 'wanted']),
      )
    })

    it('goes on where it stood when the same one is begun again, and anew with another', async () => {
      const { shelf } = await open()
      await shelf.begin(manifest())
      await shelf.hold(first.hash, bytesOf('first'), null)
      await shelf.begin(manifest())
      expect((await shelf.segments())[0]?.state).toBe('held')
      await shelf.begin(manifest({ seq: 20 }))
      expect((await shelf.segments()).map(({ state }) => state)).toEqual(['wanted', 'wanted', 'wanted'])
      expect(await shelf.read(first.hash)).toBeUndefined()
    })

    it('keeps what has come of a segment before a cut, and lets go of it when it was wrong', async () => {
      const { shelf } = await open()
      await shelf.begin(manifest())
      await shelf.keepPart(first.hash, bytesOf('fir'))
      expect((await shelf.segments())[0]).toMatchObject({ state: 'begun', received: 3 })
      expect([...((await shelf.read(first.hash)) ?? [])]).toEqual([...bytesOf('fir')])
      await shelf.keepPart(first.hash, new Uint8Array())
      expect((await shelf.segments())[0]).toMatchObject({ state: 'wanted', received: 0 })
    })

    it('moves the cursor with the last rows and not before, and lets go of columns and bytes then', async () => {
      const { shelf, rows, cursors } = await open()
      await shelf.begin(manifest())
      await shelf.hold(columns.hash, bytesOf('columns'), 'camp' as CampaignId)
      await shelf.hold(first.hash, bytesOf('first'), null)
      await shelf.take([{ hash: first.hash, changes: [put('u-1')] }])
      expect(await rows()).toEqual(['u-1'])
      expect((await cursors())[stream]?.seq ?? 0).toBe(0)
      expect(await shelf.read(first.hash)).toBeUndefined()
      expect(await shelf.read(columns.hash)).toBeDefined()
      await shelf.hold(second.hash, bytesOf('second'), null)
      await shelf.take([{ hash: second.hash, changes: [put('u-2')] }])
      expect((await cursors())[stream]).toEqual({ seq: 12, proof: 'p'.repeat(32) })
      expect([...(await rows())].sort()).toEqual(['u-1', 'u-2'])
      expect([await shelf.manifests(), await shelf.segments()]).toEqual([[], []])
      expect(await shelf.read(columns.hash)).toBeUndefined()
    })

    it('counts as received what was taken without being kept', async () => {
      const { shelf } = await open()
      await shelf.begin(manifest())
      await shelf.take([{ hash: first.hash, changes: [put('u-1')] }])
      expect((await shelf.segments()).map(({ state, received }) => [state, received])).toEqual([
        ['taken', first.bytes],
        ['wanted', 0],
        ['wanted', 0],
      ])
    })

    it('takes several at once that were never kept, and moves the cursor with them', async () => {
      const { shelf, rows, cursors } = await open()
      await shelf.begin(manifest())
      await shelf.keepPart(second.hash, bytesOf('sec'))
      await shelf.take([
        { hash: first.hash, changes: [put('u-1')] },
        { hash: 'of no manifest', changes: [put('u-9')] },
        { hash: second.hash, changes: [put('u-2')] },
      ])
      expect([...(await rows())].sort()).toEqual(['u-1', 'u-2'])
      expect((await cursors())[stream]).toEqual({ seq: 12, proof: 'p'.repeat(32) })
      expect([await shelf.manifests(), await shelf.segments(), await shelf.read(second.hash)]).toEqual([[], [], undefined])
    })

    it('is let go of whole, and rows in place stay', async () => {
      const { shelf, rows, cursors } = await open()
      await shelf.begin(manifest())
      await shelf.hold(first.hash, bytesOf('first'), null)
      await shelf.take([{ hash: first.hash, changes: [put('u-1')] }])
      await shelf.abandon(stream)
      expect([await shelf.manifests(), await shelf.segments()]).toEqual([[], []])
      expect(await rows()).toEqual(['u-1'])
      expect((await cursors())[stream]?.seq ?? 0).toBe(0)
    })

    it('pays no heed to a segment that it does not know', async () => {
      const { shelf, rows } = await open()
      await shelf.hold(first.hash, bytesOf('first'), null)
      await shelf.take([{ hash: first.hash, changes: [put('u-1')] }])
      expect(await rows()).toEqual([])
      expect(await shelf.segments()).toEqual([])
    })
  })
}
