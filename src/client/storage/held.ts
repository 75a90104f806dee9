import type { Hello } from '../../core/protocol/message/hello.ts'
import type { Database, HeldBatch, HeldEntry, StoredOperation } from './database.ts'

/** [D2] Keeps what the server has. Runs inside a transaction over held. */
export const hold = async ({ held }: Database, epoch: string, entries: readonly HeldEntry[]): Promise<void> => {
  const streams = new Map<string, HeldEntry[]>()
  for (const entry of entries) {
    const own = streams.get(entry.stream)
    if (own) own.push(entry)
    else streams.set(entry.stream, [entry])
  }
  const batches = [...streams.values()].map((own) => batchOf(epoch, own))
  if (batches.length > 0) await held.bulkPut(batches)
}

const batchOf = (epoch: string, entries: readonly HeldEntry[], order = entries[0]?.order ?? 0): HeldBatch => ({
  order,
  ids: entries.map(({ id }) => id),
  epoch,
  stream: entries[0]?.stream ?? '',
  low: entries.reduce((least, { seq }) => Math.min(least, seq), Number.POSITIVE_INFINITY),
  entries,
})

/** Those that are asked for, oldest first. Reads batch after batch: all of them together may be large. */
export const heldWhere = async ({ held }: Database, isAsked: (entry: HeldEntry) => boolean): Promise<readonly HeldEntry[]> => {
  const found: HeldEntry[] = []
  await held.each(({ entries }) => void found.push(...entries.filter(isAsked)))
  return inOrder(found)
}

export const heldWith = async ({ held }: Database, ids: readonly string[]): Promise<readonly HeldEntry[]> => {
  const wanted = new Set<string>(ids)
  const batches = ids.length > 0 ? await held.where('ids').anyOf(ids).distinct().toArray() : []
  return inOrder(batches.flatMap(({ entries }) => entries.filter(({ id }) => wanted.has(id))))
}

/** [D2] What the durable mark covers need not be kept. Nothing is read where it covers nothing. */
export const letGo = async ({ held }: Database, { durable, epoch }: Hello): Promise<void> => {
  for (const [stream, mark] of Object.entries(durable)) {
    const reached = held.where('[epoch+stream+low]').between([epoch, stream, 0], [epoch, stream, mark], true, true)
    for (const order of await reached.primaryKeys()) {
      const batch = await held.get(order)
      const left = batch?.entries.filter(({ seq }) => seq > mark) ?? []
      if (left.length > 0) await held.put(batchOf(epoch, left, order))
      else await held.delete(order)
    }
  }
}

/** All of them as they were before they were sent, and none is held any more. */
export const takeAllHeld = async (database: Database): Promise<readonly StoredOperation[]> => {
  const all = await heldWhere(database, () => true)
  await database.held.clear()
  return all.map(({ seq: _, stream: __, ...operation }) => operation)
}

/** Lets go of what is about these entities: it was erased. */
export const forgetHeld = async ({ held }: Database, entities: ReadonlySet<string>): Promise<void> => {
  const touched: HeldBatch[] = []
  await held.each((batch) => void (batch.entries.some(({ entity }) => entities.has(entity)) && touched.push(batch)))
  for (const { order, epoch, entries } of touched) {
    const left = entries.filter(({ entity }) => !entities.has(entity))
    if (left.length > 0) await held.put(batchOf(epoch, left, order))
    else await held.delete(order)
  }
}

const inOrder = (entries: readonly HeldEntry[]): readonly HeldEntry[] =>
  [...entries].sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
