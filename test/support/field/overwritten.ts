import type { OperationId } from '../../../src/core/domain/id.ts'
import { canonical } from '../../../src/core/protocol/json.ts'
import type { Ledger } from './headquarters.ts'
import { assert } from './violation.ts'
import type { World } from './world.ts'

/**
 * [I2] Judged by what people had before them when they wrote, not by what their devices said they had: a value stands, or
 * stands beside another one, or somebody who saw it wrote on. And nobody is asked to settle what was no conflict.
 */
export const nothingOverwritten = (world: World, { operations, rows }: Ledger): void => {
  const taken = [...operations].flatMap(([id]) => {
    const noted = world.noted.get(id as OperationId)
    return noted ? [{ id: id as OperationId, ...noted }] : []
  })
  const byId = new Map(taken.map((one) => [one.id, one]))
  const seenBy = (id: OperationId, field: string): boolean =>
    taken.some((one) => one.view[field] === id || one.resolves.includes(id) || one.follows.includes(id))
  const rowOf = new Map([...rows.values()].map(({ row }) => [`${row.kind}:${row.id}`, row]))

  for (const { id, entity, set } of taken) {
    const row = rowOf.get(entity)
    for (const [field, value] of Object.entries(set)) {
      const beside = row?.conflicts.filter((one) => one.field === field).map((one) => one.value) ?? []
      const isVersion = row?.versions.some((one) => one.operation === id)
      const stands = isVersion || [row?.fields[field] ?? null, ...beside].some((one) => canonical(one) === canonical(value))
      const twin = () =>
        taken.some(
          (one) =>
            one.entity === entity &&
            one.id !== id &&
            field in one.set &&
            canonical(one.set[field] ?? null) === canonical(value) &&
            seenBy(one.id, field),
        )
      assert(stands || seenBy(id, field) || twin(), () => `[I2] ${id}'s ${field} of ${entity} was silently overwritten`)
    }
  }

  const knew = (first: OperationId, wanted: OperationId, field: string): boolean => {
    const todo: (OperationId | null)[] = [first]
    const met = new Set<OperationId>()
    for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
      if (id === wanted) return true
      if (id === null || met.has(id)) continue
      met.add(id)
      const one = byId.get(id)
      todo.push(one?.view[field] ?? null, ...(one?.resolves ?? []))
    }
    return false
  }
  for (const row of rows.values())
    for (const { field, operation } of row.row.conflicts) {
      const writer = row.row.writers[field]
      const isKnown = writer !== undefined && (knew(writer, operation, field) || knew(operation, writer, field))
      assert(
        !isKnown || row.row.versions.length > 0,
        () => `[I2] ${operation} and ${writer} stand in conflict over ${field} of ${row.row.id} though one knew the other`,
      )
    }
}
