import type { Cursors } from '../../core/protocol/cursor.ts'

/*
 * [D5] Streams of which headquarters has more than is here. Rows come in the order of their last change, so that what is still to come
 * cannot be told from the rows that are here. It changes together with the cursors; a stream stays among them until an exchange has
 * told it to its end.
 */

/** Where it lies among single facts. */
export const behindKey = 'behind'

export const behindIn = (entry: { readonly value: unknown } | undefined): readonly string[] =>
  (entry?.value ?? []) as readonly string[]

type Taken = {
  readonly before: Cursors
  readonly after: Cursors
  /** Streams that are told anew, as of another part. */
  readonly anew: readonly string[]
  readonly whole: readonly string[]
  /** The highest `seq` of each stream that was asked for; absent where nobody told: nothing is then known to have come to its end. */
  readonly heads: { readonly [stream: string]: number } | undefined
}

/** The same list where nothing changed: an exchange in which nothing happens writes none. */
export const behindAfter = (known: readonly string[], { before, after, anew, whole, heads }: Taken): readonly string[] => {
  const isBehind = (stream: string): boolean => {
    if (heads && whole.includes(stream)) return false
    const isShort = (heads?.[stream] ?? 0) > (after[stream]?.seq ?? 0)
    return known.includes(stream) || isShort || anew.includes(stream) || !Object.hasOwn(before, stream)
  }
  const behind = Object.keys(after).filter(isBehind)
  const isSame = behind.length === known.length && behind.every((stream) => known.includes(stream))
  return isSame ? known : behind
}
