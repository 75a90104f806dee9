import { err, ok, type Result } from '../../core/domain/result.ts'
import type { Envelope } from '../../core/protocol/envelope.ts'
import { isVersion, type Operation } from '../../core/protocol/operation.ts'
import type { MergeProblem } from '../../core/protocol/row.ts'
import { type Bare, barely } from './bare.ts'
import type { Database } from './database.ts'
import type { Draft } from './draft.ts'
import type { Journal, JournalProblem } from './journal/journal.ts'
import { isStill, Overtaken, type Plan, plan, Refused } from './plan.ts'
import { guarded, patience, type StorageProblem } from './watchdog.ts'

/** Signs in the device's name what a person signed. */
export type DeviceSigner = { readonly key: string; readonly sign: (hash: string) => Promise<string> }

export type RecordParts = {
  /** The second copy, outside of the database. */
  readonly journal?: Journal | undefined
  readonly signer?: DeviceSigner | undefined
  /** Told when the second copy could not be written though the work is saved, and when it could again. */
  readonly journaled?: ((problem: JournalProblem | null) => void) | undefined
}

export type RecordProblem =
  | (StorageProblem & {
      /** The database did not take it, but the journal did: it comes back at the next start. */
      readonly inJournal?: boolean
    })
  | MergeProblem

/**
 * Records what a person did: row, operation and outbox entry in one strict transaction, all or nothing, and the operation
 * in the journal. [D1] Answers after both are on disk, and only then may anybody say *saved*.
 */
export const record = async (
  database: Database,
  drafts: readonly Draft[],
  parts: RecordParts = {},
): Promise<Result<readonly Operation[], RecordProblem>> => {
  const { signer } = parts
  const seals = drafts.some(({ kind }) => isVersion(kind))
  for (let tried = 0; tried < attempts; tried += 1) {
    const prepared = signer && seals ? await signed(database, drafts, signer) : undefined
    const done = await attempt(database, drafts, parts, prepared)
    if (done !== 'overtaken') return done
  }
  return err({ problem: 'not-saved', cause: 'failed', detail: 'the work changed while it was being signed' })
}

/** How often something is signed anew because the work changed between its signing and its writing. */
const attempts = 5

const attempt = async (
  database: Database,
  drafts: readonly Draft[],
  { journal, journaled }: RecordParts,
  prepared: Plan | undefined,
): Promise<Result<readonly Operation[], RecordProblem> | 'overtaken'> => {
  let thrown: unknown
  let abandon = (): void => undefined
  let second: Promise<Result<void, JournalProblem>> | undefined
  const deed = async (bare: Bare): Promise<readonly Operation[]> => {
    try {
      if (prepared && !(await isStill(bare, prepared))) throw new Overtaken()
      const made = prepared ?? (await plan(bare, drafts))
      second = journal?.append(made.envelopes.map(journalRecord))
      write(bare, made)
      return made.operations
    } catch (error) {
      thrown = error
      throw error
    }
  }
  const done = await guarded(
    () =>
      barely(database, 'readwrite', deed, (giveUp) => {
        abandon = giveUp
      }),
    () => abandon(),
    patienceFor(drafts.length),
  )
  const copied = await second
  if (copied) journaled?.(copied.ok ? null : copied.problem)
  if (done.ok) return ok(done.value)
  if (thrown instanceof Overtaken) return 'overtaken'
  if (thrown instanceof Refused) return err(thrown.problem)
  return err(copied?.ok ? { ...done.problem, inJournal: true } : done.problem)
}

const journalRecord = ({ id, hash, text, signature }: Envelope) => ({ id, hash, text, ...(signature ? { signature } : {}) })

/** A staff list is thousands of operations in one transaction: slow is not stuck, and a slow computer must finish it too. */
const patienceFor = (operations: number): number => patience + Math.max(0, operations - 100) * 5

/** Signing takes its time and would end a transaction: what is signed is prepared before, and written if nothing has changed meanwhile. */
const signed = async (database: Database, drafts: readonly Draft[], signer: DeviceSigner): Promise<Plan | undefined> => {
  try {
    const made = await barely(database, 'readonly', (bare) => plan(bare, drafts, signer.key))
    const envelopes = await Promise.all(
      made.envelopes.map(async (envelope, at) =>
        isVersion(made.operations[at]?.kind ?? 'edit') ? { ...envelope, signature: await signer.sign(envelope.hash) } : envelope,
      ),
    )
    return { ...made, envelopes }
  } catch {
    return undefined
  }
}

const write = (bare: Bare, { operations, envelopes, rows, meta }: Plan): void => {
  const entries = envelopes.map((envelope, at) => {
    const { kind, id } = operations[at]?.entity ?? { kind: '', id: '' }
    return { ...envelope, entity: `${kind}:${id}` }
  })
  bare.put('rows', rows)
  bare.put('unsent', entries)
  bare.put('meta', meta)
}
