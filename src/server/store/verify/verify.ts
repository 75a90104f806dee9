import type { Kysely } from 'kysely'
import type { Tables } from '../schema.ts'
import { verifyAudit } from './audit.ts'
import { openDeviceChains } from './devices.ts'
import { verifyEntities } from './entities.ts'
import { verifyErased } from './erased.ts'
import { type Finding, openReport } from './finding.ts'
import { verifyOwn } from './own.ts'
import { verifyQuarantine } from './quarantine.ts'
import { verifySegments } from './segments.ts'
import { verifyStreams } from './streams.ts'

export type Verified = {
  readonly operations: number
  readonly entities: number
  readonly quarantined: number
  readonly counts: { readonly findings: number; readonly notes: number }
  /** The first thousand of each. */
  readonly findings: readonly Finding[]
  readonly notes: readonly Finding[]
}

/**
 * Reads everything once and checks it against itself, within one snapshot. Not covered, because nothing else in the database
 * says it: the epoch, the HMAC secret, what time a receipt of taken work says, a durable mark that stays within the log, which
 * device sent what was refused and under which number it is kept, the last session of each device; and accounts, tablets and
 * their sessions, which are changed in place: the log of who did what says by whom.
 */
export const verify = async (trx: Kysely<Tables>): Promise<Verified> => {
  const { report, ...told } = openReport()
  const devices = openDeviceChains()
  await verifyOwn(trx, report)
  const erasures = await verifyErased(trx, report)
  const operations = await verifyStreams(trx, { report, devices, erasures })
  const entities = await verifyEntities(trx, report, erasures)
  const quarantined = await verifyQuarantine(trx, report)
  await verifySegments(trx, report)
  await verifyAudit(trx, report)
  await devices.tell(trx, report)
  return { operations, entities, quarantined, ...told }
}
