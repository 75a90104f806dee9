import { createHash } from 'node:crypto'
import { type Expression, expressionBuilder, type Kysely, type SqlBool, sql } from 'kysely'
import type { EntityKind } from '../../../core/protocol/operation.ts'
import { among, usual } from '../among.ts'
import type { Tables } from '../schema.ts'
import type { Sight } from './sight.ts'
import { waysInto } from './within.ts'

/** Which part of each stream a session sees, as a digest; a stream that it sees whole has none. */
export type Parts = { readonly [stream: string]: string }

/**
 * [S15] Another digest wherever rows come into sight, or go out of it, without having changed. New work on what is in sight makes
 * no other: it is told because it is new.
 */
export const partsOf = async (trx: Kysely<Tables>, sight: Sight, wanted: readonly string[]): Promise<Parts> => {
  const streams = wanted.filter((stream) => sight.streams.has(stream))
  if (sight.whole || streams.length === 0) return {}
  const seen = await rowsThatDecide(trx, sight, streams)
  const { person, progress, staff, ownFile } = sight
  return Object.fromEntries(
    streams.map((stream) => {
      const rows = seen.filter((row) => row.stream === stream).map(({ kind, id }) => `${kind}/${id}`)
      const flags = [person, progress, staff, ownFile]
      const text = JSON.stringify([flags, stream === sight.administration ? [] : inFullHere(sight), rows.sort()])
      return [stream, createHash('sha256').update(text).digest('base64url').slice(0, 12)]
    }),
  )
}

/** What is told in full and not as an outline hangs on these. */
const inFullHere = ({ progress, campaigns, units }: Sight): readonly unknown[] =>
  progress ? [[...campaigns].sort(), [...units].sort()] : []

/** Work is in sight with its campaign or its assignment; people and posts are of themselves. Nobody counts where all are in sight. */
const rowsThatDecide = async (trx: Kysely<Tables>, sight: Sight, streams: readonly string[]) => {
  const byAssignment = sight.units.length > 0 || sight.ownFile
  const sites: readonly EntityKind[] = byAssignment ? ['campaign', 'assignment'] : sight.progress ? [] : ['campaign']
  const staff: readonly EntityKind[] = sight.staff ? [] : ['person', 'post']
  const kinds = [...staff, ...sites]
  const row = expressionBuilder<Tables, 'entity'>()
  // Each way by itself, and of each kind: of many that stand in one condition, no index is used.
  const looks = waysInto(
    trx,
    sight,
  )(row).flatMap((way) =>
    way.kinds
      .filter((kind) => kinds.includes(kind))
      .map((kind) => trx.selectFrom('entity').where(isOf(trx, kind)).where(way.where)),
  )
  const [first, ...further] = looks.map((look) =>
    look.select(['stream', 'kind', 'id']).where(usual(trx, among(trx, 'stream', streams))),
  )
  return first ? further.reduce((all, look) => all.union(look), first).execute() : []
}

/** People and campaigns are looked up by their ids. Posts and assignments are by whom they are about: their kind finds none of them. */
const isOf = (trx: Kysely<Tables>, kind: EntityKind): Expression<SqlBool> => {
  const condition = sql<SqlBool>`kind = ${sql.lit(kind)}`
  return kind === 'post' || kind === 'assignment' ? usual(trx, condition) : condition
}
