import type { Transaction } from 'kysely'
import type { Instant } from '../../../core/domain/time.ts'
import type { Access } from '../../../core/protocol/access/account.ts'
import { lineOf } from '../../../core/protocol/envelope.ts'
import type { SyncProblem } from '../../../core/protocol/problem.ts'
import { lineParts } from '../../../core/protocol/read-operation.ts'
import type { Receipt } from '../../../core/protocol/receipt.ts'
import type { Lookup } from '../../../core/protocol/validate.ts'
import { type Deed, doer } from '../access/audit.ts'
import { append } from '../append.ts'
import { refusalReceipt } from '../decide.ts'
import { readSent, type Sent } from '../intake.ts'
import type { Packs } from '../packs.ts'
import type { Tables } from '../schema.ts'
import type { Forbids } from './may-write.ts'
import { apartAs, asKept, sumOf } from './quarantine.ts'
import { sightOf } from './sight.ts'

export type Admission = {
  readonly id: string
  readonly access: Access
  readonly time: Instant
  readonly packs?: Packs | undefined
}

/**
 * [S17] Takes work that lies apart as if it came now, in the name of whoever made it: exactly once, for it is then in the log like
 * any other, and asked again it gives the same receipt. Undefined where no such work waits in this administration. Whoever admits it
 * answers for who made it, not for where: a stream of another administration stays out of reach.
 */
export const admit = async (trx: Transaction<Tables>, { id, access, time, packs }: Admission): Promise<Receipt | undefined> => {
  const kept = trx.selectFrom('quarantine').selectAll().where('id', '=', id).where('administration', '=', access.administration)
  const row = await kept.executeTakeFirst()
  const problem: SyncProblem | undefined = row && JSON.parse(row.problem)
  if (!row || !problem || !apartAs(problem)) return undefined
  if (row.admitted !== null) return takenBefore(trx, row.claimed)
  const { hash, signature, administration, account, device } = row
  const from = { signature, administration, account, admitted: time }
  const marked = trx.updateTable('quarantine').set({ admitted: time, sum: sumOf(hash, from) })
  const { numUpdatedRows } = await marked.where('id', '=', id).where('admitted', 'is', null).executeTakeFirst()
  if (Number(numUpdatedRows) === 0) return takenBefore(trx, row.claimed)
  const sent = sentIn(row)
  const { streams } = await sightOf(trx, { ...access, revoked: false })
  const tells: Deed = { ...doer(access), action: 'admitted', objects: objectsOf(row.claimed, problem), time }
  const [receipt] = await append(trx, [sent], { device, time, packs, forbids: outOf(streams), tells })
  if (receipt?.status !== 'refused') return receipt
  await trx
    .updateTable('quarantine')
    .set(refusedAfterAll(row, receipt, time))
    .where('id', '=', id)
    .execute()
  return receipt
}

/** Refused for a reason of its own, it goes on lying there as before. What was erased since waits no more, and no word of it stays. */
const refusedAfterAll = (
  row: Tables['quarantine'],
  { operation, stream, problem }: Receipt,
  time: Instant,
): Partial<Tables['quarantine']> => {
  const { admitted, sum, hash } = row
  if (problem?.problem !== 'erased') return { admitted, sum }
  return asKept({ ...row, problem, receipt: refusalReceipt({ claimed: { operation, stream }, hash }, problem, time), time })
}

/** Work of an unknown key lies there as the line that it came in, any other as its text. */
const sentIn = ({ body, hash, signature }: Tables['quarantine']): Sent =>
  readSent(lineParts(body) ? body : lineOf({ hash, text: body, ...(signature === null ? {} : { signature }) }))

/** What was admitted; and whose, where nothing but a key tells. */
const objectsOf = (operation: string, { params }: SyncProblem): readonly string[] =>
  params?.['by'] === 'unknown-device' ? [operation, `unknown-key ${params['key']}`] : [operation]

const outOf =
  (streams: ReadonlySet<string>): Forbids =>
  ({ stream, entity, set }, lookup: Lookup) => {
    const before = lookup(entity.kind, entity.id)
    const homes = [stream, before?.stream, set['home']].filter((one) => typeof one === 'string')
    return homes.every((one) => streams.has(one)) ? undefined : { problem: 'out-of-scope' }
  }

const takenBefore = async (trx: Transaction<Tables>, operation: string): Promise<Receipt | undefined> => {
  const found = await trx.selectFrom('operation').select('receipt').where('id', '=', operation).executeTakeFirst()
  return found && JSON.parse(found.receipt)
}
