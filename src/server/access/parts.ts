import type { Kysely } from 'kysely'
import type { Result } from '../../core/domain/result.ts'
import type { Instant } from '../../core/domain/time.ts'
import type { AccessProblem } from '../../core/protocol/access/problem.ts'

export type { ContactFacts } from '../store/access/sessions.ts'

import type { Digest } from '../store/access/secret.ts'
import type { Tables } from '../store/schema.ts'
import type { Hasher } from './hasher.ts'

/** What every deed about accounts works with. */
export type Parts = {
  readonly db: Kysely<Tables>
  readonly now: () => Instant
  readonly hasher: Hasher
  readonly digest: Digest
  /** How long downloaded data may be shown without a contact. */
  readonly offlineDays: number
}

export type Refusal = {
  readonly problem: AccessProblem | 'not-found'
  /** In seconds, where asking again later helps. */
  readonly retryAfter?: number
}

export type Answer<Value> = Promise<Result<Value, Refusal>>

export const later = (time: Instant, milliseconds: number): Instant => new Date(Date.parse(time) + milliseconds).toISOString()
