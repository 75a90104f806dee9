import type { ReportColumns } from '../../core/domain/report-columns.ts'
import type { Instant } from '../../core/domain/time.ts'
import { decodeColumns } from '../../core/protocol/segment/columns.ts'
import { segmentLimits } from '../../core/protocol/segment/manifest.ts'
import type { columnsHeld } from '../storage/columns-held.ts'
import { unzip } from '../sync/unzip.ts'

/** A campaign's columns, and the moment at headquarters that they tell of. */
export type CampaignColumns = { readonly columns: readonly ReportColumns[]; readonly time: Instant }

/** A segment never changes under its name, so each is read once. */
const read = new Map<string, Promise<ReportColumns | undefined>>()

/** Reads columns out of what is held of them. Where this release cannot read one, none says anything: a part is no report. */
export const readColumns = async (held: Awaited<ReturnType<typeof columnsHeld>>): Promise<CampaignColumns | undefined> => {
  const columns = await Promise.all(
    held.map(({ hash, bytes }) => {
      const known = read.get(hash) ?? decoded(bytes)
      read.set(hash, known)
      return known
    }),
  )
  return columns.every((one) => one !== undefined) ? { columns, time: held[0]?.time ?? '' } : undefined
}

const decoded = async (bytes: Uint8Array): Promise<ReportColumns | undefined> => {
  const raw = await unzip(bytes, segmentLimits.mostRaw)
  const found = raw && decodeColumns(raw)
  return found?.ok ? found.value : undefined
}
