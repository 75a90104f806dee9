import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import { among } from '../among.ts'
import type { Tables } from '../schema.ts'
import type { Sight } from './sight.ts'
import { within } from './within.ts'

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
  const sites = byAssignment ? ['campaign', 'assignment'] : sight.progress ? [] : ['campaign']
  const kinds = [...(sight.staff ? [] : ['person', 'post']), ...sites]
  if (kinds.length === 0) return []
  return trx
    .selectFrom('entity')
    .select(['stream', 'kind', 'id'])
    .where(among(trx, 'stream', streams))
    .where('kind', 'in', kinds)
    .where(within(trx, sight))
    .execute()
}
