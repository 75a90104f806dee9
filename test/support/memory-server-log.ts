import type { StreamId } from '../../src/core/domain/id.ts'
import type { Row } from '../../src/core/protocol/merge.ts'
import type { Operation } from '../../src/core/protocol/operation.ts'
import type { Cursors, Page, ServerLog } from '../../src/core/protocol/ports.ts'
import type { Change, Receipt } from '../../src/core/protocol/sync.ts'
import { decide, numbered, placesOf, refusalKey, rowKey } from '../../src/server/store/decide.ts'
import { administrationsOf } from '../../src/server/store/directory.ts'
import { readSent } from '../../src/server/store/intake.ts'
import { defaultPage, fitting, type PageLimits } from '../../src/server/store/page-cut.ts'

/** The server's log without a file: gone when it closes. Under the same contract as the one that keeps. */
export const memoryServerLog = ({ epoch = 'memory', page: limit = defaultPage }: { epoch?: string; page?: PageLimits } = {}) => {
  const accepted = new Map<string, { readonly hash: string; readonly receipt: Receipt; readonly operation: Operation }>()
  const refused = new Map<string, { readonly receipt: Receipt | undefined }>()
  const heads = new Map<StreamId, number>()
  const rows = new Map<string, { readonly row: Row; readonly seq: number }>()
  const past = {
    accepted: (id: string) => accepted.get(id),
    refused: (sent: Parameters<typeof refusalKey>[0]) => refused.get(refusalKey(sent)),
    row: (...name: Parameters<typeof rowKey>) => rows.get(rowKey(...name))?.row,
    written: (id: string) => accepted.get(id)?.operation,
  }

  const append: ServerLog['append'] = async (inputs, _device, time) => {
    const decision = decide(
      inputs.map((input) => readSent(input, (text) => text)),
      past,
      time,
    )
    for (const { sent, receipt } of decision.refused) refused.set(refusalKey(sent), { receipt })
    const result = numbered(decision, heads, time)
    for (const [stream, places] of placesOf(decision)) heads.set(stream, (heads.get(stream) ?? 0) + places)
    for (const { taken, receipt } of result.operations)
      accepted.set(receipt.operation, { hash: taken.sent.hash, receipt, operation: taken.operation })
    for (const { row, seq } of result.rows) rows.set(rowKey(row.kind, row.id), { row, seq })
    return { receipts: result.receipts }
  }

  const page = async (cursors: Cursors): Promise<Page> => {
    const changes: Change[] = []
    const reached: Record<string, number> = { ...cursors }
    let bytes = 0
    let more = false
    for (const stream of Object.keys(cursors).sort()) {
      const after = [...rows.values()].filter(({ row, seq }) => row.stream === stream && seq > (cursors[stream] ?? 0))
      const sized = after.sort((a, b) => a.seq - b.seq).map((change) => ({ ...change, bytes: JSON.stringify(change.row).length }))
      const fit = fitting(sized, limit, { changes: changes.length, bytes })
      bytes = fit.bytes
      if (fit.count < sized.length) more = true
      for (const { row, seq } of sized.slice(0, fit.count)) {
        changes.push({ stream: row.stream, seq, row })
        reached[stream] = seq
      }
    }
    return { changes, cursors: reached, more }
  }

  const log: ServerLog = {
    epoch,
    append,
    page,
    directory: async () =>
      administrationsOf([...rows.values()].flatMap(({ row }) => (row.kind === 'administration' ? [row] : []))),
    close: async () => undefined,
  }
  return { ...log, quarantined: async () => refused.size }
}
