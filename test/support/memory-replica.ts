import { merge, overlay, type Row } from '../../src/core/protocol/merge.ts'
import type { Operation } from '../../src/core/protocol/operation.ts'
import { streamsOf } from '../../src/core/protocol/streams.ts'
import type { ReplicaUnderTest } from '../contract/replica.ts'

/** A replica that lives in memory: the simplest thing that keeps the contract, to hold the real one against. */
export const memoryReplica = (): ReplicaUnderTest & { readonly refused: () => readonly string[] } => {
  const shown = new Map<string, Row>()
  const server = new Map<string, { epoch: string; rev: number }>()
  const refused: string[] = []
  let outbox: readonly Operation[] = []
  let cursors: Record<string, number> = {}
  let epoch: string | undefined
  const keyOf = (kind: string, id: string): string => `${kind}:${id}`
  return {
    refused: () => refused,
    read: async (kind, id) => shown.get(keyOf(kind, id)),
    work: async (operations) => {
      for (const operation of operations) {
        const key = keyOf(operation.entity.kind, operation.entity.id)
        const merged = merge(shown.get(key), operation)
        if (!merged.ok) throw new Error(merged.problem.problem)
        shown.set(key, merged.row)
        for (const stream of streamsOf(merged.row)) cursors[stream] ??= 0
        outbox = [...outbox, operation]
      }
    },
    replica: {
      outbox: async (limit, bytes) => {
        let size = 0
        return outbox.slice(0, limit).filter((operation, place) => {
          size += JSON.stringify(operation).length
          return place === 0 || size <= bytes
        })
      },
      sending: async () => undefined,
      unknown: async () => undefined,
      confirm: async (receipts) => {
        const settled = new Map(receipts.map((receipt) => [receipt.operation, receipt]))
        for (const operation of outbox) if (settled.get(operation.id)?.status === 'refused') refused.push(operation.id)
        outbox = outbox.filter((operation) => !settled.has(operation.id))
      },
      take: async (page) => {
        const fresh = epoch !== undefined && epoch !== page.epoch
        if (fresh) cursors = Object.fromEntries(Object.keys(cursors).map((stream) => [stream, 0]))
        epoch = page.epoch
        for (const { row } of page.changes) {
          const key = keyOf(row.kind, row.id)
          const known = server.get(key)
          for (const stream of streamsOf(row)) cursors[stream] ??= 0
          if (known && known.epoch === page.epoch && known.rev > row.rev) continue
          server.set(key, { epoch: page.epoch, rev: row.rev })
          const own = outbox.filter(({ entity }) => keyOf(entity.kind, entity.id) === key)
          shown.set(key, overlay(row, own) ?? row)
        }
        cursors = { ...cursors, ...page.cursors }
      },
      cursors: async () => cursors,
    },
  }
}
