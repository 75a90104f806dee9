import { err, ok, type Result } from '../../core/domain/result.ts'
import type { Envelope } from '../../core/protocol/envelope.ts'
import { isVersion, type Operation } from '../../core/protocol/operation.ts'
import type { MergeProblem } from '../../core/protocol/row.ts'
import { type Bare, barely, isSingle } from './bare.ts'
import type { Database } from './database.ts'
import type { Draft } from './draft.ts'
import type { Journal, JournalProblem } from './journal/journal.ts'
import { isStill, Overtaken, type Plan, plan, Refused } from './plan.ts'
import { type DeviceSigner, type Items, inTurn, itemsOf, type Prepared, prepare, remember, remembering } from './prepare.ts'
import { sealingOf } from './sealing.ts'
import { guarded, patience, type StorageProblem } from './watchdog.ts'

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
 * in the journal. [D1] Answers after both are on disk, and only then may anybody say *saved*. One after the other: of two taps
 * on one field the later one stands, also where the first has to be made anew.
 */
export const record = (
  database: Database,
  drafts: readonly Draft[],
  parts: RecordParts = {},
): Promise<Result<readonly Operation[], RecordProblem>> => inTurn(database, () => recordNow(database, drafts, parts))

const recordNow = async (
  database: Database,
  drafts: readonly Draft[],
  parts: RecordParts,
): Promise<Result<readonly Operation[], RecordProblem>> => {
  const signer = drafts.some(({ kind }) => isVersion(kind)) ? parts.signer : undefined
  const sealing = sealingOf(database)
  for (let tried = 0; tried < attempts; tried += 1) {
    // Where other tabs are always faster, it is sealed within the transaction at last: slower, but nothing comes between.
    const isAhead = signer || tried < attempts - 1
    const prepared = isAhead ? await prepare(database, drafts, { signer, sealing, anew: tried > 0 }) : undefined
    if (prepared === 'late') return err({ problem: 'not-saved', cause: 'timeout', detail: 'while it was being prepared' })
    const done = await attempt(database, drafts, parts, prepared)
    if (done !== 'overtaken') return done
  }
  return err({ problem: 'not-saved', cause: 'failed', detail: 'the work changed while it was being prepared' })
}

/** How often something is prepared anew because the work changed between its signing or sealing and its writing. */
const attempts = 5

const attempt = async (
  database: Database,
  drafts: readonly Draft[],
  { journal, journaled }: RecordParts,
  prepared: Prepared | undefined,
): Promise<Result<readonly Operation[], RecordProblem> | 'overtaken'> => {
  let thrown: unknown
  let abandon = (): void => undefined
  let second: Promise<Result<void, JournalProblem>> | undefined
  let saved: { readonly made: Plan; readonly rows: readonly object[] } | undefined
  const deed = async (bare: Bare): Promise<readonly Operation[]> => {
    try {
      const still = prepared && isStill(bare, prepared)
      still?.catch(() => undefined)
      // What touches no pack is put before it is known whether it still follows, and undone if not: that saves a way there and back.
      if (prepared && ![...prepared.madeFrom.rows.values()].every(isSingle) && !(await still)) throw new Overtaken()
      const made = prepared ?? { ...(await plan(remembering(database, bare), drafts)), written: undefined }
      const put = puts(bare, made.written ?? itemsOf(made))
      if (prepared && !(await still)) throw new Overtaken()
      second = journal?.append(made.envelopes.map(journalRecord))
      saved = { made, rows: put() }
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
  if (done.ok) {
    if (saved) remember(database, saved.made, saved.rows)
    return ok(done.value)
  }
  if (thrown instanceof Overtaken) return 'overtaken'
  if (thrown instanceof Refused) return err(thrown.problem)
  return err(copied?.ok ? { ...done.problem, inJournal: true } : done.problem)
}

/** Puts them now. The answer gives the rows as they will lie there, or throws what a put threw: the journal comes before that. */
const puts = (bare: Bare, { rows, unsent, meta }: Items): (() => readonly object[]) => {
  try {
    const lying = bare.put('rows', rows)
    bare.put('unsent', unsent)
    bare.put('meta', meta)
    return () => lying
  } catch (error) {
    return () => {
      throw error
    }
  }
}

const journalRecord = ({ id, hash, text, signature }: Envelope) => ({ id, hash, text, ...(signature ? { signature } : {}) })

/** A staff list is thousands of operations in one transaction: slow is not stuck, and a slow computer must finish it too. */
const patienceFor = (operations: number): number => patience + Math.max(0, operations - 100) * 5
