import { randomBytes } from 'node:crypto'
import type { DeviceId, OperationId, PersonId, StreamId } from '../../src/core/domain/id.ts'
import { type Envelope, envelopeOf } from '../../src/core/protocol/envelope.ts'
import type { Json } from '../../src/core/protocol/json.ts'
import type { EntityKind, OperationKind } from '../../src/core/protocol/operation.ts'
import { type Assessed, fieldsIn, tappedFields } from './assessed.ts'

type Fields = { readonly [field: string]: Json }
type Written = {
  readonly kind: OperationKind
  readonly entity: { readonly kind: EntityKind; readonly id: string }
  readonly set: Fields
}

export const randomId = <Kind extends string>(): Kind => randomBytes(16).toString('base64url') as Kind

/** Writes operations as one device does, each chained to the one before and based on what this device wrote there. */
export const penOf = (device: string, stream: string, author: string | null = null) => {
  let lsn = 0
  let prev = ''
  const writers = new Map<string, OperationId>()
  return (written: Written): Envelope => {
    const { kind, entity, set } = written
    const place = (field: string): string => `${entity.kind}/${entity.id}/${field}`
    const id = randomId() as unknown as OperationId
    lsn += 1
    const envelope = envelopeOf({
      id,
      device: device as DeviceId,
      lsn,
      kind,
      entity,
      stream: stream as StreamId,
      author: author as PersonId | null,
      set,
      base: Object.fromEntries(Object.keys(set).map((field) => [field, writers.get(place(field)) ?? null])),
      wall: '2026-11-22T08:00:00.000Z',
      offset: 0,
      prev,
    })
    for (const field of Object.keys(set)) writers.set(place(field), id)
    prev = envelope.hash
    return envelope
  }
}

export type Pen = ReturnType<typeof penOf>

/** An assessment as the one operation that seals it with all its fields. */
export const sealed = (pen: Pen, assessed: Assessed): Envelope =>
  pen({ kind: 'seal', entity: { kind: 'assessment', id: assessed.id }, set: fieldsIn(assessed) })

/** An assessment as it was done on the tablet: an operation a tap, and the one that seals it. */
export const tapped = (pen: Pen, assessed: Assessed): readonly Envelope[] => {
  const entity = { kind: 'assessment', id: assessed.id } as const
  const taps = tappedFields(assessed).map((set, tap) => pen({ kind: tap === 0 ? 'create' : 'edit', entity, set }))
  return [...taps, pen({ kind: 'seal', entity, set: fieldsIn(assessed) })]
}
