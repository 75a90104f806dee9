import type { OperationId } from '../../core/domain/id.ts'

/** How much of the outbox one request carries. A slow line finishes small batches that it would never finish whole. */
export type Pace = {
  /** An exchange begins. Every now and then one tries again what was stuck: the line may be another by now. */
  readonly begun: () => void
  /** Bytes of operations' texts in the next request. */
  readonly bytes: () => number
  /** It went through: the next one may be a little larger. */
  readonly went: () => void
  /** It did not: the next one is half as large. False where it cannot be made smaller. */
  readonly failed: () => boolean
  /** Operations that no request carries, however small: they wait for a while, and block no other. */
  readonly stuck: Set<OperationId>
}

const first = 16 * 1024
const least = 512
const most = 64 * 1024
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
    went: () => {
      bytes = Math.min(most, Math.ceil(bytes * 1.25))
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
