/** Which bytes a request asks for: all of them, a part (both ends included), or what is not there. */
export type ByteRange = 'whole' | 'unsatisfiable' | { readonly from: number; readonly to: number }

/**
 * Reads `Range` (RFC 9110 §14.2). What is malformed, in another unit, or asks for several parts is as if it were not there.
 * So is a range of another content than this one, by `If-Range`.
 */
export const byteRange = (range: string | undefined, ifRange: string | undefined, etag: string, size: number): ByteRange => {
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range ?? '')
  if (!found || (ifRange !== undefined && ifRange !== etag)) return 'whole'
  const [, first = '', last = ''] = found
  if (first === '') return last === '' ? 'whole' : fromEnd(Number(last), size)
  const from = Number(first)
  if (last !== '' && Number(last) < from) return 'whole'
  if (from >= size) return 'unsatisfiable'
  return { from, to: last === '' ? size - 1 : Math.min(Number(last), size - 1) }
}

const fromEnd = (length: number, size: number): ByteRange =>
  length === 0 || size === 0 ? 'unsatisfiable' : { from: Math.max(0, size - length), to: size - 1 }
