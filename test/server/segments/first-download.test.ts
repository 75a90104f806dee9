import 'fake-indexeddb/auto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { columnsHeld } from '../../../src/client/storage/columns-held.ts'
import { askManifests } from '../../../src/client/sync/ask-manifests.ts'
import { type Download, type DownloadProgress, download } from '../../../src/client/sync/download.ts'
import { fetchSegment } from '../../../src/client/sync/fetch-segment.ts'
import { unzip } from '../../../src/client/sync/unzip.ts'
import { verify } from '../../../src/client/sync/verify.ts'
import { columnFigures } from '../../../src/core/domain/column-figures.ts'
import type { StreamId } from '../../../src/core/domain/id.ts'
import { campaignReport } from '../../../src/core/domain/report.ts'
import { beginning } from '../../../src/core/protocol/cursor.ts'
import { rowToAssessment, rowToAssignment } from '../../../src/core/protocol/entities.ts'
import { decodeColumns } from '../../../src/core/protocol/segment/columns.ts'
import { manifestClaim } from '../../../src/core/protocol/segment/manifest.ts'
import { type BadLine, badLine } from '../../support/bad-line.ts'
import { type DexieShelf, dexieShelfUnderTest } from '../../support/dexie-shelf.ts'
import { siteWork } from '../../support/large-administration.ts'
import { type SegmentEndpoint, segmentEndpoint } from '../../support/segment-endpoint.ts'
import { deedsOf, envelopesOf } from '../../support/site-operations.ts'

const remarks = ['vu au poste', 'à confirmer sur pièces', 'formation suivie en mars', 'travaille seul depuis six mois']
const site = siteWork(11, 600)
const stream = site.campaign.site as string as StreamId
const report = campaignReport(site.campaign, site.assignments, new Map(site.assessments.map((one) => [one.assignment, one])))

let endpoint: SegmentEndpoint
beforeAll(async () => {
  endpoint = await segmentEndpoint()
  await endpoint.fill(envelopesOf(deedsOf(site, remarks), 'tablet-1'))
}, 60_000)
afterAll(() => endpoint.close())

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const lineTo = async (seed: number, drops = true): Promise<BadLine> => {
  const line = await badLine(endpoint.url, { seed, drops })
  closing.push(line.close)
  return line
}

/** A device that has met the server and follows the site from its beginning. */
const device = async (name?: string): Promise<DexieShelf> => {
  const under = await dexieShelfUnderTest(name)
  const { epoch } = await endpoint.log.meet({ device: 'd', incarnation: null, epoch: null, cursors: {} })
  await under.database.meta.bulkPut([
    { key: 'epoch', value: epoch },
    { key: 'server-key', value: endpoint.log.signer.key },
    { key: 'cursors', value: { [stream]: beginning } },
  ])
  return under
}

type Watched = { readonly between?: () => Promise<boolean>; readonly progress?: (progress: DownloadProgress) => void }

const downloadOver = (url: string, { replica, shelf }: DexieShelf, { between, progress }: Watched = {}) => {
  const parts: Download = {
    replica,
    shelf,
    manifests: (wanted) => askManifests(`${url}/api/v1/segments`, wanted),
    plain: new Set(),
    isSigned: (manifest, key) => verify(key, manifestClaim(manifest), manifest.signature),
    segment: (entry, before, came) => fetchSegment(`${url}/api/v1/segments`, entry, before, came),
    unzip,
    text: (bytes) => new TextDecoder().decode(bytes),
    progress: progress ?? (() => undefined),
    between: between ?? (async () => true),
  }
  return download(parts)
}

/** As the app does: again, from where it stood. */
const untilDone = async (url: string, under: DexieShelf, watched: Watched = {}): Promise<number> => {
  for (let round = 1; round <= 60; round += 1) if ((await downloadOver(url, under, watched)).ok) return round
  throw new Error('it never ended')
}

const reportHere = async ({ database }: DexieShelf) => {
  const rows = (await database.rows.toArray()).map(({ row }) => row)
  const of = (kind: string) => rows.filter((row) => row.kind === kind)
  const assessments = new Map(
    of('assessment')
      .map(rowToAssessment)
      .map((one) => [one.assignment, one]),
  )
  return campaignReport(site.campaign, of('assignment').map(rowToAssignment), assessments)
}

const expectWhole = async (under: DexieShelf): Promise<void> => {
  const here = await reportHere(under)
  expect([here.sums, here.completeness]).toEqual([report.sums, report.completeness])
  const cursor = (await under.replica.cursors())[stream]
  expect(cursor && (await endpoint.log.page({ [stream]: cursor }))).toMatchObject({ changes: [], marks: [], more: false })
  expect([await under.shelf.manifests(), await under.database.contents.count()]).toEqual([[], 0])
}

/** Lets so many segments come, then says that something else is to be done. */
const onlySome = (segments: number) => {
  let come = 0
  return async (): Promise<boolean> => {
    come += 1
    return come < segments
  }
}

