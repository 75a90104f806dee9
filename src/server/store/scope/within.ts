import { type Expression, type ExpressionBuilder, type Kysely, type SqlBool, sql } from 'kysely'
import type { EntityKind } from '../../../core/protocol/operation.ts'
import { reference } from '../../../core/protocol/reference.ts'
import { among, usual } from '../among.ts'
import type { Tables } from '../schema.ts'
import type { Sight } from './sight.ts'

type Row = ExpressionBuilder<Tables, 'entity'>
type Condition = Expression<SqlBool>
/** Units and streams go by the thousand, and a statement takes only so many parameters: how lists stand in it is the database's. */
type Look = Sight & { readonly db: Kysely<Tables> }

/** [S14] The condition on a row of `entity` that stands inside every query that a session's request makes. */
export const within =
  (db: Kysely<Tables>, sight: Sight) =>
  (eb: Row): Condition => {
    const look = { ...sight, db }
    if (sight.whole) return inOwn(look)
    return eb.and([inOwn(look), eb.or([full(eb, look), ...(sight.progress ? [inProgress(eb)] : [])]), notOnOneself(eb, look)])
  }

/** The text of a row as it is told: to whoever only follows how far the work is, an outline. */
export const rowAsSeen = (db: Kysely<Tables>, sight: Sight | undefined) => (eb: Row) =>
  sight?.progress && !sight.whole
    ? eb
        .case()
        .when(full(eb, { ...sight, db }))
        .then(eb.ref('row'))
        .else(eb.fn.coalesce('outline', 'row'))
        .end()
        .as('text')
    : eb.ref('row').as('text')

const yes = sql<SqlBool>`1 = 1`
const no = sql<SqlBool>`1 = 0`
const judged: readonly EntityKind[] = ['assessment', 'acknowledgement']
const followed: readonly EntityKind[] = ['campaign', 'assignment', ...judged]

const inOwn = ({ db, streams }: Look): Condition => (streams.size > 0 ? usual(db, among(db, 'stream', [...streams])) : no)

const full = (eb: Row, look: Look): Condition =>
  eb.or([eb('kind', 'in', reference), ...ways(eb, look).map(({ kinds, where }) => eb.and([eb('kind', 'in', kinds), where]))])

const inProgress = (eb: Row): Condition => eb('kind', 'in', followed)

/** One way in which rows of these kinds come into sight. */
export type Way = { readonly kinds: readonly EntityKind[]; readonly where: Condition }

/** Every way but reference data, in which each row can be looked up by itself. */
export const waysInto =
  (db: Kysely<Tables>, sight: Sight) =>
  (eb: Row): readonly Way[] => [...ways(eb, { ...sight, db }), ...(sight.progress ? [{ kinds: followed, where: yes }] : [])]

const ways = (eb: Row, look: Look): readonly Way[] => [
  ...(look.person ? [{ kinds: ['person'] as const, where: eb('id', '=', look.person) }] : []),
  ...(look.staff ? [{ kinds: ['person', 'post'] as const, where: yes }] : []),
  ...(look.colleagues.length > 0 ? [{ kinds: ['person'] as const, where: among(look.db, 'id', look.colleagues) }] : []),
  ...(look.campaigns.length > 0 ? inCampaigns(eb, look) : []),
  ...(look.units.length > 0 ? inUnits(eb, look) : []),
  ...(look.ownFile && look.person ? inOwnFile(eb, look, look.person) : []),
]

/** The campaigns, all work in them, their officers. */
const inCampaigns = (eb: Row, look: Look): readonly Way[] => {
  const { db, campaigns } = look
  const officers = assignments(eb, look)
    .select('other.person')
    .where(among(db, 'other.campaign', campaigns))
  return [
    { kinds: ['campaign'], where: among(db, 'id', campaigns) },
    { kinds: ['assignment', ...judged], where: among(db, 'campaign', campaigns) },
    { kinds: ['person'], where: eb('id', 'in', officers) },
    { kinds: ['post'], where: eb('person', 'in', officers) },
  ]
}

/** Posts and officers of the units, and all work on those officers. */
const inUnits = (eb: Row, look: Look): readonly Way[] => {
  const { db, units } = look
  const here = assignments(eb, look).where(among(db, 'other.unit', units))
  const held = others(eb, look, 'post')
    .select('other.person')
    .where(among(db, 'other.unit', units))
  return [
    { kinds: ['post', 'assignment', 'campaign'], where: among(db, 'unit', units) },
    { kinds: ['campaign'], where: eb('id', 'in', here.select('other.campaign')) },
    { kinds: judged, where: eb('assignment', 'in', here.select('other.id')) },
    { kinds: ['person'], where: eb('id', 'in', here.select('other.person')) },
    { kinds: ['person'], where: eb('id', 'in', held.where('other.person', 'is not', null)) },
  ]
}

/** Own post, own assignments with their campaigns, and what was signed of them. */
const inOwnFile = (eb: Row, look: Look, person: string): readonly Way[] => {
  const own = assignments(eb, look).where('other.person', '=', person)
  return [
    { kinds: ['post', 'assignment'], where: eb('person', '=', person) },
    { kinds: ['campaign'], where: eb('id', 'in', own.select('other.campaign')) },
    { kinds: judged, where: eb.and([eb('shown', '=', 1), eb('assignment', 'in', own.select('other.id'))]) },
  ]
}

/** Nobody reads what others still write about him, whatever else he may see. */
const notOnOneself = (eb: Row, look: Look): Condition =>
  look.person === null
    ? yes
    : eb.or([
        eb('kind', '!=', 'assessment'),
        eb('shown', '=', 1),
        eb('assignment', 'is', null),
        eb('assignment', 'not in', assignments(eb, look).select('other.id').where('other.person', '=', look.person)),
      ])

const assignments = (eb: Row, look: Look) => others(eb, look, 'assignment')

const others = (eb: Row, { db, streams }: Look, kind: EntityKind) =>
  eb
    .selectFrom('entity as other')
    .where(usual(db, sql<SqlBool>`${sql.ref('other.kind')} = ${sql.lit(kind)}`))
    .where(usual(db, among(db, 'other.stream', [...streams])))
