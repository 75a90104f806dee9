import { type Expression, type ExpressionBuilder, type Kysely, type SqlBool, sql } from 'kysely'
import { reference } from '../../../core/protocol/reference.ts'
import { among } from '../among.ts'
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
const judged = ['assessment', 'acknowledgement']

const inOwn = ({ db, streams }: Look): Condition => (streams.size > 0 ? among(db, 'stream', [...streams]) : no)

const full = (eb: Row, sight: Look): Condition =>
  eb.or([
    eb('kind', 'in', reference),
    ...(sight.person ? [eb.and([eb('kind', '=', 'person'), eb('id', '=', sight.person)])] : []),
    ...(sight.staff ? [eb('kind', 'in', ['person', 'post'])] : []),
    ...(sight.colleagues.length > 0 ? [eb.and([eb('kind', '=', 'person'), among(sight.db, 'id', sight.colleagues)])] : []),
    ...(sight.campaigns.length > 0 ? inCampaigns(eb, sight) : []),
    ...(sight.units.length > 0 ? inUnits(eb, sight) : []),
    ...(sight.ownFile && sight.person ? inOwnFile(eb, sight, sight.person) : []),
  ])

const inProgress = (eb: Row): Condition => eb('kind', 'in', ['campaign', 'assignment', ...judged])

/** The campaigns, all work in them, their officers. */
const inCampaigns = (eb: Row, look: Look): readonly Condition[] => {
  const { db, campaigns } = look
  const officers = assignments(eb, look)
    .select('other.person')
    .where(among(db, 'other.campaign', campaigns))
  return [
    among(db, 'campaign', campaigns),
    eb.and([eb('kind', '=', 'person'), eb('id', 'in', officers)]),
    eb.and([eb('kind', '=', 'post'), eb('person', 'in', officers)]),
  ]
}

/** Posts and officers of the units, and all work on those officers. */
const inUnits = (eb: Row, look: Look): readonly Condition[] => {
  const { db, units, streams } = look
  const here = assignments(eb, look).where(among(db, 'other.unit', units))
  const holders = eb.selectFrom('entity as other').select('other.person').where('other.kind', '=', sql.lit('post'))
  const held = holders.where(among(db, 'other.stream', [...streams])).where(among(db, 'other.unit', units))
  return [
    eb.and([eb('kind', 'in', ['post', 'assignment', 'campaign']), among(db, 'unit', units)]),
    eb.and([eb('kind', '=', 'campaign'), eb('id', 'in', here.select('other.campaign'))]),
    eb.and([eb('kind', 'in', judged), eb('assignment', 'in', here.select('other.id'))]),
    eb.and([
      eb('kind', '=', 'person'),
      eb.or([eb('id', 'in', here.select('other.person')), eb('id', 'in', held.where('other.person', 'is not', null))]),
    ]),
  ]
}

/** Own post, own assignments with their campaigns, and what was signed of them. */
const inOwnFile = (eb: Row, look: Look, person: string): readonly Condition[] => {
  const own = assignments(eb, look).where('other.person', '=', person)
  return [
    eb.and([eb('kind', 'in', ['post', 'assignment']), eb('person', '=', person)]),
    eb.and([eb('kind', '=', 'campaign'), eb('id', 'in', own.select('other.campaign'))]),
    eb.and([eb('kind', 'in', judged), eb('shown', '=', 1), eb('assignment', 'in', own.select('other.id'))]),
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

const assignments = (eb: Row, { db, streams }: Look) =>
  eb
    .selectFrom('entity as other')
    .where('other.kind', '=', sql.lit('assignment'))
    .where(among(db, 'other.stream', [...streams]))
