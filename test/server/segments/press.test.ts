import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { columnFigures } from '../../../src/core/domain/column-figures.ts'
import type { StreamId } from '../../../src/core/domain/id.ts'
import { campaignReport } from '../../../src/core/domain/report.ts'
import { beginning } from '../../../src/core/protocol/cursor.ts'
import { lineOf } from '../../../src/core/protocol/envelope.ts'
import type { ServerLog } from '../../../src/core/protocol/ports.ts'
import type { Change } from '../../../src/core/protocol/reply.ts'
import { decodeColumns } from '../../../src/core/protocol/segment/columns.ts'
import { type Manifest, manifestClaim, rowsIn } from '../../../src/core/protocol/segment/manifest.ts'
import { segmentName } from '../../../src/core/protocol/segment/name.ts'
import { rowsFrom } from '../../../src/core/protocol/segment/rows.ts'
import type { SegmentStore } from '../../../src/core/protocol/segment/segment-store.ts'
import { isSignedBy } from '../../../src/server/store/keys.ts'
import { openLog } from '../../../src/server/store/log.ts'
import { openSqlite } from '../../../src/server/store/open-sqlite.ts'
import { keptSegments } from '../../../src/server/store/segments/kept-segments.ts'
import { openPress } from '../../../src/server/store/segments/press.ts'
import { type SiteWork, siteWork } from '../../support/large-administration.ts'
import { scratchFolder } from '../../support/server-process.ts'
import { deedsOf, envelopesOf } from '../../support/site-operations.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const opened = async () => {
  const folder = scratchFolder()
  const db = await openSqlite(join(folder.path, 'palier.db'))
  const log = await openLog(db)
  const store = keptSegments(db)
  closing.push(async () => {
    await log.close()
    folder.remove()
  })
  return { db, log, store }
}

const fill = async (log: ServerLog, site: SiteWork, device = 'tablet-1'): Promise<void> => {
  const lines = envelopesOf(deedsOf(site, ['vu au poste', 'à confirmer sur pièces']), device).map(lineOf)
  for (let at = 0; at < lines.length; at += 200) {
    const receipts = await log.append(lines.slice(at, at + 200), { device, time: '2026-11-22T09:00:00.000Z' })
    expect(receipts.filter(({ status }) => status !== 'applied')).toEqual([])
  }
}

/** All rows that a snapshot tells, with each segment checked on the way. */
const unpacked = async (store: SegmentStore, manifest: Manifest): Promise<readonly Change[]> => {
  const changes: Change[] = []
  for (const { hash, bytes, raw, rows, part } of manifest.segments) {
    const content = await store.read(hash)
    expect(content && segmentName(content)).toBe(hash)
    expect(content?.length).toBe(bytes)
    const plain = gunzipSync(content ?? new Uint8Array())
    expect(plain.length).toBe(raw)
    if (part === 'columns') continue
    const found = rowsFrom(plain.toString(), manifest.stream)
    expect(found.ok && found.value.length).toBe(rows)
    if (found.ok) changes.push(...found.value)
  }
  return changes
}

/** All rows that an exchange from the beginning tells. */
const paged = async (log: ServerLog, stream: StreamId): Promise<ReadonlyMap<string, Change>> => {
  const rows = new Map<string, Change>()
  let cursor = beginning
  for (let more = true; more; ) {
    const page = await log.page({ [stream]: cursor })
    for (const change of page.changes) if (change.line === 'put') rows.set(`${change.row.kind}/${change.row.id}`, change)
    cursor = page.marks[0]?.cursor ?? cursor
    more = page.more
  }
  return rows
}

const site = siteWork(4, 260)
const stream = site.campaign.site as string as StreamId

