import type { Database } from './tables.ts'

/** An item as it lies on the disk: what it is found by, and everything else in bytes that only its holder's key opens. */
export type Sealed = { readonly [field: string]: unknown; readonly sealed: Uint8Array<ArrayBuffer> }

/**
 * How the items of a database are sealed. Where a database has one, nothing that a person is known by lies on the disk in
 * words; where it has none, everything lies there as it is.
 */
export type Sealing = {
  /** At once, so that it can be done inside a transaction. Single facts without a person in them stay as they are. */
  readonly seal: (table: string, item: object) => object
  /** The same before a transaction, by the browser itself. */
  readonly sealAhead: (table: string, items: readonly object[]) => Promise<readonly object[]>
  /** An item as it was; one that was never sealed as it is. Throws `Broken` where it was changed, moved, or sealed by another key. */
  readonly open: (table: string, stored: object) => object
  /** Whether a downloaded row, by its key, is to be hidden from screens. */
  readonly hides?: ((key: string) => boolean) | undefined
}

/** What lies there is not what was sealed there under this key. */
export class Broken extends Error {
  override readonly name = 'Broken'
}

export const isSealed = (stored: object): stored is Sealed => 'sealed' in stored && ArrayBuffer.isView(stored.sealed)

/** Tells two seals of the same item apart, whatever is in them: the nonce under which it was sealed. */
export const stampOf = ({ sealed }: Sealed): string => String.fromCharCode(...sealed.subarray(0, 12))

const sealings = new WeakMap<Database, Sealing>()

/** Said once, by who opens the database, and before anything is read from it. */
export const sealWith = (database: Database, sealing: Sealing): void => void sealings.set(database, sealing)

export const sealingOf = (database: Database): Sealing | undefined => sealings.get(database)
