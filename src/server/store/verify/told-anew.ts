import { merge } from '../../../core/protocol/merge.ts'
import type { Operation } from '../../../core/protocol/operation.ts'
import { operationIn } from '../../../core/protocol/read-operation.ts'
import type { Receipt } from '../../../core/protocol/receipt.ts'
import type { MergeStatus, Row } from '../../../core/protocol/row.ts'
import type { Tables } from '../schema.ts'

/** One operation on an entity, as the log holds it. */
export type Told = { readonly row: Tables['operation']; readonly move: Tables['move'] | undefined }

/** What an operation must have been told to have done. */
export type Step = {
  readonly told: Told
  readonly operation: Operation | undefined
  /** Undefined where it would not be taken today. */
  readonly outcome:
    | { readonly status: MergeStatus; readonly rev: number; readonly stream: string; readonly movedTo: string | undefined }
    | undefined
}

export type Anew = { readonly row: Row | undefined; readonly steps: readonly Step[] }

/**
 * Merges the operations of one entity again, in the order in which they were taken. Each may only know those before it, as it
 * did then; `others` are operations on other entities that some of these name.
 */
export const toldAnew = (told: readonly Told[], others: ReadonlyMap<string, Operation>): Anew => {
  const before = new Map(others)
  let row: Row | undefined
  const steps = [...told].sort(byRev).map((one): Step => {
    const operation = operationIn(one.row.body)
    const merged = operation && merge(row, operation, (id) => before.get(id))
    if (!operation || !merged?.ok) return { told: one, operation, outcome: undefined }
    const stream = row?.stream ?? operation.stream
    const movedTo = merged.row.stream === stream ? undefined : merged.row.stream
    row = merged.row
    before.set(operation.id, operation)
    return { told: one, operation, outcome: { status: merged.status, rev: row.rev, stream, movedTo } }
  })
  return { row, steps }
}

/** Operations on other entities that these name as what their authors had seen. */
export const othersNamed = (told: readonly Told[]): readonly string[] => {
  const own = new Set(told.map(({ row }) => row.id))
  const named = told.flatMap(({ row }) => {
    const { base = {}, resolves = [] } = operationIn(row.body) ?? {}
    return [...Object.values(base), ...(resolves ?? [])]
  })
  return [...new Set(named)].filter((id) => id !== null && !own.has(id)) as string[]
}

/** Every operation on an entity raises its rev by one, so the receipts say the order, whatever streams it was told in. */
const byRev = (a: Told, b: Told): number => revOf(a) - revOf(b)

const revOf = ({ row }: Told): number => receiptIn(row.receipt)?.rev ?? 0

export const receiptIn = (text: string): Receipt | undefined => {
  try {
    const found: unknown = JSON.parse(text)
    return typeof found === 'object' && found !== null ? (found as Receipt) : undefined
  } catch {
    return undefined
  }
}

export const isInstant = (text: unknown): boolean =>
  typeof text === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text)
