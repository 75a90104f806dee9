import type { SyncProblem } from '../../core/protocol/problem.ts'
import { type Database, keyOf } from '../storage/database.ts'

/** Where a piece of work is: the truth that the safety line and every row of the board tell. */
export type Whereabouts =
  | { readonly state: 'only-here'; readonly operations: number }
  | { readonly state: 'sending'; readonly operations: number }
  | { readonly state: 'unknown'; readonly operations: number }
  /** Headquarters' log holds it: at `seq` of its stream, at `time` by the server's clock. */
  | { readonly state: 'at-headquarters'; readonly seq: number; readonly time: string; readonly receipt: string | null }
  | { readonly state: 'refused'; readonly problem: SyncProblem }
  /** So many fields wait for a person to settle them; so many of this device's operations wait for a receipt besides. */
  | { readonly state: 'conflict'; readonly fields: number; readonly operations: number }

/** Where each assessment of a campaign is, by the entity's key. */
export const whereaboutsOf = async (database: Database, keys: readonly string[]): Promise<ReadonlyMap<string, Whereabouts>> => {
  const [entries, refused, receipts, rows] = await Promise.all([
    database.outbox.where('entity').anyOf(keys).toArray(),
    database.refused.where('entity').anyOf(keys).toArray(),
    database.receipts.bulkGet([...keys]),
    database.rows.bulkGet([...keys]),
  ])
  return new Map(
    keys.flatMap((key, place): [string, Whereabouts][] => {
      const own = entries.filter((entry) => entry.entity === key)
      const refusal = refused.find((entry) => entry.entity === key)
      if (refusal) return [[key, { state: 'refused', problem: refusal.problem }]]
      const fields = new Set(rows[place]?.row.conflicts.map(({ field }) => field)).size
      if (fields > 0) return [[key, { state: 'conflict', fields, operations: own.length }]]
      if (own.length > 0) {
        const state = own.some((entry) => entry.state === 'sending')
          ? 'sending'
          : own.some((entry) => entry.state === 'unknown')
            ? 'unknown'
            : 'only-here'
        return [[key, { state, operations: own.length }]]
      }
      const receipt = receipts[place]
      const server = rows[place]?.server
      if (receipt) return [[key, { state: 'at-headquarters', seq: receipt.seq, time: receipt.time, receipt: receipt.operation }]]
      if (server) return [[key, { state: 'at-headquarters', seq: server.seq, time: server.time, receipt: null }]]
      return []
    }),
  )
}

export type Safety = {
  /** Assessments with work that headquarters has not confirmed. */
  readonly onlyHere: number
  /** Assessments on this device that headquarters holds whole. */
  readonly atHeadquarters: number
  /** Operations of any kind without a receipt. */
  readonly waiting: number
  readonly refused: number
  /** Assessments in which people answered differently without sight of one another. */
  readonly conflicts: number
}

/** The counts of the safety line, in assessments. */
export const safetyOf = async (database: Database): Promise<Safety> => {
  const [keys, total, waiting, refused, disputed] = await Promise.all([
    database.outbox.orderBy('entity').uniqueKeys(),
    database.rows.where('kind').equals('assessment').count(),
    database.outbox.count(),
    database.refused.count(),
    database.rows.where('conflicts').above(0).primaryKeys(),
  ])
  const isAssessment = (key: unknown): boolean => String(key).startsWith(keyOf('assessment', ''))
  const onlyHere = keys.filter(isAssessment).length
  return {
    onlyHere,
    atHeadquarters: Math.max(0, total - onlyHere),
    waiting,
    refused,
    conflicts: disputed.filter(isAssessment).length,
  }
}
