import type { OperationId, PersonId, StreamId } from '../../core/domain/id.ts'
import type { Instant } from '../../core/domain/time.ts'
import type { Json } from '../../core/protocol/json.ts'
import type { EntityKind, OperationKind } from '../../core/protocol/operation.ts'

/** What a person did, before the device has numbered it. `base`, `lsn` and `prev` are read where it is written. */
export type Draft = {
  readonly id: OperationId
  readonly kind: OperationKind
  readonly entity: { readonly kind: EntityKind; readonly id: string }
  readonly stream: StreamId
  readonly author: PersonId | null
  readonly resolves?: readonly OperationId[] | undefined
  readonly follows?: readonly OperationId[] | undefined
  readonly set: { readonly [field: string]: Json }
  readonly wall: Instant
}
