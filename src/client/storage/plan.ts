import type { DeviceId, OperationId } from '../../core/domain/id.ts'
import { beginning, type Cursors } from '../../core/protocol/cursor.ts'
import { type Envelope, envelopeOf } from '../../core/protocol/envelope.ts'
import { merge } from '../../core/protocol/merge.ts'
import { isVersion, type Operation } from '../../core/protocol/operation.ts'
import type { MergeProblem } from '../../core/protocol/row.ts'
import { streamsOf } from '../../core/protocol/streams.ts'
import type { Bare } from './bare.ts'
import { keyOf, type Meta, type StoredRow, schemaEpoch } from './database.ts'
import type { Draft } from './draft.ts'
import { withOwnWork } from './stored-row.ts'
import { StaleTab } from './watchdog.ts'

/** The device's last operation: its counter, and the hash that the next one is chained to. */
export type Chain = { readonly lsn: number; readonly hash: string }

/** What a transaction is to write, and what it was made from. */
export type Plan = {
  readonly operations: readonly Operation[]
  readonly envelopes: readonly Envelope[]
  readonly rows: readonly StoredRow[]
  readonly meta: readonly Meta[]
  readonly madeFrom: {
    readonly chain: Chain
    /** Under whose name, and how far off this device's clock is. */
    readonly device: string
    readonly offset: number | null
    readonly rows: ReadonlyMap<string, string>
    /** The cursors to which it adds; empty where it adds none. */
    readonly cursors: string
  }
}

/** What a plan is made from: the database itself, or what this page last saw of it. */
export type Sight = Pick<Bare, 'found' | 'facts' | 'isUnsent'>

/** Thrown inside a transaction to end it: a rule forbids what was asked. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly problem: MergeProblem
  constructor(problem: MergeProblem) {
    super(problem.problem)
    this.problem = problem
  }
}

/** Thrown inside a transaction to end it: what was signed does not follow from what the database holds any more. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken'
}

/** Makes the operations of a few drafts and the rows as they leave them, from what the database holds now. */
export const plan = async (sight: Sight, drafts: readonly Draft[], key?: string): Promise<Plan> => {
  const keys = [...new Set(drafts.map(({ entity }) => keyOf(entity.kind, entity.id)))]
  const [{ chain, device, cursors, offset }, found] = await Promise.all([head(sight), Promise.all(keys.map(sight.found))])
  const rows = new Map(found.flatMap(({ stored }) => (stored ? [[stored.key, stored] as const] : [])))
  const states = new Map(keys.map((one, at) => [one, found[at]?.state ?? '']))
  const own = await ownInConflict(sight, drafts, rows)
  const streams: Record<string, Cursors[string]> = { ...cursors }
  const operations: Operation[] = []
  const envelopes: Envelope[] = []
  let { lsn, hash } = chain
  for (const draft of drafts) {
    const entity = keyOf(draft.entity.kind, draft.entity.id)
    const stored = rows.get(entity)
    lsn += 1
    const operation = operationOf(draft, { device, lsn, offset, prev: hash, key }, stored, own)
    if (!isVersion(operation.kind) && operation.kind !== 'resolve') refuseSealed(stored)
    const merged = merge(stored?.row, operation)
    if (!merged.ok) throw new Refused(merged.problem)
    rows.set(entity, withOwnWork(stored, merged.row))
    for (const stream of streamsOf(merged.row)) streams[stream] ??= beginning
    const envelope = envelopeOf(operation)
    operations.push(operation)
    envelopes.push(envelope)
    hash = envelope.hash
  }
  const isFollowing = Object.keys(streams).length > Object.keys(cursors).length
  const meta = [{ key: 'chain', value: { lsn, hash } }, ...(isFollowing ? [{ key: 'cursors', value: streams }] : [])]
  const madeFrom = { chain, device, offset, rows: states, cursors: isFollowing ? JSON.stringify(cursors) : '' }
  return { operations, envelopes, rows: [...rows.values()], meta, madeFrom }
}

