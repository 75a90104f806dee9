/** To the worker that opens long lists. The first message brings the key, which the worker can use and nobody can read. */
export type BulkCall =
  | { readonly key: CryptoKey }
  | { readonly number: number; readonly places: readonly string[]; readonly sealed: readonly Uint8Array<ArrayBuffer>[] }

/** All items one after another, and where each ends; one that did not open has no length. */
export type BulkAnswer = {
  readonly number: number
  readonly plain: Uint8Array<ArrayBuffer>
  readonly ends: Uint32Array<ArrayBuffer>
}
