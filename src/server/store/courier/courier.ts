import { randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import { err, ok, type Result } from '../../../core/domain/result.ts'
import type { Instant } from '../../../core/domain/time.ts'
import type { Access } from '../../../core/protocol/access/account.ts'
import { sealBox } from '../../../core/protocol/courier/box.ts'
import type { CourierProblem } from '../../../core/protocol/courier/problem.ts'
import { answerPlace, type CourierReply } from '../../../core/protocol/courier/reply.ts'
import { fingerprintOf } from '../../../core/protocol/fingerprint.ts'
import { limits } from '../../../core/protocol/limits.ts'
import type { ServerLog } from '../../../core/protocol/ports.ts'
import type { SyncProblem } from '../../../core/protocol/problem.ts'
import { type Receipt, receiptsClaim, rootOf } from '../../../core/protocol/receipt.ts'
import { audit, type Deed } from '../access/audit.ts'
import { openerOf, publicKeys } from '../access/sealing.ts'
import type { Tables } from '../schema.ts'
import { inTransaction } from '../transaction.ts'
import { type OpenedPart, openOutbox, type Sealing } from './open-outbox.ts'
import { workOwner } from './owner.ts'
import { setAside } from './set-aside.ts'

/** Who brings a file, and when; and what the bringer may do, where somebody signed in. */
export type Bringer = Pick<Deed, 'administration' | 'account' | 'tablet'> & {
  readonly time: Instant
  readonly access?: Access | undefined
}

/** Takes sealed outboxes in, whoever brings them. */
export type Courier = {
  /** Every operation once, however often it comes: what was taken before is known. A file that cannot be opened changes nothing. */
  readonly take: (text: string, by: Bringer) => Promise<Result<CourierReply, CourierProblem>>
}

export const openCourier = (db: Kysely<Tables>, log: ServerLog): Courier => {
  let key: Promise<Sealing> | undefined
  const sealing = (): Promise<Sealing> => {
    // Kept for good only once it is found: a database that was out of reach for a moment is asked again.
    key ??= sealingOf(db, log).catch((problem) => {
      key = undefined
      throw problem
    })
    return key
  }
  return {
    take: async (text, by) => {
      const opened = await openOutbox(text, await sealing())
      const objects = opened.ok ? opened.value.map(({ about }) => `${about.profile}/${about.device}`) : [opened.problem.problem]
      const { time, access, ...who } = by
      // Before the work itself: what is in the log was brought by somebody.
      await inTransaction(db, (trx) => audit(trx, { ...who, time, action: 'carried', objects }))
      if (!opened.ok) return opened
      const outcomes: Outcome[] = []
      for (const part of opened.value) outcomes.push(await takePart(db, log, part, { time, access }))
      const [first] = opened.value
      return first ? ok(replyOf(first.about.profile, outcomes)) : err({ problem: 'tampered' })
    },
  }
}

const sealingOf = async (db: Kysely<Tables>, log: ServerLog): Promise<Sealing> => {
  const [opener, { sealing }] = await Promise.all([openerOf(db), publicKeys(db, log.signer)])
  return { point: sealing, opener }
}

const unknownKey = (key: string): SyncProblem => ({
  problem: 'bad-signature',
  params: { by: 'unknown-device', key: fingerprintOf(key) },
})
const most = limits.operations

type Outcome = Omit<CourierReply, 'profile' | 'operations'>

/** Hands the work of one part to the ordinary intake, as its device's and its account's own. */
const takePart = async (
  db: Kysely<Tables>,
  log: ServerLog,
  part: OpenedPart,
  { time, access: bringer }: Pick<Bringer, 'time' | 'access'>,
): Promise<Outcome> => {
  const { about, lines, damaged, contentKey } = part
  const { device, file } = about
  const access = await workOwner(db, about)
  const batches = Array.from({ length: Math.ceil(lines.length / most) }, (_, at) => lines.slice(at * most, (at + 1) * most))
  // Of a tablet that was revoked the ordinary intake keeps it apart, under the account whose it is: somebody there can admit it.
  if (!access) {
    const apart = { device, time, problem: unknownKey(about.key), claims: about.administration, bringer }
    let known = 0
    for (const batch of batches) known += (await inTransaction(db, (trx) => setAside(trx, batch, apart))).known
    return { taken: 0, known, refused: lines.length - known, damaged, answers: [] }
  }
  const receipts: Receipt[] = []
  for (const batch of batches) receipts.push(...(await log.append(batch, { device, time, access })))
  const accepted = receipts.filter(({ status }) => status !== 'refused')
  const taken = accepted.filter((receipt) => receipt.time === time).length
  const box = receipts.length > 0 ? await sealedReceipts(db, log, receipts, { file, contentKey }) : undefined
  return {
    taken,
    known: accepted.length - taken,
    refused: lines.length - accepted.length,
    damaged,
    answers: box ? [{ file, box }] : [],
  }
}

/** What the tablet believes that did the work: the receipts with the server's signature, for nobody else to read. */
const sealedReceipts = async (
  db: Kysely<Tables>,
  { signer }: ServerLog,
  receipts: readonly Receipt[],
  { file, contentKey }: { readonly file: string; readonly contentKey: Uint8Array },
): Promise<string> => {
  const { value: epoch } = await db.selectFrom('meta').select('value').where('key', '=', 'epoch').executeTakeFirstOrThrow()
  const text = JSON.stringify({ epoch, receipts, signature: signer.sign(receiptsClaim(epoch, rootOf(receipts))) })
  return sealBox(contentKey, answerPlace(file), text, new Uint8Array(randomBytes(12)))
}

const replyOf = (profile: string, outcomes: readonly Outcome[]): CourierReply => {
  const sum = (of: (outcome: Outcome) => number): number => outcomes.reduce((total, outcome) => total + of(outcome), 0)
  const counts = {
    taken: sum(({ taken }) => taken),
    known: sum(({ known }) => known),
    refused: sum(({ refused }) => refused),
    damaged: sum(({ damaged }) => damaged),
  }
  const operations = counts.taken + counts.known + counts.refused + counts.damaged
  return { profile, operations, ...counts, answers: outcomes.flatMap(({ answers }) => answers) }
}