/** Whether a plan still follows from what the database holds. */
export const isStill = async (bare: Bare, { madeFrom }: Plan): Promise<boolean> => {
  const keys = [...madeFrom.rows.keys()]
  const [{ chain, cursors, device, offset }, states] = await Promise.all([head(bare), Promise.all(keys.map(bare.state))])
  return (
    device === madeFrom.device &&
    offset === madeFrom.offset &&
    chain.hash === madeFrom.chain.hash &&
    chain.lsn === madeFrom.chain.lsn &&
    (madeFrom.cursors === '' || madeFrom.cursors === JSON.stringify(cursors)) &&
    keys.every((key, at) => states[at] === madeFrom.rows.get(key))
  )
}

const head = async ({ facts: read }: Pick<Sight, 'facts'>) => {
  // In one request, with the few small facts whose names lie between: every request is one more step before a tap is saved.
  const facts = await read('chain', 'schema')
  const [chain, cursors, device, contact, schema] = ['chain', 'cursors', 'device', 'contact', 'schema'].map(
    (name) => facts.find(({ key }) => key === name)?.value,
  )
  if (Number(schema ?? schemaEpoch) > schemaEpoch) throw new StaleTab('the database is newer than this tab')
  const { offset } = (contact ?? {}) as { readonly offset?: number }
  return {
    chain: (chain ?? { lsn: 0, hash: '' }) as Chain,
    cursors: (cursors ?? {}) as Cursors,
    device: device as DeviceId,
    offset: offset === undefined ? null : Math.round(offset),
  }
}

/** What was signed stays: a later view is another version. */
const refuseSealed = (stored: StoredRow | undefined): void => {
  const version = stored?.row.versions.at(-1)
  if (version) throw new Refused({ problem: 'sealed', version: version.operation })
}

type Own = ReadonlyMap<string, OperationId>

/**
 * The device's own latest operation on a field, where somebody else's value stands beside it and it is not settled yet: who goes
 * on there follows his own value, not the other one.
 */
const ownInConflict = async (sight: Sight, drafts: readonly Draft[], rows: ReadonlyMap<string, StoredRow>): Promise<Own> => {
  const disputed = drafts.flatMap(({ entity, set, resolves }) => {
    const key = keyOf(entity.kind, entity.id)
    const conflicts = resolves ? [] : (rows.get(key)?.row.conflicts ?? [])
    return conflicts.filter(({ field }) => Object.hasOwn(set, field)).map(({ field, operation }) => ({ key, field, operation }))
  })
  if (disputed.length === 0) return new Map()
  const unsent = await Promise.all(disputed.map(({ key, operation }) => sight.isUnsent(key, operation)))
  return new Map(disputed.flatMap(({ key, field, operation }, at) => (unsent[at] ? [[`${key}/${field}`, operation]] : [])))
}

type Making = Pick<Operation, 'device' | 'lsn' | 'offset' | 'prev' | 'key'>

/** A signature carries all that the assessment holds here: what is signed is what the signer had before him. */
const operationOf = (draft: Draft, { key, ...making }: Making, stored: StoredRow | undefined, own: Own): Operation => {
  const signs = isVersion(draft.kind) && draft.entity.kind === 'assessment'
  const set = signs ? { ...stored?.row.fields, ...draft.set } : draft.set
  const entity = keyOf(draft.entity.kind, draft.entity.id)
  const saw = (field: string): OperationId | null => own.get(`${entity}/${field}`) ?? inView(draft, field, stored)
  const base = Object.fromEntries(Object.keys(set).map((field) => [field, saw(field)]))
  const { resolves, follows, seen: _, ...rest } = draft
  return {
    ...rest,
    ...(resolves ? { resolves } : {}),
    ...(follows ? { follows } : {}),
    ...making,
    set,
    base,
    ...(key && isVersion(draft.kind) ? { key } : {}),
  }
}

/** What stands, where the author had it before him or nobody says what he had; else the last that he had. */
const inView = ({ seen }: Draft, field: string, stored: StoredRow | undefined): OperationId | null => {
  const writer = stored?.row.writers[field] ?? null
  const known = seen?.[field] ?? [writer]
  return known.includes(writer) ? writer : (known.at(-1) ?? null)
}
