import type { Assignment } from '../../core/domain/campaign.ts'
import type { AssignmentId } from '../../core/domain/id.ts'
import { fullName } from '../../core/domain/person.ts'
import type { Day } from '../../core/domain/time.ts'
import { type Administration, rowToAdministration } from '../../core/protocol/entities.ts'
import { fingerprintOf } from '../../core/protocol/fingerprint.ts'
import { hashOf } from '../../core/protocol/hash.ts'
import { type Receipt, type ReceiptProof, receiptsClaim, rootFrom } from '../../core/protocol/receipt.ts'
import { keyOf, type StoredReceipt } from '../storage/database.ts'
import { heldWith } from '../storage/held.ts'
import { receiptFor, receiptsBetween } from '../storage/receipts.ts'
import { verify } from '../sync/verify.ts'
import type { App } from './app.ts'
import { dayOf } from './clock.ts'
import { assignmentAt, rowAt } from './read.ts'

/** A receipt with whom it is about: what is shown, printed, checked and handed on. */
export type HeldReceipt = {
  /** The assessment's id. */
  readonly id: string
  /** Full name; empty where this device does not know the officer any more. */
  readonly officer: string
  readonly registration: string
  readonly post: string
  readonly unit: string
  readonly receipt: Receipt
  readonly proof: ReceiptProof
}

/** Headquarters as this device knows it. */
export type Headquarters = {
  /** Its public key; null before the first contact. */
  readonly key: string | null
  readonly fingerprint: string | null
  readonly administration: Administration | undefined
}

export const headquartersOf = async ({ database, identity }: App): Promise<Headquarters> => {
  const [known, row] = await Promise.all([
    database.meta.get('server-key'),
    identity.administration ? rowAt(database, 'administration', identity.administration) : undefined,
  ])
  const key = (known?.value as string | undefined) ?? null
  return { key, fingerprint: key && fingerprintOf(key), administration: row && rowToAdministration(row) }
}

/** The latest receipt of one assessment; null where headquarters has given none to this device. */
export const receiptOf = async (app: App, id: string): Promise<HeldReceipt | null> => {
  const stored = await receiptFor(app.database, keyOf('assessment', id))
  return stored ? heldReceipt(app, stored) : null
}

/** The receipts of one day, by the server's clock where this device is, in the order in which they were given. */
export const receiptsOn = async (app: App, day: Day | null) => {
  const prefix = keyOf('assessment', '')
  const stored = [...(await receiptsBetween(app.database, prefix, `${prefix}\uffff`)).values()]
  const days = [...new Set(stored.map(({ receipt }) => dayOf(new Date(receipt.time))))].sort().reverse()
  const chosen = day !== null && days.includes(day) ? day : (days[0] ?? null)
  const wanted = stored.filter(({ receipt }) => dayOf(new Date(receipt.time)) === chosen)
  const receipts = await Promise.all(wanted.map((one) => heldReceipt(app, one)))
  receipts.sort((a, b) => a.receipt.seq - b.receipt.seq)
  return { days, day: chosen, receipts }
}

const heldReceipt = async ({ database }: App, { entity, receipt, proof }: StoredReceipt): Promise<HeldReceipt> => {
  const row = (await database.rows.get(entity))?.row
  const named = row?.fields['assignment']
  const assignment = typeof named === 'string' ? await assignmentAt(database, named as AssignmentId) : undefined
  return { id: entity.slice(entity.indexOf(':') + 1), ...about(assignment), receipt, proof }
}

const about = (assignment: Assignment | undefined) => {
  const snapshot = assignment?.snapshot
  return {
    officer: snapshot ? fullName(snapshot) : '',
    registration: snapshot?.registration ?? '',
    post: snapshot?.postTitle ?? '',
    unit: snapshot?.unitName ?? '',
  }
}

/** What the check of a receipt found. `text`: whether the work itself, as this device still has it, is what was received. */
export type ReceiptCheck =
  | { readonly check: 'proven'; readonly text: 'same' | 'not-kept' }
  | { readonly check: 'not-proven' | 'other-text' | 'no-key' | 'no-crypto' }

/**
 * Proves a receipt without a network: from the receipt along its path to the root of the hash tree, which headquarters signed
 * together with its epoch; and from the text kept here to the hash that the receipt names.
 */
export const checkReceipt = async ({ database }: App, { receipt, proof }: HeldReceipt): Promise<ReceiptCheck> => {
  const key = (await database.meta.get('server-key'))?.value as string | undefined
  if (!key) return { check: 'no-key' }
  if (!globalThis.crypto?.subtle) return { check: 'no-crypto' }
  const claim = receiptsClaim(proof.epoch, rootFrom(receipt, proof.path))
  if (!(await verify(key, claim, proof.signature))) return { check: 'not-proven' }
  const [kept] = await heldWith(database, [receipt.operation])
  if (!kept) return { check: 'proven', text: 'not-kept' }
  return hashOf(kept.text) === receipt.hash ? { check: 'proven', text: 'same' } : { check: 'other-text' }
}
