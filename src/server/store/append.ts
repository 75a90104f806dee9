import type { Transaction } from 'kysely'
import type { StreamId } from '../../core/domain/id.ts'
import type { Instant } from '../../core/domain/time.ts'
import type { Access } from '../../core/protocol/access/account.ts'
import type { Receipt } from '../../core/protocol/receipt.ts'
import { adopt } from './access/administration.ts'
import { audit, type Deed, doer } from './access/audit.ts'
import { isPostgres } from './among.ts'
import { type Decision, decide, type Refused } from './decide.ts'
import type { Batch, Sent } from './intake.ts'
import { keepTaken } from './keep.ts'
import { type Head, numbered, placesOf } from './numbered.ts'
import type { Packs } from './packs.ts'
import { openPast } from './past.ts'
import type { Tables } from './schema.ts'
import { type Forbids, forbiddenTo } from './scope/may-write.ts'
import { keepRefused, taken } from './scope/quarantine.ts'
import { sightOf } from './scope/sight.ts'

export type Occasion = {
  readonly device: string
  readonly time: Instant
  readonly packs?: Packs | undefined
  /** Who sends it; absent where the server has no accounts. */
  readonly access?: Access | undefined
  /** Written down where anything is taken, with what is. Afterwards is too late: nothing comes after the writing of the streams. */
  readonly tells?: Deed
  /** What stands against it beside what it says; by default what the sender may not do. */
  readonly forbids?: Forbids
}

/** What was decided rests on a signature that is none: `batch` is what came in its place. */
export class Forged extends Error {
  readonly batch: readonly Sent[]
  constructor(batch: readonly Sent[]) {
    super('a signature is not right')
    this.batch = batch
  }
}

/**
 * Takes a batch in whose signatures are still being checked, and ends only when all are right. PostgreSQL waits for them before it
 * takes places, for others wait for those; to SQLite nobody else comes anyway, and it writes meanwhile.
 */
export const appendUnproven = async (
  trx: Transaction<Tables>,
  { sent, proven }: Batch,
  occasion: Occasion,
): Promise<readonly Receipt[]> => {
  const certain = async (): Promise<void> => {
    const found = await proven
    if (found !== sent) throw new Forged(found)
  }
  if (isPostgres(trx)) return append(trx, sent, occasion, certain)
  const receipts = await append(trx, sent, occasion)
  await certain()
  return receipts
}

/**
 * Takes a batch that was read in within a transaction: reads what it needs of the past, decides, and only then takes the places in the streams. [S1]
 * From there to the commit nobody else can take any, so that commit order and `seq` order are one.
 */
export const append = async (
  trx: Transaction<Tables>,
  batch: readonly Sent[],
  occasion: Occasion,
  certain: () => Promise<void> = async () => undefined,
): Promise<readonly Receipt[]> => {
  const past = await openPast(trx, batch, occasion.packs)
  let decision: Decision
  const forbids = occasion.forbids ? () => occasion.forbids : await forbidsOf(trx, occasion.access)
  do decision = decide(batch, past, occasion.time, forbids())
  while (await past.fetchMissing())
  await certain()
  await keepRefused(trx, decision.refused, occasion)
  await tellOfRefused(trx, decision.refused, occasion)
  if (occasion.tells && decision.taken.length > 0) await audit(trx, occasion.tells)
  await adopt(trx, decision, occasion.access)
  const waiting = decision.taken.filter(({ sent }) => past.isWaiting(sent)).map(({ sent }) => sent.hash)
  await taken(trx, waiting, occasion.time)
  const heads = await advance(trx, decision)
  const result = numbered(decision, heads, occasion.time)
  await keepTaken(trx, result, past)
  return result.receipts
}

/** Asked anew for every pass: who founds an administration has none before. */
const forbidsOf = async (trx: Transaction<Tables>, access: Access | undefined): Promise<() => Forbids> => {
  if (!access) return () => () => undefined
  const { units, administration } = await sightOf(trx, access)
  return () => forbiddenTo({ access, units, administration })
}

/** Moves each stream's head past the batch and tells where it stood before. Always in the same order, so that no two wait for each other. */
const advance = async (trx: Transaction<Tables>, decision: Decision): Promise<ReadonlyMap<StreamId, Head>> => {
  const heads = new Map<StreamId, Head>()
  for (const [id, places] of [...placesOf(decision)].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { head, chain } = await trx
      .insertInto('stream')
      .values({ id, head: places, chain: '', durable: 0 })
      .onConflict((conflict) => conflict.column('id').doUpdateSet((eb) => ({ head: eb('stream.head', '+', places) })))
      .returning(['head', 'chain'])
      .executeTakeFirstOrThrow()
    heads.set(id, { head: head - places, chain })
  }
  return heads
}

/** What went to quarantine, and who brought it. Before the streams are locked: nobody waits for them who holds the log of deeds. */
const tellOfRefused = async (
  trx: Transaction<Tables>,
  refused: readonly Refused[],
  { time, access }: Occasion,
): Promise<void> => {
  if (!access || refused.length === 0) return
  const objects = refused.map(({ sent }) => sent.claimed.operation ?? sent.hash)
  await audit(trx, { ...doer(access), action: 'quarantined', objects, time })
}
