import { isVersion } from '../../core/protocol/operation.ts'
import { type Bare, barely, type Found, stateOf } from './bare.ts'
import { type Database, keyOf, type Meta } from './database.ts'
import type { Draft } from './draft.ts'
import { type Plan, plan, type Sight } from './plan.ts'
import type { Sealing } from './sealing.ts'
import { guarded } from './watchdog.ts'

/** Signs in the device's name what a person signed. */
export type DeviceSigner = { readonly key: string; readonly sign: (hash: string) => Promise<string> }

export type Items = { readonly rows: readonly object[]; readonly unsent: readonly object[]; readonly meta: readonly object[] }

/** A plan that was made, signed and sealed before its transaction: written as it is, if what it was made from still stands. */
export type Prepared = Plan & { readonly written: Items | undefined }

export type Preparing = {
  readonly signer: DeviceSigner | undefined
  readonly sealing: Sealing | undefined
  /** What this page remembers was overtaken: the database is asked. */
  readonly anew: boolean
}

/** In milliseconds. Where it runs out nothing is tried any more: the person is told as soon as by the transaction itself. */
const patience = 4_000

/**
 * What is made before its transaction. Signing and sealing take their time and would end one; and what this page remembers need not
 * be read before it is written. Undefined where nothing is remembered and nothing has to be signed or sealed, or where a rule
 * forbids the work: the transaction itself then finds out. `late` where the database does not answer.
 */
export const prepare = async (
  database: Database,
  drafts: readonly Draft[],
  preparing: Preparing,
): Promise<Prepared | 'late' | undefined> => {
  const done = await guarded(() => prepared(database, drafts, preparing), undefined, patience + drafts.length * 5)
  if (done.ok) return done.value
  return done.problem.cause === 'timeout' ? 'late' : undefined
}

const prepared = async (
  database: Database,
  drafts: readonly Draft[],
  { signer, sealing, anew }: Preparing,
): Promise<Prepared | undefined> => {
  const key = signer?.key
  const remembered = anew ? undefined : planFromMemory(database, drafts, key)
  if (!remembered && !signer && !sealing) return undefined
  const made = await (remembered ?? barely(database, 'readonly', (bare) => plan(remembering(database, bare), drafts, key)))
  const ready = signer ? await signed(made, signer) : made
  return { ...ready, written: sealing && (await sealedItems(sealing, itemsOf(ready))) }
}

export const itemsOf = ({ operations, envelopes, rows, meta }: Plan): Items => ({
  rows,
  unsent: envelopes.map((envelope, at) => {
    const { kind, id } = operations[at]?.entity ?? { kind: '', id: '' }
    return { ...envelope, entity: keyOf(kind, id) }
  }),
  meta,
})

const signed = async (made: Plan, signer: DeviceSigner): Promise<Plan> => {
  const envelopes = await Promise.all(
    made.envelopes.map(async (envelope, at) =>
      isVersion(made.operations[at]?.kind ?? 'edit') ? { ...envelope, signature: await signer.sign(envelope.hash) } : envelope,
    ),
  )
  return { ...made, envelopes }
}

const sealedItems = async (sealing: Sealing, { rows, unsent, meta }: Items): Promise<Items> => {
  const [a, b, c] = await Promise.all([
    sealing.sealAhead('rows', rows),
    sealing.sealAhead('unsent', unsent),
    sealing.sealAhead('meta', meta),
  ])
  return { rows: a, unsent: b, meta: c }
}

/**
 * What this page last saw and wrote: the rows that were tapped last, and the single facts. To read them before each tap would be one
 * more step until it is saved, and to open them half of what sealing costs. Whether it still stands the transaction asks.
 */
type Memory = { facts: readonly Meta[] | undefined; readonly rows: Map<string, Found> }

const memories = new WeakMap<Database, Memory>()
const mostRows = 8

const memoryOf = (database: Database): Memory => {
  const known = memories.get(database) ?? { facts: undefined, rows: new Map() }
  memories.set(database, known)
  return known
}

const planFromMemory = (database: Database, drafts: readonly Draft[], key: string | undefined): Promise<Plan> | undefined => {
  const { facts, rows } = memoryOf(database)
  if (!facts || !drafts.every(({ entity }) => rows.has(keyOf(entity.kind, entity.id)))) return undefined
  const sight: Sight = {
    facts: async () => facts,
    found: async (row) => rows.get(row) as Found,
    isUnsent: async (entity, id) => (await database.unsent.where('[entity+id]').equals([entity, id]).count()) > 0,
  }
  return plan(sight, drafts, key)
}

/** The database itself, whose facts are remembered. */
export const remembering = (database: Database, bare: Bare): Sight => ({
  ...bare,
  facts: async (first, last) => {
    const facts = await bare.facts(first, last)
    memoryOf(database).facts = facts
    return facts
  },
})

/** Called once it is on the disk, with the rows as they lie there. */
export const remember = (database: Database, { rows, meta }: Pick<Plan, 'rows' | 'meta'>, lying: readonly object[]): void => {
  const memory = memoryOf(database)
  const changed = new Set(meta.map(({ key }) => key))
  memory.facts = memory.facts && [...memory.facts.filter(({ key }) => !changed.has(key)), ...meta]
  for (const [at, stored] of rows.entries()) {
    memory.rows.delete(stored.key)
    memory.rows.set(stored.key, { stored, state: stateOf(lying[at]) })
  }
  for (const key of [...memory.rows.keys()].slice(0, -mostRows)) memory.rows.delete(key)
}

const turns = new WeakMap<Database, Promise<unknown>>()

/** One after another: two taps that are prepared at once would overtake each other. */
export const inTurn = <Value>(database: Database, task: () => Promise<Value>): Promise<Value> => {
  const turn = (turns.get(database) ?? Promise.resolve()).then(task)
  turns.set(
    database,
    turn.catch(() => undefined),
  )
  return turn
}
