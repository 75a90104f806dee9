import type { OperationId } from '../../core/domain/id.ts'
import { err, type Result } from '../../core/domain/result.ts'
import { type Settlement, settlementField } from '../../core/protocol/entities.ts'
import type { Json } from '../../core/protocol/json.ts'
import type { Operation } from '../../core/protocol/operation.ts'
import type { RecordProblem } from '../storage/record.ts'
import type { App, Deed } from './app.ts'
import { newId, now } from './clock.ts'
import type { RowDispute } from './row-dispute.ts'

export type RowChoice = {
  /** For each disputed field the value that stays. */
  readonly chosen: ReadonlyMap<string, Json>
  /** The signature that stays, where several stand. */
  readonly version?: OperationId | undefined
  readonly reason: string
}

export type SettleRowProblem = RecordProblem | { readonly problem: 'choice-missing' } | { readonly problem: 'reason-missing' }

/**
 * Settles everything that is disputed in a row at once: an operation that is named here may have written several of its fields,
 * and none of them may go without having been seen. What is published or signed keeps what it says.
 */
export const settleRow = async (
  app: App,
  dispute: RowDispute,
  { chosen, version, reason }: RowChoice,
): Promise<Result<readonly Operation[], SettleRowProblem>> => {
  const { row, fields, standing, frozen, late } = dispute
  if (reason.trim() === '') return err({ problem: 'reason-missing' })
  const isOpen = !frozen && standing.length === 0
  if (isOpen && fields.some(({ field }) => !chosen.has(field))) return err({ problem: 'choice-missing' })
  const kept = frozen ? standing[0] : standing.find(({ operation }) => operation === version)
  if (standing.length > 0 && !kept) return err({ problem: 'choice-missing' })
  const deed = { entity: { kind: row.kind, id: row.id }, stream: row.stream, resolves: late }
  const settled = fields.length > 0 ? fields.map(({ field }) => field) : ['signedBy']
  const why = settlements(app, settled, reason)
  if (kept)
    return app.perform([
      {
        ...deed,
        kind: 'amend',
        follows: standing.map(({ operation }) => operation),
        // What is frozen says what the row says; a version on its own may say less.
        set: { ...(frozen ? row.fields : { ...row.fields, ...kept.content }), ...why },
      },
    ])
  return app.perform([{ ...deed, kind: 'resolve', set: { ...(isOpen ? Object.fromEntries(chosen) : {}), ...why } }])
}

const settlements = ({ identity }: App, fields: readonly string[], reason: string): Deed['set'] => {
  const at = now()
  return Object.fromEntries(
    fields.map((field) => {
      const settlement: Settlement = { field, reason: reason.trim(), by: identity.person, at }
      return [settlementField(newId()), settlement]
    }),
  )
}
