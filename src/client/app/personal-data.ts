import type { StreamId } from '../../core/domain/id.ts'
import type { Result } from '../../core/domain/result.ts'
import { type Retention, retentionFrom } from '../../core/domain/retention.ts'
import { type OwnFile, ownFileOf } from '../../core/exchange/own-file.ts'
import { type Administration, type Contact, rowToAdministration } from '../../core/protocol/entities.ts'
import type { Operation } from '../../core/protocol/operation.ts'
import type { Row } from '../../core/protocol/row.ts'
import type { RecordProblem } from '../storage/record.ts'
import type { App, Deed } from './app.ts'
import { now } from './clock.ts'
import { assessmentsOf, assignmentsOf, campaigns, people, rowAt } from './read.ts'

/** The administration whose data this device holds; null before one is known. */
export const ownAdministration = async ({ database, identity }: App): Promise<Administration | null> => {
  const row = identity.administration ? await rowAt(database, 'administration', identity.administration) : undefined
  return row ? rowToAdministration(row) : null
}

type Done = Result<readonly Operation[], RecordProblem>

export const setContact = (app: App, { id }: Administration, { name, reach }: Contact): Promise<Done> =>
  edit(app, id, { contact: { name: name.trim(), reach: reach.trim() } })

export const setRetention = (app: App, { id }: Administration, retention: Retention): Promise<Done> =>
  edit(app, id, { retention })

const edit = (
  app: App,
  id: Administration['id'],
  set: { readonly contact: Contact } | { readonly retention: Retention },
): Promise<Done> =>
  app.perform([
    {
      kind: 'edit',
      entity: { kind: 'administration', id },
      stream: id as string as StreamId,
      set: set as unknown as Deed['set'],
    },
  ])

export const retentionOf = (administration: Administration | null | undefined): Retention =>
  retentionFrom(administration?.retention)

/** What this device knows about one person, as a document of its own. Null where it knows nobody by that id. */
export const ownFile = async ({ database }: App, person: string): Promise<OwnFile | null> => {
  const self = await rowAt(database, 'person', person)
  if (!self) return null
  const assignments = (await rowsOfKind(database, 'assignment')).filter(({ fields }) => fields['officer'] === person)
  const within = new Set(assignments.map(({ fields }) => String(fields['campaign'])))
  const found = await Promise.all(
    [...within].flatMap((campaign) => [
      rowsWithin(database, 'assessment', campaign),
      rowsWithin(database, 'acknowledgement', campaign),
      rowAt(database, 'campaign', campaign).then((row) => (row ? [row] : [])),
    ]),
  )
  return ownFileOf([self, ...assignments, ...found.flat()], { person, made: now() }) ?? null
}

/** The officers that somebody beside the device can be: those with an assignment on it, by name. */
export const officersHere = async ({ database }: App) => {
  const officers = new Set((await rowsOfKind(database, 'assignment')).map(({ fields }) => fields['officer']))
  const all = await people(database)
  return all.filter(({ id }) => officers.has(id)).sort((a, b) => (a.familyName < b.familyName ? -1 : 1))
}

const rowsOfKind = async ({ rows }: App['database'], kind: string): Promise<readonly Row[]> =>
  (await rows.where('kind').equals(kind).toArray()).map(({ row }) => row)

const rowsWithin = async ({ rows }: App['database'], kind: string, scope: string): Promise<readonly Row[]> =>
  (await rows.where('[kind+scope]').equals([kind, scope]).toArray()).map(({ row }) => row)

/** Those of whom this tablet holds a signed assessment: in their file there is something to read. */
export const officersWithSigned = async ({ database }: App): Promise<ReadonlySet<string>> => {
  const given = await campaigns(database)
  const found = await Promise.all(
    given.map(async ({ id }) => {
      const [assignments, assessments] = await Promise.all([assignmentsOf(database, id), assessmentsOf(database, id)])
      return assignments.filter((one) => assessments.get(one.id)?.state === 'signed').map(({ officer }) => officer as string)
    }),
  )
  return new Set(found.flat())
}
