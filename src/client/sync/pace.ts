import type { OperationId } from '../../core/domain/id.ts'
import { limits } from '../../core/protocol/limits.ts'

/** How much of the outbox one request carries. A slow line finishes small batches that it would never finish whole. */
export type Pace = {
  /** An exchange begins. Every now and then one tries again what was stuck: the line may be another by now. */
  readonly begun: () => void
  /** Bytes of operations' texts in the next request. */
  readonly bytes: () => number
  /** How many operations it carries at most: one, while it is to be found out at which headquarters fails. */
  readonly operations: () => number
  /** It went through with these, in so many milliseconds: the next one may be larger. */
  readonly went: (took: number, sent: readonly OperationId[]) => void
  /** It did not: the next one is half as large. False where it cannot be made smaller. */
  readonly failed: () => boolean
  /** Headquarters itself failed at a request with these. True where it was one alone, and that no longer looks like chance. */
  readonly failedAt: (sent: readonly OperationId[]) => boolean
  /** It is the operation: it waits like others that no request carries, and is tried again alone. */
  readonly passBy: (sent: readonly OperationId[]) => void
  /** Nothing waits but what is stuck: whatever else was to be tried again has gone, by whatever way. */
  readonly quiet: () => void
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
/** So many failures in a row at one operation are no chance. */
const verdict = 3
/** What is stuck is tried in one exchange of so many: within the hour while a page rests. */
const again = 10

/** Lives as long as the page: what was learnt of the line holds for the next exchange. */
export const openPace = (): Pace => {
  let bytes = first
  let exchanges = 0
  let isAlone = false
  let suspect: { readonly operation: OperationId; readonly times: number } | undefined
  const stuck = new Set<OperationId>()
  /** At these headquarters failed. What is not stuck among them is being tried again. */
  const failing = new Set<OperationId>()
  return {
    begun: () => {
      exchanges += 1
      if (exchanges % again === 0) stuck.clear()
    },
    bytes: () => bytes,
    operations: () => (isAlone || [...failing].some((id) => !stuck.has(id)) ? 1 : limits.operations),
    went: (took, sent) => {
      isAlone = false
      suspect = undefined
      for (const id of sent) failing.delete(id)
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
    failedAt: ([operation, ...others]) => {
      isAlone = bytes === least
      if (!operation || others.length > 0) return false
      suspect = { operation, times: suspect?.operation === operation ? suspect.times + 1 : 1 }
      return failing.has(operation) || suspect.times >= verdict
    },
    passBy: (sent) => {
      for (const id of sent) {
        failing.add(id)
        stuck.add(id)
      }
    },
    quiet: () => {
      for (const id of failing) if (!stuck.has(id)) failing.delete(id)
    },
    stuck,
  }
}
