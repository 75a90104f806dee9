/*
 * Which streams were seen whole, and as of which life of the server and which part of them: nothing older is left of those, and so
 * nothing has to be looked for at every contact.
 */

/** Where it lies among single facts. */
export const wholeKey = 'whole'

export type SeenWhole = { readonly [stream: string]: string }

export const wholeIn = (entry: { readonly value: unknown } | undefined): SeenWhole => (entry?.value ?? {}) as SeenWhole

export const asOf = (epoch: string, part: number): string => `${epoch}/${part}`

/** As rows that came now, and streams that are whole now, leave it: a row of any other life or part makes a stream one to be looked at again. */
export const wholeAfter = (
  known: SeenWhole,
  {
    came,
    whole,
    asOfNow,
  }: { readonly came: readonly string[]; readonly whole: readonly string[]; readonly asOfNow: (stream: string) => string },
): SeenWhole => {
  const isStill = (stream: string): boolean => known[stream] === asOfNow(stream)
  if (came.every((stream) => !known[stream] || isStill(stream)) && whole.every(isStill)) return known
  const mixed = new Set(came.filter((stream) => !isStill(stream)))
  return {
    ...Object.fromEntries(Object.entries(known).filter(([stream]) => !mixed.has(stream))),
    ...Object.fromEntries(whole.map((stream) => [stream, asOfNow(stream)])),
  }
}
