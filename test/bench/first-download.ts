import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright'
import { columnFigures } from '../../src/core/domain/column-figures.ts'
import { columnsOf } from '../../src/core/domain/report-columns.ts'
import { decodeColumns, encodeColumns } from '../../src/core/protocol/segment/columns.ts'
import { assessments } from '../support/assessments.ts'
import { badLine } from '../support/bad-line.ts'
import { siteWork } from '../support/large-administration.ts'
import { penOf, penSigner, sealed } from '../support/pen.ts'
import { deedsOf, envelopesOf } from '../support/site-operations.ts'
import { median } from './median.ts'
import type { Downloaded, SegmentsPage } from './pages/segments.ts'
import { buildSegmentsPage, startSegmentServer } from './segment-venue.ts'
import { turn } from './turn.ts'

/** What a director's device needs before any report of 60,000 officers can be read, and how long it then takes. */
export type ColumnsFound = {
  readonly officers: number
  readonly bytes: number
  readonly withoutNames: number
  readonly decodeMs: number
  readonly reportMs: number
}

/** 60,000 officers on 30 requirements each, at 40 sites. */
export const columnsOfSixtyThousand = (): ColumnsFound => {
  const [sites, each] = [40, 1500]
  const files = Array.from({ length: sites }, (_, site) => {
    const { campaign, assignments, assessments: found } = siteWork(site, each)
    return columnsOf(campaign.id, assignments, new Map(found.map((one) => [one.assignment, one])))
  }).flat()
  const sizeOf = (file: Uint8Array): number => gzipSync(file, { level: 9 }).length
  const encoded = files.map(encodeColumns)
  const nameless = files.map((columns) => ({ ...columns, people: columns.people.map(() => ({ familyName: '', givenName: '' })) }))
  const runs = Array.from({ length: 5 }, () => {
    const began = performance.now()
    const columns = encoded.flatMap((file) => {
      const found = decodeColumns(file)
      return found.ok ? [found.value] : []
    })
    const decoded = performance.now()
    const { completeness } = columnFigures(columns)
    if (completeness.assigned !== sites * each) throw new Error('not everybody is in the report')
    return { decode: decoded - began, report: performance.now() - decoded }
  })
  return {
    officers: sites * each,
    bytes: encoded.reduce((sum, file) => sum + sizeOf(file), 0),
    withoutNames: nameless.reduce((sum, columns) => sum + sizeOf(encodeColumns(columns)), 0),
    decodeMs: median(runs.map(({ decode }) => decode)),
    reportMs: median(runs.map(({ report }) => report)),
  }
}

const downloadIn = (page: Page, streams: readonly string[], plainly: boolean): Promise<Downloaded> =>
  page.evaluate(([from, how]) => (globalThis as unknown as SegmentsPage).segments.download(from, how), [
    streams,
    plainly,
  ] as const)

export type RowsFound = {
  readonly count: number
  readonly bytes: number
  readonly pressedMs: number
  readonly segments: readonly Downloaded[]
  readonly plain: readonly Downloaded[]
}

/** Signed assessments that a server holds, into an empty device in real Chromium: as segments, and by exchanges alone. */
export const tenThousandRows = async (rounds: number, count = 10_000): Promise<RowsFound> => {
  const stream = 'bench-site'
  const pen = penOf('tablet', stream, penSigner())
  const page = await buildSegmentsPage()
  const server = await startSegmentServer(
    page.path,
    assessments(count).map((assessed) => sealed(pen, assessed)),
    [stream],
  )
  const found: { readonly segments: Downloaded[]; readonly plain: Downloaded[] } = { segments: [], plain: [] }
  try {
    for (let round = 0; round < rounds; round += 1)
      for (const way of round % 2 === 0 ? (['segments', 'plain'] as const) : (['plain', 'segments'] as const)) {
        const downloaded = await turn(server.url, (tab) => downloadIn(tab, [stream], way === 'plain'))
        if (downloaded.count !== count) throw new Error(`${downloaded.count} of ${count} came`)
        found[way].push(downloaded)
      }
    return { count, bytes: server.bytes, pressedMs: server.pressed, ...found }
  } finally {
    await server.stop()
    page.remove()
  }
}

export type BadLineFound = { readonly cuts: number; readonly moreBytes: number; readonly ms: number }

/** A site of 1,500 officers over a line that drops every 5 to 40 KB, into real Chromium: how many more bytes than over one that holds. */
export const overBadLine = async (
  seed: number,
  { officers = 1500, pace = 60_000 }: { readonly officers?: number; readonly pace?: number } = {},
): Promise<BadLineFound> => {
  const site = siteWork(1, officers)
  const stream = site.campaign.site as string
  const page = await buildSegmentsPage()
  const envelopes = envelopesOf(deedsOf(site, ['Vu au poste.', 'À confirmer sur pièces.']), 'tablet')
  const server = await startSegmentServer(page.path, envelopes, [stream])
  const over = async (drops: boolean) => {
    const line = await badLine(server.url, { seed, drops: false, pace })
    const found = await turn(line.url, async (tab) => {
      const before = line.down()
      line.drop(drops)
      const begun = performance.now()
      await downloadIn(tab, [stream], false)
      return { bytes: line.down() - before, ms: performance.now() - begun, cuts: line.cuts() }
    })
    await line.close()
    return found
  }
  try {
    const quiet = await over(false)
    const bad = await over(true)
    return { cuts: bad.cuts, moreBytes: bad.bytes / quiet.bytes - 1, ms: bad.ms }
  } finally {
    await server.stop()
    page.remove()
  }
}
