import type { StreamId } from '../domain/id.ts'
import type { Row } from './row.ts'

/** The streams that a row makes known: an administration's own for its reference data, a site's for its campaigns. */
export const streamsOf = (row: Pick<Row, 'kind' | 'id' | 'fields'>): readonly StreamId[] =>
  row.kind === 'administration' || (row.kind === 'unit' && row.fields['site'] === true) ? [row.id as StreamId] : []
