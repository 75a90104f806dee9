import type { Kysely } from 'kysely'
import { canonical, type Json } from '../../../core/protocol/json.ts'
import { hashOf } from '../../hash.ts'
import type { Tables } from '../schema.ts'

/** What is kept of work whose text goes: all but the text. The erasing operation names this, so that it cannot be changed either. */
export const digestOf = (work: readonly Tables['operation'][]): string =>
  hashOf(canonical(work.map(({ body: _, ...kept }) => kept).sort((a, b) => (a.id < b.id ? -1 : 1)) as unknown as Json))

export const workDigest = async (
  trx: Kysely<Tables>,
  { kind, id }: { readonly kind: string; readonly id: string },
): Promise<string> => {
  const work = trx.selectFrom('operation').selectAll().where('entity_kind', '=', kind).where('entity_id', '=', id)
  return digestOf(await work.execute())
}
