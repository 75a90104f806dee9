import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StreamId } from '../../src/core/domain/id.ts'
import { type Manifest, type SegmentEntry, segmentParts } from '../../src/core/protocol/segment/manifest.ts'
import { segmentName } from '../../src/core/protocol/segment/name.ts'
import type { SegmentStore } from '../../src/core/protocol/segment/segment-store.ts'

export type SegmentStoreUnderTest = { readonly store: SegmentStore; readonly close: () => Promise<void> }

const stream = 'site-1' as StreamId
const segment = (...bytes: readonly number[]) => {
  const content = Uint8Array.from(bytes)
  const entry: SegmentEntry = {
    hash: segmentName(content),
    bytes: content.length,
    raw: content.length,
    rows: 1,
    part: segmentParts[2],
  }
  return { content, entry }
}
type Segment = ReturnType<typeof segment>

const snapshot = (seq: number, segments: readonly Segment[], part: Partial<Manifest> = {}) =>
  [
    {
      manifest: 1,
      epoch: 'e1',
      stream,
      seq,
      proof: 'p'.repeat(32),
      time: '2026-11-22T09:00:00.000Z',
      signature: 's'.repeat(86),
      segments: segments.map(({ entry }) => entry),
      ...part,
    },
    new Map(segments.map(({ entry, content }) => [entry.hash, content])),
    seq,
  ] as const satisfies readonly [Manifest, ReadonlyMap<string, Uint8Array>, number]

/** What every place that keeps snapshots must do. */
export const segmentStoreContract = (name: string, open: () => Promise<SegmentStoreUnderTest>): void => {
  describe(`snapshots kept in ${name}`, () => {
    let under: SegmentStoreUnderTest
    beforeAll(async () => {
      under = await open()
    }, 60_000)
    afterAll(() => under.close(), 60_000)
    const [a, b, c, d] = [segment(1, 2, 3, 255, 0), segment(4), segment(5, 6), segment(7)]

    it('give back a segment byte for byte, and nothing for a name that they do not have', async () => {
      await under.store.keep(...snapshot(10, [a, b]))
      expect([...((await under.store.read(a.entry.hash)) ?? [])]).toEqual([1, 2, 3, 255, 0])
      expect(await under.store.read(c.entry.hash)).toBeUndefined()
    })

    it('give the newest snapshot of a stream in one life of the database', async () => {
      await under.store.keep(...snapshot(10, [a, b]))
      await under.store.keep(...snapshot(20, [a, c]))
      expect((await under.store.latest(stream, 'e1'))?.seq).toBe(20)
      expect(await under.store.latest(stream, 'e2')).toBeUndefined()
      expect(await under.store.latest('elsewhere' as StreamId, 'e1')).toBeUndefined()
    })

    it('keep the snapshot before the newest one whole, for whoever is fetching it, and nothing older', async () => {
      await under.store.keep(...snapshot(10, [a, b]))
      await under.store.keep(...snapshot(20, [a, c]))
      expect(await under.store.read(b.entry.hash)).toBeDefined()
      await under.store.keep(...snapshot(30, [a, d]))
      expect(await under.store.read(b.entry.hash)).toBeUndefined()
      for (const { entry } of [a, c, d]) expect(await under.store.read(entry.hash)).toBeDefined()
    })

    it('let go of another life of the database, and leave other streams alone', async () => {
      const other = segment(9, 9)
      await under.store.keep(...snapshot(5, [other], { stream: 'site-2' as StreamId }))
      await under.store.keep(...snapshot(3, [b], { epoch: 'e2' }))
      expect(await under.store.latest(stream, 'e1')).toBeUndefined()
      expect(await under.store.read(a.entry.hash)).toBeUndefined()
      expect((await under.store.latest(stream, 'e2'))?.seq).toBe(3)
      expect(await under.store.read(other.entry.hash)).toBeDefined()
    })

    it('take the same snapshot twice without harm', async () => {
      const twice = snapshot(40, [a, d], { epoch: 'e3' })
      await under.store.keep(...twice)
      await under.store.keep(...twice)
      expect(await under.store.latest(stream, 'e3')).toEqual(twice[0])
    })
  })
}
