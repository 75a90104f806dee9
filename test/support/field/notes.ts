import type { Draft } from '../../../src/client/storage/draft.ts'
import { isVersion } from '../../../src/core/protocol/operation.ts'
import { lineParts, operationIn } from '../../../src/core/protocol/read-operation.ts'
import type { Row } from '../../../src/core/protocol/row.ts'
import type { Device } from './device.ts'
import { assert } from './violation.ts'
import type { Noted, View } from './world.ts'

/** What an onlooker sees of a field: the value that stands there, or a person's own unsent one beside it, on which he goes on. */
const seenIn = (row: Row | undefined, unsent: ReadonlySet<string>, draft: Draft, field: string) => {
  const own = row?.conflicts.findLast((conflict) => conflict.field === field && unsent.has(conflict.operation))
  return (draft.resolves ? undefined : own?.operation) ?? row?.writers[field] ?? null
}

/** Lets a person do something on a device, and notes it; undefined where the device says no. */
export const noteDeed = async (device: Device, draft: Draft, isSaved: boolean): Promise<Noted | undefined> => {
  const { store, name } = device
  const entity = `${draft.entity.kind}:${draft.entity.id}`
  const row = await store.row(entity)
  const unsent = new Set((await store.unsent()).map(({ id }) => id))
  if (!(await store.record(draft))) return undefined
  const carried = (await store.unsent()).find(({ id }) => id === draft.id)
  assert(carried, () => `${draft.id} was called saved and is not on the outbox of ${name}`)
  const operation = operationIn(lineParts(carried.line)?.text ?? '')
  assert(operation, () => `${draft.id} cannot be read on ${name}`)
  const view: View = Object.fromEntries(Object.keys(operation.set).map((field) => [field, seenIn(row, unsent, draft, field)]))
  const { resolves = [], follows = [] } = draft
  const { set } = operation
  return { by: name, hash: carried.hash, entity, view, set, resolves, follows, isSaved, isSigned: isVersion(draft.kind) }
}
