import { outboxOf } from './carry-out.ts'
import type { JournalRecord, SealedOutbox } from './journal.ts'
import { boxedLine, sealOf } from './seal.ts'
import type { JournalSealing } from './sealing.ts'

/** Work as a sealed outbox, under a content key made for this one file. Undefined where there is no headquarters to seal it to. */
export const sealRecords = async (
  sealing: JournalSealing,
  records: readonly JournalRecord[],
): Promise<SealedOutbox | undefined> => {
  const { key, line } = await sealOf(sealing).fresh()
  if (!line.sealed) return undefined
  const boxes = records.map((record, at) => {
    const { n, id, box } = boxedLine(key, at + 1, { at: 0, k: 'op', ...record })
    return { index: n, id, box }
  })
  return outboxOf([{ ...line.sealed, boxes }], boxes.length)
}
