import type { Kysely, Transaction } from 'kysely'
import { addMonths, type Instant } from '../../../core/domain/time.ts'
import type { EntityName } from '../../../core/protocol/erased.ts'
import type { Signer } from '../../../core/protocol/ports.ts'
import type { Tables } from '../schema.ts'
import { inSnapshot, inTransaction } from '../transaction.ts'
import { draftsDue, signedDue } from './due.ts'
import { erase } from './erase.ts'
import { forgetRefused, refusedBefore } from './quarantine.ts'
import { publishedCampaigns, retentions } from './settings.ts'
import { sweep } from './sweep.ts'

/** How much of each kind goes, or went. Entities, and refused operations. */
export type Purged = { readonly drafts: number; readonly signed: number; readonly quarantine: number; readonly audit: number }

export type Purging = {
  readonly now: Instant
  readonly signer: Signer
  /** Lets the older part of the log of who did what go, and says how much that is. */
  readonly audit?: ((trx: Transaction<Tables>, before: Instant, isReal: boolean) => Promise<number>) | undefined
}

type Due = { readonly drafts: readonly EntityName[]; readonly signed: readonly EntityName[] }

/** What would go today. Changes nothing. */
export const purgeDue = async (db: Kysely<Tables>, { now, audit }: Purging): Promise<Purged> =>
  inSnapshot(db, async (trx) => {
    const { drafts, signed } = await dueOn(trx, now)
    const before = await oldest(trx, now)
    return {
      drafts: drafts.length,
      signed: signed.length,
      quarantine: await refusedBefore(trx, before.quarantine),
      audit: (await audit?.(trx, before.audit, false)) ?? 0,
    }
  })

/** Erases what has been kept for as long as the administration said. */
export const purge = async (db: Kysely<Tables>, purging: Purging): Promise<Purged> => {
  const { now, signer, audit } = purging
  const due = await inSnapshot(db, (trx) => dueOn(trx, now))
  const erased = { drafts: 0, signed: 0 }
  for (const kind of ['drafts', 'signed'] as const)
    for (const part of inParts(due[kind]))
      erased[kind] += await inTransaction(db, async (trx) => {
        const { entities } = await erase(trx, part, { cause: 'retention', time: now, signer })
        return entities.length
      })
  const rest = await inTransaction(db, async (trx) => {
    const before = await oldest(trx, now)
    const quarantine = await forgetRefused(trx, before.quarantine)
    return { quarantine, audit: (await audit?.(trx, before.audit, true)) ?? 0 }
  })
  const purged = { ...erased, ...rest }
  if (Object.values(purged).some((count) => count > 0)) await sweep(db)
  return purged
}

const dueOn = async (trx: Transaction<Tables>, now: Instant): Promise<Due> => {
  const today = now.slice(0, 10)
  const campaigns = await publishedCampaigns(trx)
  const drafts: EntityName[] = []
  const signed: EntityName[] = []
  for (const campaign of campaigns) {
    signed.push(...(await signedDue(trx, campaign, today)))
    drafts.push(...(await draftsDue(trx, campaign, today)))
  }
  const known = new Set(signed.map(({ kind, id }) => `${kind}/${id}`))
  return { drafts: drafts.filter(({ kind, id }) => !known.has(`${kind}/${id}`)), signed }
}

/** A transaction locks its streams, and others wait: not for long. */
const most = 200

const inParts = (all: readonly EntityName[]): readonly (readonly EntityName[])[] =>
  Array.from({ length: Math.ceil(all.length / most) }, (_, at) => all.slice(at * most, (at + 1) * most))

/** What belongs to no one administration is kept as long as the most patient of them wants. */
const oldest = async (
  trx: Transaction<Tables>,
  now: Instant,
): Promise<{ readonly quarantine: Instant; readonly audit: Instant }> => {
  const all = [...(await retentions(trx)).values()]
  const before = (kind: 'quarantine' | 'audit'): Instant => {
    if (all.length === 0) return ''
    return `${addMonths(now.slice(0, 10), -Math.max(...all.map((one) => one[kind])))}T00:00:00.000Z`
  }
  return { quarantine: before('quarantine'), audit: before('audit') }
}

/** Takes the day: of several endpoints over one database the first one purges. */
export const takeDay = async (db: Kysely<Tables>, now: Instant): Promise<boolean> => {
  const day = now.slice(0, 10)
  const taken = await db
    .insertInto('meta')
    .values({ key: 'purged', value: day })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: day }).where('meta.value', '<', day))
    .returning('key')
    .executeTakeFirst()
  return taken !== undefined
}