describe('[D14] a first download', () => {
  it('brings every row, and ordinary exchanges go on behind it', async () => {
    const under = await device()
    expect(await downloadOver(endpoint.url, under)).toMatchObject({ ok: true })
    await expectWhole(under)
  })

  it.each([1, 2, 3, 4, 5, 6])(
    'ends on a line that drops every 5 to 40 KB, with a tenth more bytes at most (line %i)',
    async (seed) => {
      const quiet = await lineTo(seed, false)
      await downloadOver(quiet.url, await device())
      const line = await lineTo(seed)
      const under = await device()
      await untilDone(line.url, under)
      await expectWhole(under)
      expect(line.cuts()).toBeGreaterThan(5)
      expect(line.down() / quiet.down()).toBeLessThanOrEqual(1.1)
    },
  )

  it('has the report before any row of it, with the same figures', async () => {
    const under = await device()
    let found: ReturnType<typeof columnFigures> | undefined
    const rowsThen: number[] = []
    const between = async (): Promise<boolean> => {
      const held = await columnsHeld(under.database, site.campaign.id)
      if (held.length === 0 || found) return true
      const columns = await Promise.all(
        held.map(async ({ bytes }) => decodeColumns((await unzip(bytes, 1e7)) ?? new Uint8Array())),
      )
      found = columnFigures(columns.flatMap((one) => (one.ok ? [one.value] : [])))
      rowsThen.push(await under.database.rows.where('kind').equals('assignment').count())
      return true
    }
    await downloadOver(endpoint.url, under, { between })
    expect(found?.sums).toEqual(report.sums)
    expect(rowsThen).toEqual([0])
  })

  it('goes on from the byte where it stood, in a page that knows nothing of the one before', async () => {
    const name = `killed-${Math.random()}`
    const first = await device(name)
    const quiet = await lineTo(20, false)
    await downloadOver(quiet.url, first, { between: onlySome(4) })
    const before = quiet.down()
    first.database.close()
    const second = await dexieShelfUnderTest(name)
    await downloadOver(quiet.url, second)
    await expectWhole(second)
    const whole = await lineTo(21, false)
    await downloadOver(whole.url, await device())
    expect(before).toBeGreaterThan(50_000)
    expect(quiet.down()).toBeLessThanOrEqual(whole.down() * 1.01)
  })

  it('refuses a segment in which a byte is wrong, and fetches it again', async () => {
    const line = await lineTo(30, false)
    const under = await device()
    line.spoil(60_000)
    await untilDone(line.url, under)
    await expectWhole(under)
    const quiet = await lineTo(31, false)
    await downloadOver(quiet.url, await device())
    expect(line.down()).toBeGreaterThan(quiet.down() + 10_000)
  })

  it('takes a snapshot from nobody but the server that it knows', async () => {
    const under = await device()
    const { database, replica } = under
    await database.meta.put({
      key: 'server-key',
      value: endpoint.log.signer.key.replace(/.$/, (last) => (last === 'A' ? 'E' : 'A')),
    })
    expect(await downloadOver(endpoint.url, under)).toEqual({ ok: true, value: { taken: 0 } })
    expect([await database.segments.count(), (await replica.cursors())[stream]]).toEqual([0, beginning])
  })

  it('leaves a small stream, and one that has begun, to ordinary exchanges', async () => {
    const under = await device()
    await under.database.meta.put({ key: 'cursors', value: { small: beginning, [stream]: { seq: 5, proof: 'p'.repeat(32) } } })
    expect(await downloadOver(endpoint.url, under)).toEqual({ ok: true, value: { taken: 0 } })
    expect(await under.shelf.manifests()).toEqual([])
  })

  it('lets go of what belongs to another life of the server', async () => {
    const under = await device()
    await downloadOver(endpoint.url, under, { between: onlySome(3) })
    expect(await under.database.segments.count()).toBeGreaterThan(0)
    await under.database.meta.bulkPut([
      { key: 'epoch', value: 'another' },
      { key: 'cursors', value: {} },
    ])
    expect(await downloadOver(endpoint.url, under)).toMatchObject({ ok: true })
    expect([await under.database.segments.count(), await under.database.contents.count()]).toEqual([0, 0])
  })

  it('says how much is here as it goes, never less than before and all of it in the end', async () => {
    const line = await lineTo(40)
    const told: DownloadProgress[] = []
    await untilDone(line.url, await device(), { progress: (progress) => told.push(progress) })
    const bytes = told.map((one) => one.bytes)
    expect(bytes).toEqual([...bytes].sort((a, b) => a - b))
    expect(told.at(-1)).toMatchObject({ bytes: told.at(-1)?.ofBytes, segments: told.at(-1)?.ofSegments })
    expect(told.some(({ whole }) => whole.includes('columns') && !whole.includes('rows'))).toBe(true)
  })

  it('without any network says so and keeps what it has', async () => {
    const under = await device()
    await downloadOver(endpoint.url, under, { between: onlySome(3) })
    const before = await under.database.contents.count()
    expect(await downloadOver('http://127.0.0.1:9', under)).toEqual({ ok: false, problem: { problem: 'no-network' } })
    expect(await under.database.contents.count()).toBe(before)
  })
})
