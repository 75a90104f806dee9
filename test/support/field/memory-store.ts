import type { Draft } from '../../../src/client/storage/draft.ts'
import { beginning } from '../../../src/core/protocol/cursor.ts'
import { lineOf } from '../../../src/core/protocol/envelope.ts'
import { isVersion, type Operation } from '../../../src/core/protocol/operation.ts'
import type { Row } from '../../../src/core/protocol/row.ts'
import { type Disk, emptyDisk, memoryReplica, work } from '../memory-replica.ts'
import type { DeviceSigner, Store } from './store.ts'

const keyOf = ({ entity: { kind, id } }: Draft): string => `${kind}:${id}`

/** A device's disk in memory. */
export const memoryStore = (name: string, signer: DeviceSigner, disk: Disk = emptyDisk(name)): Store => ({
  replica: (session, newDevice) => memoryReplica(disk, { session, newDevice }).replica,
  record: async (draft) => {
    const row = disk.rows.get(keyOf(draft))?.row
    const isSealed = (row?.versions.length ?? 0) > 0
    if (isSealed && draft.kind !== 'amend' && draft.kind !== 'resolve') return false
    try {
      work(disk, operationOf(draft, disk, row, signer), isVersion(draft.kind) ? signer.sign : undefined)
      return true
    } catch {
      return false
    }
  },
  row: async (key) => disk.rows.get(key)?.row,
  shown: async () =>
    new Map([...disk.rows].map(([key, { row, server }]) => [key, { row, rev: server?.life === disk.life ? server.rev : 0 }])),
  unsent: async () => disk.unsent.map((envelope) => ({ id: envelope.id, hash: envelope.hash, line: lineOf(envelope) })),
  refused: async () =>
    disk.refused.map(({ envelope, receipt }) => ({ id: envelope.id, problem: receipt.problem?.problem ?? '' })),
  follow: async (stream) => {
    disk.cursors[stream] ??= beginning
  },
  copy: async () => memoryStore(name, signer, structuredClone(disk)),
  close: async () => undefined,
})

/** What a device makes of a person's deed: counted, chained, and with what the author saw. */
const operationOf = (draft: Draft, disk: Disk, row: Row | undefined, { key }: DeviceSigner): Operation => {
  const isSigned = isVersion(draft.kind)
  const set = isSigned && draft.entity.kind === 'assessment' ? { ...row?.fields, ...draft.set } : draft.set
  const unsent = new Set(disk.unsent.map(({ id }) => id))
  const saw = (field: string) => {
    const own = draft.resolves ? undefined : row?.conflicts.findLast((one) => one.field === field && unsent.has(one.operation))
    return own?.operation ?? row?.writers[field] ?? null
  }
  return {
    ...draft,
    device: disk.device as never,
    lsn: disk.chain.lsn + 1,
    set,
    base: Object.fromEntries(Object.keys(set).map((field) => [field, saw(field)])),
    offset: null,
    prev: disk.chain.hash,
    ...(isSigned ? { key } : {}),
  }
}
