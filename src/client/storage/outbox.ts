import type { OperationId } from '../../core/domain/id.ts'
import type { Envelope } from '../../core/protocol/envelope.ts'
import type { Replica } from '../../core/protocol/ports.ts'
import type { Database, StoredOperation } from './database.ts'

/** Reads the outbox, and remembers what it last gave: a receipt for that needs no second reading. */
export const openOutbox = ({ unsent }: Database) => {
  let sent = new Map<OperationId, StoredOperation>()
  let passed = new Set<OperationId>()
  let last = 0
  /** Counts how often old work may have come back, before what was read last; and how often it had when that was read. */
  let comeBack = 0
  let readAt = 0
  /** The first that did not go with them. */
  let next: StoredOperation | undefined

  /** Where everything that was given last is to be left out, and what was left out then, there is nothing before its end. */
  const isAfter = (except: ReadonlySet<OperationId>): boolean =>
    [...sent.keys()].every((id) => except.has(id)) && [...passed].every((id) => except.has(id))

  const read: Replica['outbox'] = async (limit, bytes, except = new Set()) => {
    const began = comeBack
    const goesOn = readAt === began && sent.size > 0 && isAfter(except)
    if (goesOn && limit === 1 && next && !except.has(next.id)) return [envelopeIn(next)]
    next = undefined
    const found: StoredOperation[] = []
    let size = 0
    let after = goesOn ? last : 0
    const isFull = ({ text }: StoredOperation): boolean =>
      found.length === limit || (found.length > 0 && size + text.length > bytes)
    const add = (entries: readonly StoredOperation[]): boolean => {
      for (const entry of entries) {
        if (except.has(entry.id)) {
          after = entry.order ?? after
          continue
        }
        if (isFull(entry)) {
          next = entry
          return true
        }
        after = entry.order ?? after
        found.push(entry)
        size += entry.text.length
      }
      return false
    }
    for (let count = piece(limit, bytes); ; count = Math.min(most, count * 2)) {
      const piece = unsent.where(':id').above(after).limit(count)
      const entries = await piece.toArray()
      if (add(entries) || found.length === limit) break
      if (entries.length === count) continue
      // Where something in the piece does not open, it has more keys than entries, and there may be work behind it.
      const keys = found.length > 0 ? [] : await piece.primaryKeys()
      if (keys.length < count) break
      after = keys.at(-1) ?? after
    }
    if (!goesOn) sent = new Map()
    readAt = began
    passed = goesOn ? new Set([...passed, ...except]) : new Set(except)
    for (const entry of found) sent.set(entry.id, entry)
    last = after
    return found.map(envelopeIn)
  }
  return {
    read,
    sent: (): ReadonlyMap<OperationId, StoredOperation> => sent,
    /** They are off the outbox: nobody has to leave them out any more. */
    settled: (ids: readonly OperationId[]): void => {
      for (const id of ids) {
        sent.delete(id)
        passed.delete(id)
      }
    },
    /** Old work may have come back, before what was read last. What was read stays known: its receipts are still to come. */
    begin: (): void => {
      comeBack += 1
    },
  }
}

const envelopeIn = ({ id, hash, text, signature }: StoredOperation): Envelope => ({
  id,
  hash,
  text,
  ...(signature ? { signature } : {}),
})

/** How many operations are read at once: what a request is likely to take of them, for each may be large. */
const piece = (limit: number, bytes: number): number => Math.min(limit, most, Math.max(least, Math.ceil(bytes / typical)))
const least = 8
const most = 256
const typical = 3000
