/*
 * The rows that came while own work on them was still to be sent, which then was put on top of what came. Mostly there is none.
 * Where the server had that work already, brought by somebody else or in an earlier life, it is in the row twice until its receipt says so.
 */

/** Where their keys lie in the table of single facts. */
export const overlaidKey = 'overlaid'

export const overlaidIn = (entry: { readonly value: unknown } | undefined): ReadonlySet<string> =>
  new Set((entry?.value as readonly string[] | undefined) ?? [])

export const overlaidAfter = (
  before: ReadonlySet<string>,
  keys: readonly string[],
  isOverlaid: (key: string) => boolean,
): ReadonlySet<string> => {
  const after = new Set(before)
  for (const key of keys)
    if (isOverlaid(key)) after.add(key)
    else after.delete(key)
  return after
}
