import { pathsFrom, type ReceiptProof } from '../../core/protocol/receipt.ts'
import type { Answer, Database, StoredAnswers, StoredReceipt } from './database.ts'

/*
 * The latest receipt for each entity. A tap's lies alone, in the place of the one before; those of a reply that settled many lie
 * together, for a write costs a tablet as much for one receipt as for a hundred. Who reads sees the later one, wherever it lies.
 */

/** What one reply proved: the leaves of its hash tree, in its order, under one signature. */
export type Proven = {
  readonly epoch: string
  readonly signature: string
  readonly leaves: readonly string[]
  readonly answers: readonly Answer[]
}

/** From so many on they lie together. */
const many = 8

/** Runs inside a transaction over receipts and answers. */
export const keepReceipts = async (database: Database, proven: Proven): Promise<void> => {
  const { answers } = proven
  if (answers.length === 0) return
  const last = await lastAt(database)
  if (answers.length >= many) {
    await database.answers.add({ at: last + 1, entities: answers.map(({ entity }) => entity), ...proven })
    return
  }
  const path = pathsFrom(proven.leaves)
  const { epoch, signature } = proven
  await database.receipts.bulkPut(
    answers.map(({ entity, receipt, leaf }) => ({
      entity,
      receipt,
      proof: { epoch, signature, path: path(leaf) },
      ...(last > 0 ? { since: last } : {}),
    })),
  )
}

const lastAt = async ({ answers }: Database): Promise<number> => Number((await answers.orderBy(':id').lastKey()) ?? 0)

/** The latest receipt for one entity. */
export const receiptFor = async (database: Database, entity: string): Promise<StoredReceipt | undefined> =>
  (await receiptsBetween(database, entity, entity)).get(entity)

/** By entity, of all entities from the first to the last in the order of their keys, both with. */
export const receiptsBetween = async (
  { receipts, answers }: Database,
  first: string,
  last: string,
): Promise<ReadonlyMap<string, StoredReceipt>> => {
  const [alone, together] = await Promise.all([
    receipts.where('entity').between(first, last, true, true).toArray(),
    answers.where('entities').between(first, last, true, true).distinct().toArray(),
  ])
  const found = new Map<string, { readonly at: number; readonly stored: StoredReceipt }>()
  const meet = (at: number, stored: StoredReceipt): void => {
    const other = found.get(stored.entity)
    if (!other || other.at <= at) found.set(stored.entity, { at, stored })
  }
  for (const batch of together) for (const stored of receiptsIn(batch, first, last)) meet(batch.at, stored)
  for (const stored of alone) meet(stored.since ?? 0, stored)
  return new Map([...found].map(([entity, { stored }]) => [entity, stored]))
}

const receiptsIn = (
  { epoch, signature, leaves, answers }: StoredAnswers,
  first: string,
  last: string,
): readonly StoredReceipt[] => {
  const path = pathsFrom(leaves)
  return answers
    .filter(({ entity }) => first <= entity && entity <= last)
    .map(({ entity, receipt, leaf }) => ({
      entity,
      receipt,
      // Worked out where somebody looks at it: most who ask for receipts want to know only that they are there.
      get proof(): ReceiptProof {
        return { epoch, signature, path: path(leaf) }
      },
    }))
}

/** Runs inside a transaction over receipts and answers. The leaves stay: they prove the others, and tell nothing. */
export const forgetReceipts = async ({ receipts, answers }: Database, entities: readonly string[]): Promise<void> => {
  await receipts.bulkDelete([...entities])
  const gone = new Set(entities)
  const touched = entities.length > 0 ? await answers.where('entities').anyOf(entities).distinct().toArray() : []
  for (const batch of touched) {
    const left = batch.answers.filter(({ entity }) => !gone.has(entity))
    if (left.length > 0) await answers.put({ ...batch, entities: left.map(({ entity }) => entity), answers: left })
    else await answers.delete(batch.at)
  }
}
