import { beforeEach, describe, expect, it } from 'vitest'
import { campaignRows } from '../../../src/client/app/campaign-rows.ts'
import type { StreamId } from '../../../src/core/domain/id.ts'
import { columnsOf } from '../../../src/core/domain/report-columns.ts'
import { columnsVersion, encodeColumns } from '../../../src/core/protocol/segment/columns.ts'
import { type Segment, segmentOf } from '../../../src/server/store/segments/cutter.ts'
import { type DexieShelf, dexieShelfUnderTest } from '../../support/dexie-shelf.ts'
import { siteWork } from '../../support/large-administration.ts'

const time = '2026-11-22T09:00:00.000Z'
const site = siteWork(3, 8)
const stream = site.campaign.site as string as StreamId
const assessmentOf = new Map(site.assessments.map((one) => [one.assignment, one]))

/** Half of the officers each, as a campaign of more than one segment has them. */
const parts = [site.assignments.slice(0, 4), site.assignments.slice(4)].map((assignments) => {
  const [columns] = columnsOf(site.campaign.id, assignments, assessmentOf)
  if (!columns) throw new Error('no columns')
  return encodeColumns(columns)
})

/** What a server of a later release makes of the same work. */
const ofLaterLayout = (bytes: Uint8Array): Uint8Array => bytes.with(4, columnsVersion + 1)

let device: DexieShelf
beforeEach(async () => {
  device = await dexieShelfUnderTest()
})

const begin = async (contents: readonly Uint8Array[]): Promise<readonly Segment[]> => {
  const segments = await Promise.all(contents.map((bytes) => segmentOf(Buffer.from(bytes), 'columns', 0)))
  const named = { manifest: 1, epoch: 'e1', stream, seq: 9, proof: 'p'.repeat(32), time, signature: 's'.repeat(86) } as const
  await device.shelf.begin({ ...named, segments: segments.map(({ entry }) => entry) })
  return segments
}

const hold = ({ entry, bytes }: Segment) => device.shelf.hold(entry.hash, bytes, site.campaign.id)

const here = async () => {
  const { assignments, asOf } = await campaignRows(device.database, site.campaign.id)
  return [assignments.length, asOf]
}

describe('[D14] a campaign told by columns', () => {
  it('is complete as of the snapshot once all of them are here', async () => {
    for (const segment of await begin(parts)) await hold(segment)
    expect(await here()).toEqual([8, time])
  })

  it('is not called complete while a part of them is still to come', async () => {
    const [first] = await begin(parts)
    await hold(first as Segment)
    expect(await here()).toEqual([0, null])
  })

  it('is not called complete while this release cannot read a part of them', async () => {
    const [first, second] = (await begin([parts[0] as Uint8Array, ofLaterLayout(parts[1] as Uint8Array)])) as [Segment, Segment]
    await hold(first)
    await device.shelf.hold(second.entry.hash, second.bytes, null)
    expect(await here()).toEqual([0, null])
  })

  it('is not called complete where an earlier release could read what this one cannot', async () => {
    for (const segment of await begin(parts.map(ofLaterLayout))) await hold(segment)
    expect(await here()).toEqual([0, null])
  })
})
