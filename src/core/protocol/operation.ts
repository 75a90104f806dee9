import * as z from 'zod/mini'
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

export const operationKinds = ['create', 'edit', 'seal'] as const
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
  /** Fields and their new values; null empties a field. */
  readonly set: { readonly [field: string]: Json }
  /** For each field set: the operation whose value the author saw, null where there was none. */
  readonly base: { readonly [field: string]: OperationId | null }
  /** Conflicting operations whose values the author had in view and settles with this one. */
  readonly resolves?: readonly OperationId[] | undefined
  /** The device's clock. Informative: it orders nothing. */
  readonly wall: Instant
}

const id = z.string().check(z.regex(/^[A-Za-z0-9._:-]{1,120}$/))
const field = z.string().check(z.regex(/^[A-Za-z0-9._:-]{1,120}$/))

export const operationSchema = z.strictObject({
  id,
  device: id,
  lsn: z.int().check(z.positive()),
  kind: z.enum(operationKinds),
  entity: z.strictObject({ kind: z.enum(entityKinds), id }),
  stream: id,
  author: z.nullable(id),
  set: z.record(field, z.json()),
  base: z.record(field, z.nullable(id)),
  resolves: z.optional(z.array(id).check(z.maxLength(100))),
  wall: z.string().check(z.maxLength(40)),
})
