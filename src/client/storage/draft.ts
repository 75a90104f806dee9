import type { OperationId, PersonId, StreamId } from '../../core/domain/id.ts'
import type { Instant } from '../../core/domain/time.ts'
import type { Json } from '../../core/protocol/json.ts'
import type { EntityKind, OperationKind } from '../../core/protocol/operation.ts'

/**
 * For a field the operations whose values the author had before him or wrote there himself, the latest last; null where nothing stood.
 * What a sync takes in between his first keystroke, or his tap, and the write is not among them.
 */
export type Seen = { readonly [field: string]: readonly (OperationId | null)[] }

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
  readonly seen?: Seen | undefined
  readonly wall: Instant
}
