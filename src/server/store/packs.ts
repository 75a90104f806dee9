import type { Transaction } from 'kysely'
import type { Row } from '../../core/protocol/row.ts'
import { rowIn } from '../../core/protocol/row-text.ts'
import type { Tables } from './schema.ts'

/** The packs with these ids that a database holds. */
export type Packs = (trx: Transaction<Tables>, ids: readonly string[]) => Promise<readonly Row[]>

const most = 20

/**
 * A pack is hundreds of kilobytes, every push of ratings asks for its scale, and its content is frozen: so each is read and
 * parsed once for a log, and then only its revision is asked for.
 */
export const openPacks = (): Packs => {
  const kept = new Map<string, Row>()
  return async (trx, ids) => {
    if (ids.length === 0) return []
    const packs = trx.selectFrom('entity').where('kind', '=', 'pack')
    const known = await packs.select(['id', 'rev']).where('id', 'in', ids).execute()
    const unread = known.filter(({ id, rev }) => kept.get(id)?.rev !== rev).map(({ id }) => id)
    if (kept.size + unread.length > most) kept.clear()
    const wanted = known.map(({ id }) => id).filter((id) => !kept.has(id) || unread.includes(id))
    if (wanted.length > 0)
      for (const { id, row } of await packs.select(['id', 'row']).where('id', 'in', wanted).execute()) kept.set(id, rowIn(row))
    return known.flatMap(({ id }) => kept.get(id) ?? [])
  }
}
