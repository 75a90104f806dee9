import type { DeviceId, OperationId, StreamId } from '../../src/core/domain/id.ts'
import { type Envelope, envelopeOf, lineOf } from '../../src/core/protocol/envelope.ts'
import type { Json } from '../../src/core/protocol/json.ts'
import type { Operation } from '../../src/core/protocol/operation.ts'
import type { Receipt } from '../../src/core/protocol/receipt.ts'
import type { Put } from '../../src/core/protocol/reply.ts'
import type { Row } from '../../src/core/protocol/row.ts'

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
    offset: null,
    prev: '',
    ...part,
    set,
  }
}

/** The same operation as protocol 1 makes it. */
export const madeBy1 = ({ offset: _, prev: __, ...one }: Operation) => one

/** The line that carries an operation to the server. */
export const line = (one: Operation): string => lineOf(envelopeOf(one))

export const receipt = (of: Operation | Envelope, part: Partial<Receipt> = {}): Receipt => ({
  operation: of.id,
  hash: 'text' in of ? of.hash : envelopeOf(of).hash,
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

export const change = (seq: number, part: Partial<Row> = {}): Put => ({
  line: 'put',
  stream: part.stream ?? stream,
  seq,
  row: row(part),
})

/** A place in a stream, as if the server had given it out. */
export const mark = (seq: number, of: string = stream) =>
  ({ line: 'mark', stream: of as StreamId, cursor: { seq, proof: `proof-${seq}` } }) as const
