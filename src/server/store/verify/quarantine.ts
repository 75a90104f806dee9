import type { Kysely } from 'kysely'
import { canonical, type Json } from '../../../core/protocol/json.ts'
import { problemSchema } from '../../../core/protocol/problem.ts'
import { hashOf } from '../../hash.ts'
import { readSent } from '../intake.ts'
import type { Tables } from '../schema.ts'
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
  const say = (column: keyof Tables['quarantine'], what: string) => report.finding('quarantine', row.id, column, what)
  if (hashOf(row.body) !== row.hash) say('body', 'does not hash to what is recorded')
  const { operation, stream } = readSent(row.body).claimed
  if ((operation ?? '') !== row.claimed) say('claimed', 'is not what the text says')
  const problem = problemIn(row.problem)
  if (problem === undefined) say('problem', 'cannot be read')
  const { hash, time } = row
  const wanted = operation && { operation, hash, status: 'refused', stream, seq: 0, rev: 0, time, problem: problem ?? null }
  const receipt = row.receipt === null ? null : (receiptIn(row.receipt) ?? 'unreadable')
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
