import type { EntityKind, Operation } from '../../core/protocol/operation.ts'
import type { SyncProblem } from '../../core/protocol/problem.ts'
import type { RefusedEntry, StoredRow, UnsentEntry } from '../storage/database.ts'
import type { App } from './app.ts'
import { assignmentAt } from './read.ts'
import { type Whereabouts, whereaboutsOf } from './whereabouts.ts'

/** One officer's assessment, and where it is. */
export type LedgerAssessment = {
  readonly key: string
  readonly officer: string
  /** The assignment it belongs to, as the row names it; empty when nothing does. */
  readonly assignment: string
  readonly where: Whereabouts
}

/** Work that is no assessment (units, people, campaigns …), counted by kind. */
export type LedgerCount = { readonly kind: EntityKind; readonly count: number }

export type LedgerRefusal = {
  readonly id: string
  readonly kind: EntityKind
  /** The officer, the campaign or whatever it was about, in the words it has; empty when nothing names it. */
  readonly subject: string
  readonly problem: SyncProblem
  readonly time: string
}

/** Everything the sync centre tells: every piece of work, by where it is. */
export type Ledger = {
  readonly waiting: readonly LedgerAssessment[]
  readonly waitingElse: readonly LedgerCount[]
  readonly refused: readonly LedgerRefusal[]
  /** Assessments that wait for a person to settle what was answered differently. */
  readonly conflicts: readonly LedgerAssessment[]
  readonly atHeadquarters: readonly LedgerAssessment[]
  /** Operations without a receipt. */
  readonly operations: number
}

export const ledgerOf = async (app: App): Promise<Ledger> => {
  const { database } = app
  const [outbox, refused, stored] = await Promise.all([
    database.unsent.toArray(),
    database.refused.toArray(),
    database.rows.where('kind').equals('assessment').toArray(),
  ])
  const byKey = new Map(stored.map((row) => [row.key, row]))
  const keys = new Set([...byKey.keys(), ...outbox.map(({ entity }) => entity).filter(isAssessment)])
  const whereabouts = await whereaboutsOf(database, [...keys], stored)
  const entries = await Promise.all(
    [...whereabouts].map(async ([key, where]) => ({
      key,
      where,
      officer: await officerOf(app, byKey.get(key)),
      assignment: String(byKey.get(key)?.row.fields['assignment'] ?? ''),
    })),
  )
  entries.sort((a, b) => names.compare(a.officer, b.officer))
  return {
    waiting: entries.filter(({ where }) => 'operations' in where && where.operations > 0),
    waitingElse: countsOf(outbox),
    refused: await Promise.all(refused.map((entry) => refusalOf(app, entry))),
    conflicts: entries.filter(({ key, where }) => where.state === 'conflict' || (byKey.get(key)?.conflicts ?? 0) > 0),
    atHeadquarters: entries.filter(({ where }) => where.state === 'at-headquarters'),
    operations: outbox.length,
  }
}

const names = new Intl.Collator(['fr', 'en'], { sensitivity: 'base' })

const isAssessment = (key: string): boolean => key.startsWith('assessment:')

const countsOf = (outbox: readonly UnsentEntry[]): readonly LedgerCount[] => {
  const entities = new Map<string, EntityKind>()
  for (const { entity } of outbox)
    if (!isAssessment(entity)) entities.set(entity, entity.slice(0, entity.indexOf(':')) as EntityKind)
  const counts = new Map<EntityKind, number>()
  for (const kind of entities.values()) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [...counts].map(([kind, count]) => ({ kind, count }))
}

const officerOf = async (app: App, stored: StoredRow | undefined): Promise<string> => {
  const id = stored?.row.fields['assignment']
  const assignment = typeof id === 'string' ? await assignmentAt(app.database, id as never) : undefined
  return assignment ? `${assignment.snapshot.familyName.toLocaleUpperCase('fr')} ${assignment.snapshot.givenName}` : ''
}

const refusalOf = async (app: App, { id, entity, text, problem, time }: RefusedEntry): Promise<LedgerRefusal> => {
  const operation: Operation = JSON.parse(text)
  const stored = await app.database.rows.get(entity)
  const assessment =
    operation.entity.kind === 'acknowledgement'
      ? await app.database.rows.get(`assessment:${String(operation.set['assessment'] ?? stored?.row.fields['assessment'] ?? '')}`)
      : stored
  const subject = (await officerOf(app, assessment)) || (await named(app, operation, stored))
  return { id, kind: operation.entity.kind, subject, problem, time }
}

/** The words an entity has for itself; an assessment that only the refused operation knows is named by its assignment. */
const named = async (app: App, operation: Operation, stored: StoredRow | undefined): Promise<string> => {
  const fields = { ...stored?.row.fields, ...operation.set }
  const assignment =
    typeof fields['assignment'] === 'string' ? await assignmentAt(app.database, fields['assignment'] as never) : undefined
  if (assignment) return `${assignment.snapshot.familyName.toLocaleUpperCase('fr')} ${assignment.snapshot.givenName}`
  return String(fields['name'] ?? fields['title'] ?? fields['familyName'] ?? '')
}
