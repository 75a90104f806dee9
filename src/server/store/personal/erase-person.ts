import { createHash } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'
import type { Instant } from '../../../core/domain/time.ts'
import { type EntityName, isErasedShell } from '../../../core/protocol/erased.ts'
import type { Signer } from '../../../core/protocol/ports.ts'
import type { Tables } from '../schema.ts'
import { inSnapshot, inTransaction } from '../transaction.ts'
import { rowsAbout } from './about.ts'
import { type Erased, erase } from './erase.ts'
import { sweep } from './sweep.ts'

/** What an erasure would take away, and the word that confirms just this. */
export type Announced = {
  readonly assignments: number
  readonly assessments: number
  readonly answers: number
  /** Changes with what would go: whoever confirms has seen what there is. */
  readonly confirm: string
}

/** Undefined where nothing of the person is here. */
export const announce = async (db: Kysely<Tables>, person: string): Promise<Announced | undefined> =>
  inSnapshot(db, async (trx) => announcedOf((await rowsAbout(trx, person)).filter((row) => !isErasedShell(row))))

type Counted = EntityName & { readonly rev: number }

const announcedOf = (rows: readonly Counted[]): Announced | undefined => {
  if (rows.length === 0) return undefined
  const count = (kind: string): number => rows.filter((row) => row.kind === kind).length
  const text = rows.map(({ kind, id, rev }) => `${kind}/${id}/${rev}`).sort()
  return {
    assignments: count('assignment'),
    assessments: count('assessment'),
    answers: count('acknowledgement'),
    confirm: createHash('sha256').update(text.join('\n')).digest('base64url').slice(0, 22),
  }
}

export type ErasePerson = {
  readonly person: string
  readonly confirm: string
  readonly time: Instant
  readonly signer: Signer
  /** What else goes with the person, in the same transaction: the account, say. */
  readonly also?: ((trx: Transaction<Tables>, erased: Erased) => Promise<void>) | undefined
}

/** Erases all that is about one person. `changed` where that is not any more what was confirmed. */
export const erasePerson = async (db: Kysely<Tables>, wanted: ErasePerson): Promise<Erased | 'nobody' | 'changed'> => {
  const { person, confirm, time, signer, also } = wanted
  const done = await inTransaction(db, async (trx): Promise<Erased | 'nobody' | 'changed'> => {
    const rows = (await rowsAbout(trx, person)).filter((row) => !isErasedShell(row))
    const announced = announcedOf(rows)
    if (!announced) return 'nobody'
    if (announced.confirm !== confirm) return 'changed'
    const erased = await erase(trx, rows, { cause: 'request', time, signer })
    await also?.(trx, erased)
    return erased
  })
  if (typeof done === 'object') await sweep(db)
  return done
}
