import type { DeviceId, OperationId, PersonId, StreamId } from '../domain/id.ts'
import type { Instant } from '../domain/time.ts'
import type { Json } from './json.ts'

export const entityKinds = [
  'administration',
  'pack',
  'unit',
  'person',
  'post',
  'campaign',
  'assignment',
  'assessment',
  'acknowledgement',
] as const
export type EntityKind = (typeof entityKinds)[number]

/**
 * What an operation does. `create` and `edit` set fields; `resolve` settles conflicts, with or without setting fields; `seal`
 * makes the first signed version of an entity; `amend` a further one, which names those that it follows.
 */
export const operationKinds = ['create', 'edit', 'seal', 'amend', 'resolve'] as const
export type OperationKind = (typeof operationKinds)[number]

/** What one author did to one entity. Made on a device, never changed afterwards; its id is random and names it for ever. */
export type Operation = {
  readonly id: OperationId
  readonly device: DeviceId
  /** The device's own counter: 1, 2, 3 … in the order in which the work was done there. */
  readonly lsn: number
  readonly kind: OperationKind
  readonly entity: { readonly kind: EntityKind; readonly id: string }
  readonly stream: StreamId
  /** Who did it, as the device knows. Null before anybody is known. */
  readonly author: PersonId | null
  /** Fields and their new values; null empties a field. The field `home` moves the entity to another stream. */
  readonly set: { readonly [field: string]: Json }
  /** For each field set: the operation whose value the author saw. Absent or null where there was none. */
  readonly base: { readonly [field: string]: OperationId | null }
  /** Conflicting operations whose values the author had in view and settles with this one. */
  readonly resolves?: readonly OperationId[] | undefined
  /** The sealed versions that the author had in view and follows with this one. */
  readonly follows?: readonly OperationId[] | undefined
  /** The device's clock. Informative: it orders nothing. */
  readonly wall: Instant
  /** How far that clock was ahead of the server's at the last contact, in milliseconds; null before any contact. */
  readonly offset: number | null
  /** The hash of the device's operation before this one: a chain for each device. Empty for its first, and where version 1 made it. */
  readonly prev: string
  /** The device's public key, on what a person signed: the envelope then carries its signature over the hash. */
  readonly key?: string | undefined
}

/** True for the kinds that make a signed version. */
export const isVersion = (kind: OperationKind): boolean => kind === 'seal' || kind === 'amend'
