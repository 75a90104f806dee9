import { randomUUID } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { Instant } from '../../../core/domain/time.ts'
import type { SyncProblem } from '../../../core/protocol/problem.ts'
import { lineParts } from '../../../core/protocol/read-operation.ts'
import { hashOf } from '../../hash.ts'
import { readSent } from '../intake.ts'
import type { Tables } from '../schema.ts'

export type SetAside = { readonly device: string; readonly time: Instant; readonly problem: SyncProblem }

/**
 * Keeps work of a device that may not speak, once for each content, and tells how much of it was in the log already. It is kept
 * as the whole line that it came in, and not as the operation in it: what a person lets in again is not refused for it.
 */
export const setAside = async (
  trx: Transaction<Tables>,
  lines: readonly string[],
  { device, time, problem }: SetAside,
): Promise<{ readonly known: number }> => {
  const accepted = await acceptedAmong(trx, lines)
  const rows = lines.flatMap((line) => (accepted.has(textHash(line)) ? [] : { line, hash: hashOf(line) }))
  const kept = await keptAmong(
    trx,
    rows.map(({ hash }) => hash),
  )
  const fresh = rows.filter(({ hash }) => !kept.has(hash))
  const values = fresh.map(({ line, hash }) => {
    const { operation, stream } = readSent(line).claimed
    const receipt = operation && { operation, hash, status: 'refused', stream, seq: 0, rev: 0, time, problem }
    return {
      id: randomUUID(),
      claimed: operation ?? '',
      hash,
      device,
      body: line.replaceAll('\0', '\\u0000'),
      problem: JSON.stringify(problem),
      receipt: receipt ? JSON.stringify(receipt) : null,
      time,
    }
  })
  // Two who bring it at once, or a file that holds it twice: it lies there once.
  const once = trx.insertInto('quarantine').onConflict((conflict) => conflict.columns(['hash', 'claimed']).doNothing())
  if (values.length > 0) await once.values(values).execute()
  return { known: lines.length - rows.length }
}

const textHash = (line: string): string => hashOf(lineParts(line)?.text ?? line)

const acceptedAmong = async (trx: Transaction<Tables>, lines: readonly string[]): Promise<ReadonlySet<string>> => {
  const ids = lines.flatMap((line) => readSent(line).claimed.operation ?? [])
  if (ids.length === 0) return new Set()
  const found = await trx.selectFrom('operation').select('hash').where('id', 'in', ids).execute()
  return new Set(found.map(({ hash }) => hash))
}

const keptAmong = async (trx: Transaction<Tables>, hashes: readonly string[]): Promise<ReadonlySet<string>> => {
  if (hashes.length === 0) return new Set()
  const found = await trx.selectFrom('quarantine').select('hash').where('hash', 'in', hashes).execute()
  return new Set(found.map(({ hash }) => hash))
}
