/** How much may come at once, and how much a second after that. */
export type Allowance = { readonly burst: number; readonly perSecond: number }

/** What is left after this one; or, where it was refused, in how many seconds the next one is let through. */
export type Taken = { readonly left: number; readonly wait?: undefined } | { readonly left: 0; readonly wait: number }

type Bucket = { level: number; at: number }

/** So many are counted apart; beyond that the ones not heard of for longest are forgotten, so that no flood of names fills the memory. */
const mostKept = 20_000

/** A bucket of tokens for each name, in this process alone. `clock` tells milliseconds. */
export const openBuckets = ({ burst, perSecond }: Allowance, clock: () => number, kept = mostKept) => {
  const buckets = new Map<string, Bucket>()
  const levelOf = (found: Bucket | undefined, now: number): number =>
    found ? Math.min(burst, found.level + ((now - found.at) / 1000) * perSecond) : burst
  return {
    take: (name: string): Taken => {
      const now = clock()
      const level = levelOf(buckets.get(name), now)
      const isEnough = level >= 1
      // Set anew, so that the order of the map is the order in which they were last heard of.
      buckets.delete(name)
      buckets.set(name, { level: isEnough ? level - 1 : level, at: now })
      if (buckets.size > kept) buckets.delete(buckets.keys().next().value ?? '')
      return isEnough ? { left: Math.floor(level - 1) } : { left: 0, wait: Math.ceil((1 - level) / perSecond) }
    },
  }
}

export type Buckets = ReturnType<typeof openBuckets>
