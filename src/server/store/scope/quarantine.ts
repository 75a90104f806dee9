import { randomUUID } from 'node:crypto'
import type { ExpressionBuilder, Kysely, Transaction } from 'kysely'
import type { Instant } from '../../../core/domain/time.ts'
import type { Access } from '../../../core/protocol/access/account.ts'
import { canonical } from '../../../core/protocol/json.ts'
import type { SyncProblem } from '../../../core/protocol/problem.ts'
import type { Quarantined } from '../../../core/protocol/quarantine.ts'
import { lineParts, operationIn } from '../../../core/protocol/read-operation.ts'
import type { Receipt } from '../../../core/protocol/receipt.ts'
import { hashOf } from '../../hash.ts'
import type { Refused } from '../decide.ts'
import type { Tables } from '../schema.ts'
import { Overtaken } from '../transaction.ts'
import { sendersOf } from './senders.ts'
import type { Sight } from './sight.ts'

export type Sender = { readonly device: string; readonly time: Instant; readonly access?: Access | undefined }

/** Keeps what was refused as it came, and who sent it. What was admitted and is refused all the same lies there as before. */
export const keepRefused = async (
  trx: Transaction<Tables>,
  refused: readonly Refused[],
  { device, time, access }: Sender,
): Promise<void> => {
  if (refused.length === 0) return
  const rows = refused.map(({ sent, problem, receipt }, at) =>
    asKept({
      // What came with one request lies there under one time: its ids say in which order, and in that order it is admitted.
      id: `${String(at).padStart(6, '0')}-${randomUUID()}`,
      claimed: sent.claimed.operation ?? '',
      hash: sent.hash,
      device,
      body: sent.body,
      problem,
      receipt,
      time,
      signature: sent.signature ?? null,
      administration: access?.administration ?? null,
      account: access?.account ?? null,
      admitted: null,
    }),
  )
  const kept = await trx
    .insertInto('quarantine')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['hash', 'claimed'])
        .doUpdateSet((eb) => ({
          // The same text, or none any more.
          body: eb.ref('excluded.body'),
          problem: eb.ref('excluded.problem'),
          receipt: eb.ref('excluded.receipt'),
          time: eb.ref('excluded.time'),
          admitted: null,
        }))
        .where((eb) =>
          eb.or([eb('quarantine.admitted', 'is not', null), ...ofSender.map((one) => eb('quarantine.problem', 'like', one))]),
        ),
    )
    .returning('id')
    .execute()
  if (kept.length < rows.length) throw new Overtaken('another endpoint refused it meanwhile')
}

type Keeping = Omit<Tables['quarantine'], 'problem' | 'receipt' | 'sum'> & {
  readonly problem: SyncProblem
  readonly receipt: Receipt | undefined
}

/** A row of the quarantine. What was erased must not come back by what was refused: of that only the hash is kept. */
export const asKept = ({ problem, receipt, ...row }: Keeping): Tables['quarantine'] => {
  const isErased = problem.problem === 'erased'
  const kept = { ...row, body: isErased ? '' : withoutNul(row.body), signature: isErased ? null : row.signature }
  const told = { problem: JSON.stringify(problem), receipt: receipt ? JSON.stringify(receipt) : null }
  return { ...kept, ...told, sum: sumOf(kept.hash, kept) }
}

/** PostgreSQL's text holds every character but this one, which no operation holds but as an escape. */
const withoutNul = (text: string): string => text.replaceAll('\0', '\\u0000')

type From = Pick<Tables['quarantine'], 'signature' | 'administration' | 'account' | 'admitted'>

/** What bears out the columns that the receipt does not speak of. Nothing where they are all empty, as in older rows. */
export const sumOf = (hash: string, { signature, administration, account, admitted }: From): string | null =>
  [signature, administration, account, admitted].every((value) => value === null)
    ? null
    : hashOf(canonical({ hash, signature, administration, account, admitted }))

type Wanted = {
  readonly limit: number
  /** What was told last: the list goes on after it. */
  readonly after?: string | undefined
}

/**
 * [S17] Work of an administration that waits for somebody to admit it, oldest first: what it is about, not what it says. It goes on
 * after a piece of that administration, even one that was admitted meanwhile; after any other it begins anew, which tells nothing of
 * that one and passes nothing over.
 */
