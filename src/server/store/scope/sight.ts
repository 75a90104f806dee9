import { type Kysely, sql } from 'kysely'
import type { PersonId } from '../../../core/domain/id.ts'
import { type Access, hasRole } from '../../../core/protocol/access/account.ts'
import { among, usual } from '../among.ts'
import type { Tables } from '../schema.ts'

/** What a session sees, as of one moment: found first, and then a condition inside every query. */
export type Sight = {
  /** Null where it sees nothing at all. */
  readonly administration: string | null
  /** The administration's own stream and those of its sites. */
  readonly streams: ReadonlySet<string>
  /** All of them, every row. */
  readonly whole: boolean
  /** Everybody's post and name, whatever is assessed. */
  readonly staff: boolean
  /** Every campaign; of the work in it only how far it is. */
  readonly progress: boolean
  /** Campaigns in which the person assesses, and who else does. */
  readonly campaigns: readonly string[]
  readonly colleagues: readonly string[]
  /** Units of which the person sees posts, officers and their work. */
  readonly units: readonly string[]
  readonly person: PersonId | null
  /** The person's own file, as an officer. */
  readonly ownFile: boolean
}

const nothing: Sight = {
  administration: null,
  streams: new Set(),
  whole: false,
  staff: false,
  progress: false,
  campaigns: [],
  colleagues: [],
  units: [],
  person: null,
  ownFile: false,
}

/** [S14] What each role sees. Several roles see what any of them sees. A revoked tablet sees nothing more. */
export const sightOf = async (trx: Kysely<Tables>, access: Access): Promise<Sight> => {
  const { person } = access
  const administration = access.administration ?? (await foundedBy(trx, access))
  if (administration === null || access.revoked) return nothing
  const units = await unitsOf(trx, administration)
  const streams = new Set<string>([administration, ...units.map(({ id }) => id)])
  const directs = hasRole(access, 'hr-director')
  const seen = {
    ...nothing,
    administration,
    streams,
    person,
    staff: hasRole(access, 'administrator', 'champion'),
    progress: hasRole(access, 'champion'),
    ownFile: hasRole(access, 'officer'),
  }
  if (directs && access.units.length === 0) return { ...seen, whole: true }
  const roots = await rootsOf(trx, access, administration)
  const campaigns = person && hasRole(access, 'assessor') ? await campaignsOf(trx, person, [...streams]) : []
  const colleagues = new Set(campaigns.flatMap(({ assessors }) => assessors?.trim().split(' ') ?? []))
  const own = person && seen.ownFile ? await assessorsOf(trx, person, [...streams]) : []
  for (const one of own) colleagues.add(one)
  return { ...seen, units: below(units, roots), campaigns: campaigns.map(({ id }) => id), colleagues: [...colleagues] }
}

/** Of an administrator who made his administration with this very request. */
const foundedBy = async (trx: Kysely<Tables>, { account }: Access): Promise<string | null> => {
  const found = await trx.selectFrom('account').select('administration').where('id', '=', account).executeTakeFirst()
  return found?.administration ?? null
}

type Branch = { readonly id: string; readonly unit: string | null }

const unitsOf = (trx: Kysely<Tables>, administration: string): Promise<Branch[]> =>
  trx
    .selectFrom('entity')
    .select(['id', 'unit'])
    .where('kind', '=', sql.lit('unit'))
    .where('stream', '=', administration)
    .execute()

/** The units named in the account; a supervisor without any has those of the posts that the person holds. */
const rootsOf = async (trx: Kysely<Tables>, access: Access, administration: string): Promise<readonly string[]> => {
  if (!hasRole(access, 'hr-director', 'supervisor')) return []
  if (access.units.length > 0 || access.person === null) return access.units
  const posts = trx.selectFrom('entity').select('unit').where('kind', '=', 'post').where('person', '=', access.person)
  return (await posts.where('stream', '=', administration).execute()).flatMap(({ unit }) => unit ?? [])
}

/** These units and all below them. One that is not of the administration has none. */
const below = (units: readonly Branch[], roots: readonly string[]): readonly string[] => {
  const found = new Set(units.flatMap(({ id }) => (roots.includes(id) ? [id] : [])))
  for (let before = -1; before !== found.size; ) {
    before = found.size
    for (const { id, unit } of units) if (unit !== null && found.has(unit)) found.add(id)
  }
  return [...found]
}

/** No id holds a space or a sign that `like` gives a meaning, but an underscore: that is compared again. */
const campaignsOf = async (trx: Kysely<Tables>, person: string, streams: readonly string[]) => {
  const found = await trx
    .selectFrom('entity')
    .select(['id', 'assessors'])
    .where('kind', '=', sql.lit('campaign'))
    .where(among(trx, 'stream', streams))
    .where('assessors', 'like', `% ${person} %`)
    .execute()
  return found.filter(({ assessors }) => assessors?.includes(` ${person} `))
}

/** Who assesses this person. */
const assessorsOf = async (trx: Kysely<Tables>, person: string, streams: readonly string[]): Promise<readonly string[]> => {
  const own = trx.selectFrom('entity').select('assessors').where('kind', '=', 'assignment').where('person', '=', person)
  return (await own.where(usual(trx, among(trx, 'stream', streams))).execute()).flatMap(
    ({ assessors }) => assessors?.trim().split(' ') ?? [],
  )
}
