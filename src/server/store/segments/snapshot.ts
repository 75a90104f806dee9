import type { StreamId } from '../../../core/domain/id.ts'
import { beginning, type Cursor } from '../../../core/protocol/cursor.ts'
import type { ServerLog } from '../../../core/protocol/ports.ts'
import type { Change } from '../../../core/protocol/reply.ts'
import type { SegmentEntry } from '../../../core/protocol/segment/manifest.ts'
import { rowLine, rowShelves } from '../../../core/protocol/segment/rows.ts'
import { openColumnsPress } from './columns-press.ts'
import { openCutter, type Segment } from './cutter.ts'

export type Snapshot = {
  readonly cursor: Cursor
  readonly segments: readonly SegmentEntry[]
  readonly contents: ReadonlyMap<string, Uint8Array>
}

/**
 * A stream as a device that begins would be told it, page by page, so that no transaction lasts and writers go on. A row that
 * changes meanwhile comes again with a later page, and one that leaves is told to leave: both lie behind what they replace.
 */
export const snapshotOf = async (log: Pick<ServerLog, 'page'>, stream: StreamId): Promise<Snapshot> => {
  const cutters = rowShelves.map(({ part, keeps }) => ({ keeps, cutter: openCutter(part) }))
  const columns = openColumnsPress()
  const seen = new Set<string>()
  let cursor = beginning
  for (let more = true; more; ) {
    const page = await log.page({ [stream]: cursor })
    for (const change of page.changes) {
      if (!isTold(change, seen)) continue
      columns.add(change)
      await cutters
        .find(({ keeps }) => keeps(change.line === 'put' ? change.row : { kind: 'acknowledgement' }))
        ?.cutter.add(rowLine(change))
    }
    cursor = page.marks.find((mark) => mark.stream === stream)?.cursor ?? cursor
    more = page.more
  }
  const [reference, ...rows] = await Promise.all(cutters.map(({ cutter }) => cutter.end()))
  return snapshot(cursor, [...(reference ?? []), ...(await columns.end()), ...rows.flat()])
}

/** That something left is worth telling only to whoever was told that it was here. */
const isTold = (change: Change, seen: Set<string>): boolean => {
  if (change.line === 'leave') return seen.has(`${change.kind}/${change.id}`)
  seen.add(`${change.row.kind}/${change.row.id}`)
  return true
}

const snapshot = (cursor: Cursor, segments: readonly Segment[]): Snapshot => ({
  cursor,
  segments: segments.map(({ entry }) => entry),
  contents: new Map(segments.map(({ entry, bytes }) => [entry.hash, bytes])),
})