export const waitingIn = async (
  db: Kysely<Tables>,
  { administration }: Sight,
  { limit, after }: Wanted,
): Promise<readonly Quarantined[]> => {
  if (administration === null) return []
  const found: Work[] = []
  let place = after === undefined ? undefined : await placeOf(db, administration, after)
  // What nobody can be told of must not stand for the end of the list, however much of it lies there.
  for (let isEnd = false; !isEnd && found.length < limit; ) {
    const rows = await lyingAfter(db, administration, { place, limit })
    found.push(...rows.flatMap(workIn))
    isEnd = rows.length < limit
    place = rows.at(-1)
  }
  const told = found.slice(0, limit)
  const senders = await sendersOf(db, told)
  return told.map((work) => ({ ...work, ...senders(work) }))
}

type Place = Pick<Tables['quarantine'], 'time' | 'id'>

const placeOf = (db: Kysely<Tables>, administration: string, id: string): Promise<Place | undefined> =>
  db
    .selectFrom('quarantine')
    .select(['time', 'id'])
    .where('id', '=', id)
    .where('administration', '=', administration)
    .executeTakeFirst()

type Lying = Place & Pick<Tables['quarantine'], 'body' | 'problem' | 'device' | 'account'>
type Part = { readonly place: Place | undefined; readonly limit: number }

const lyingAfter = (db: Kysely<Tables>, administration: string, { place, limit }: Part): Promise<readonly Lying[]> =>
  db
    .selectFrom('quarantine')
    .select(['id', 'body', 'problem', 'device', 'account', 'time'])
    .where('administration', '=', administration)
    .where('admitted', 'is', null)
    .where((eb) => eb.and(place ? [isAfter(eb, place)] : []))
    .where((eb) =>
      eb.or([
        ...ofSender.map((one) => eb('problem', 'like', one)),
        eb.and([eb('problem', 'like', ofUnknownKey), eb.not(eb.exists(takenSince(eb)))]),
      ]),
    )
    .orderBy('time')
    .orderBy('id')
    .limit(limit)
    .execute()

type Work = Omit<Quarantined, 'sender' | 'tablet'>

/** Nothing where it cannot be read, or where its problem only looks like one of the sender's. */
const workIn = ({ body, problem, ...row }: Lying): readonly Work[] => {
  const operation = operationIn(lineParts(body)?.text ?? body)
  const told = JSON.parse(problem) as SyncProblem
  const why = apartAs(told)
  if (!operation || !why) return []
  const { entity, stream, author, wall, kind } = operation
  const work = { entity, stream, author, wall, kind }
  const key = told.params?.['key']
  return [{ ...row, problem: why, ...(typeof key === 'string' ? { key } : {}), work }]
}

/** In columns, as the list is ordered: what came with one request has one time, and its ids say in which order. */
const isAfter = (eb: ExpressionBuilder<Tables, 'quarantine'>, { time, id }: Place) =>
  eb.or([eb('time', '>', time), eb.and([eb('time', '=', time), eb('id', '>', id)])])

/** The problems that lie with whoever sent it, as they stand in their column. */
const sendersOwn = ['out-of-scope', 'revoked'] as const
const ofSender = sendersOwn.map((problem) => `%"${problem}"%`)
export const isOfSender = (problem: string): boolean => sendersOwn.some((one) => problem.includes(`"${one}"`))

/** [C5] The problem of what a courier brought and no device that ever signed in has signed. */
export const ofUnknownKey = '%"unknown-device"%'

/** Why work lies apart, of what somebody may admit; undefined of what nobody may. */
export const apartAs = ({ problem, params }: SyncProblem): Quarantined['problem'] | undefined =>
  params?.['by'] === 'unknown-device' ? 'unknown-key' : sendersOwn.find((one) => one === problem)

/** Its own device, known again, brought it meanwhile. */
const takenSince = (eb: ExpressionBuilder<Tables, 'quarantine'>) =>
  eb.selectFrom('operation').select('operation.id').whereRef('operation.id', '=', 'quarantine.claimed')

/** [S17] What lay apart and was taken after all is no longer waiting. */
export const taken = async (trx: Transaction<Tables>, hashes: readonly string[], admitted: Instant): Promise<void> => {
  if (hashes.length === 0) return
  const rows = trx.selectFrom('quarantine').selectAll().where('hash', 'in', hashes).where('admitted', 'is', null)
  for (const row of await rows.execute())
    await trx
      .updateTable('quarantine')
      .set({ admitted, sum: sumOf(row.hash, { ...row, admitted }) })
      .where('id', '=', row.id)
      .execute()
}
