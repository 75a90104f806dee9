import type { OperationId, PersonId } from '../../core/domain/id.ts'
import type { Instant } from '../../core/domain/time.ts'
import { signedVersion } from '../../core/protocol/entities.ts'
import type { Row, SealedVersion } from '../../core/protocol/row.ts'
import { standingVersions } from '../../core/protocol/versions.ts'
import type { Database } from '../storage/database.ts'
import { namesOf } from './conflicts.ts'

/** One signature that was given, and what became of the version it stands under. */
export type Signature = {
  readonly operation: OperationId
  readonly by: PersonId | null
  /** Full name; null where this device does not know the person. */
  readonly name: string | null
  readonly at: Instant
  /** `counts`: what every report shows. `beside`: its signer and that of the counting one did not know each other. `amended`: a later one follows it. */
  readonly state: 'counts' | 'beside' | 'amended'
  /** The versions that its signer had in view and followed. */
  readonly follows: readonly OperationId[]
}

/** Every signature of a row, the oldest on this row first. */
export const signaturesOf = async (database: Database, row: Row): Promise<readonly Signature[]> => {
  if (row.versions.length === 0) return []
  const counts = signedVersion(row)
  const standing = standingVersions(row.versions)
  const names = await namesOf(database, row.versions.map(signerOf))
  return row.versions.map((version): Signature => {
    const by = signerOf(version)
    const { operation, follows } = version
    const state = version === counts ? 'counts' : standing.includes(version) ? 'beside' : 'amended'
    return { operation, by, name: (by && names.get(by)) || null, at: signedAt(version), state, follows }
  })
}

const signerOf = ({ author, content }: SealedVersion): PersonId | null => {
  const by = content['signedBy']
  return typeof by === 'string' && by !== '' ? (by as PersonId) : author
}

const signedAt = ({ wall, content }: SealedVersion): Instant => {
  const at = content['signedAt']
  return typeof at === 'string' ? at : wall
}
