import type { Kysely } from 'kysely'
import type { Instant } from '../../../core/domain/time.ts'
import { type OwnFile, type OwnTrace, ownFileOf } from '../../../core/exchange/own-file.ts'
import type { Row } from '../../../core/protocol/row.ts'
import { rowIn } from '../../../core/protocol/row-text.ts'
import type { Tables } from '../schema.ts'
import { inSnapshot } from '../transaction.ts'
import { rowsAbout } from './about.ts'
import { traceOf } from './trace.ts'

type Asked = { readonly person: string; readonly administration: string; readonly made: Instant }

/** All that is kept about one person of an administration, as of one moment, with who read and changed it. */
export const ownFileIn = (
  db: Kysely<Tables>,
  { person, administration, made }: Asked,
): Promise<{ readonly file: OwnFile | null; readonly trace: readonly OwnTrace[] }> =>
  inSnapshot(db, async (trx) => {
    const about = await rowsAbout(trx, person)
    if (!isOf(about, person, administration)) return { file: null, trace: [] }
    const trace = await traceOf(
      trx,
      about.map(({ id }) => id),
    )
    const campaigns = await campaignsOf(trx, about)
    return { file: ownFileOf([...about, ...campaigns], { person, made, trace }) ?? null, trace }
  })

/** A person is told of in the stream of the administration: one of another is nobody here. */
export const isOf = (rows: readonly Row[], person: string, administration: string): boolean =>
  rows.some((row) => row.kind === 'person' && row.id === person && row.stream === administration)

const campaignsOf = async (trx: Kysely<Tables>, about: readonly Row[]): Promise<readonly Row[]> => {
  const ids = [...new Set(about.flatMap(({ kind, fields }) => (kind === 'assignment' ? String(fields['campaign']) : [])))]
  if (ids.length === 0) return []
  const found = await trx.selectFrom('entity').select('row').where('kind', '=', 'campaign').where('id', 'in', ids).execute()
  return found.map(({ row }) => rowIn(row))
}