describe('a snapshot of a stream', () => {
  it('tells the rows that an exchange from the beginning tells, and where to go on from', async () => {
    const { log, store } = await opened()
    await fill(log, site)
    const manifest = await openPress(log, store, now).manifest(stream)
    if (!manifest) throw new Error('no manifest')
    const changes = await unpacked(store, manifest)
    const expected = await paged(log, stream)
    expect(
      new Map(changes.map((change) => [change.line === 'put' ? `${change.row.kind}/${change.row.id}` : '', change])),
    ).toEqual(expected)
    expect(changes.length).toBe(rowsIn(manifest))
    const { seq, proof } = manifest
    expect(await log.page({ [stream]: { seq, proof } })).toMatchObject({ changes: [], marks: [], more: false })
    const met = await log.meet({
      device: 'tablet-9',
      incarnation: null,
      epoch: manifest.epoch,
      cursors: { [stream]: { seq, proof } },
    })
    expect(met.cursors[stream]).toEqual({ seq, proof })
  })

  it('is signed by the server, all of it', async () => {
    const { log, store } = await opened()
    await fill(log, site)
    const manifest = (await openPress(log, store, now).manifest(stream)) as Manifest
    expect(isSignedBy(log.signer.key, manifestClaim(manifest), manifest.signature)).toBe(true)
    expect(isSignedBy(log.signer.key, manifestClaim({ ...manifest, seq: manifest.seq + 1 }), manifest.signature)).toBe(false)
  })

  it('comes in segments of about 64 KB: what everything else needs first, then reports, then rows', async () => {
    const { log, store } = await opened()
    await fill(log, site)
    const manifest = (await openPress(log, store, now).manifest(stream)) as Manifest
    const parts = manifest.segments.map(({ part }) => part)
    expect(parts).toEqual([...parts].sort((a, b) => order.indexOf(a) - order.indexOf(b)))
    expect(new Set(parts)).toEqual(new Set(order))
    for (const { bytes } of manifest.segments) expect(bytes).toBeLessThan(100_000)
  })

  it('has columns from which the report is the one made from its rows', async () => {
    const { log, store } = await opened()
    await fill(log, site)
    const manifest = (await openPress(log, store, now).manifest(stream)) as Manifest
    const [entry] = manifest.segments.filter(({ part }) => part === 'columns')
    const columns = decodeColumns(gunzipSync((await store.read(entry?.hash ?? '')) ?? new Uint8Array()))
    if (!columns.ok) throw new Error(columns.problem.problem)
    const report = campaignReport(site.campaign, site.assignments, new Map(site.assessments.map((one) => [one.assignment, one])))
    expect(columnFigures([columns.value]).sums).toEqual(report.sums)
    expect(columnFigures([columns.value]).completeness.signed).toBe(report.completeness.signed)
  })

  it('is none where an ordinary exchange serves as well', async () => {
    const { log, store } = await opened()
    await fill(log, siteWork(5, 20))
    expect(await openPress(log, store, now).manifest(siteWork(5, 20).campaign.site as string as StreamId)).toBeUndefined()
    expect(await openPress(log, store, now).manifest('unheard-of' as StreamId)).toBeUndefined()
  })

  it('is made once, however many ask at once, and again only when the log has moved far', async () => {
    const { log, store } = await opened()
    await fill(log, site)
    let pages = 0
    const page: ServerLog['page'] = (cursors) => {
      pages += 1
      return log.page(cursors)
    }
    const press = openPress({ ...log, page }, store, now)
    const first = await Promise.all(Array.from({ length: 5 }, () => press.manifest(stream)))
    const once = pages
    expect(new Set(first.map((manifest) => manifest?.seq)).size).toBe(1)
    await press.manifest(stream)
    expect(pages).toBe(once)

    await fill(log, { ...siteWork(6, 120), campaign: { ...siteWork(6, 120).campaign, site: site.campaign.site } }, 'tablet-2')
    const stale = await press.manifest(stream)
    expect(stale?.seq).toBe(first[0]?.seq)
    await press.rest()
    const fresh = await press.manifest(stream)
    expect(fresh?.seq).toBeGreaterThan(first[0]?.seq ?? 0)
    for (const { hash } of stale?.segments ?? []) expect(await store.read(hash)).toBeDefined()
  })

  it('gives one officer in full, found by the beginning of the id', async () => {
    const { log, store } = await opened()
    await fill(log, site)
    const [assessment] = site.assessments
    const found = await store.named(stream, assessment?.assignment.slice(0, 8) ?? '', 20)
    expect(found.map(({ row }) => row.kind).sort()).toEqual(['assessment', 'assignment'])
    expect(await store.named('elsewhere' as StreamId, assessment?.assignment.slice(0, 8) ?? '', 20)).toEqual([])
    expect(await store.named(stream, 'a_', 20)).toEqual([])
  })
})

const order = ['reference', 'columns', 'rows']
const now = () => '2026-11-22T10:00:00.000Z'
