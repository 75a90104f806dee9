import type { StreamId } from '../../../src/core/domain/id.ts'
import { merge } from '../../../src/core/protocol/merge.ts'
import { reply1Schema } from '../../../src/core/protocol/message/reply-1.ts'
import type { Operation } from '../../../src/core/protocol/operation.ts'
import type { ServerLog } from '../../../src/core/protocol/ports.ts'
import type { Row } from '../../../src/core/protocol/row.ts'
import { answer1 } from '../../../src/server/http/answer-1.ts'

/** An operation as the first release made it. */
export type Operation1 = Omit<Operation, 'offset' | 'prev' | 'key' | 'follows'>

/**
 * A tablet on which the first release still runs: it speaks protocol 1, knows no chain, no moves and no epochs, and lets go of
 * what it has a receipt for.
 */
export const openVeteran = (name: string, streams: readonly StreamId[]) => {
  const rows = new Map<string, Row>()
  const refused = new Set<string>()
  let outbox: readonly Operation1[] = []
  let cursors: Record<string, number> = Object.fromEntries(streams.map((stream) => [stream, 0]))
  let lsn = 0
  let epoch: string | undefined
  return {
    name,
    rows,
    refused,
    outbox: () => outbox,
    record: (part: Omit<Operation1, 'lsn' | 'base' | 'device'>): Operation1 | undefined => {
      const key = `${part.entity.kind}:${part.entity.id}`
      const row = rows.get(key)
      if (row && row.versions.length > 0) return undefined
      const base = Object.fromEntries(Object.keys(part.set).map((field) => [field, row?.writers[field] ?? null]))
      const made: Operation1 = { ...part, base, lsn: lsn + 1, device: name as never }
      const merged = merge(row, { ...made, offset: null, prev: '' })
      if (!merged.ok) return undefined
      lsn += 1
      rows.set(key, merged.row)
      outbox = [...outbox, made]
      return made
    },
    /** One exchange; `isHeard` is false where the reply was lost on its way. */
    speak: async (log: ServerLog, time: string, isHeard: boolean): Promise<void> => {
      const request = { protocol: 1 as const, app: 'field', device: name, nonce: 'nonce-nonce', cursors, operations: [...outbox] }
      const reply = reply1Schema.parse(JSON.parse(JSON.stringify((await answer1(log, request, time)).answer)))
      if (!isHeard) return
      const settled = new Set(reply.receipts.map(({ operation }) => operation))
      for (const { operation, status } of reply.receipts) if (status === 'refused') refused.add(operation)
      outbox = outbox.filter(({ id }) => !settled.has(id))
      if (epoch !== undefined && epoch !== reply.epoch) rows.clear()
      for (const { row } of reply.changes) {
        const key = `${row.kind}:${row.id}`
        if ((rows.get(key)?.rev ?? 0) <= row.rev || outbox.length === 0) rows.set(key, row as unknown as Row)
      }
      const isFresh = epoch !== undefined && epoch !== reply.epoch
      cursors = isFresh ? Object.fromEntries(streams.map((stream) => [stream, 0])) : { ...reply.cursors }
      epoch = reply.epoch
    },
  }
}

export type Veteran = ReturnType<typeof openVeteran>
