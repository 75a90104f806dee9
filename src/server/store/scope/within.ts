import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import { reference } from '../../../core/protocol/reference.ts'
import type { Tables } from '../schema.ts'
import type { Sight } from './sight.ts'

type Row = ExpressionBuilder<Tables, 'entity'>
type Condition = Expression<SqlBool>

/** [S14] The condition on a row of `entity` that stands inside every query that a session's request makes. */
export const within =
  (sight: Sight) =>
  (eb: Row): Condition =>
    sight.whole
      ? inOwn(eb, sight)
      : eb.and([inOwn(eb, sight), eb.or([full(eb, sight), ...(sight.progress ? [inProgress(eb)] : [])]), notOnOneself(eb, sight)])

/** The text of a row as it is told: to whoever only follows how far the work is, an outline. */
export const rowAsSeen = (sight: Sight | undefined) => (eb: Row) =>
  sight?.progress && !sight.whole
    ? eb.case().when(full(eb, sight)).then(eb.ref('row')).else(eb.fn.coalesce('outline', 'row')).end().as('text')
    : eb.ref('row').as('text')

const yes = sql<SqlBool>`1 = 1`
const no = sql<SqlBool>`1 = 0`
const judged = ['assessment', 'acknowledgement']

const inOwn = (eb: Row, { streams }: Sight): Condition => (streams.size > 0 ? eb('stream', 'in', [...streams]) : no)

const full = (eb: Row, sight: Sight): Condition =>
  eb.or([
    eb('kind', 'in', reference),
    ...(sight.person ? [eb.and([eb('kind', '=', 'person'), eb('id', '=', sight.person)])] : []),
    ...(sight.staff ? [eb('kind', 'in', ['person', 'post'])] : []),
    ...(sight.colleagues.length > 0 ? [eb.and([eb('kind', '=', 'person'), eb('id', 'in', sight.colleagues)])] : []),
    ...(sight.campaigns.length > 0 ? inCampaigns(eb, sight) : []),
    ...(sight.units.length > 0 ? inUnits(eb, sight) : []),
    ...(sight.ownFile && sight.person ? inOwnFile(eb, sight, sight.person) : []),
  ])

const inProgress = (eb: Row): Condition => eb('kind', 'in', ['campaign', 'assignment', ...judged])

/** The campaigns, all work in them, their officers. */
const inCampaigns = (eb: Row, { campaigns, streams }: Sight): readonly Condition[] => {
  const officers = assignments(eb, streams).select('other.person').where('other.campaign', 'in', campaigns)
  return [
    eb('campaign', 'in', campaigns),
    eb.and([eb('kind', '=', 'person'), eb('id', 'in', officers)]),
    eb.and([eb('kind', '=', 'post'), eb('person', 'in', officers)]),
  ]
}

/** Posts and officers of the units, and all work on those officers. */
const inUnits = (eb: Row, { units, streams }: Sight): readonly Condition[] => {
  const here = assignments(eb, streams).where('other.unit', 'in', units)
  const holders = eb.selectFrom('entity as other').select('other.person').where('other.kind', '=', sql.lit('post'))
  const held = holders.where('other.stream', 'in', [...streams]).where('other.unit', 'in', units)
  return [
    eb.and([eb('kind', 'in', ['post', 'assignment', 'campaign']), eb('unit', 'in', units)]),
    eb.and([eb('kind', '=', 'campaign'), eb('id', 'in', here.select('other.campaign'))]),
    eb.and([eb('kind', 'in', judged), eb('assignment', 'in', here.select('other.id'))]),
    eb.and([
      eb('kind', '=', 'person'),
      eb.or([eb('id', 'in', here.select('other.person')), eb('id', 'in', held.where('other.person', 'is not', null))]),
    ]),
  ]
}

/** Own post, own assignments with their campaigns, and what was signed of them. */
const inOwnFile = (eb: Row, { streams }: Sight, person: string): readonly Condition[] => {
  const own = assignments(eb, streams).where('other.person', '=', person)
  return [
    eb.and([eb('kind', 'in', ['post', 'assignment']), eb('person', '=', person)]),
    eb.and([eb('kind', '=', 'campaign'), eb('id', 'in', own.select('other.campaign'))]),
    eb.and([eb('kind', 'in', judged), eb('shown', '=', 1), eb('assignment', 'in', own.select('other.id'))]),
  ]
}

/** Nobody reads what others still write about him, whatever else he may see. */
const notOnOneself = (eb: Row, { person, streams }: Sight): Condition =>
  person === null
    ? yes
    : eb.or([
        eb('kind', '!=', 'assessment'),
        eb('shown', '=', 1),
        eb('assignment', 'is', null),
        eb('assignment', 'not in', assignments(eb, streams).select('other.id').where('other.person', '=', person)),
      ])

const assignments = (eb: Row, streams: ReadonlySet<string>) =>
  eb
    .selectFrom('entity as other')
    .where('other.kind', '=', sql.lit('assignment'))
    .where('other.stream', 'in', [...streams])
