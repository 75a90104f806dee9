import type { Kysely } from 'kysely'
import type { Instant } from '../../core/domain/time.ts'
import type { Greeting } from '../../core/protocol/access/greeting.ts'
import type { Signer } from '../../core/protocol/ports.ts'
import { hasAdministrator } from '../store/access/accounts.ts'
import { publicKeys } from '../store/access/sealing.ts'
import { digestOf } from '../store/access/secret.ts'
import type { Tables } from '../store/schema.ts'
import { type Hasher, openHasher } from './hasher.ts'
import type { Parts } from './parts.ts'

/** How a server lets people in. */
export type Gate = {
  /** What every deed about accounts works with; nothing where there are no accounts. */
  readonly accounts: Parts | undefined
  readonly greeting: () => Promise<Greeting>
}

export type GateOptions = {
  readonly mode: Greeting['mode']
  readonly db: Kysely<Tables>
  readonly signer: Signer
  readonly now: () => Instant
  readonly offlineDays?: number
  readonly hasher?: Hasher
}

export const openGate = async ({
  mode,
  db,
  signer,
  now,
  offlineDays = 45,
  hasher = openHasher(),
}: GateOptions): Promise<Gate> => {
  const digest = await digestOf(db)
  const keys = await publicKeys(db, signer)
  return {
    accounts: mode === 'accounts' ? { db, now, hasher, digest, offlineDays } : undefined,
    greeting: async () => ({ mode, fresh: mode === 'accounts' && !(await hasAdministrator(db)), keys }),
  }
}
