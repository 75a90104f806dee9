import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Beginning, beginFromSnapshots } from '../../../src/client/app/first-download.ts'
import type { StreamId } from '../../../src/core/domain/id.ts'
import { beginning } from '../../../src/core/protocol/cursor.ts'
import type { Manifest } from '../../../src/core/protocol/segment/manifest.ts'
import { rowLine } from '../../../src/core/protocol/segment/rows.ts'
import { type Segment, segmentOf } from '../../../src/server/store/segments/cutter.ts'
import { dexieShelfUnderTest } from '../../support/dexie-shelf.ts'

const time = '2026-11-22T09:00:00.000Z'
const streams = ['site-1', 'site-2', 'site-3', 'site-4'] as readonly string[] as readonly StreamId[]

const segmentIn = (stream: StreamId): Promise<Segment> => {
  const row = { kind: 'person', id: `p-${stream}`, stream, rev: 1, fields: {}, writers: {}, conflicts: [], versions: [] } as const
  return segmentOf(Buffer.from(`${rowLine({ line: 'put', stream, seq: 1, row }).trimEnd()}\n`), 'rows', 5000)
}

const manifestOf = (stream: StreamId, { entry }: Segment): Manifest => ({
  manifest: 1,
  epoch: 'e1',
  stream,
  seq: 1,
  proof: 'p'.repeat(32),
  time,
  segments: [entry],
  signature: 's'.repeat(86),
})

/** The streams whose segments come through. */
let open: ReadonlySet<StreamId>
let device: Beginning

beforeEach(async () => {
  open = new Set()
  const made = await Promise.all(streams.map(async (stream) => ({ stream, segment: await segmentIn(stream) })))
  const ask: typeof fetch = async (input) => {
    const address = String(input)
    if (address.includes('?stream='))
      return Response.json({ manifests: made.map(({ stream, segment }) => manifestOf(stream, segment)) })
    const found = made.find(({ segment }) => address.endsWith(segment.entry.hash))
    if (!found || !open.has(found.stream)) throw new TypeError('no network')
    const headers = { 'content-type': 'application/octet-stream', etag: `"${found.segment.entry.hash}"` }
    return new Response(found.segment.bytes as Uint8Array<ArrayBuffer>, { headers })
  }
  vi.stubGlobal('fetch', ask)
  const { database, replica } = await dexieShelfUnderTest(randomUUID())
  await database.meta.bulkPut([
    { key: 'epoch', value: 'e1' },
    { key: 'server-key', value: 'k' },
    { key: 'cursors', value: Object.fromEntries(streams.map((stream) => [stream, beginning])) },
  ])
  const exchange: Beginning['exchange'] = async () => ({ ok: true, value: { time, offset: 0, settled: 0, taken: 0 } })
  device = { database, replica, plain: new Set(), verify: async () => true, exchange }
})
afterEach(() => {
  vi.unstubAllGlobals()
})

describe('[D14] a first download on a line that goes', () => {
  it('goes on as long as each contact finishes a stream', async () => {
    for (const [at, stream] of streams.entries()) {
      open = new Set([stream])
      expect((await beginFromSnapshots(device)).ok).toBe(at === streams.length - 1)
      expect([...device.plain]).toEqual([])
    }
    expect(await device.database.rows.count()).toBe(streams.length)
  })

  it('leaves the rest to ordinary exchanges after three contacts in a row that brought nothing', async () => {
    const ends: boolean[] = []
    for (const stream of [streams[0], undefined, undefined, undefined]) {
      open = new Set(stream ? [stream] : [])
      ends.push((await beginFromSnapshots(device)).ok)
    }
    expect(ends).toEqual([false, false, false, true])
    expect([...device.plain].sort()).toEqual(streams.slice(1))
  })
})
