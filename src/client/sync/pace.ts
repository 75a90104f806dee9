import type { OperationId } from '../../core/domain/id.ts'

/** How much of the outbox one request carries. A slow line finishes small batches that it would never finish whole. */
export type Pace = {
  /** An exchange begins. Every now and then one tries again what was stuck: the line may be another by now. */
  readonly begun: () => void
  /** Bytes of operations' texts in the next request. */
  readonly bytes: () => number
  /** It went through, in so many milliseconds: the next one may be larger. */
  readonly went: (took: number) => void
  /** It did not: the next one is half as large. False where it cannot be made smaller. */
  readonly failed: () => boolean
  /** Operations that no request carries, however small: they wait for a while, and block no other. */
  readonly stuck: Set<OperationId>
}

const first = 16 * 1024
const least = 512
/** No line is known to be good enough for more until requests of that size took less than `brisk` milliseconds. */
const most = 64 * 1024
const mostWhenBrisk = 256 * 1024
const brisk = 1000
/** A line on which the first small requests take no longer than this carries four times as much at once. */
const swift = 250
/** What is stuck is tried in one exchange of so many: about every ten minutes while a page rests. */
const again = 10

/** Lives as long as the page: what was learnt of the line holds for the next exchange. */
export const openPace = (): Pace => {
  let bytes = first
  let exchanges = 0
  const stuck = new Set<OperationId>()
  return {
    begun: () => {
      exchanges += 1
      if (exchanges % again === 0) stuck.clear()
    },
    bytes: () => bytes,
    went: (took) => {
      const isBrisk = took < brisk
      const larger = Math.ceil(bytes * (took < swift ? 4 : isBrisk ? 2 : 1.25))
      bytes = Math.min(isBrisk ? mostWhenBrisk : most, larger)
    },
    failed: () => {
      const smaller = Math.max(least, Math.floor(bytes / 2))
      const isSmaller = smaller < bytes
      bytes = smaller
      return isSmaller
    },
    stuck,
  }
}
