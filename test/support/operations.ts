import type { DeviceId, OperationId, StreamId } from '../../src/core/domain/id.ts'
import type { Json } from '../../src/core/protocol/json.ts'
import type { Row } from '../../src/core/protocol/merge.ts'
import type { Operation } from '../../src/core/protocol/operation.ts'
import type { Change, Receipt } from '../../src/core/protocol/sync.ts'

export const stream = 'site-1' as StreamId
let made = 0

/** One operation on an assessment, as a device makes it; every part can be given. */
export const operation = (part: Partial<Operation> & { readonly set?: { readonly [field: string]: Json } } = {}): Operation => {
  made += 1
  const set = part.set ?? { summary: 'rien à signaler' }
  return {
    id: `op-${made}` as OperationId,
    device: 'tablet-1' as DeviceId,
    lsn: made,
    kind: 'edit',
    entity: { kind: 'assessment', id: 'a-1' },
    stream,
    author: null,
    base: Object.fromEntries(Object.keys(set).map((field) => [field, null])),
    wall: '2026-11-22T08:00:00.000Z',
    ...part,
    set,
  }
}

export const receipt = (id: string, part: Partial<Receipt> = {}): Receipt => ({
  operation: id as OperationId,
  status: 'applied',
  stream,
  seq: 1,
  rev: 1,
  time: '2026-11-22T09:00:00.000Z',
  ...part,
})

export const row = (part: Partial<Row> = {}): Row => ({
  kind: 'assessment',
  id: 'a-1',
  stream,
  rev: 1,
  fields: { summary: 'vu du siège' },
  writers: { summary: 'op-elsewhere' as OperationId },
  conflicts: [],
  versions: [],
  ...part,
})

export const change = (seq: number, part: Partial<Row> = {}): Change => ({ stream, seq, row: row(part) })
