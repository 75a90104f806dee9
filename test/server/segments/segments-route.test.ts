import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StreamId } from '../../../src/core/domain/id.ts'
import { type Manifest, manifestsIn, type SegmentEntry } from '../../../src/core/protocol/segment/manifest.ts'
import { segmentName } from '../../../src/core/protocol/segment/name.ts'
import { putsFrom } from '../../../src/core/protocol/segment/rows.ts'
import { byteRange } from '../../../src/server/http/byte-range.ts'
import { siteWork } from '../../support/large-administration.ts'
import { type SegmentEndpoint, segmentEndpoint } from '../../support/segment-endpoint.ts'
import { deedsOf, envelopesOf } from '../../support/site-operations.ts'

const site = siteWork(21, 210)
const stream = site.campaign.site as string as StreamId

let endpoint: SegmentEndpoint
let manifest: Manifest
let entry: SegmentEntry
const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${endpoint.url}/api/v1${path}`, { headers })
const segment = (headers: Record<string, string> = {}): Promise<Response> => get(`/segments/${entry.hash}`, headers)
const bytesIn = async (response: Response): Promise<Uint8Array> => new Uint8Array(await response.arrayBuffer())

beforeAll(async () => {
  endpoint = await segmentEndpoint()
  await endpoint.fill(envelopesOf(deedsOf(site), 'tablet-1'))
  const found = manifestsIn(await (await get(`/segments?stream=${stream},unheard-of`)).text())
  expect(found?.length).toBe(1)
  manifest = found?.[0] as Manifest
  entry = manifest.segments.at(-1) as SegmentEntry
}, 60_000)
afterAll(() => endpoint.close())

describe('a range of bytes', () => {
  const of = (range: string | undefined, ifRange?: string) => byteRange(range, ifRange, '"x"', 100)

  it('is the part asked for, cut at the end of what there is', () => {
    expect(of('bytes=0-9')).toEqual({ from: 0, to: 9 })
    expect(of('bytes=40-')).toEqual({ from: 40, to: 99 })
    expect(of('bytes=90-1000')).toEqual({ from: 90, to: 99 })
    expect(of('bytes=-10')).toEqual({ from: 90, to: 99 })
    expect(of('bytes=-1000')).toEqual({ from: 0, to: 99 })
    expect(of('bytes=99-99')).toEqual({ from: 99, to: 99 })
  })

  it('that lies behind the end is not there', () => {
    for (const range of ['bytes=100-', 'bytes=200-300', 'bytes=-0']) expect(of(range)).toBe('unsatisfiable')
  })

  it('that is none, or several, or of other content, is the whole', () => {
    for (const range of [undefined, '', 'bytes=', 'bytes=-', 'bytes=9-3', 'bytes=a-b', 'bytes=0-1,5-6', 'lines=0-5', 'bytes 0-9'])
      expect(of(range)).toBe('whole')
    expect(of('bytes=0-9', '"y"')).toBe('whole')
    expect(of('bytes=0-9', 'W/"x"')).toBe('whole')
    expect(of('bytes=0-9', '"x"')).toEqual({ from: 0, to: 9 })
  })
})

describe('a segment over HTTP', () => {
  it('comes whole, under its name, and no cache keeps it', async () => {
    const response = await segment()
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'accept-ranges': 'bytes',
      etag: `"${entry.hash}"`,
      'cache-control': 'no-store',
      'content-length': String(entry.bytes),
    })
    expect(response.headers.get('content-encoding')).toBeNull()
    expect(segmentName(await bytesIn(response))).toBe(entry.hash)
  })

  it('comes in parts that make the whole', async () => {
    const middle = Math.floor(entry.bytes / 2)
    const first = await segment({ range: `bytes=0-${middle - 1}` })
    const second = await segment({ range: `bytes=${middle}-`, 'if-range': `"${entry.hash}"` })
    expect([first.status, second.status]).toEqual([206, 206])
    expect(second.headers.get('content-range')).toBe(`bytes ${middle}-${entry.bytes - 1}/${entry.bytes}`)
    expect(segmentName(Uint8Array.from([...(await bytesIn(first)), ...(await bytesIn(second))]))).toBe(entry.hash)
  })

  it('has nothing behind its end, and says how long it is', async () => {
    const response = await segment({ range: `bytes=${entry.bytes}-` })
    expect([response.status, response.headers.get('content-range')]).toEqual([416, `bytes */${entry.bytes}`])
    expect(await response.json()).toMatchObject({ code: 'no-such-range' })
  })

  it('comes whole where the part asked for is of something else', async () => {
    expect((await segment({ range: 'bytes=10-', 'if-range': '"another"' })).status).toBe(200)
  })

  it('is not sent again to whoever has it', async () => {
    expect((await segment({ 'if-none-match': `"${entry.hash}"` })).status).toBe(304)
  })

  it('under a name that is none, or that nobody gave, is a problem with a code', async () => {
    for (const name of ['..%2f..%2fetc', 'short', `${'a'.repeat(42)}%00`, 'a'.repeat(44)])
      expect((await get(`/segments/${name}`)).status).toBe(400)
    const unknown = await get(`/segments/${'a'.repeat(43)}`)
    expect([unknown.status, await unknown.json()]).toMatchObject([404, { code: 'not-found' }])
  })
})

describe('manifests over HTTP', () => {
  it('are asked for by streams that could be some, and not by hundreds', async () => {
    const many = Array.from({ length: 21 }, (_, at) => `s-${at}`).join(',')
    for (const query of ['', '?stream=', '?stream=a%20b', `?stream=${many}`, '?stream=a&stream=b'])
      expect((await get(`/segments${query}`)).status).toBe(400)
    expect(await (await get('/segments?stream=unheard-of')).json()).toEqual({ manifests: [] })
  })

  it('come compressed to whoever takes that', async () => {
    const response = await get(`/segments?stream=${stream}`, { 'accept-encoding': 'gzip' })
    expect(response.headers.get('content-encoding')).toBe('gzip')
    expect(manifestsIn(await response.text())).toEqual([manifest])
  })
})

describe('one officer over HTTP', () => {
  it('is all rows of the assignment, found by the beginning of its id', async () => {
    const assignment = site.assessments[0]?.assignment ?? ''
    const response = await get(`/rows/${stream}/${assignment.slice(0, 8)}`)
    const found = putsFrom(await response.text(), stream)
    expect(found.ok && found.value.map(({ row }) => row.id).sort()).toEqual([assignment, `${assignment}.expert`].sort())
  })

  it('that is not there, or not in this stream, is a problem with a code', async () => {
    expect((await get(`/rows/${stream}/nobody`)).status).toBe(404)
    expect((await get(`/rows/elsewhere/${site.assignments[0]?.id}`)).status).toBe(404)
    expect((await get(`/rows/${stream}/a%25b`)).status).toBe(400)
  })
})
