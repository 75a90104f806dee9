import type { Kysely } from 'kysely'
import { canonical, type Json } from '../../../core/protocol/json.ts'
import { problemSchema, type SyncProblem } from '../../../core/protocol/problem.ts'
import { hashOf } from '../../hash.ts'
import { readSent } from '../intake.ts'
import type { Tables } from '../schema.ts'
import { sumOf } from '../scope/quarantine.ts'
import type { Report } from './finding.ts'
import { receiptIn } from './told-anew.ts'

const batch = 500

/** What was refused is kept as it came: its text hashes to what is recorded, and its receipt says what the columns say. */
export const verifyQuarantine = async (trx: Kysely<Tables>, report: Report): Promise<number> => {
  let count = 0
  for (let after = ''; ; ) {
    const found = await trx.selectFrom('quarantine').selectAll().where('id', '>', after).orderBy('id').limit(batch).execute()
    for (const row of found) verifyRefused(row, report)
    count += found.length
    if (found.length < batch) return count
    after = found.at(-1)?.id ?? ''
  }
}

const verifyRefused = (row: Tables['quarantine'], report: Report): void => {
  const say: Say = (column, what) => report.finding('quarantine', row.id, column, what)
  const problem = problemIn(row.problem)
  if (row.sum !== sumOf(row.hash, row)) say('sum', 'does not bear out who sent it')
  if (problem?.problem === 'erased') {
    if (row.body !== '') say('body', 'was erased, and is here')
    verifyReceipt(row, { operation: row.claimed, stream: '-' }, problem, say)
    return
  }
  if (hashOf(row.body) !== row.hash) say('body', 'does not hash to what is recorded')
  const { operation, stream } = readSent(row.body).claimed
  if ((operation ?? '') !== row.claimed) say('claimed', 'is not what the text says')
  if (problem === undefined) say('problem', 'cannot be read')
  verifyReceipt(row, operation && { operation, stream }, problem, say)
}

type Say = (column: keyof Tables['quarantine'], what: string) => void

const verifyReceipt = (
  { hash, time, receipt: text }: Tables['quarantine'],
  of: { readonly operation: string; readonly stream: string } | undefined,
  problem: SyncProblem | undefined,
  say: Say,
): void => {
  const wanted = of && { ...of, hash, status: 'refused', seq: 0, rev: 0, time, problem: problem ?? null }
  const receipt = text === null ? null : (receiptIn(text) ?? 'unreadable')
  if (canonical(receipt as Json) !== canonical((wanted ?? null) as Json)) say('receipt', 'does not say what the columns say')
}

const problemIn = (text: string) => {
  try {
    const found = problemSchema.safeParse(JSON.parse(text))
    return found.success ? found.data : undefined
  } catch {
    return undefined
  }
}
