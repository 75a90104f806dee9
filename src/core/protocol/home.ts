import type { StreamId } from '../domain/id.ts'
import type { Operation } from './operation.ts'
import type { Row } from './row.ts'

/** The row as work that names this stream may touch it; undefined where it lives elsewhere and never lived there. */
export const withHome = (row: Row, { kind, stream, set }: Operation): Row | undefined => {
  const isHere = row.stream === stream || row.homes?.includes(stream) === true
  if (!isHere && !row.shell && kind !== 'create' && set['home'] !== row.stream) return undefined
  if (isHere && !row.shell) return row
  const { shell, ...rest } = row
  const known = isHere ? rest : { ...rest, homes: [...(row.homes ?? []), stream] }
  return shell && kind !== 'create' ? { ...known, shell } : known
}

/** An entity whose `home` this operation wrote lives there from now on. */
export const moved = (row: Row, { id }: Operation): Row => {
  const home = row.fields['home']
  if (typeof home !== 'string' || home === row.stream || row.writers['home'] !== id) return row
  return { ...row, stream: home as StreamId, homes: [...(row.homes ?? []), row.stream] }
}
