import type { OperationId } from '../../core/domain/id.ts'
import type { Database } from './database.ts'
import { wayKey } from './way-key.ts'

/**
 * [D3] Which unsent operations were sent, and of which of them nobody knows whether they arrived. One record beside the outbox:
 * what lies there is written once, when it is recorded, and never again.
 */
export type OnTheWay = { readonly sending: readonly OperationId[]; readonly unknown: readonly OperationId[] }

export type SentState = 'waiting' | 'sending' | 'unknown'

const none: OnTheWay = { sending: [], unknown: [] }

export const onTheWay = async ({ meta }: Database): Promise<OnTheWay> => wayIn(await meta.get(wayKey))

export const wayIn = (entry: { readonly value: unknown } | undefined): OnTheWay => (entry?.value as OnTheWay | undefined) ?? none

/** How far an unsent operation is. */
export const stateIn = ({ sending, unknown }: OnTheWay): ((id: string) => SentState) => {
  const [sent, lost] = [new Set<string>(sending), new Set<string>(unknown)]
  return (id) => (sent.has(id) ? 'sending' : lost.has(id) ? 'unknown' : 'waiting')
}

/** Runs inside a transaction over meta. */
export const markSending = async (database: Database, operations: readonly OperationId[]): Promise<void> => {
  const before = without(await onTheWay(database), operations)
  await keep(database, { sending: [...before.sending, ...operations], unknown: before.unknown })
}

/** Runs inside a transaction over unsent and meta. What was settled meanwhile is not unknown. */
export const markUnknown = async (database: Database, operations: readonly OperationId[]): Promise<void> => {
  const before = without(await onTheWay(database), operations)
  const waiting = await idsOfUnsent(database)
  const lost = operations.filter((id) => waiting.has(id))
  await keep(database, { sending: before.sending, unknown: [...before.unknown, ...lost] })
}

/** They are settled, or to be sent anew. Runs inside a transaction over meta. */
export const unmark = async (database: Database, before: OnTheWay, operations: readonly OperationId[]): Promise<void> => {
  const after = without(before, operations)
  if (after.sending.length < before.sending.length || after.unknown.length < before.unknown.length) await keep(database, after)
}

/** The ids of all unsent work, without its texts. */
export const idsOfUnsent = async ({ unsent }: Database): Promise<ReadonlySet<string>> =>
  new Set(((await unsent.orderBy('[entity+id]').keys()) as unknown as readonly [string, string][]).map(([, id]) => id))

const without = ({ sending, unknown }: OnTheWay, operations: readonly OperationId[]): OnTheWay => {
  const gone = new Set(operations)
  const rest = (ids: readonly OperationId[]) => ids.filter((id) => !gone.has(id))
  return { sending: rest(sending), unknown: rest(unknown) }
}

const keep = async ({ meta }: Database, way: OnTheWay): Promise<void> => {
  if (way.sending.length + way.unknown.length > 0) await meta.put({ key: wayKey, value: way })
  else await meta.delete(wayKey)
}
