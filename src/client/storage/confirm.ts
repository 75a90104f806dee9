import type { OperationId } from '../../core/domain/id.ts'
import type { Cursors } from '../../core/protocol/cursor.ts'
import type { Replica } from '../../core/protocol/ports.ts'
import type { SyncProblem } from '../../core/protocol/problem.ts'
import { leavesOf, type Receipt } from '../../core/protocol/receipt.ts'
import type { Answer, Database, HeldEntry, RefusedEntry, StoredOperation } from './database.ts'
import { noteErased } from './erased.ts'
import { hold } from './held.ts'
import { lifeIn, lifeKey, lifeName } from './life.ts'
import { unmark, wayIn } from './on-the-way.ts'
import { overlaidAfter, overlaidIn, overlaidKey } from './overlaid.ts'
import { keepReceipts } from './receipts.ts'
import { showAgain, toCome } from './show-again.ts'
import { wayKey } from './way-key.ts'
import { bearWitness } from './witness.ts'

export type Answered = {
  readonly proof: Parameters<Replica['confirm']>[1]
  /** What was read to be sent, as it lies on the outbox: what is there never changes, so it need not be read again. */
  readonly sent: ReadonlyMap<OperationId, StoredOperation>
}

/** Settles operations by their receipts. Runs inside a transaction over rows, unsent, held, refused, receipts, answers and meta. */
export const confirm = async (
  database: Database,
  receipts: readonly Receipt[],
  { proof: { epoch, signature, places = {} }, sent }: Answered,
): Promise<readonly OperationId[]> => {
  const order = new Map(receipts.map(({ operation }, at) => [operation, at]))
  const [unsent, [cursors, way, witness, twice, life]] = await Promise.all([
    unsentAmong(database, [...order.keys()], sent),
    database.meta.bulkGet(['cursors', wayKey, 'witness', overlaidKey, lifeKey]),
  ])
  const overlaid = overlaidIn(twice)
  const held: HeldEntry[] = []
  const refused: RefusedEntry[] = []
  const erased: { readonly key: string; readonly stream: string; readonly seq: number }[] = []
  const latest = new Map<string, { readonly receipt: Receipt; readonly at: number }>()
  const settled: StoredOperation[] = []
  for (const entry of unsent.entries) {
    const at = order.get(entry.id) ?? -1
    const receipt = receipts[at]
    // A receipt for another text under the same id settles nothing here.
    if (!receipt || receipt.hash !== entry.hash) continue
    settled.push(entry)
    const { stream, seq, time, problem = { problem: 'unreadable' } as SyncProblem } = receipt
    if (isErased(problem)) erased.push({ key: entry.entity, stream, seq: 0 })
    else if (receipt.status === 'refused') refused.push({ ...entry, problem, time })
    else {
      held.push({ ...entry, stream, seq })
      const other = latest.get(entry.entity)
      if (!other || other.receipt.rev <= receipt.rev) latest.set(entry.entity, { receipt, at })
    }
  }
  const answers = [...latest].map(([entity, { receipt, at }]): Answer => ({ entity, receipt, leaf: at }))
  const ids = settled.map(({ id }) => id)
  await Promise.all([
    hold(database, epoch, held),
    refused.length > 0 && database.refused.bulkPut(refused),
    keepReceipts(database, { epoch, signature, leaves: leavesOf(receipts), answers }),
    unmark(database, wayIn(way), ids),
    bearWitness(database, (witness?.value ?? {}) as Cursors, places),
  ])
  // After all of that and not beside it: a write that never settles must not leave the work in neither place.
  await takeOff(database, settled, unsent.isAll && settled.length === unsent.entries.length)
  const isToCome = toCome((cursors?.value ?? {}) as Cursors)
  const isMisshown = (entry: HeldEntry): boolean => !isToCome(entry) || overlaid.has(entry.entity)
  const misshown = [...[...refused, ...held.filter(isMisshown)].map(({ entity }) => entity), ...erased.map(({ key }) => key)]
  await noteErased(database, erased)
  const busy = await showAgain(database, misshown, { epoch: lifeName(epoch, lifeIn(life)), isToCome })
  if (overlaid.size > 0) {
    const value = [...overlaidAfter(overlaid, misshown, (key) => overlaid.has(key) && busy.has(key))]
    await database.meta.put({ key: overlaidKey, value })
  }
  return ids
}

/** Work on what a person asked to be erased is not kept here either; what was only kept for its time stays like other refused work. */
const isErased = ({ problem, params }: SyncProblem): boolean => problem === 'erased' && params?.['cause'] === 'request'

type Unsent = {
  readonly entries: readonly StoredOperation[]
  /** Nothing else lies on the outbox between the first of them and the last. */
  readonly isAll: boolean
}

/** Those that are still on the outbox: of what this page read itself, only that it is still there has to be asked. */
const unsentAmong = async (
  { unsent }: Database,
  ids: readonly OperationId[],
  sent: ReadonlyMap<OperationId, StoredOperation>,
): Promise<Unsent> => {
  const known = ids.flatMap((id) => sent.get(id) ?? [])
  if (known.length < ids.length) {
    const wanted = new Set<string>(ids)
    return { entries: await unsent.filter(({ id }) => wanted.has(id)).toArray(), isAll: false }
  }
  const [first, last] = endsOf(known)
  const orders = new Set(await unsent.where(':id').between(first, last, true, true).primaryKeys())
  const entries = known.filter(({ order = 0 }) => orders.has(order))
  return { entries, isAll: entries.length === orders.size }
}

/** [D2] Off the outbox, in one request wherever nothing else lies between them. */
const takeOff = async ({ unsent }: Database, settled: readonly StoredOperation[], isAll: boolean): Promise<void> => {
  const [first, last] = endsOf(settled)
  if (settled.length === 0) return
  if (isAll && settled.length > 1) await unsent.where(':id').between(first, last, true, true).delete()
  else await unsent.bulkDelete(settled.flatMap(({ order }) => order ?? []))
}

const endsOf = (entries: readonly StoredOperation[]): readonly [number, number] => {
  const orders = entries.map(({ order = 0 }) => order)
  return [orders.reduce((a, b) => Math.min(a, b), Number.MAX_SAFE_INTEGER), orders.reduce((a, b) => Math.max(a, b), 0)]
}
