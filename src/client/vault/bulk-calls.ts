/** To the worker that opens long lists. The first message brings the key, which the worker can use and nobody can read. */
export type BulkCall = { readonly key: CryptoKey } | ({ readonly number: number; readonly places: readonly string[] } & Strung)

/** Many pieces one after another in one block, which changes hands without a copy; and where each ends. */
export type Strung = { readonly bytes: Uint8Array<ArrayBuffer>; readonly ends: Uint32Array<ArrayBuffer> }

/** In the same order. One that did not open has no length. */
export type BulkAnswer = { readonly number: number } & Strung

export const strung = (pieces: readonly Uint8Array<ArrayBuffer>[]): Strung => {
  const ends = new Uint32Array(pieces.length)
  let end = 0
  for (const [at, { length }] of pieces.entries()) {
    end += length
    ends[at] = end
  }
  const bytes = new Uint8Array(end)
  for (const [at, piece] of pieces.entries()) bytes.set(piece, (ends[at] ?? 0) - piece.length)
  return { bytes, ends }
}

export const pieceAt = ({ bytes, ends }: Strung, at: number): Uint8Array<ArrayBuffer> =>
  bytes.subarray(at === 0 ? 0 : ends[at - 1], ends[at])
