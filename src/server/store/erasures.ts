import type { Transaction } from 'kysely'
import { type EntityName, spokenOf } from '../../core/protocol/erased.ts'
import type { EntityKind, Operation } from '../../core/protocol/operation.ts'
import { among } from './among.ts'
import { type ByName, byName } from './by-name.ts'
import type { Tables } from './schema.ts'

/** Why they were erased, of these entities those that were. */
export const erasedAmong = async (
  trx: Transaction<Tables>,
  names: readonly EntityName[],
): Promise<readonly (EntityName & { readonly cause: string })[]> => {
  if (names.length === 0) return []
  const ids = [...new Set(names.map(({ id }) => id))]
  const found = await trx
    .selectFrom('erased')
    .select(['kind', 'id', 'cause'])
    .where(among(trx, 'id', ids))
    .execute()
  return found.map(({ kind, id, cause }) => ({ kind: kind as EntityKind, id, cause }))
}

/** Why something that an operation speaks of was erased; undefined where nothing was. */
export type ErasureOf = (operation: Pick<Operation, 'entity' | 'set'>) => string | undefined

export const erasureAmong =
  (erased: ByName<string>): ErasureOf =>
  (operation) => {
    const found = spokenOf(operation).find(({ kind, id }) => erased.has(kind, id))
    return found && erased.get(found.kind, found.id)
  }

/** The same for operations that nothing else was read for. */
export const erasuresFor = async (trx: Transaction<Tables>, operations: readonly Operation[]): Promise<ErasureOf> => {
  const erased = byName<string>()
  for (const { kind, id, cause } of await erasedAmong(trx, operations.flatMap(spokenOf))) erased.set(kind, id, cause)
  return erasureAmong(erased)
}
