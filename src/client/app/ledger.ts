import type { OperationId } from '../../core/domain/id.ts'
import type { EntityKind, Operation } from '../../core/protocol/operation.ts'
import type { SyncProblem } from '../../core/protocol/problem.ts'
import type { RefusedEntry, StoredRow } from '../storage/database.ts'
import { onTheWay, type SentState, stateIn } from '../storage/on-the-way.ts'
import type { App } from './app.ts'
import { type Dispute, disputeIn } from './disputes.ts'
import { fullNameOfRecord } from './record-name.ts'
import { isOpen } from './refusals.ts'
import { type Whereabouts, whereaboutsOf } from './whereabouts.ts'

/** One officer's assessment, and where it is. */
export type LedgerAssessment = {
  readonly key: string
  /** The assessment's own id. */
  readonly id: string
  readonly officer: string
  /** The assignment it belongs to, as the row names it; empty when nothing does. */
  readonly assignment: string
  readonly where: Whereabouts
}

/** Work that is no assessment (units, people, campaigns …), counted by kind and by where it is. */
export type LedgerCount = {
  readonly kind: EntityKind
  readonly count: number
  readonly state: 'only-here' | 'sending' | 'unknown'
}

export type LedgerRefusal = {
  readonly id: OperationId
  readonly kind: EntityKind
  /** What it was about. */
  readonly entity: string
  /** The officer, the campaign or whatever it was about, in the words it has; empty when nothing names it. */
  readonly subject: string
  readonly problem: SyncProblem
  readonly time: string
  readonly isPutAway: boolean
}

/** Something that is no assessment and waits for a person to settle it. */
export type LedgerDispute = { readonly kind: EntityKind; readonly id: string; readonly subject: string } & Dispute

/** Everything the sync centre tells: every piece of work, by where it is. */
export type Ledger = {
  readonly waiting: readonly LedgerAssessment[]
  readonly waitingElse: readonly LedgerCount[]
  /** Those that a person has put away among them. */
  readonly refused: readonly LedgerRefusal[]
  /** Assessments that wait for a person to settle what was answered differently. */
  readonly conflicts: readonly LedgerAssessment[]
  readonly disputes: readonly LedgerDispute[]
  readonly atHeadquarters: readonly LedgerAssessment[]
  /** Operations without a receipt. */
  readonly operations: number
  /** Those of them that were sent, and of which nobody knows whether they arrived. */
  readonly unknown: number
}

export const ledgerOf = async (app: App): Promise<Ledger> => {
  const { database } = app
  const [unsent, refused, stored, disputed, stateOf] = await Promise.all([
    database.unsent.toArray(),
    database.refused.toArray(),
    database.rows.where('kind').equals('assessment').toArray(),
    database.rows.where('conflicts').above(0).toArray(),
    onTheWay(database).then(stateIn),
  ])
  const outbox = unsent.map(({ id, entity }) => ({ entity, state: stateOf(id) }))
  const byKey = new Map(stored.map((row) => [row.key, row]))
  const keys = new Set([...byKey.keys(), ...outbox.map(({ entity }) => entity).filter(isAssessment)])
  const whereabouts = await whereaboutsOf(database, [...keys], stored)
  const entries = await Promise.all(
    [...whereabouts].map(async ([key, where]) => ({
      key,
      id: key.slice(key.indexOf(':') + 1),
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
    disputes: await Promise.all(disputed.filter(({ kind }) => kind !== 'assessment').map((one) => disputeOf(app, one))),
    atHeadquarters: entries.filter(({ where }) => where.state === 'at-headquarters'),
    operations: outbox.length,
    unknown: outbox.filter(({ state }) => state === 'unknown').length,
  }
}

const disputeOf = async (app: App, { row }: StoredRow): Promise<LedgerDispute> => {
  const { kind, id, fields } = row
  return { kind, id, subject: await fullNameOfRecord(app, kind, fields), ...(disputeIn(row) ?? nothing) }
}

const nothing: Dispute = { about: 'answers', fields: 0 }

const names = new Intl.Collator(['fr', 'en'], { sensitivity: 'base' })

const isAssessment = (key: string): boolean => key.startsWith('assessment:')

const countsOf = (outbox: readonly { readonly entity: string; readonly state: SentState }[]): readonly LedgerCount[] => {
  const states = new Map<string, LedgerCount['state']>()
  for (const { entity, state } of outbox)
    if (!isAssessment(entity) && states.get(entity) !== 'sending' && !(states.get(entity) === 'unknown' && state === 'waiting'))
      states.set(entity, state === 'waiting' ? 'only-here' : state)
  const counts = new Map<string, LedgerCount>()
  for (const [entity, state] of states) {
    const kind = entity.slice(0, entity.indexOf(':')) as EntityKind
    const name = `${state} ${kind}`
    counts.set(name, { kind, state, count: (counts.get(name)?.count ?? 0) + 1 })
  }
  return [...counts.values()]
}

const officerOf = async (app: App, stored: StoredRow | undefined): Promise<string> =>
  stored ? fullNameOfRecord(app, 'assessment', stored.row.fields) : ''

/** An assessment that only the refused operation knows is named by what it says. */
const refusalOf = async (app: App, entry: RefusedEntry): Promise<LedgerRefusal> => {
  const { id, entity, text, problem, time } = entry
  const operation: Operation = JSON.parse(text)
  const stored = await app.database.rows.get(entity)
  const { kind } = operation.entity
  const subject = await fullNameOfRecord(app, kind, { ...stored?.row.fields, ...operation.set })
  return { id, kind, entity: operation.entity.id, subject, problem, time, isPutAway: !isOpen(entry) }
}
