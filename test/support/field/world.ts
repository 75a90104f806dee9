import type { OperationId } from '../../../src/core/domain/id.ts'
import type { Json } from '../../../src/core/protocol/json.ts'
import type { Device } from './device.ts'
import type { Headquarters } from './headquarters.ts'
import type { Veteran } from './veteran.ts'

/** What a person had in view of a field when he wrote it, as an onlooker saw it: whose value, or none. */
export type View = { readonly [field: string]: OperationId | null }

/** One deed, noted beside the system by an onlooker who trusts none of its books. */
export type Noted = {
  readonly by: string
  readonly hash: string
  readonly entity: string
  readonly view: View
  readonly set: { readonly [field: string]: Json }
  readonly resolves: readonly OperationId[]
  readonly follows: readonly OperationId[]
  /** The device said *saved*. */
  readonly isSaved: boolean
  readonly isSigned: boolean
}

/** A game in play. */
export type World = {
  readonly headquarters: Headquarters
  readonly devices: Device[]
  readonly veterans: readonly Veteran[]
  readonly noted: Map<OperationId, Noted>
  /** Requests that hang about in the network, and replies that a bad proxy kept. */
  readonly late: string[]
  readonly replies: string[]
  readonly trace: string[]
  /** The step that is played. */
  step: number
  /** What the server threw that no rule foresees. */
  readonly faults: unknown[]
  /** The epoch in which the database was brought back without a word, until the server notices. */
  unnoticed: string | undefined
  /** Restores so far: what only protocol 1 held may be gone with one. */
  restores: number
  /** Profiles copied so far: from the first one on, a device may well be asked to take a new name. */
  copies: number
  time: () => string
  readonly fresh: (of: string) => string
}
