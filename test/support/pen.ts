import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
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

/** Signs in a device's name, as its own key would. */
export type PenSigner = { readonly key: string; readonly sign: (hash: string) => string }

/** Writes operations as one device does: each chained to the one before and based on what it wrote there, signatures signed. */
export const penOf = (device: string, stream: string, signer?: PenSigner) => {
  let lsn = 0
  let prev = ''
  const writers = new Map<string, OperationId>()
  return (written: Written): Envelope => {
    const { kind, entity, set } = written
    const place = (field: string): string => `${entity.kind}/${entity.id}/${field}`
    const id = randomId() as unknown as OperationId
    lsn += 1
    const isSigned = signer !== undefined && kind === 'seal'
    const unsigned = envelopeOf({
      id,
      device: device as DeviceId,
      lsn,
      kind,
      entity,
      stream: stream as StreamId,
      author: device as unknown as PersonId,
      set,
      base: Object.fromEntries(Object.keys(set).map((field) => [field, writers.get(place(field)) ?? null])),
      wall: '2026-11-22T08:00:00.000Z',
      offset: 0,
      prev,
      ...(isSigned ? { key: signer.key } : {}),
    })
    const envelope = isSigned ? { ...unsigned, signature: signer.sign(unsigned.hash) } : unsigned
    for (const field of Object.keys(set)) writers.set(place(field), id)
    prev = envelope.hash
    return envelope
  }
}

/** A key pair as a tablet makes it at its first signature. */
export const penSigner = (): PenSigner => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')])
  return {
    key: point.toString('base64url'),
    sign: (hash) => sign('sha256', Buffer.from(hash), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url'),
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
