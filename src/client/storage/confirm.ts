import type { OperationId } from '../../core/domain/id.ts'
import type { Replica } from '../../core/protocol/ports.ts'
import { pathsOf, type Receipt } from '../../core/protocol/receipt.ts'
import type { Database, HeldEntry, RefusedEntry, StoredReceipt } from './database.ts'
import { showAgain, toCome } from './show-again.ts'
import { bearWitness } from './witness.ts'

/** Settles operations by their receipts. Runs inside a transaction over rows, unsent, held, refused, receipts and meta. */
export const confirm = async (
  database: Database,
  receipts: readonly Receipt[],
  { epoch, signature, places = {} }: Parameters<Replica['confirm']>[1],
): Promise<readonly OperationId[]> => {
  const order = new Map(receipts.map(({ operation }, at) => [operation, at]))
  const entries = await database.unsent
    .where('id')
    .anyOf([...order.keys()])
    .toArray()
  const held: HeldEntry[] = []
  const refused: RefusedEntry[] = []
  const latest = new Map<string, { readonly receipt: Receipt; readonly at: number }>()
  const settled: typeof entries = []
  for (const entry of entries) {
    const at = order.get(entry.id) ?? -1
    const receipt = receipts[at]
    // A receipt for another text under the same id settles nothing here.
    if (!receipt || receipt.hash !== entry.hash) continue
    settled.push(entry)
    const { state: _, ...operation } = entry
    const { stream, seq, time, problem = { problem: 'unreadable' } } = receipt
    if (receipt.status === 'refused') refused.push({ ...operation, problem, time })
    else {
      held.push({ ...operation, epoch, stream, seq })
      const other = latest.get(entry.entity)
      if (!other || other.receipt.rev <= receipt.rev) latest.set(entry.entity, { receipt, at })
    }
  }
  const paths = latest.size > 0 ? pathsOf(receipts) : []
  const proven = [...latest].map(
    ([entity, { receipt, at }]): StoredReceipt => ({ entity, receipt, proof: { epoch, signature, path: paths[at] ?? [] } }),
  )
  await Promise.all([
    held.length > 0 && database.held.bulkPut(held),
    refused.length > 0 && database.refused.bulkPut(refused),
    proven.length > 0 && database.receipts.bulkPut(proven),
  ])
  await database.unsent.bulkDelete(settled.flatMap(({ order }) => (order === undefined ? [] : [order])))
  const isToCome = await toCome(database)
  const misshown = [...refused, ...held.filter((entry) => !isToCome(entry))].map(({ entity }) => entity)
  await showAgain(database, misshown, isToCome)
  await bearWitness(database, places)
  return settled.map(({ id }) => id)
}
