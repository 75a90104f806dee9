import { limits } from '../../core/protocol/limits.ts'

/** The most that one reply carries. */
export type PageLimits = { readonly changes: number; readonly bytes: number }

export const defaultPage: PageLimits = { changes: limits.page, bytes: limits.pageBytes }

/** How many of the changes fit, given what the page holds already. The first change of a page always fits, or nothing would move. */
export const fitting = (
  changes: readonly { readonly bytes: number }[],
  limit: PageLimits,
  held: PageLimits,
): { readonly count: number; readonly bytes: number } => {
  let { bytes } = held
  let count = 0
  for (const change of changes) {
    const isFirst = held.changes + count === 0
    if (held.changes + count >= limit.changes || (!isFirst && bytes + change.bytes > limit.bytes)) break
    bytes += change.bytes
    count += 1
  }
  return { count, bytes }
}
