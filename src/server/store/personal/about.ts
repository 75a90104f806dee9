import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Row } from '../../../core/protocol/row.ts'
import { rowIn } from '../../../core/protocol/row-text.ts'
import type { Tables } from '../schema.ts'

/** The rows about one person: the person, every assignment of theirs, and all that belongs to those. Nobody else's are read out. */
export const rowsAbout = async (trx: Kysely<Tables>, person: string): Promise<readonly Row[]> => {
  const own = await rowsOf(trx, 'person', person)
  const assignments = (await assignmentsNaming(trx, person)).filter(({ fields }) => fields['officer'] === person)
  const belonging: Row[] = []
  for (const { id } of assignments) belonging.push(...(await rowsUnder(trx, id)))
  return [...own, ...assignments, ...belonging]
}

const rowsOf = async (trx: Kysely<Tables>, kind: string, id: string): Promise<readonly Row[]> => {
  const found = await trx.selectFrom('entity').select('row').where('kind', '=', kind).where('id', '=', id).execute()
  return found.map(({ row }) => rowIn(row))
}

/** By what the row's text says: the officer of an assignment has no column. `_` is a wildcard to the database, so it is named. */
const assignmentsNaming = async (trx: Kysely<Tables>, person: string): Promise<readonly Row[]> => {
  const pattern = `%"officer":${JSON.stringify(person).replaceAll(/[!_%]/g, '!$&')}%`
  const found = await trx
    .selectFrom('entity')
    .select('row')
    .where('kind', '=', 'assignment')
    .where(sql<boolean>`"row" like ${pattern} escape '!'`)
    .execute()
  return found.map(({ row }) => rowIn(row))
}

/** Behind every id that begins so and is longer, under any collation; what is too much is left out below. */
const afterAll = 'zzzzzzzz'

/** The assessments of an assignment and the answers to them: their ids begin with its own. */
export const rowsUnder = async (trx: Kysely<Tables>, assignment: string): Promise<readonly Row[]> => {
  const beginning = `${assignment}.`
  const found = await trx
    .selectFrom('entity')
    .select(['id', 'row'])
    .where('kind', 'in', ['assessment', 'acknowledgement'])
    .where('id', '>=', beginning)
    .where('id', '<=', `${beginning}${afterAll}`)
    .orderBy('id')
    .execute()
  return found.filter(({ id }) => id.startsWith(beginning)).map(({ row }) => rowIn(row))
}
