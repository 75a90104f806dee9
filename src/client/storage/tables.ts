import type Dexie from 'dexie'
import type { EntityTable } from 'dexie'
import type { ExportNote } from '../../core/protocol/access/export-note.ts'
import type { Envelope } from '../../core/protocol/envelope.ts'
import type { SyncProblem } from '../../core/protocol/problem.ts'
import type { Receipt, ReceiptProof } from '../../core/protocol/receipt.ts'
import type { Row } from '../../core/protocol/row.ts'
import type { ShelvedSegment } from '../../core/protocol/segment/download-shelf.ts'
import type { Manifest } from '../../core/protocol/segment/manifest.ts'

/** A row as this device shows it, with where it stands against the server's. */
export type StoredRow = {
  /** `kind:id` */
  readonly key: string
  readonly kind: string
  /** The rows that are read together: a campaign's id, or empty for reference data. */
  readonly scope: string
  /** The stream that tells of it: its home by the server's word, whatever own work that is still to be sent makes of that. */
  readonly stream: string
  /** The server's row with this device's unsettled operations on top. */
  readonly row: Row
  /** The server's row alone, where own operations were put on top of it: what is left when it refuses them. */
  readonly under?: Row
  /** What the server last said of it; null while only this device knows it. */
  readonly server: {
    readonly epoch: string
    readonly rev: number
    readonly seq: number
    readonly time: string
    readonly stream?: string
    /** Counts how often another part of the stream came into sight; absent for none. */
    readonly part?: number
  } | null
  /** How many values stand in a conflict; absent where none does, so that the index holds the few that are to be settled. */
  readonly conflicts?: number
}

/** What is found of rows that lie together in one pack, all of one kind, scope and stream: those of them that still count. */
export type PackHead = Pick<StoredRow, 'kind' | 'scope' | 'stream'> & {
  /** Random: a body never changes, and no other ever has its id. */
  readonly id: string
  readonly keys: readonly string[]
  /** Those that lie elsewhere by now, or nowhere, but whose text still stands in the body. */
  readonly gone?: readonly string[]
}

/** The rows of a pack as one text, in the order of its keys, with the place in the text where each ends. */
export type PackBody = {
  readonly id: string
  readonly keys: readonly string[]
  readonly ends: readonly number[]
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** An operation as it was made, with the entity it is about. */
export type StoredOperation = Envelope & {
  /** The order in which work was recorded on this device, whatever names it had meanwhile. */
  readonly order?: number
  /** `kind:id` */
  readonly entity: string
}

/** An operation that the server has, kept until it is known to be safe beyond the server's one database. */
export type HeldEntry = StoredOperation & { readonly stream: string; readonly seq: number }

/** What one reply said of one stream, as one record: a write for each operation would cost a slow tablet more than sending it. */
export type HeldBatch = {
  /** That of its first operation when it was kept. */
  readonly order: number
  readonly ids: readonly string[]
  readonly epoch: string
  readonly stream: string
  /** The lowest place in the stream that any of it has: what the durable mark must reach to let any of it go. */
  readonly low: number
  readonly entries: readonly HeldEntry[]
}

/** An operation that the server refused, kept with its reason. `putAway`: when a person had read it and dealt with it. */
export type RefusedEntry = StoredOperation & { readonly problem: SyncProblem; readonly time: string; readonly putAway?: string }

/** The latest receipt for an entity with what proves it: that headquarters holds it. */
export type StoredReceipt = {
  readonly entity: string
  readonly receipt: Receipt
  readonly proof: ReceiptProof
  /** The last `at` of answers that were here before it. */
  readonly since?: number
}

/** A receipt among those of one reply, with the place of its leaf in their hash tree. */
export type Answer = { readonly entity: string; readonly receipt: Receipt; readonly leaf: number }

/** What one reply settled, where it was many: their receipts with what proves each. */
export type StoredAnswers = {
  /** Counts them. */
  readonly at: number
  readonly entities: readonly string[]
  readonly epoch: string
  readonly signature: string
  readonly leaves: readonly string[]
  readonly answers: readonly Answer[]
}

/** A stream whose snapshot is being fetched. */
export type StoredDownload = { readonly stream: string; readonly manifest: Manifest }

/** A segment of it. What has come lies apart: a list of segments is not worth reading megabytes for. */
export type StoredSegment = ShelvedSegment & {
  /** Whose columns it holds, once they are here. */
  readonly campaign?: string
}
export type StoredContent = { readonly hash: string; readonly bytes: Uint8Array }

export type Meta = { readonly key: string; readonly value: unknown }

export type Database = Dexie & {
  /** Rows that lie in packs are seen here like any other. */
  rows: EntityTable<StoredRow, 'key'>
  /** Operations that no receipt has settled. */
  unsent: EntityTable<StoredOperation, 'order'>
  held: EntityTable<HeldBatch, 'order'>
  refused: EntityTable<RefusedEntry, 'id'>
  receipts: EntityTable<StoredReceipt, 'entity'>
  answers: EntityTable<StoredAnswers, 'at'>
  meta: EntityTable<Meta, 'key'>
  downloads: EntityTable<StoredDownload, 'stream'>
  segments: EntityTable<StoredSegment, 'hash'>
  contents: EntityTable<StoredContent, 'hash'>
  /** Exports that headquarters has not been told of. */
  exports: EntityTable<ExportNote, 'id'>
}
