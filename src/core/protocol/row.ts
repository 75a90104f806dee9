import type { OperationId, PersonId, StreamId } from '../domain/id.ts'
import type { Instant } from '../domain/time.ts'
import type { Json } from './json.ts'
import type { EntityKind, Operation } from './operation.ts'

/** Who wrote a value, and when by that device's clock. */
export type Hand = { readonly author: PersonId | null; readonly wall: Instant }

/** Two values for one field, neither of whose authors had seen the other. Both stand until a person resolves it. */
export type Conflict = Hand & {
  readonly field: string
  readonly value: Json
  readonly operation: OperationId
  /** What its author saw: once that is what stands, this follows it and is no conflict any more. */
  readonly base: OperationId | null
  /** Who wrote the value that stands in the row meanwhile; null where only headquarters knows, until its next change says it. */
  readonly standing: Hand | null
}

/** What an operation of the past tells of itself: who, when, and which operations its author had seen. */
export type Past = Hand & Pick<Operation, 'base' | 'resolves'>

/** Looks up an operation of the past. The server has them all; a device keeps few, and leaves the rest to the server. */
export type Written = (operation: OperationId) => Past | undefined

/** What was sealed: exactly as signed, for ever. */
export type SealedVersion = {
  readonly operation: OperationId
  readonly author: PersonId | null
  readonly wall: Instant
  /** The versions that its author had in view. One that nobody follows stands; two that stand are siblings. */
  readonly follows: readonly OperationId[]
  readonly content: { readonly [field: string]: Json }
}

/** An entity as the log makes it. The same on device and server once both have seen the same operations. */
export type Row = {
  readonly kind: EntityKind
  readonly id: string
  /** Its home: the stream in which its changes are told. */
  readonly stream: StreamId
  /** Other streams that work on it may name: where it lived before. */
  readonly homes?: readonly StreamId[] | undefined
  /** Made by work that came before its `create`, which is still to come. */
  readonly shell?: true | undefined
  /** Counts the operations taken in. */
  readonly rev: number
  readonly fields: { readonly [field: string]: Json }
  /** For each field, the operation that wrote its present value. */
  readonly writers: { readonly [field: string]: OperationId }
  readonly conflicts: readonly Conflict[]
  readonly versions: readonly SealedVersion[]
}

/** What became of an operation, the weakest first: `superseded` where later work of somebody who knew it was here already. */
export const mergeStatuses = ['superseded', 'merged', 'applied', 'conflict'] as const
export type MergeStatus = (typeof mergeStatuses)[number]

export type MergeProblem =
  | { readonly problem: 'sealed'; readonly version: OperationId }
  | { readonly problem: 'foreign-stream'; readonly stream: StreamId }
  /** The row holds what the signer had not in view: these fields are in conflict, or not in what was signed. */
  | { readonly problem: 'unseen'; readonly fields: readonly string[] }

export type Merged =
  | { readonly ok: true; readonly row: Row; readonly status: MergeStatus }
  | { readonly ok: false; readonly problem: MergeProblem }
