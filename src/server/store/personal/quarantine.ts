import type { Transaction } from 'kysely'
import type { Instant } from '../../../core/domain/time.ts'
import { type EntityName, spokenOf } from '../../../core/protocol/erased.ts'
import { lineParts, operationIn } from '../../../core/protocol/read-operation.ts'
import type { Tables } from '../schema.ts'
import { isIn } from './names.ts'

const batch = 200

/**
 * Lets go of what was refused and names one of these entities, or speaks of one by what it is called itself. Sent again, it is
 * refused again, and then only its hash is kept.
 */
export const emptyQuarantine = async (trx: Transaction<Tables>, names: readonly EntityName[]): Promise<number> => {
  const quoted = names.map(({ id }) => JSON.stringify(id))
  const isAbout = (body: string): boolean => {
    if (quoted.some((one) => body.includes(one))) return true
    const operation = operationIn(lineParts(body)?.text ?? body)
    return operation !== undefined && spokenOf(operation).some((one) => isIn(names, one))
  }
  const about: string[] = []
  for (let after = ''; ; ) {
    const found = await trx
      .selectFrom('quarantine')
      .select(['id', 'body'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(batch)
      .execute()
    for (const { id, body } of found) if (isAbout(body)) about.push(id)
    if (found.length < batch) break
    after = found.at(-1)?.id ?? ''
  }
  if (about.length > 0) await trx.deleteFrom('quarantine').where('id', 'in', about).execute()
  return about.length
}

/** How much was refused before a moment, and is still kept. */
export const refusedBefore = async (trx: Transaction<Tables>, before: Instant): Promise<number> => {
  const count = trx.selectFrom('quarantine').select(({ fn }) => fn.countAll().as('count'))
  return Number((await count.where('time', '<', before).executeTakeFirstOrThrow()).count)
}

export const forgetRefused = async (trx: Transaction<Tables>, before: Instant): Promise<number> =>
  Number((await trx.deleteFrom('quarantine').where('time', '<', before).executeTakeFirst()).numDeletedRows)
