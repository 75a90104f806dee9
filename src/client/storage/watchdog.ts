import type { Result } from '../../core/domain/result.ts'
import { err, ok } from '../../core/domain/result.ts'

/** Why a write did not reach the disk. Whatever the cause, the work is *not saved* and the person is told. */
export type StorageProblem = {
  readonly problem: 'not-saved'
  readonly cause: 'timeout' | 'full' | 'closed' | 'stale-tab' | 'refused' | 'failed'
  readonly detail: string
}

/** How long a write may take before it counts as not saved, in milliseconds. */
export const patience = 4000

/** Thrown inside a transaction to end it: this tab runs older code than the database it writes to. */
export class StaleTab extends Error {
  override readonly name = 'StaleTab'
}

/**
 * Runs one write and answers only when it is settled: the value once it is on disk, or why it is not saved. A write that
 * never settles (a full disk can do that) is given up after `patience`; `abandon` then tries to undo what it began.
 */
export const guarded = async <Value>(
  write: () => Promise<Value>,
  abandon: () => void = () => undefined,
  wait = patience,
): Promise<Result<Value, StorageProblem>> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<Result<Value, StorageProblem>>((resolve) => {
    timer = setTimeout(() => {
      abandon()
      resolve(err({ problem: 'not-saved', cause: 'timeout', detail: `${wait} ms` }))
    }, wait)
  })
  const written = write().then(
    (value): Result<Value, StorageProblem> => ok(value),
    (error: unknown): Result<Value, StorageProblem> => err(storageProblemOf(error)),
  )
  const result = await Promise.race([written, late])
  clearTimeout(timer)
  return result
}

export const storageProblemOf = (error: unknown): StorageProblem => {
  const names = chainOf(error)
  const detail = error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 200) : String(error)
  const has = (...candidates: readonly string[]): boolean => candidates.some((name) => names.includes(name))
  if (has('StaleTab')) return { problem: 'not-saved', cause: 'stale-tab', detail }
  if (has('QuotaExceededError')) return { problem: 'not-saved', cause: 'full', detail }
  if (has('DatabaseClosedError', 'InvalidStateError', 'OpenFailedError', 'MissingAPIError'))
    return { problem: 'not-saved', cause: 'closed', detail }
  if (has('SecurityError', 'NotAllowedError')) return { problem: 'not-saved', cause: 'refused', detail }
  return { problem: 'not-saved', cause: 'failed', detail }
}

/** The names of an error and of what it wraps: Dexie puts the browser's own error under `inner`. */
const chainOf = (error: unknown): readonly string[] => {
  const names: string[] = []
  for (let at = error, depth = 0; at && typeof at === 'object' && depth < 5; depth += 1) {
    if ('name' in at) names.push(String(at.name))
    at = 'inner' in at ? at.inner : undefined
  }
  return names
}
