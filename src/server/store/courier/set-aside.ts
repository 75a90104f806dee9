import { randomUUID } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { Instant } from '../../../core/domain/time.ts'
import type { Access } from '../../../core/protocol/access/account.ts'
import type { Operation } from '../../../core/protocol/operation.ts'
import type { SyncProblem } from '../../../core/protocol/problem.ts'
import { lineParts, operationIn } from '../../../core/protocol/read-operation.ts'
import { hashOf } from '../../hash.ts'
import { refusalReceipt } from '../decide.ts'
import { erasuresFor } from '../erasures.ts'
import { readSent } from '../intake.ts'
import type { Tables } from '../schema.ts'
import { asKept, ofUnknownKey, sumOf } from '../scope/quarantine.ts'
import { sightOf } from '../scope/sight.ts'

export type SetAside = {
  readonly device: string
  readonly time: Instant
  readonly problem: SyncProblem
  /** The administration of which the file says that it is. */
  readonly claims: string | null
  /** Who brought it, where somebody had signed in. */
  readonly bringer: Access | undefined
}

/**
 * Keeps work of a device that may not speak, once for each content, and tells how much of it was in the log already. It is kept
 * as the whole line that it came in, and not as the operation in it: what a person lets in again is not refused for it.
 * Of what speaks of something that was erased only the hash is kept, as in the ordinary intake.
 * [C5] What speaks of a stream of the bringer's own administration lies there from then on, for somebody to admit.
 */
export const setAside = async (
  trx: Transaction<Tables>,
  lines: readonly string[],
  { device, time, problem, claims, bringer }: SetAside,
): Promise<{ readonly known: number }> => {
  const home = await homeOf(trx, claims, bringer)
  const accepted = await acceptedAmong(trx, lines)
  const rows = lines.flatMap((line) => (accepted.has(textHash(line)) ? [] : { line, hash: hashOf(line) }))
  const kept = await keptAmong(
    trx,
    rows.map(({ hash }) => hash),
  )
  const fresh = rows.filter(({ hash }) => !kept.has(hash))
  if (home) for (const { line, hash } of rows) if (kept.has(hash) && isIn(home, line)) await takeHome(trx, hash, home)
  const erasure = await erasuresFor(
    trx,
    fresh.flatMap(({ line }) => operationOf(line) ?? []),
  )
  const values = fresh.map(({ line, hash }) => {
    const { claimed } = readSent(line)
    const operation = operationOf(line)
    const cause = operation && erasure(operation)
    const why: SyncProblem = cause === undefined ? problem : { problem: 'erased', params: { cause } }
    return asKept({
      id: randomUUID(),
      claimed: claimed.operation ?? '',
      hash,
      device,
      body: line,
      problem: why,
      receipt: refusalReceipt({ claimed, hash }, why, time),
      time,
      ...nobody,
      administration: home && isIn(home, line) ? home.administration : null,
    })
  })
  // Two who bring it at once, or a file that holds it twice: it lies there once.
  const once = trx.insertInto('quarantine').onConflict((conflict) => conflict.columns(['hash', 'claimed']).doNothing())
  if (values.length > 0) await once.values(values).execute()
  return { known: lines.length - rows.length }
}

const nobody = { signature: null, account: null, admitted: null }

type Home = { readonly administration: string; readonly streams: ReadonlySet<string> }

/** A file may say that it is of another administration, or of none; whoever brings it may be of none, or shut out. */
const homeOf = async (
  trx: Transaction<Tables>,
  claims: string | null,
  bringer: Access | undefined,
): Promise<Home | undefined> => {
  if (!bringer) return undefined
  const { administration, streams } = await sightOf(trx, bringer)
  return administration !== null && (claims ?? administration) === administration ? { administration, streams } : undefined
}

const isIn = ({ streams }: Home, line: string): boolean => streams.has(readSent(line).claimed.stream)

/** Somebody brought it before who could not say where it belongs. What lies in one administration stays there. */
const takeHome = (trx: Transaction<Tables>, hash: string, { administration }: Home): Promise<unknown> =>
  trx
    .updateTable('quarantine')
    .set({ administration, sum: sumOf(hash, { ...nobody, administration }) })
    .where('hash', '=', hash)
    .where('administration', 'is', null)
    .where('account', 'is', null)
    .where('problem', 'like', ofUnknownKey)
    .execute()

/** As it is read for whoever admits it: whatever its signature, its words are in it. */
const operationOf = (line: string): Operation | undefined => operationIn(lineParts(line)?.text ?? line)

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
